"""Since when, in a person's words: "the last quarter", "1 October", "Monday", "2026"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

_FIRST_YEAR = 1970
_CENTURY = 100  # a year of two figures is one of this millennium
_QUARTERS = 4
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
_DAYS_IN = {"day": 1, "week": 7}
_SECONDS_IN = {"minute": 60, "hour": 3_600}
_Said = dict[str, list[str]]
_Period = tuple[date, date]  # its first day, and the first one after it


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A language's words of time, folded as replies are.

    Each text has the words for one thing after the other: January to December, Monday to
    Sunday, one to twelve, the first to the fourth; what means the same stands between bars.
    `many` are words that need a number, as "the last weeks" does; `vague` begins no day.
    `dates` are ways to write a day in figures, with the groups `year`, `month` and `day`.
    """

    months: str
    weekdays: str
    numbers: str
    ordinals: str
    units: str  # minute, hour, day, week, month, quarter, year
    days: str  # today, yesterday
    this: str
    last: str
    past: str
    after: str
    many: str
    vague: str
    dates: tuple[str, ...] = ()
    is_spaced: bool = True

    def start(self, order: str, *, at: datetime) -> datetime | None:
        """The midnight from which on the words want to look, in the zone of `at`.

        None where they name no day, or one to come.
        """
        period = self._period(order, at)
        if period is None:
            return None
        first, after = period
        is_after = bool(self._said(order).get("after")) and (after - first).days > 1
        if is_after and after <= at.date():
            first = after
        if first > at.date() or first.year < _FIRST_YEAR:
            return None
        return datetime.combine(first, time(), at.tzinfo)

    def _period(self, order: str, at: datetime) -> _Period | None:
        said, today = self._said(order), at.date()
        if "vague" in said:
            return None
        if figures := self._figures(order):
            return _written(figures, today)
        for reading in (_month, _quarter, _weekday):
            if period := reading(said, today):
                return period
        return (
            _rolling(said, at) or _unit(said, today) or _day(said, today) or _year(said, today)
        )

    def _figures(self, order: str) -> tuple[int, int, int] | None:
        for pattern in (_ISO, *self.dates):
            if found := re.search(pattern, order):
                parts = found.groupdict()
                year, month, day = (int(parts.get(one) or 0) for one in _PARTS)
                return (year + 2_000 if 0 < year < _CENTURY else year), month, day
        return None

    def _said(self, order: str) -> _Said:
        said: _Said = {}
        meanings = _meanings(self)
        for word in _words(self).findall(order):
            if word.isdecimal():
                said.setdefault("number", []).append(word)
            for kind, value in meanings.get(word, ()):
                said.setdefault(kind, []).append(value)
        return said


@cache
def _words(language: Calendar) -> re.Pattern[str]:
    known = "|".join(map(re.escape, sorted(_meanings(language), key=len, reverse=True)))
    return re.compile(rf"\b(?:{known})\b|\d+" if language.is_spaced else rf"{known}|\d+")


@cache
def _meanings(language: Calendar) -> dict[str, list[tuple[str, str]]]:
    meanings: dict[str, list[tuple[str, str]]] = {}
    for words, kind, value in _entries(language):
        for word in words.split("|"):
            meanings.setdefault(word, []).append((kind, value))
    return meanings


def _entries(language: Calendar) -> Iterator[tuple[str, str, str]]:
    for kind, words, first in (
        ("month", language.months, 1),
        ("weekday", language.weekdays, 0),
        ("number", language.numbers, 1),
        ("ordinal", language.ordinals, 1),
        ("ago", language.days, 0),
    ):
        for value, word in enumerate(words.split(), first):
            yield word, kind, str(value)
    for word, unit in zip(language.units.split(), _UNITS, strict=True):
        yield word, "unit", unit
    for kind in ("this", "last", "past", "after", "many", "vague"):
        for word in getattr(language, kind).split():
            yield word, kind, ""


_UNITS = ("minute", "hour", "day", "week", "month", "quarter", "year")
_PARTS = ("year", "month", "day")
_ISO = r"\b(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?\b"


def _written(figures: tuple[int, int, int], today: date) -> _Period | None:
    """Year, month and day, 0 for what is not named: the newest year that is not to come."""
    year, month, day = figures
    try:
        first = date(year or today.year, month or 1, day or 1)
        if not year and first > today:
            first = date(today.year - 1, month, day or 1)
    except ValueError:
        return None
    unit = "day" if day else "month" if month else "year"
    return first, _later(first, 1, unit)


def _month(said: _Said, today: date) -> _Period | None:
    if "month" not in said:
        return None
    numbers = [int(one) for one in (*said.get("number", ()), *said.get("ordinal", ()))]
    years = [one for one in numbers if one >= _FIRST_YEAR]
    days = [one for one in numbers if one < _FIRST_YEAR]
    return _written((sum(years[:1]), int(said["month"][0]), sum(days[:1])), today)


def _quarter(said: _Said, today: date) -> _Period | None:
    """`the third quarter`, `Q3 2025`; a figure before one quarter counts none."""
    if said.get("unit") != ["quarter"] or {"last", "past", "many"} & said.keys():
        return None
    numbers = [int(one) for one in (*said.get("ordinal", ()), *said.get("number", ()))]
    which = [one for one in numbers if one <= _QUARTERS]
    if not which:
        return None
    years = [one for one in numbers if one >= _FIRST_YEAR]
    month = _written((sum(years[:1]), 3 * which[0] - 2, 0), today)
    return (month[0], _later(month[0], 1, "quarter")) if month else None


def _weekday(said: _Said, today: date) -> _Period | None:
    """The last one before today: whoever means today says so."""
    if "weekday" not in said:
        return None
    back = (today.weekday() - int(said["weekday"][0]) - 1) % 7 + 1
    day = today - timedelta(days=back)
    return day, day + timedelta(days=1)


def _rolling(said: _Said, at: datetime) -> _Period | None:
    """`the past three months`, back from now."""
    unit, numbers = said.get("unit"), [int(one) for one in said.get("number", ())]
    if not unit or (numbers and numbers[0] >= _FIRST_YEAR):
        return None
    short = unit[0] in _SECONDS_IN
    if not numbers and ("many" in said or not (short or "past" in said)):
        return None
    count = min(numbers[0] if numbers else 1, 10_000)
    if short:
        first = (at - timedelta(seconds=count * _SECONDS_IN[unit[0]])).date()
    else:
        first = _later(at.date(), -count, unit[0])
    return first, at.date() + timedelta(days=1)


def _unit(said: _Said, today: date) -> _Period | None:
    """`this month`, `last quarter`: from their first day on."""
    if "unit" not in said or "many" in said or not ("this" in said or "last" in said):
        return None
    unit = said["unit"][0]
    first = _first_of(unit, today)
    if "last" in said:
        first = _later(first, -1, unit)
    return first, _later(first, 1, unit)


def _day(said: _Said, today: date) -> _Period | None:
    if "ago" not in said:
        return None
    day = today - timedelta(days=int(said["ago"][0]))
    return day, day + timedelta(days=1)


def _year(said: _Said, today: date) -> _Period | None:
    years = [int(one) for one in said.get("number", ()) if int(one) >= _FIRST_YEAR]
    return _written((years[0], 0, 0), today) if len(years) == 1 else None


def _first_of(unit: str, day: date) -> date:
    match unit:
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "year":
            return date(day.year, 1, 1)
        case _:
            return day


def _later(day: date, count: int, unit: str) -> date:
    """So many units later, or earlier; the 31st becomes a shorter month's last day."""
    if unit in _DAYS_IN:
        return day + timedelta(days=count * _DAYS_IN[unit])
    months = day.year * 12 + day.month - 1 + count * _MONTHS_IN.get(unit, 0)
    year, month = max(months // 12, 1), months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
