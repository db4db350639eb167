"""What the scheduler needs from outside; whoever joins the program hands it in."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.audience import PersonId
from domain.digest import Digest, Remembered, Standing
from domain.question import Asker, ChannelId, Question, Room, RunId
from store.database import Database
from store.digest_rooms import DigestRooms
from store.digest_slots import Slots
from store.digests import Digests
from store.evidence import Evidence
from store.journal import Journal
from store.ledger import Ledger
from store.outbox import Outbox
from store.runs import Runs
from store.standing_posts import StandingPosts


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A room that nothing can be posted in; `why` ends the sentence "I paused it: …"."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpaid:
    """No money is left. `why` is a sentence with the day on which there is some again.

    `account` names what is used up, until that day; the next one has another name.
    """

    why: str
    account: str


async def nobody_halts() -> bool:
    """For where nobody can."""
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """`room` and `owner` look afresh, and raise SourceError when they cannot look.

    `owner` is None for a person who has left. `start` takes in a question, once per run however
    often it is called; `broke_off` is true of a run that nothing works on any more although it
    has no end. `reread` says of remembered claims whether their sources still say them
    to this question's readers. `unpaid` is None while its owner, its room and the workspace
    have money left. While everything is `halted`, nothing comes due. `link` is the address of
    one of our own messages.
    """

    room: Callable[[ChannelId], Awaitable[Room | Closed]]
    owner: Callable[[PersonId], Awaitable[Asker | None]]
    unpaid: Callable[[Digest, Room], Awaitable[Unpaid | None]]
    start: Callable[[Question], Awaitable[None]]
    broke_off: Callable[[RunId], Awaitable[bool]]
    reread: Callable[[Question, Sequence[Remembered]], Awaitable[Mapping[str, Standing]]]
    link: Callable[[ChannelId, str], str]
    now: Callable[[], datetime]
    halted: Callable[[], Awaitable[bool]] = nobody_halts


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The tables that the scheduler reads and writes."""

    digests: Digests
    rooms: DigestRooms
    standing: StandingPosts
    slots: Slots
    runs: Runs
    journal: Journal
    ledger: Ledger
    outbox: Outbox
    evidence: Evidence

    @classmethod
    def of(cls, database: Database, *, spread_seconds: float = 120.0) -> "Books":
        return cls(
            digests=Digests(database),
            rooms=DigestRooms(database),
            standing=StandingPosts(database),
            slots=Slots(database, spread_seconds=spread_seconds),
            runs=Runs(database),
            journal=Journal(database),
            ledger=Ledger(database),
            outbox=Outbox(database),
            evidence=Evidence(database),
        )
