"""A cadence read back in words."""

from domain.digest import Cadence
from scheduling.cron import BadCron, fields_of

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
_WORKING = {"mon", "tue", "wed", "thu", "fri"}
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth"}
_FEW = 6


def described(cadence: Cadence) -> str:
    """`Every weekday at 08:30, Europe/Berlin`; the cron line itself when it is too odd."""
    said = [_line(cron) for cron in cadence.crons]
    text = _one_day(said) or " and ".join(said)
    until = f", until {cadence.until:%-d %B %Y}" if cadence.until else ""
    return f"{text[:1].upper()}{text[1:]}, {cadence.zone}{until}"


def _one_day(said: list[str]) -> str:
    """`every day at 08:30 and 17:00` for lines that differ in their time alone."""
    parts = [line.rpartition(" at ") for line in said]
    if len({day for day, _, _ in parts}) > 1 or not all(day for day, _, _ in parts):
        return ""
    times = sorted(time for _, _, at in parts for time in at.replace(" and ", ", ").split(", "))
    return f"{parts[0][0]} at {_listed(times)}"


def _line(cron: str) -> str:
    try:
        found = [_fields(*fields) for fields in fields_of(cron)]
    except BadCron:
        found = [""]
    return " or ".join(found) if all(found) else f"by the cron line {cron}"


def _fields(*fields: str) -> str:
    """Empty for what has no plain words."""
    minute, hour, day, month, weekday = fields
    when, which = _time(minute, hour), _day(day, weekday)
    if not when or not which:
        return ""
    months = _months(month)
    if months is None:
        return ""
    if when.startswith("every "):
        return when if which == "every day" else f"{when}, {which}"
    return f"{which}{months} at {when}"


def _time(minute: str, hour: str) -> str:
    if not minute.isdigit():
        return ""
    if hour == "*":
        return "every hour" if minute == "0" else f"every hour at minute {minute}"
    if hour.startswith("*/") and minute == "0":
        return f"every {hour[2:]} hours"
    hours = hour.split(",")
    if len(hours) > _FEW and minute == "0" and _is_run(hours):
        return f"every hour from {int(hours[0]):02}:00 to {int(hours[-1]):02}:00"
    if not all(one.isdigit() for one in hours):
        return ""
    return _listed([f"{int(one):02}:{int(minute):02}" for one in hours])


def _is_run(hours: list[str]) -> bool:
    numbers = [int(one) for one in hours if one.isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(hours))) if numbers else False


def _day(day: str, weekday: str) -> str:
    if weekday != "*":
        names = weekday.split(",")
        if set(names) == _WORKING:
            return "every weekday"
        if len(names) == len(_DAYS):
            return "every day"
        return f"every {_listed([_DAYS[name] for name in names])}"
    if day == "*":
        return "every day"
    return _dates(day.split(","))


def _dates(days: list[str]) -> str:
    said = [_date(day) for day in days]
    return f"on the {_listed(said)} of the month" if all(said) else ""


def _date(day: str) -> str:
    if day == "last":
        return "last day"
    if day.isdigit():
        return f"{day}{_suffix(int(day))}"
    week, _, name = day.partition(" ")
    return f"{_ORDINALS.get(week, week)} {_DAYS[name]}" if name in _DAYS else ""


def _suffix(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _months(month: str) -> str | None:
    if month == "*":
        return ""
    numbers = month.split(",")
    if not all(one.isdigit() and 1 <= int(one) <= len(_MONTHS) for one in numbers):
        return None
    return f" in {_listed([_MONTHS[int(one) - 1] for one in numbers])}"


def _listed(items: list[str]) -> str:
    *others, last = items
    return f"{', '.join(others)} and {last}" if others else last
