"""How well a text answers a part of a question, by shared words, rare ones counting more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sandbox.librarian.facets import Facet
from sandbox.librarian.signs import DOER, FIGURE, STANDS_FOR, fits, prior, substance
from sandbox.librarian.words import CJK, kin, rarity, stems

CONTEXT_WEIGHT = 0.4
TITLE_WEIGHT = 0.7
KIN_WEIGHT = 0.7
ALMOST = 0.95
A_SITES_WORDS = 4
CARRIED = 0.7  # of the score of the sentence before, for what goes on from it
OUTLIVED = 0.6
OFF_TOPIC, ENOUGH_TOPIC = 0.25, 0.9
WRONG_SUBJECT, BESIDE_THE_POINT = 0.05, 0.4
FIRST_HAND = 1.8  # what somebody says of what they themselves did
ITS_OWNER, BESIDE_ITS_OWNER, RETOLD = 1.3, 0.7, 0.15
NO_FIT, FULL_FIT = 0.5, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A readable sentence with its source's title and the stems of all that was read of it."""

    text: str
    title: str
    document: frozenset[str]
    speaker: str = ""
    heading: str = ""
    of_the_web: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Weighs stems by how rare they are in the texts at hand; knows the titles of all."""

    weights: Mapping[str, float]
    titles: tuple[str, ...] = ()

    def overlap(self, facet: Facet, found: set[str], *, text: str = "") -> float:
        """0 to 1: the share of the part's words that are met; borrowed words count less."""
        wanted = [(word, 1.0) for word in facet.own]
        wanted += [(word, CONTEXT_WEIGHT) for word in facet.context]
        total = sum(self.weights.get(word, 1.0) * share for word, share in wanted)
        met = sum(
            self.weights.get(word, 1.0) * share * _met(word, found, text)
            for word, share in wanted
        )
        return met / total if total else 0.0

    def score(self, facet: Facet, said: Said) -> float:
        """Words, title, kind of fact, substance, and whether it is about the right thing."""
        found = set(stems(said.text))
        beside = set(stems(f"{said.title} {said.heading}"))
        value = self.overlap(facet, found, text=said.text)
        title = TITLE_WEIGHT / 2 if said.speaker else TITLE_WEIGHT
        value += title * self.overlap(facet, beside - found)
        if not value:
            return 0.0
        known = found | beside | said.document
        owned = owned_by(facet.names, said.title)
        value *= 1.0 if owned else self._aboutness(facet, known)
        if not any(_met(word, found | beside, said.text) for word in facet.own):
            value *= BESIDE_THE_POINT
        named = facet.names_needed(of_the_web=said.of_the_web)
        if named and not known & set(named) and not owned:
            value *= WRONG_SUBJECT
        if facet.counted and not known & facet.counted:
            value *= WRONG_SUBJECT
        if said.speaker and DOER.search(facet.text) and found & _kin_of(facet.own):
            value *= FIRST_HAND
        value *= self._standing(facet, said.title, of_the_web=said.of_the_web)
        words = len(said.text) // 2 if CJK.search(said.text) else len(said.text.split())
        spoken = f"{said.text} by {said.speaker}" if said.speaker else said.text
        fit = NO_FIT + (FULL_FIT - NO_FIT) * fits(facet.text, spoken)
        return value * fit * substance(said.text, words) * prior(said.title)

    def _aboutness(self, facet: Facet, known: set[str] | frozenset[str]) -> float:
        """Of a part that points back, how much of what it points to the source has."""
        if not facet.context:
            return 1.0
        total = sum(self.weights.get(word, 1.0) for word in facet.context)
        met = sum(self.weights.get(word, 1.0) for word in facet.context if word in known)
        return OFF_TOPIC + (1 - OFF_TOPIC) * min(1.0, met / total / ENOUGH_TOPIC) ** 3

    def _standing(self, facet: Facet, title: str, *, of_the_web: bool) -> float:
        """The owner's own page counts more; beside it, what others retell counts less."""
        if not facet.outside:
            return 1.0
        if owned_by(facet.names, title):
            return ITS_OWNER
        told = any(owned_by(facet.names, other) for other in self.titles)
        if facet.compares:
            return BESIDE_ITS_OWNER if told else 1.0
        return RETOLD if told and of_the_web else 1.0


def _kin_of(words: Iterable[str]) -> set[str]:
    return {other for word in words for other in kin(word)}


def going_on(own: float, before: float, text: str) -> float:
    """The score of a sentence that follows another: figures may go on about the same thing."""
    if own >= before or not FIGURE.search(text):
        return own
    return min(own / 2 + CARRIED * before, ALMOST * before)


def outlived(day: str, newest: str) -> float:
    """What a text of this day is worth beside one of the newest; ISO dates or empty."""
    if not day or not newest:
        return 1.0
    years = (date.fromisoformat(newest) - date.fromisoformat(day)).days / 365
    return OUTLIVED if years > 1 else 1.0


def scale_of(texts: Iterable[str], *, titles: Iterable[str] = ()) -> Scale:
    weights = rarity(set(stems(text)) for text in texts)
    return Scale(weights=weights, titles=tuple(dict.fromkeys(titles)))


def hosts_in(place: str) -> list[str]:
    """The web addresses among the words of a title or search hit."""
    words = [word.strip(",()").lower() for word in place.split()]
    return [word for word in words if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}", word)]


def owned_by(names: Iterable[str], place: str) -> bool:
    """Whether a page is that of one of the names alone, by its address or its site's name."""
    hosts = hosts_in(place)
    sites = [site.strip() for site in place.split(",")[1:]]  # the first is the page's title
    held = {name for name in names if any(name.lower().split()[0] in host for host in hosts)}
    held |= {name for name in names if any(_is_site_of(name, site) for site in sites)}
    return len(held) == 1


def _is_site_of(name: str, site: str) -> bool:
    """Whether a site's name begins with the name, or has it as its initials."""
    words = site.split()
    initials = "".join(word[0] for word in words if word[0].isupper())
    short = 0 < len(words) <= A_SITES_WORDS and ":" not in site
    return short and (site.lower().startswith(name.lower()) or initials == name)


def _met(word: str, found: set[str], text: str) -> float:
    if word in found:
        return 1.0
    sign = STANDS_FOR.get(word)
    alike = any(other in found for other in kin(word)) or (sign and sign.search(text))
    return KIN_WEIGHT if alike else 0.0
