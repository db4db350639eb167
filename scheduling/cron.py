"""Cron lines as people write them, made into fields that mean the same to APScheduler.

Cron counts weekdays from Sunday = 0 (or 7), APScheduler from Monday = 0; where a line limits
both the day of the month and the weekday, cron means either (crontab(5)), APScheduler both.
"""

import re

from scheduling.clock import check_fields
from scheduling.saying import Sayable
from scheduling.sentences import CRON_DAYS, CRON_FIELDS, CRON_UNREAD

Fields = tuple[str, str, str, str, str]

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_ORDINALS = {"1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th", "l": "last"}
_SHORTHANDS = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}
_NAMED = re.compile(rf"({'|'.join(_DAYS)})[a-z]*", re.IGNORECASE)
_NTH = re.compile(rf"({'|'.join(_DAYS)}|[0-7])#([1-5l])")
_ALLOWED = re.compile(r"[0-9a-z*,/#\-]+")
_FIVE = 5


class BadCron(Sayable):
    """A cron line that cannot be read; the sentence says what is wrong."""


def fields_of(cron: str) -> tuple[Fields, ...]:
    """One set of fields, or two where a line means one day or another. Raises BadCron."""
    parts = _SHORTHANDS.get(cron.strip().lower(), cron).lower().split()
    if len(parts) != _FIVE:
        raise BadCron(CRON_FIELDS, cron=cron, count=len(parts))
    if not all(_ALLOWED.fullmatch(part) for part in parts):
        raise BadCron(CRON_UNREAD, cron=cron)
    made = _made(parts, cron)
    for fields in made:
        _checked(fields, cron)
    return made


def _made(parts: list[str], cron: str) -> tuple[Fields, ...]:
    minute, hour, day, month, weekday = parts
    days = "last" if day == "l" else day
    nth, plain = _weekdays(weekday, cron)
    by_date = (minute, hour, days, month, "*")
    by_weekday = [
        *([(minute, hour, ",".join(nth), month, "*")] if nth else []),
        *([(minute, hour, "*", month, plain)] if plain else []),
    ]
    if weekday == "*":
        return (by_date,)
    return tuple(by_weekday) if day == "*" else (by_date, *by_weekday)


def _weekdays(field: str, cron: str) -> tuple[list[str], str]:
    """Weekdays of a certain week as APScheduler's days, and the plain ones by name."""
    nth: list[str] = []
    plain: list[str] = []
    for part in field.split(","):
        if found := _NTH.fullmatch(part):
            nth.append(f"{_ORDINALS[found[2]]} {_name(found[1], cron)}")
        else:
            plain += _span(part, cron)
    return nth, ",".join(dict.fromkeys(plain))


def _span(part: str, cron: str) -> list[str]:
    """`1-5`, `mon-fri`, `*/2`, `fri-mon`: every day it names."""
    span, _, stride = part.partition("/")
    if stride and not (stride.isdigit() and int(stride)):
        raise BadCron(CRON_DAYS, cron=cron)
    first, dash, last = span.partition("-")
    start = 0 if first == "*" else _number(first, cron)
    end = _number(last, cron) if dash else (6 if first == "*" or stride else start)
    if end < start:
        end += 7
    return [_DAYS[day % 7] for day in range(start, end + 1, int(stride or 1))]


def _number(day: str, cron: str) -> int:
    if day.isdigit() and int(day) <= 7:  # noqa: PLR2004 - cron's second Sunday
        return int(day)
    found = _NAMED.fullmatch(day)
    if not found:
        raise BadCron(CRON_DAYS, cron=cron)
    return _DAYS.index(found[1].lower())


def _name(day: str, cron: str) -> str:
    return _DAYS[_number(day, cron) % 7]


def _checked(fields: Fields, cron: str) -> None:
    try:
        check_fields(fields)
    except ValueError as wrong:
        raise BadCron(CRON_UNREAD, cron=cron) from wrong
