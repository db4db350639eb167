"""What a reply means for a running run, when code can tell; the lead reads all other words.

The words themselves are in tables, one per language.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from bot.steering_calendar import Calendar
from bot.steering_english import ENGLISH
from bot.steering_french import FRENCH
from bot.steering_german import GERMAN
from bot.steering_japanese import JAPANESE
from bot.steering_spanish import SPANISH
from bot.steering_words import Language, names_web, sources_in
from domain.question import SourceKind
from domain.quote import Choice
from domain.window import since_steer

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, JAPANESE)
_ACCENT = re.compile("[\u0300-\u036f]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufe0f]")
_APOSTROPHES = str.maketrans("’‘`´", "'" * 4)
_US = re.compile(r"^(?:@?dossier\b[ ,:]*)+|[ ,]*@?dossier(?=\W*$)")
_PAUSE = re.compile(r"\s*(?:[!.;:、。]+|[ ,]*,)\s*(?!\d)")
_AROUND = " ,!…¡¿\"'“”„«»「」"


@dataclass(frozen=True, slots=True)
class Stop:
    """End the run."""


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with a run that was stopped."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave sources out; their running parts are cancelled."""

    sources: tuple[SourceKind, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """Only what is as young as the words say."""

    order: str
    calendar: Calendar

    def start(self, at: datetime) -> datetime | None:
        """The first moment that is wanted, said at a moment in the person's own zone.

        None where the words name no day that has come; the lead reads them all the same.
        """
        return self.calendar.start(self.order, at=at)


@dataclass(frozen=True, slots=True)
class Also:
    """One thing more, and whether it is to be looked for on the web."""

    on_web: bool = False


@dataclass(frozen=True, slots=True)
class Thanks:
    """Nothing is asked for."""


@dataclass(frozen=True, slots=True)
class Words:
    """Anything else."""


Steer = Stop | Continue | Skip | Since | Also | Thanks | Words


def steer_of(text: str) -> Steer:
    """The first meaning that fits the whole reply."""
    folded = _folded(text)
    for language in LANGUAGES:
        found = _in(language, folded)
        if not isinstance(found, Words):
            return found
    return Words()


def agreement_of(text: str) -> Choice | None:
    """What a reply says to a plan that waits for somebody to agree; None is anything else."""
    folded = _folded(text)
    for language in LANGUAGES:
        said = _spaced(language, folded)
        if language.cheaper.fullmatch(said):
            return Choice.CHEAPER
        go_on = language.go_on.fullmatch(_order(language, folded))
        if said and (language.start.fullmatch(said) or go_on):
            return Choice.START
    return None


def _folded(text: str) -> str:
    """Without capitals, accents, our own name, and what stands around the words.

    Only accents of Latin letters go: Japanese voicing marks tell words apart.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    bare = _ACCENT.sub("", unicodedata.normalize("NFD", plain))
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", bare)).translate(_APOSTROPHES)
    words = _PAUSE.sub(", ", _US.sub("", " ".join(composed.split())))
    return " ".join(words.split()).strip(_AROUND)


def _order(language: Language, folded: str) -> str:
    """What is left of a reply without its courtesies; nothing of an open question."""
    asked = folded.endswith("?")
    said = language.filler.sub(" ", _spaced(language, folded.rstrip("? ")))
    order = _trimmed(said)
    while begins := language.lead_in.match(order):
        order = _trimmed(order[begins.end() :])
    begins = language.request.match(order)
    if begins:
        return _trimmed(order[begins.end() :])
    return "" if asked else order


def _trimmed(said: str) -> str:
    return " ".join(said.split()).replace(" ,", ",").strip(" ,")


def _spaced(language: Language, folded: str) -> str:
    return folded if language.is_spaced else folded.replace(", ", "、").replace(" ", "")


def _in(language: Language, folded: str) -> Steer:
    if language.thanks.fullmatch(_spaced(language, folded)):
        return Thanks()
    order = _order(language, folded)
    if language.skip.fullmatch(order):
        return Skip(sources_in(order))
    meanings: tuple[tuple[re.Pattern[str], Steer], ...] = (
        (language.stop, Stop()),
        (language.go_on, Continue()),
        (language.since, Since(order, language.calendar)),
        (language.also, Also(on_web=names_web(order))),
    )
    return next((steer for pattern, steer in meanings if pattern.fullmatch(order)), Words())


def written(steer: Steer, *, at: datetime | None = None) -> str:
    """As it is stored beside the reply: `stop`, `skip:slack,web`, `also:web`, or empty.

    With the moment of the reply in its author's zone `since:2026-10-01T00:00:00+02:00`; a
    `since` alone is one that names no day.
    """
    match steer:
        case Skip(sources=sources):
            return f"skip:{','.join(sources)}"
        case Since() if at and (start := steer.start(at)):
            return since_steer(start)
        case Also(on_web=True):
            return "also:web"
        case Stop() | Continue() | Since() | Also():
            return type(steer).__name__.lower()
        case Thanks() | Words():
            return ""
