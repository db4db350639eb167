"""What a reply means for a running run, when code can tell; the lead reads all other words.

A language is a table of patterns over the folded text; add one to `_LANGUAGES`.
"""

import re
from dataclasses import dataclass

from domain.question import SourceKind


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """Patterns over folded text; `skip` has a group `source` with one of the names."""

    stop: re.Pattern[str]
    go_on: re.Pattern[str]
    skip: re.Pattern[str]
    since: re.Pattern[str]
    also: re.Pattern[str]
    thanks: re.Pattern[str]


_SOURCES = {
    "slack": SourceKind.SLACK,
    "google drive": SourceKind.DRIVE,
    "drive": SourceKind.DRIVE,
    "notion": SourceKind.NOTION,
    "web": SourceKind.WEB,
    "internet": SourceKind.WEB,
}
_NAMES = "(?P<source>" + "|".join(_SOURCES) + ")"

_ENGLISH = _Language(
    stop=re.compile(
        r"(?:ok,? |please,? )?(?:stop|cancel|abort|halt|never ?mind|forget it)"
        r"(?: it| this| that| now| everything| the (?:run|research|search))?(?:,? please)?"
    ),
    go_on=re.compile(r"(?:please )?(?:continue|go on|carry on|resume)(?:,? please)?"),
    skip=re.compile(
        r"(?:please |you can )?(?:skip|stop|cancel|drop|ignore|leave out|without|no)"
        rf" (?:the |searching |looking at )*{_NAMES}"
        r"(?: (?:part|search|one|results|files|pages))?(?:,? please)?"
    ),
    since=re.compile(r"(?:only|just) (?:since|after|from|in|the last|the past|last|this) .+"),
    also=re.compile(r"(?:and |please )?also .+"),
    thanks=re.compile(
        r"(?:ok(?:ay)?|great|perfect|nice|cool|super|got it|thanks|thank you|thx|cheers)"
        r"(?:,? (?:thanks|thank you|a lot|so much|everyone|all|dossier|great|perfect|nice))*"
    ),
)
_LANGUAGES = (_ENGLISH,)


def steer_of(text: str) -> Steer:
    """The first meaning that fits the whole reply."""
    folded = " ".join(text.casefold().split()).strip(" .!…")
    for language in _LANGUAGES:
        found = _in(language, folded)
        if not isinstance(found, Words):
            return found
    return Words()


def _in(language: _Language, folded: str) -> Steer:
    skipped = language.skip.fullmatch(folded)
    if skipped:
        return Skip(_SOURCES[skipped["source"]])
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
