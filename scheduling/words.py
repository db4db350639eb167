"""Saying when in plain words: the cadence, the question around it, and where it goes.

There is no library that we know of, and that is kept well, that makes cron lines of words (the
ones for dates read no repetition); so this is a small grammar of its own, which refuses what it
does not know in a sentence. It reads English; `foreign` carries other languages over.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from domain.digest import Cadence
from scheduling.cadence import BadCadence, checked, zone_named
from scheduling.foreign import Carried, Tongue
from scheduling.french import FRENCH
from scheduling.german import GERMAN
from scheduling.heard import Heard
from scheduling.japanese import JAPANESE
from scheduling.phrases import PHRASES
from scheduling.sentences import NOT_UNDERSTOOD, ONCE
from scheduling.spanish import SPANISH

T = TypeVar("T")

_BETWEEN = re.compile(r"^[\s,;]*(?:and\b\s*|,\s*)?", re.IGNORECASE)
_ONCE = re.compile(r"(?:today|tomorrow|tonight|next\s+\w+|in\s+\d+\s+\w+)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:please\s+|can you\s+|could you\s+)?(?:(?:make|create|set\s+up|schedule|add|start|send"
    r"(?:\s+me)?|give\s+me|post|i(?:\s+want|'d\s+like|\s+would\s+like))\s+)?(?:an?\s+|the\s+)?"
    r"(?:new\s+)?(?:recurring\s+)?(?P<digest>digest)?(?:\s+(?:on|about|of|for|that\s+runs))?\s*"
    r"[:,]?\s*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:please\s+)?(?:tell\s+(?:me|us)|let\s+(?:me|us)\s+know|send\s+(?:me|us)|post|report)"
    r"(?:\s+(?:here|on))?\s*:?\s+",
    re.IGNORECASE,
)
_TRIMMED = " \t\n,;:.–-、。を"
ENGLISH = Tongue("en", ())
TONGUES = (ENGLISH, GERMAN, FRENCH, SPANISH, JAPANESE)
_REPEATS = re.compile(r"every|hourly|daily|weekly|monthly|quarterly|day|month|mon-fri|tomorrow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A digest as it was understood. `place` is `here`, `dm`, `#name` or empty."""

    cadence: Cadence
    question: str = ""
    place: str = ""


class NoCadence(BadCadence):
    """Nothing in the text says when."""


def read_when(text: str, *, zone: str, now: datetime) -> Cadence:
    """The whole text says when. Raises NoCadence, BadCadence, BadCron."""
    return _read(text, lambda said: _when(said, zone=zone, now=now))


def read_digest(text: str, *, zone: str, now: datetime, needs_time: bool = False) -> Said:
    """When, what and where in one line, the cadence first or last.

    With `needs_time`, a line without a time of day is no digest (it may be a question about
    what happens every week). Raises NoCadence, BadCadence, BadCron.
    """

    def read(said: Carried) -> Said:
        return _digest(said, zone=zone, now=now, needs_time=needs_time)

    return _read(text, read)


def _read(text: str, read: Callable[[Carried], T]) -> T:
    """In the first language that it makes sense in; what English says of it stands."""
    unread: NoCadence | None = None
    for tongue in TONGUES:
        said = tongue.carry(text)
        if unread and (said.english == text.lower() or not _REPEATS.search(said.english)):
            continue
        try:
            return read(said)
        except NoCadence as no:
            unread = unread or no
    raise unread or NoCadence(NOT_UNDERSTOOD, said=text[:80])


def _when(said: Carried, *, zone: str, now: datetime) -> Cadence:
    text = said.english.strip(_TRIMMED)
    heard = Heard()
    rest = _consumed(text, heard, zone=zone, now=now).strip(_TRIMMED)
    if not rest and heard.repeats:
        return _cadence(heard, zone=zone, now=now)
    if _ONCE.match(text):
        raise BadCadence(ONCE)
    if not rest and heard.times:
        raise BadCadence(ONCE)
    raise NoCadence(NOT_UNDERSTOOD, said=said.said.strip(_TRIMMED)[:80])


def _digest(said: Carried, *, zone: str, now: datetime, needs_time: bool) -> Said:
    text = said.english
    lead = _LEADS.match(text)
    is_digest = bool(lead and lead["digest"])
    start = text[lead.end() :] if lead and is_digest else text
    for begin in (start, *([] if is_digest else _after_lead(text))):
        heard = Heard()
        rest = _consumed(begin, heard, zone=zone, now=now)
        if heard.repeats and (heard.has_time or is_digest or not needs_time):
            return _said(heard, said.rest(rest), zone=zone, now=now)
    return _cadence_last(said, start, zone=zone, now=now)


def _after_lead(text: str) -> list[str]:
    lead = _LEADS.match(text)
    return [text[lead.end() :]] if lead and lead.end() else []


def _cadence_last(said: Carried, text: str, *, zone: str, now: datetime) -> Said:
    """The first place from which everything up to the end says when and where."""
    first = len(said.english) - len(text)
    for word in re.finditer(r"(?<!\S)\S", text):
        heard = Heard()
        try:
            rest = _consumed(text[word.start() :], heard, zone=zone, now=now)
        except BadCadence:
            continue
        if heard.repeats and heard.has_time and not rest.strip(_TRIMMED + "?!"):
            question = said.before(first + word.start())[said.places[first] :]
            return _said(heard, question, zone=zone, now=now)
    raise NoCadence(NOT_UNDERSTOOD, said=said.said.strip()[:80])


def _said(heard: Heard, rest: str, *, zone: str, now: datetime) -> Said:
    question = _ASKS.sub("", _without_place(rest.strip(_TRIMMED), heard)).strip(_TRIMMED)
    cadence = _cadence(heard, zone=zone, now=now)
    return Said(cadence=cadence, question=question, place=heard.place)


def _without_place(question: str, heard: Heard) -> str:
    """The place may close the question: "…, here"."""
    for word in re.finditer(r"(?<!\S)\S|ここ|この", question):
        tail = question[word.start() :]
        for english in (tongue.carry(tail).english.strip() for tongue in TONGUES):
            for pattern, take in PHRASES[-2:]:
                found = pattern.match(english)
                if found and not english[found.end() :].strip(_TRIMMED + "?!"):
                    take(found, heard, date(1, 1, 1))
                    return question[: word.start()].strip(_TRIMMED)
    return question


def _cadence(heard: Heard, *, zone: str, now: datetime) -> Cadence:
    cadence = Cadence(crons=heard.lines(), zone=heard.zone or zone, until=heard.until)
    return checked(cadence, now=now)


def _consumed(text: str, heard: Heard, *, zone: str, now: datetime) -> str:
    """Take in phrase after phrase from the start; what is left is returned."""
    today = now.astimezone(zone_named(zone)).date()
    rest = text.lstrip()
    while rest:
        for pattern, take in PHRASES:
            found = pattern.match(rest)
            if found and found.end() and _ends_a_word(rest, found.end()):
                take(found, heard, today)
                rest = _after(rest, found.end())
                break
        else:
            return rest
    return rest


def _ends_a_word(text: str, end: int) -> bool:
    return end == len(text) or not (text[end].isalnum() and text[end - 1].isalnum())


def _after(text: str, end: int) -> str:
    """Skip what only joins; a comma before other words is left to the question."""
    return _BETWEEN.sub("", text[end:], count=1)
