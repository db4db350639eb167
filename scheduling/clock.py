"""The APScheduler door: what time a cron line means, and a clock that ticks.

Cron lines are worked out on the wall clock alone; time zones are `scheduling.cadence`'s part.
"""

import logging
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from functools import cache

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

_YEARS = "2000-2099"  # an impossible date is given up on after these


@cache
def _trigger(fields: tuple[str, str, str, str, str]) -> CronTrigger:
    minute, hour, day, month, weekday = fields
    return CronTrigger(
        second="0",
        minute=minute,
        hour=hour,
        day=day,
        month=month,
        day_of_week=weekday,
        year=_YEARS,
        timezone=UTC,
    )


def check_fields(fields: tuple[str, str, str, str, str]) -> None:
    """Raises ValueError for fields that APScheduler does not read."""
    _trigger(fields)


def wall_times(
    fields: tuple[str, str, str, str, str], *, after: datetime
) -> Iterator[datetime]:
    """Naive times on the wall clock, later than a naive `after`, in order.

    `fields` are minute, hour, day, month and weekday as APScheduler writes them: weekdays by
    name, `2nd mon` and `last` as days.
    """
    trigger = _trigger(fields)
    previous = after.replace(tzinfo=UTC)
    while (found := trigger.get_next_fire_time(previous, previous)) is not None:
        yield found.replace(tzinfo=None)
        previous = found


class Ticking:
    """Calls `tick` every few seconds of real time, never twice at once, for ever.

    The jobs live in memory: a store that processes share would fire once for each of them.
    """

    def __init__(self, tick: Callable[[], Awaitable[None]], *, seconds: float) -> None:
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self._scheduler.add_job(
            tick,
            "interval",
            seconds=seconds,
            id="tick",
            coalesce=True,  # after a stall it ticks once
            max_instances=1,
            misfire_grace_time=None,  # however late, it ticks
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)
