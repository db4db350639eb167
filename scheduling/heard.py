"""What was heard of a cadence so far, piece by piece, and the cron lines it makes."""

from dataclasses import dataclass, field
from datetime import date, time

from scheduling.cadence import BadCadence
from scheduling.sentences import HOURS, WHAT_TIME, WHICH_DAY

_HOURS_IN_A_DAY = 24


@dataclass(slots=True, kw_only=True)
class Heard:
    """`weekdays` and `weeks` are as in cron (`mon`, `1`..`5`, `L`); `days` of the month.

    `hours_apart` is 0 unless said; `window` limits it to hours of the day.
    """

    repeats: bool = False
    weekdays: list[str] = field(default_factory=list)
    weeks: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    months: list[str] = field(default_factory=list)
    times: list[time] = field(default_factory=list)
    hours_apart: int = 0
    window: tuple[int, int] | None = None
    needs_day: bool = False
    zone: str = ""
    until: date | None = None
    place: str = ""
    crons: list[str] = field(default_factory=list)

    @property
    def has_time(self) -> bool:
        return bool(self.times or self.hours_apart or self.crons)

    def lines(self) -> tuple[str, ...]:
        """Cron lines, one for each minute of the hour that is wanted. Raises BadCadence."""
        if self.crons:
            return tuple(self.crons)
        if self.needs_day and not (self.weekdays or self.days):
            raise BadCadence(WHICH_DAY)
        if self.hours_apart:
            return (f"0 {self._hours()} {self._dates()}",)
        if not self.times:
            raise BadCadence(WHAT_TIME)
        minutes = sorted({moment.minute for moment in self.times})
        return tuple(f"{minute} {self._at(minute)} {self._dates()}" for minute in minutes)

    def _hours(self) -> str:
        if _HOURS_IN_A_DAY % self.hours_apart:
            raise BadCadence(HOURS)
        if self.window is not None:
            first, last = self.window
            hours = range(first, last + 1, self.hours_apart)
            return ",".join(str(hour) for hour in hours)
        return "*" if self.hours_apart == 1 else f"*/{self.hours_apart}"

    def _at(self, minute: int) -> str:
        hours = sorted({moment.hour for moment in self.times if moment.minute == minute})
        return ",".join(str(hour) for hour in hours)

    def _dates(self) -> str:
        """Day of the month, month and weekday."""
        days, months = ",".join(self.days) or "*", ",".join(self.months) or "*"
        weekdays = dict.fromkeys(self.weekdays)
        if self.weeks:
            nth = ",".join(f"{day}#{week}" for week in self.weeks for day in weekdays)
            return f"{days} {months} {nth}"
        return f"{days} {months} {_short(list(weekdays)) or '*'}"


_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _short(weekdays: list[str]) -> str:
    """`mon-fri` for the five of them, else a list in the week's order."""
    ordered = sorted(weekdays, key=_WEEK.index)
    return "mon-fri" if tuple(ordered) == _WEEK[:5] else ",".join(ordered)
