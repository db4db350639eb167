"""Digests over a real database, with runs that answer at once and a clock that tests turn."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.answer import Answer, Citation, Claim, Coverage, Paragraph, Source, Span
from domain.audience import PersonId, Readers
from domain.digest import Cadence, Digest, DigestId, DigestState, Edition, Remembered, Standing
from domain.events import AnswerReady, FailureKind, RunFailed, RunState
from domain.evidence import Origin, PassageId, SourceRef
from domain.post import DigestPost, SentencePost
from domain.question import Asker, ChannelId, Question, Room, RoomKind, RunId
from scheduling.cadence import following
from scheduling.digests import Scheduler
from scheduling.marks import folded, holds
from scheduling.ports import Books, Closed, Ports, Unpaid
from store.database import Database
from store.keyring import Keyring, OperatorKey, Texts

FRIDAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)  # 08:00 in Berlin
DANA = Asker(id=PersonId("UDANA"), name="Dana", timezone="Europe/Berlin")
PRICING = Room(
    channel=ChannelId("CPRICING"),
    kind=RoomKind.PUBLIC,
    name="pricing",
    readers=Readers(all_members=True),
)


def a_digest(name: str = "d1", cron: str = "30 8 * * mon-fri", **changes: object) -> Digest:
    digest = Digest(
        id=DigestId(name),
        question="what changed about pricing and competitors",
        cadence=Cadence(crons=(cron,), zone="Europe/Berlin"),
        owner=DANA.id,
        owner_name="Dana",
        channel=PRICING.channel,
        place="#pricing",
        created=FRIDAY,
        expires=FRIDAY + timedelta(days=90),
    )
    return replace(digest, **changes)  # type: ignore[arg-type]  # tests name the fields


def a_claim(text: str, place: str = "drive:plan", quote: str = "") -> Claim:
    ref = SourceRef.parse(place)
    origin = Origin(ref=ref, title=ref.key, url=f"https://{ref.source.value}.example/{ref.key}")
    citation = Citation(passage=PassageId("p1"), origin=origin, quote=quote or text, number=1)
    return Claim(text=text, citations=(citation,))


def an_answer(*claims: Claim) -> Answer:
    sources = tuple(Source(number=1, origin=c.citations[0].origin) for c in claims[:1])
    return Answer(
        blocks=tuple(Paragraph(spans=(Span(text=c.text, cites=(1,)),)) for c in claims),
        claims=claims,
        sources=sources,
        coverage=Coverage(read=len(claims), cited=len(claims), claims=len(claims), usd=0.2),
    )


@dataclass(slots=True, kw_only=True)
class DigestRoom:
    """`world` is what a run finds: claims by text. What is no longer in it does not stand."""

    database: Database
    books: Books
    moment: datetime = FRIDAY
    world: list[Claim] = field(default_factory=list)
    failure: FailureKind | None = None
    holds: bool = False
    closed: str = ""
    has_owner: bool = True
    unpaid_with: Callable[[Digest, Room], Awaitable[Unpaid | None]] | None = None
    started: list[Question] = field(default_factory=list)
    now_is: Callable[[], datetime] | None = None
    starts_with: Callable[[Question], Awaitable[None]] | None = None
    broken_off: bool = False
    place: Room = PRICING
    is_halted: bool = False
    broke_off_with: Callable[[RunId], Awaitable[bool]] | None = None
    at_work: Scheduler | None = None

    def now(self) -> datetime:
        return self.now_is() if self.now_is else self.moment

    def scheduler(self) -> Scheduler:
        return Scheduler(self.books, self.ports())

    def ports(self) -> Ports:
        return Ports(
            room=self._room,
            owner=self._owner,
            unpaid=self.unpaid_with or self._unpaid,
            start=self.starts_with or self._start,
            broke_off=self.broke_off_with or self._broke_off,
            reread=self._reread,
            link=lambda channel, ts: f"https://tidewater.slack.com/archives/{channel}/p{ts}",
            now=self.now,
            halted=self._halted,
        )

    async def _halted(self) -> bool:
        return self.is_halted

    async def _room(self, _: ChannelId) -> Room | Closed:
        return Closed(why=self.closed) if self.closed else self.place

    async def _owner(self, _: PersonId) -> Asker | None:
        return DANA if self.has_owner else None

    async def _unpaid(self, _: Digest, __: Room) -> Unpaid | None:
        return None

    async def _start(self, question: Question) -> None:
        if not await self.books.runs.create(question):
            return
        self.started.append(question)
        if not self.holds:
            await self.end(question)

    async def end(self, question: Question) -> None:
        run, journal = question.run, self.books.journal
        if self.failure:
            await journal.append(run, "end", RunFailed(failure=self.failure), at=self.moment)
            await self.books.runs.move(run, RunState.FAILED)
            return
        answer = an_answer(*self.world)
        await journal.append(run, "answer", AnswerReady(answer=answer), at=self.moment)
        await self.books.runs.move(run, RunState.DELIVERED)

    async def _broke_off(self, _: RunId) -> bool:
        return self.broken_off

    async def _reread(
        self, _: Question, memory: Sequence[Remembered]
    ) -> Mapping[str, Standing]:
        text = folded("\n".join(c.citations[0].quote for c in self.world))
        return {
            old.id: Standing.STANDS if holds(text, old.marks[0]) else Standing.REWORDED
            for old in memory
        }

    async def add(self, digest: Digest, *, state: DigestState = DigestState.ACTIVE) -> None:
        next_ = following(digest.cadence, after=self.moment)
        await self.books.digests.put(digest, state=state, next_=next_)

    async def add_due(self, digest: Digest, at: datetime) -> None:
        await self.books.digests.put(digest, state=DigestState.ACTIVE, next_=at)

    async def ticks(self, *, times: int = 2) -> None:
        """As one process goes on ticking; without `at_work` a new one takes over."""
        self.at_work = self.at_work or self.scheduler()
        for _ in range(times):
            await self.at_work.come_due()
            await self.at_work.end()

    async def at(self, moment: datetime) -> None:
        """Turn the clock, and let the scheduler do what is due then."""
        self.moment = moment
        await self.ticks()

    async def editions(self) -> list[Edition]:
        pending = await self.books.outbox.due(self.moment + timedelta(days=400), limit=5000)
        contents = [one.post.content for one in pending]
        return [content.edition for content in contents if isinstance(content, DigestPost)]

    async def said(self) -> list[str]:
        """Sentences to the owner or the channel."""
        pending = await self.books.outbox.due(self.moment + timedelta(days=400), limit=5000)
        contents = [one.post.content for one in pending]
        return [c.sentence for c in contents if isinstance(c, SentencePost)]


@asynccontextmanager
async def digest_room(
    folder: Path, *, spread_seconds: float = 120.0, texts: Texts | None = None
) -> AsyncIterator[DigestRoom]:
    keys = Keyring(folder / "keys.sqlite", key=OperatorKey(current="a room's"))
    database = Database(f"sqlite+aiosqlite:///{folder}/dossier.sqlite", texts=texts or keys)
    await database.create_tables()
    try:
        books = Books.of(database, spread_seconds=spread_seconds)
        yield DigestRoom(database=database, books=books)
    finally:
        await database.close()


def texts(edition: Edition) -> list[tuple[str, str]]:
    return [(item.news.value, item.text) for item in edition.news]
