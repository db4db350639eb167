"""Everything that agents work with, handed in from outside."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from agents.model import Model
from connectors.source import Access, Source
from domain.budget import Budget
from domain.events import What
from domain.question import Question, Room, RunId, SourceKind
from store.approvals import Approvals
from store.evidence import Evidence
from store.findings import Reports
from store.journal import Journal
from store.ledger import Ledger
from store.lineup import Lineup
from store.outbox import Outbox
from store.replies import Replies
from store.runs import Runs


def every_source(_: Room) -> tuple[SourceKind, ...]:
    """For where nobody has made rules."""
    return tuple(SourceKind)


async def none_lost(_: Collection[SourceKind]) -> Mapping[SourceKind, datetime]:
    """For where nobody keeps a record."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Resources:
    """`sources` are bound to a run: it may open only web addresses that it found itself.

    `allowed` are the sources that may be read for a question asked in a room; `lost` tells
    which of some refuse us, and since when. `now` is aware;
    `token` gives what a run's own event lent us to search Slack with.
    """

    model: Model
    sources: Callable[[RunId], Mapping[SourceKind, Source]]
    journal: Journal
    evidence: Evidence
    reports: Reports
    replies: Replies
    runs: Runs
    lineup: Lineup
    outbox: Outbox
    ledger: Ledger
    approvals: Approvals
    budget: Budget
    now: Callable[[], datetime]
    token: Callable[[RunId], Awaitable[str]]
    allowed: Callable[[Room], tuple[SourceKind, ...]] = every_source
    lost: Callable[[Collection[SourceKind]], Awaitable[Mapping[SourceKind, datetime]]] = (
        none_lost
    )

    async def note(self, run: RunId, key: str, what: What) -> None:
        """Write down what happened; the same key twice is once."""
        await self.journal.append(run, key, what, at=self.now())

    async def access(self, question: Question) -> Access:
        return Access(
            asker=question.asker,
            room=question.room.readers,
            token=await self.token(question.run),
            place=question.room.channel,
        )
