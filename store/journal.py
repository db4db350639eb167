"""The one event stream: what happened to every run, in order, written once."""

from datetime import datetime

import sqlalchemy as sa

from domain.events import RunEvent, What
from domain.question import RunId
from domain.record import from_json, to_json
from store.database import Database, metadata

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),  # a whole RunEvent as JSON
    sa.UniqueConstraint("run", "key"),
    sqlite_autoincrement=True,  # a sequence is never reused, so readers may keep a watermark
)


class Journal:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, run: RunId, key: str, what: What, *, at: datetime) -> None:
        """Write one event; a second write under the same run and key changes nothing."""
        event = RunEvent(run=run, key=key, at=at, what=what)
        row = self._database.insert_once(journal).values(run=run, key=key, event=to_json(event))
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def since(self, sequence: int, *, limit: int = 500) -> tuple[RunEvent, ...]:
        """Events of all runs after a watermark, oldest first."""
        query = sa.select(journal).where(journal.c.sequence > sequence)
        return await self._read(query.limit(limit))

    async def of(self, run: RunId, *, after: int = 0) -> tuple[RunEvent, ...]:
        query = sa.select(journal).where(journal.c.run == run, journal.c.sequence > after)
        return await self._read(query)

    async def last_sequence(self) -> int:
        async with self._database.reading() as connection:
            last = await connection.execute(sa.select(sa.func.max(journal.c.sequence)))
            return last.scalar() or 0

    async def _read(self, query: sa.Select[tuple[object, ...]]) -> tuple[RunEvent, ...]:
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(journal.c.sequence))).all()
        return tuple(_event_of(row) for row in rows)


def _event_of(row: sa.Row[tuple[object, ...]]) -> RunEvent:
    stored = from_json(row.event, RunEvent)
    return RunEvent(
        run=stored.run, key=stored.key, at=stored.at, what=stored.what, sequence=row.sequence
    )
