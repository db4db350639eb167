"""What may be spent, by whom and when: an account for each, and all of them must agree."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import inf

from domain.audience import PersonId

HALTED = "An admin has paused me, so nothing new starts. Ask again when I am back."


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """US dollars by day and month, UTC; and how many questions one person may ask.

    `at_once` counts a person's runs at work, `questions_a_day` those begun since midnight.
    """

    person_day: float = inf
    person_month: float = inf
    channel_day: float = inf
    channel_month: float = inf
    workspace_day: float = inf
    workspace_month: float = inf
    at_once: float = inf
    questions_a_day: float = inf


class Payer(StrEnum):
    PERSON = "person"
    CHANNEL = "channel"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`limit` US dollars from `starts` until `resets`; `owner` is a payer's id, or empty."""

    payer: Payer
    owner: str
    starts: date
    resets: date
    limit: float

    @property
    def key(self) -> str:
        return f"{self.payer}:{self.owner}:{self.starts}:{self.resets}"

    @property
    def is_of_a_day(self) -> bool:
        return self.resets - self.starts == timedelta(days=1)


def accounts(
    allowances: Allowances, *, person: PersonId | str, channel: str, on: date
) -> tuple[Account, ...]:
    """Every account that a call made for this person in this channel draws on.

    A direct message or a terminal has no account of its own: it is the person's.
    """
    month = on.replace(day=1)
    day_ends = on + timedelta(days=1)
    month_ends = (month + timedelta(days=32)).replace(day=1)
    owners = {Payer.PERSON: str(person), Payer.WORKSPACE: ""}
    if channel.startswith(("C", "G")):
        owners[Payer.CHANNEL] = channel
    return tuple(
        Account(payer=payer, owner=owner, starts=starts, resets=resets, limit=limit)
        for payer, owner in owners.items()
        for starts, resets, limit in (
            (on, day_ends, _limit(allowances, payer, "day")),
            (month, month_ends, _limit(allowances, payer, "month")),
        )
    )


def _limit(allowances: Allowances, payer: Payer, period: str) -> float:
    limits = {
        "person_day": allowances.person_day,
        "person_month": allowances.person_month,
        "channel_day": allowances.channel_day,
        "channel_month": allowances.channel_month,
        "workspace_day": allowances.workspace_day,
        "workspace_month": allowances.workspace_month,
    }
    return limits[f"{payer}_{period}"]


class Over(StrEnum):
    """Which number of questions a person has reached."""

    AT_ONCE = "at_once"
    A_DAY = "a_day"


def over(allowances: Allowances, *, at_work: int, today: int) -> Over | None:
    """Whether a person with so many runs may not start another now."""
    if at_work >= allowances.at_once:
        return Over.AT_ONCE
    return Over.A_DAY if today >= allowances.questions_a_day else None
