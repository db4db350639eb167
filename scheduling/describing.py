"""A cadence and its moments read back in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.digest import Cadence
from scheduling.calendar_words import ENGLISH, CalendarWords, calendar_words
from scheduling.cron import BadCron, fields_of

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKS = ("1st", "2nd", "3rd", "4th", "5th", "last")
_FEW = 6
_TEENS = (11, 12, 13)


def described(cadence: Cadence, language: str = "en") -> str:
    """`Every weekday at 08:30, Europe/Berlin`; the cron line itself when it is too odd."""
    words = calendar_words(language)
    lines = [_line(cron, words) for cron in cadence.crons]
    text = _one_day(lines, words) or words.final_comma.join(line.said(words) for line in lines)
    until = (
        words.until.format(date=day_of_year(cadence.until, language)) if cadence.until else ""
    )
    return f"{text[:1].upper()}{text[1:]}, {cadence.zone}{until}"


def moment_said(moment: datetime, zone: str, language: str = "en") -> str:
    """`Mon 23 Nov 08:30`, in local time."""
    words, local = calendar_words(language), moment.astimezone(ZoneInfo(zone))
    return words.moment.format(
        weekday=words.short_days.split()[local.weekday()],
        day=local.day,
        month=words.short_months.split()[local.month - 1],
        time=f"{local:%H:%M}",
    )


def weekday_said(day: date, language: str = "en") -> str:
    return calendar_words(language).days.split()[day.weekday()]


def day_of_year(day: date, language: str = "en") -> str:
    """`31 March 2027`."""
    words = calendar_words(language)
    month = words.months.split()[day.month - 1]
    return words.day_of_year.format(day=day.day, month=month, year=day.year)


def day_of_month(day: date, language: str = "en") -> str:
    """`31 March`."""
    words = calendar_words(language)
    return words.day_of_month.format(day=day.day, month=words.months.split()[day.month - 1])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A cron line; without `times` the text is whole."""

    text: str
    months: str = ""
    times: tuple[str, ...] = ()

    def said(self, words: CalendarWords) -> str:
        if not self.times:
            return self.text
        times = _listed(self.times, words)
        return words.at.format(day=self.text, months=self.months, times=times)


def _one_day(lines: Sequence[_Line], words: CalendarWords) -> str:
    """`every day at 08:30 and 17:00` for lines that differ in their time alone."""
    if len({(line.text, line.months) for line in lines}) > 1 or not all(
        line.times for line in lines
    ):
        return ""
    times = tuple(sorted(time for line in lines for time in line.times))
    return _Line(text=lines[0].text, months=lines[0].months, times=times).said(words)


def _line(cron: str, words: CalendarWords) -> _Line:
    try:
        found = [_fields(fields, words) for fields in fields_of(cron)]
    except BadCron:
        found = [None]
    lines = [line for line in found if line is not None]
    if len(lines) < len(found):
        return _Line(text=words.odd.format(cron=cron))
    if len(lines) == 1:
        return lines[0]
    return _Line(text=words.either.join(line.said(words) for line in lines))


def _fields(fields: tuple[str, str, str, str, str], words: CalendarWords) -> _Line | None:
    """None for what has no plain words."""
    minute, hour, day, month, weekday = fields
    which, months = _day(day, weekday, words), _months(month, words)
    if not which or months is None:
        return None
    if hours := _hours(minute, hour, words):
        every_day = which == words.every_day
        return _Line(text=hours if every_day else words.both.format(hours=hours, day=which))
    times = _times(minute, hour)
    return _Line(text=which, months=months, times=times) if times else None


def _hours(minute: str, hour: str, words: CalendarWords) -> str:
    """Empty unless it is every so many hours."""
    hours = hour.split(",")
    if hour == "*" and minute.isdigit():
        return words.every_hour if minute == "0" else words.every_hour_at.format(minute=minute)
    if hour.startswith("*/") and minute == "0":
        return words.every_hours.format(count=hour[2:])
    if len(hours) > _FEW and minute == "0" and _is_run(hours):
        first, last = f"{int(hours[0]):02}:00", f"{int(hours[-1]):02}:00"
        return words.hours_between.format(first=first, last=last)
    return ""


def _times(minute: str, hour: str) -> tuple[str, ...]:
    hours = hour.split(",")
    if not minute.isdigit() or not all(one.isdigit() for one in hours):
        return ()
    return tuple(f"{int(one):02}:{int(minute):02}" for one in hours)


def _is_run(hours: list[str]) -> bool:
    numbers = [int(one) for one in hours if one.isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(hours))) if numbers else False


def _day(day: str, weekday: str, words: CalendarWords) -> str:
    if weekday != "*":
        names = weekday.split(",")
        if set(names) == set(_WEEKDAYS[:5]):
            return words.every_weekday
        if len(names) == len(_WEEKDAYS):
            return words.every_day
        return words.every.format(days=_listed([_name(name, words) for name in names], words))
    if day == "*":
        return words.every_day
    dates = [_date(one, words) for one in day.split(",")]
    return words.of_month.format(dates=_listed(dates, words)) if all(dates) else ""


def _name(weekday: str, words: CalendarWords) -> str:
    return words.days.split()[_WEEKDAYS.index(weekday)]


def _date(day: str, words: CalendarWords) -> str:
    """`1st`, `first Monday`, `last day`; empty for anything else."""
    if day == "last":
        return words.last_day
    if day.isdigit():
        suffix = _suffix(int(day)) if words is ENGLISH else ""
        return words.date.format(number=day) + suffix
    week, _, name = day.partition(" ")
    if week not in _WEEKS or name not in _WEEKDAYS:
        return ""
    said = words.weeks.split()[_WEEKS.index(week)]
    return words.nth.format(week=said, day=_name(name, words))


def _suffix(day: int) -> str:
    return "th" if day in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _months(month: str, words: CalendarWords) -> str | None:
    """None for what has no plain words."""
    if month == "*":
        return ""
    names, numbers = words.months.split(), month.split(",")
    if not all(one.isdigit() and 1 <= int(one) <= len(names) for one in numbers):
        return None
    return words.in_months.format(
        months=_listed([names[int(one) - 1] for one in numbers], words)
    )


def _listed(items: Sequence[str], words: CalendarWords) -> str:
    *others, last = items
    return f"{words.comma.join(others)}{words.final_comma}{last}" if others else last
