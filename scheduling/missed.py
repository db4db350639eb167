"""Which of the slots that have come due are run, by the digest's own rule; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from domain.digest import OLDEST_LATEST, Cadence, Missed
from scheduling.cadence import slots

MOST_PER_TICK = 500
ON_TIME = timedelta(minutes=5)  # later than this a slot was missed, and its post says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The slots up to now, oldest first, and the one after them; `next` may be due as well."""

    due: tuple[datetime, ...]
    next: datetime | None


def walk(cadence: Cadence, *, first: datetime, now: datetime) -> Walk:
    """From the slot `first`, which is due, as far as one tick goes."""
    due = [first]
    for slot in islice(slots(cadence, after=first), MOST_PER_TICK):
        if slot > now or len(due) == MOST_PER_TICK:
            return Walk(due=tuple(due), next=slot)
        due.append(slot)
    return Walk(due=tuple(due), next=None)


def chosen(walked: Walk, rule: Missed, *, now: datetime) -> tuple[datetime, ...]:
    """What is run. After a long outage the walk must have reached the present first."""
    if rule is Missed.ALL:
        return walked.due
    if walked.next is not None and walked.next <= now:
        return ()
    return _young(walked.due[-1:], now - _oldest(rule))


def is_missed(slot: datetime, rule: Missed, *, now: datetime) -> bool:
    """Whether a slot that has waited since it was due is not run any more."""
    return rule is not Missed.ALL and slot < now - _oldest(rule)


def _oldest(rule: Missed) -> timedelta:
    return OLDEST_LATEST if rule is Missed.LATEST else ON_TIME


def _young(due: Sequence[datetime], oldest: datetime) -> tuple[datetime, ...]:
    return tuple(slot for slot in due if slot >= oldest)


def is_late(slot: datetime, *, began: datetime) -> bool:
    return began - slot > ON_TIME
