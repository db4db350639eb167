"""What each phrase of a cadence adds to what was heard."""

import re
from collections.abc import Callable
from datetime import date, time, timedelta

from scheduling.cadence import BadCadence
from scheduling.heard import Heard
from scheduling.sentences import EVERY_SECOND, NO_DATE, NO_DAY, NO_TIME, TOO_OFTEN
from scheduling.vocabulary import CLOCK, DAY, MONTHS, NUMBERS, PARTS, TIMES, WEEK, WEEKS
from scheduling.zones import zone_said

_QUARTERS = ["1", "4", "7", "10"]
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_DAYS = 31

Take = Callable[[re.Match[str], Heard, date], None]


def number(said: str) -> int:
    return int(said) if said.isdigit() else NUMBERS[said]


def weekdays(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.weekdays += [day[:3] for day in re.findall(DAY, found["days"])]


def day_range(found: re.Match[str], heard: Heard, _: date) -> None:
    first, last = _WEEKDAYS.index(found["from"][:3]), _WEEKDAYS.index(found["to"][:3])
    span = range(first, last + 1 if last >= first else last + 8)
    heard.repeats = True
    heard.weekdays += [_WEEKDAYS[day % 7] for day in span]


def working_days(_found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.weekdays += _WEEKDAYS[:5]


def weekend(_found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.weekdays += _WEEKDAYS[5:]


def weeks_of_month(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.weeks += [WEEKS[week] for week in re.findall(WEEK, found["weeks"])]
    heard.weekdays += [day[:3] for day in re.findall(DAY, found["days"])]
    quarterly(found, heard)


def month_days(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    for day in re.findall(r"\d{1,2}", found["days"]):
        if not 1 <= int(day) <= _MOST_DAYS:
            raise BadCadence(NO_DAY, day=day)
        heard.days.append(day)
    quarterly(found, heard)


def end_of_month(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.days.append("L" if found["which"] == "last" else "1")
    quarterly(found, heard)


def quarterly(found: re.Match[str], heard: Heard) -> None:
    if found["unit"] == "quarter":
        heard.months = list(_QUARTERS)


def period(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    said = found["period"]
    heard.needs_day = heard.needs_day or said not in ("daily", "day")
    if said.startswith("quarter"):
        heard.months = list(_QUARTERS)


def part_of_day(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.times.append(PARTS[found["part"]])


def hours(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.hours_apart = number(found["count"]) if found["count"] else 1
    if not heard.hours_apart:
        raise BadCadence(NO_TIME, said=found[0].strip())


def window(found: re.Match[str], heard: Heard, _: date) -> None:
    first, last = clock(found["from"]), clock(found["to"])
    if first.hour > last.hour:
        raise BadCadence(NO_TIME, said=found[0].strip())
    heard.window = (first.hour, last.hour)


def times(found: re.Match[str], heard: Heard, _: date) -> None:
    pieces = re.findall(rf"{CLOCK}|{'|'.join(TIMES)}", found["times"])
    said = [clock(piece) for piece in pieces]
    if found["half"]:
        said = [_toward(moment, found["half"]) for moment in said]
    if heard.times and any(part in PARTS.values() for part in heard.times):
        heard.times.clear()  # "every morning at 7" means 7
    heard.times += said


def _toward(moment: time, half: str) -> time:
    later = half in ("afternoon", "evening") and moment.hour < 12  # noqa: PLR2004 - noon
    return moment.replace(hour=moment.hour + 12) if later else moment


def clock(said: str) -> time:
    """Raises BadCadence: `9`, `8:30`, `8.30`, `5pm`, `12 a.m.`, `noon`."""
    if said in TIMES:
        return TIMES[said]
    digits = re.match(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?", said)
    if digits is None:
        raise BadCadence(NO_TIME, said=said)
    hour, minute, half = int(digits[1]), int(digits[2] or 0), digits[3]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - on a clock's face
        raise BadCadence(NO_TIME, said=said.strip())
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a day's last hour and minute
        raise BadCadence(NO_TIME, said=said.strip())
    return time(hour, minute)


def time_zone(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.zone = zone_said(found["zone"].strip())


def until(found: re.Match[str], heard: Heard, today: date) -> None:
    heard.until = _date(found["date"], today)


def end_of(found: re.Match[str], heard: Heard, today: date) -> None:
    """The end of the year, of this month, or of a month by name."""
    said = found["end"]
    if "year" in said:
        heard.until = date(today.year, 12, 31)
        return
    month = MONTHS.index(said[:3]) + 1 if said[:3] in MONTHS else today.month
    year = today.year + (month < today.month)
    heard.until = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def for_so_long(found: re.Match[str], heard: Heard, today: date) -> None:
    days = {"day": 1, "week": 7, "month": 30, "year": 365}[found["unit"]]
    heard.until = today + timedelta(days=days * number(found["count"]))


def _date(said: str, today: date) -> date:
    """Raises BadCadence. Without a year it is the next such day."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said):
            return date.fromisoformat(said)
        day, year = re.search(r"\b(\d{1,2})\b", said), re.search(r"\b(\d{4})\b", said)
        name = re.search(r"[a-z]{3}", re.sub(r"\d+(?:st|nd|rd|th)?|\bof\b", "", said))
        if day is None or name is None:
            raise BadCadence(NO_DATE, said=said)
        found = date(
            int(year[1]) if year else today.year, MONTHS.index(name[0]) + 1, int(day[1])
        )
        return found if year or found >= today else found.replace(year=today.year + 1)
    except ValueError:
        raise BadCadence(NO_DATE, said=said) from None


def place(found: re.Match[str], heard: Heard, _: date) -> None:
    said = found["place"]
    heard.place = said if said.startswith("#") else ("here" if _is_here(said) else "dm")


def _is_here(said: str) -> bool:
    return "here" in said or "channel" in said


def cron_line(found: re.Match[str], heard: Heard, _: date) -> None:
    heard.repeats = True
    heard.crons.append(found["cron"].strip())


def too_often(_found: re.Match[str], _heard: Heard, _: date) -> None:
    raise BadCadence(TOO_OFTEN)


def every_second(_found: re.Match[str], _heard: Heard, _: date) -> None:
    raise BadCadence(EVERY_SECOND)
