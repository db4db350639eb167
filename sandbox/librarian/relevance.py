"""How well a text answers a part of a question, by shared words, rare ones counting more."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sandbox.librarian.facets import Facet
from sandbox.librarian.signs import STANDS_FOR, fits, prior, substance
from sandbox.librarian.words import CJK, kin, rarity, stems

CONTEXT_WEIGHT = 0.4
TITLE_WEIGHT = 0.7
KIN_WEIGHT = 0.7
OFF_TOPIC = 0.3
WRONG_SUBJECT = 0.1
ITS_OWNER = 1.3
NO_FIT, FULL_FIT = 0.5, 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A readable sentence with its source's title and the stems of all that was read of it."""

    text: str
    title: str
    document: frozenset[str]

    @property
    def subjects(self) -> str:
        """Where a reader looks for what it is about."""
        return f"{self.text}\n{self.title}".lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Weighs stems by how rare they are in the texts at hand."""

    weights: Mapping[str, float]

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
        found, beside = set(stems(said.text)), set(stems(said.title))
        value = self.overlap(facet, found, text=said.text)
        value += TITLE_WEIGHT * self.overlap(facet, beside - found)
        if not value:
            return 0.0
        known = found | beside | said.document
        if facet.context and not known & set(facet.context):
            value *= OFF_TOPIC
        if facet.must_name and not known & set(facet.must_name):
            value *= WRONG_SUBJECT
        if facet.outside and owned_by(facet.names, said.title):
            value *= ITS_OWNER
        words = len(said.text) // 2 if CJK.search(said.text) else len(said.text.split())
        fit = NO_FIT + (FULL_FIT - NO_FIT) * fits(facet.text, said.text)
        return value * fit * substance(said.text, words) * prior(said.title)


def scale_of(texts: Iterable[str]) -> Scale:
    return Scale(weights=rarity(set(stems(text)) for text in texts))


def owned_by(names: Iterable[str], place: str) -> bool:
    """Whether a web address among the words is that of one of the names alone."""
    hosts = [word.strip(",()").lower() for word in place.split() if "." in word.strip(".,()")]
    held = [name for name in names for host in hosts if name.lower().split()[0] in host]
    return len(held) == 1


def _met(word: str, found: set[str], text: str) -> float:
    if word in found:
        return 1.0
    sign = STANDS_FOR.get(word)
    alike = any(other in found for other in kin(word)) or (sign and sign.search(text))
    return KIN_WEIGHT if alike else 0.0
