"""The runs: their questions, and where they stand."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from domain.audience import PersonId
from domain.events import RunState
from domain.question import ChannelId, MessageTs, Question, RunId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import said_in

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("question", sa.Text, nullable=False),  # a whole Question as JSON, encrypted
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("asker", sa.Text, nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("thread", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
    sa.Column("asked_at", sa.Float, nullable=False),  # UTC epoch, seconds
    sa.Column("part", sa.Integer, nullable=False, server_default="1"),  # 2 after a continue
    sa.Index("runs_thread", "channel", "thread"),
    sa.Index("runs_message", "channel", "message"),
)

_FINAL = [state.value for state in RunState if state.is_final]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run as listed; `part` counts its workflows, one more with each *continue*."""

    run: RunId
    state: RunState
    question: Question
    asked_at: datetime
    part: int


class Runs:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, question: Question) -> bool:
        """False if the run was there already."""
        row = self._database.insert_once(runs).values(
            id=question.run,
            question=await self._text(question),
            state=RunState.QUEUED,
            asker=question.asker.id,
            channel=question.room.channel,
            thread=question.thread,
            message=question.message,
            asked_at=question.asked_at.timestamp(),
        )
        async with self._database.begin() as connection:
            added = await connection.execute(row.on_conflict_do_nothing().returning(runs.c.id))
            return added.scalar() is not None

    async def get(self, run: RunId) -> RunRow | None:
        found = await self._rows(runs.c.id == run)
        return found[0] if found else None

    async def question(self, run: RunId) -> Question | None:
        row = await self.get(run)
        return row.question if row else None

    async def state(self, run: RunId) -> RunState | None:
        row = await self.get(run)
        return row.state if row else None

    async def of_thread(self, channel: ChannelId, thread: MessageTs) -> tuple[RunRow, ...]:
        """Newest first."""
        return await self._rows(sa.and_(runs.c.channel == channel, runs.c.thread == thread))

    async def by_message(self, channel: ChannelId, ts: MessageTs) -> RunRow | None:
        found = await self._rows(sa.and_(runs.c.channel == channel, runs.c.message == ts))
        return found[0] if found else None

    async def of_asker(self, asker: PersonId, *, limit: int = 20) -> tuple[RunRow, ...]:
        return (await self._rows(runs.c.asker == asker))[:limit]

    async def active(self) -> tuple[RunRow, ...]:
        return await self._rows(runs.c.state.not_in(_FINAL))

    async def move(self, run: RunId, state: RunState) -> bool:
        """Set the state. A final state stays as it is; then this is False."""
        change = (
            sa.update(runs)
            .where(runs.c.id == run, runs.c.state.not_in(_FINAL))
            .values(state=state)
        )
        return await self._changed(change)

    async def reopen(self, run: RunId) -> int:
        """For *continue*: a stopped or delivered run goes on as its next part, returned."""
        change = sa.update(runs).where(runs.c.id == run, runs.c.state.in_(_FINAL))
        grown = change.values(state=RunState.QUEUED, part=runs.c.part + 1)
        async with self._database.begin() as connection:
            part = (await connection.execute(grown.returning(runs.c.part))).scalar()
        return part or 0

    async def rephrase(self, question: Question) -> None:
        """The asker edited the question while it ran."""
        change = sa.update(runs).where(runs.c.id == question.run)
        await self._changed(change.values(question=await self._text(question)))

    async def _text(self, question: Question) -> str:
        return await self._database.texts.encrypt(said_in(question.run), to_json(question))

    async def _changed(self, change: sa.Update) -> bool:
        async with self._database.begin() as connection:
            touched = await connection.execute(change.returning(runs.c.id))
            return touched.first() is not None

    async def _rows(self, where: sa.ColumnElement[bool]) -> tuple[RunRow, ...]:
        query = sa.select(runs).where(where).order_by(runs.c.asked_at.desc(), runs.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        texts = await self._database.texts.decrypt([row.question for row in rows])
        return tuple(
            RunRow(
                run=RunId(row.id),
                state=RunState(row.state),
                question=from_json(text, Question),
                asked_at=datetime.fromtimestamp(row.asked_at, UTC),
                part=row.part,
            )
            for row, text in zip(rows, texts, strict=True)
            if text is not None
        )
