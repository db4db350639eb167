"""What may be spent, by whom and when: an account for each, and all of them must agree."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import inf

from domain.audience import PersonId
from domain.question import Question

HALTED = "An admin has paused me, so nothing new starts. Ask again when I am back."
LEAST_USD = 0.5  # with less than this left, a lead cannot be asked: so much is set aside


class Payer(StrEnum):
    PERSON = "person"
    THREAD = "thread"
    CHANNEL = "channel"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowances:
    """US dollars by day and month, UTC; and how many questions may be at work or be asked.

    `person_at_once` and `channel_at_once` count runs at work: what is above them waits for its
    turn. `questions_a_day` are a person's since midnight: what is above them is refused.
    """

    person_day: float = inf
    person_month: float = inf
    thread_day: float = inf
    channel_day: float = inf
    channel_month: float = inf
    workspace_day: float = inf
    workspace_month: float = inf
    person_at_once: float = inf
    channel_at_once: float = inf
    questions_a_day: float = inf

    def by_day(self, payer: Payer) -> float:
        return {
            Payer.PERSON: self.person_day,
            Payer.THREAD: self.thread_day,
            Payer.CHANNEL: self.channel_day,
            Payer.WORKSPACE: self.workspace_day,
        }[payer]

    def by_month(self, payer: Payer) -> float | None:
        """None for a thread, which is left behind before a month is over."""
        return {
            Payer.PERSON: self.person_month,
            Payer.THREAD: None,
            Payer.CHANNEL: self.channel_month,
            Payer.WORKSPACE: self.workspace_month,
        }[payer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`limit` US dollars from `starts` until `resets`; `owner` is a payer's id, or empty.

    `left` of them were there when the ledger was asked; without that, nothing.
    """

    payer: Payer
    owner: str
    starts: date
    resets: date
    limit: float
    left: float = 0.0

    @property
    def key(self) -> str:
        return f"{self.payer}:{self.owner}:{self.starts}:{self.resets}"

    @property
    def is_of_a_day(self) -> bool:
        return self.resets - self.starts == timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who spends, and where; `thread` is empty for what has none, as a digest."""

    person: PersonId | str
    channel: str
    thread: str = ""


def place_of(question: Question) -> Place:
    return Place(
        person=question.asker.id, channel=question.room.channel, thread=question.thread
    )


def accounts(allowances: Allowances, place: Place, *, on: date) -> tuple[Account, ...]:
    """Every account that a call made for this person in this place draws on.

    A direct message or a terminal has no account of its own: it is the person's.
    """
    month = on.replace(day=1)
    month_ends = (month + timedelta(days=32)).replace(day=1)
    drawn: list[Account] = []
    for payer, owner in _payers(place).items():
        by_day, by_month = allowances.by_day(payer), allowances.by_month(payer)
        day_ends = on + timedelta(days=1)
        drawn.append(
            Account(payer=payer, owner=owner, starts=on, resets=day_ends, limit=by_day)
        )
        if by_month is not None:
            drawn.append(
                Account(
                    payer=payer, owner=owner, starts=month, resets=month_ends, limit=by_month
                )
            )
    return tuple(drawn)


def _payers(place: Place) -> dict[Payer, str]:
    payers = {Payer.PERSON: str(place.person)}
    if place.thread:
        payers[Payer.THREAD] = f"{place.channel}/{place.thread}"
    if is_shared(place.channel):
        payers[Payer.CHANNEL] = place.channel
    return payers | {Payer.WORKSPACE: ""}


def is_shared(channel: str) -> bool:
    """A channel or a group, not a direct message or a terminal."""
    return channel.startswith(("C", "G"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AtWork:
    """Runs at work of a person and in a channel, and how many the person began today."""

    of_person: int
    of_channel: int
    today: int


class Over(StrEnum):
    """Which number of questions is reached."""

    PERSON_AT_ONCE = "person_at_once"
    CHANNEL_AT_ONCE = "channel_at_once"


def over(allowances: Allowances, counts: AtWork, *, channel: str) -> Over | None:
    """Why another run of this person in this channel must wait for its turn, or None."""
    if counts.of_person >= allowances.person_at_once:
        return Over.PERSON_AT_ONCE
    full = counts.of_channel >= allowances.channel_at_once
    return Over.CHANNEL_AT_ONCE if full and is_shared(channel) else None
