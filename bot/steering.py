"""What a reply means for a running run, when code can tell; the lead reads all other words.

The words themselves are in `bot.steering_words`, a table per language.
"""

import re
from dataclasses import dataclass

from bot.steering_words import LANGUAGES, SOURCES, Language
from domain.question import SourceKind
from domain.quote import Choice


@dataclass(frozen=True, slots=True)
class Stop:
    """End the run."""


@dataclass(frozen=True, slots=True)
class Continue:
    """Go on with a run that was stopped."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave a source out; its running parts are cancelled."""

    source: SourceKind


@dataclass(frozen=True, slots=True)
class Since:
    """Only what is as young as the words say; the lead reads the words."""


@dataclass(frozen=True, slots=True)
class Also:
    """One thing more."""


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
        if language.cheaper.fullmatch(folded):
            return Choice.CHEAPER
        if folded and (language.start.fullmatch(folded) or language.go_on.fullmatch(folded)):
            return Choice.START
    return None


def _folded(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .!…。！")


def _in(language: Language, folded: str) -> Steer:
    skipped = language.skip.fullmatch(folded)
    if skipped:
        return Skip(SOURCES[skipped["source"]])
    meanings: tuple[tuple[re.Pattern[str], Steer], ...] = (
        (language.stop, Stop()),
        (language.go_on, Continue()),
        (language.since, Since()),
        (language.also, Also()),
        (language.thanks, Thanks()),
    )
    return next((steer for pattern, steer in meanings if pattern.fullmatch(folded)), Words())


def written(steer: Steer) -> str:
    """As it is stored beside the reply: `stop`, `skip:web`, `since`, `also`, or empty."""
    match steer:
        case Skip(source=source):
            return f"skip:{source.value}"
        case Stop() | Continue() | Since() | Also():
            return type(steer).__name__.lower()
        case Thanks() | Words():
            return ""
