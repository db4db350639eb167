"""When a digest is due: local times of its cron lines as moments, right through clock changes.

A local time that a change skips counts at the moment it would have been (02:30 is then 03:30);
one that comes twice counts once, the first time. A line for every hour means every real hour.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.digest import Cadence
from scheduling.clock import wall_times
from scheduling.cron import Fields, fields_of
from scheduling.saying import Sayable
from scheduling.sentences import NEVER, NO_ZONE, NONE_LEFT, PAST, TOO_OFTEN

CLOSEST = timedelta(hours=1)
_LARGEST_CHANGE = timedelta(hours=3)  # of a zone's offset, in one night
_LOOKED_AT = 60


class BadCadence(Sayable):
    """A cadence that nothing can be planned by; the sentence says why."""


def zone_named(name: str) -> ZoneInfo:
    """Raises BadCadence."""
    try:
        return ZoneInfo(name or "?")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadCadence(NO_ZONE, zone=name) from None


def slots(cadence: Cadence, *, after: datetime) -> Iterator[datetime]:
    """Moments in UTC, later than `after`, in order, each once, up to the end of `until`.

    Raises BadCadence, BadCron.
    """
    zone = zone_named(cadence.zone)
    lines = [fields for cron in cadence.crons for fields in fields_of(cron)]
    last = _end(cadence.until, zone)
    moment = after.astimezone(UTC)
    while (found := _next(lines, zone, moment)) is not None and (last is None or found < last):
        yield found
        moment = found


def following(cadence: Cadence, *, after: datetime) -> datetime | None:
    return next(slots(cadence, after=after), None)


def upcoming(cadence: Cadence, *, after: datetime, count: int = 3) -> tuple[datetime, ...]:
    return tuple(islice(slots(cadence, after=after), count))


def checked(cadence: Cadence, *, now: datetime) -> Cadence:
    """The cadence itself if something can be planned by it. Raises BadCadence, BadCron."""
    zone = zone_named(cadence.zone)
    today = now.astimezone(zone).date()
    if cadence.until is not None and cadence.until < today:
        raise BadCadence(PAST, day=cadence.until)
    endless = Cadence(crons=cadence.crons, zone=cadence.zone)
    if following(endless, after=now) is None:
        raise BadCadence(NEVER, cron=" and ".join(cadence.crons))
    times = islice(slots(endless, after=now), _LOOKED_AT)
    if any(later - earlier < CLOSEST for earlier, later in pairwise(times)):
        raise BadCadence(TOO_OFTEN)
    if cadence.until is not None and following(cadence, after=now) is None:
        raise BadCadence(NONE_LEFT, day=cadence.until)
    return cadence


def _end(until: date | None, zone: ZoneInfo) -> datetime | None:
    if until is None:
        return None
    return datetime.combine(until + timedelta(days=1), time(), zone).astimezone(UTC)


def _next(lines: list[Fields], zone: ZoneInfo, after: datetime) -> datetime | None:
    found = (_next_of(fields, zone, after) for fields in lines)
    return min((moment for moment in found if moment is not None), default=None)


def _next_of(fields: Fields, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The earliest moment; near a change the wall's order is not the order of moments."""
    begin = after.astimezone(zone).replace(tzinfo=None) - _LARGEST_CHANGE
    earliest: datetime | None = None
    horizon: datetime | None = None
    for wall in wall_times(fields, after=begin):
        if horizon is not None and wall > horizon:
            break
        for moment in _moments(wall, zone, every_hour=_is_hourly(fields)):
            if moment > after and (earliest is None or moment < earliest):
                earliest = moment
                horizon = horizon or wall + _LARGEST_CHANGE
    return earliest


def _is_hourly(fields: Fields) -> bool:
    hour = fields[1]
    return hour == "*" or "/" in hour


def _moments(wall: datetime, zone: ZoneInfo, *, every_hour: bool) -> Iterator[datetime]:
    """The moments at which the wall clock shows this; a skipped time counts as if it did."""
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    yield first
    # Of a skipped time the second reading lies before the first.
    if every_hour and second > first:
        yield second
