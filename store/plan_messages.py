"""Which message shows a run's plan, so that it reaches its true end after a restart too."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.question import ChannelId, MessageTs, RunId
from store.database import Database, metadata

plan_messages = sa.Table(
    "plan_messages",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("first", sa.Integer, nullable=False),  # the journal's sequence when first seen
    sa.Column("channel", sa.Text, nullable=False, server_default=""),
    sa.Column("ts", sa.Text, nullable=False, server_default=""),  # empty until it is posted
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),  # one more each time the run goes on
    sa.Column("is_final", sa.Boolean, nullable=False),
    sa.Index("plan_messages_open", "is_final"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanMessage:
    """`tries` counts attempts to post it; after one, the thread must be searched for it."""

    run: RunId
    channel: ChannelId
    ts: MessageTs
    tries: int
    part: int
    is_final: bool


class PlanMessages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def seen(self, run: RunId, *, first: int) -> PlanMessage:
        """The run's row, made if it is new."""
        row = self._database.insert_once(plan_messages).values(
            run=run, first=first, channel="", ts="", tries=0, part=1, is_final=False
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())
            mine = sa.select(plan_messages).where(plan_messages.c.run == run)
            return _of(*(await connection.execute(mine)).all())[0]

    async def trying(self, run: RunId) -> None:
        await self._change(run, tries=plan_messages.c.tries + 1)

    async def posted(self, run: RunId, channel: ChannelId, ts: MessageTs) -> None:
        await self._change(run, channel=channel, ts=ts)

    async def finished(self, run: RunId) -> None:
        """It shows the run's end, or never will show anything."""
        await self._change(run, is_final=True)

    async def reopened(self, run: RunId, *, first: int) -> PlanMessage:
        """A stopped run goes on: it gets a new plan message."""
        part = plan_messages.c.part + 1
        await self._change(run, is_final=False, ts="", tries=0, part=part, first=first)
        return await self.seen(run, first=first)

    async def open(self) -> tuple[PlanMessage, ...]:
        query = sa.select(plan_messages).where(plan_messages.c.is_final.is_(False))
        async with self._database.reading() as connection:
            return _of(*(await connection.execute(query)).all())

    async def watermark(self) -> int:
        """Everything before it in the journal belongs to runs whose messages are final."""
        first = plan_messages.c.first
        still_open = plan_messages.c.is_final.is_(False)
        earliest = sa.select(sa.func.min(first)).where(still_open)
        latest = sa.select(sa.func.max(first))
        async with self._database.reading() as connection:
            low = (await connection.execute(earliest)).scalar()
            high = (await connection.execute(latest)).scalar()
        return max((low if low is not None else high or 0) - 1, 0)

    async def _change(self, run: RunId, **values: object) -> None:
        change = sa.update(plan_messages).where(plan_messages.c.run == run).values(**values)
        async with self._database.begin() as connection:
            await connection.execute(change)


def _of(*rows: sa.Row[tuple[object, ...]]) -> tuple[PlanMessage, ...]:
    return tuple(
        PlanMessage(
            run=RunId(row.run),
            channel=ChannelId(row.channel),
            ts=MessageTs(row.ts),
            tries=row.tries,
            part=row.part,
            is_final=row.is_final,
        )
        for row in rows
    )
