"""The one event stream: what happened to every run, in order, written once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from domain.events import RunEvent, What
from domain.question import RunId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import said_in

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),  # a whole RunEvent as JSON, encrypted
    sa.UniqueConstraint("run", "key"),
    sqlite_autoincrement=True,  # a sequence is never reused, so readers may keep a watermark
)

_Columns = tuple[object, ...]


class Journal:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def append(self, run: RunId, key: str, what: What, *, at: datetime) -> None:
        """Write one event; a second write under the same run and key changes nothing."""
        event = RunEvent(run=run, key=key, at=at, what=what)
        text = await self._database.texts.encrypt(said_in(run), to_json(event), tag=what.kind)
        row = self._database.insert_once(journal).values(run=run, key=key, event=text)
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def since(self, sequence: int, *, limit: int = 500) -> tuple[RunEvent, ...]:
        """Events of all runs after a watermark, oldest first."""
        while True:
            query = sa.select(journal).where(journal.c.sequence > sequence)
            rows = await self._rows(query.limit(limit))
            events = await self._opened(rows)
            if events or not rows:
                return events
            sequence = rows[-1].sequence  # a whole page of runs whose texts have ended

    async def of(self, run: RunId, *, after: int = 0) -> tuple[RunEvent, ...]:
        query = sa.select(journal).where(journal.c.run == run, journal.c.sequence > after)
        return await self._opened(await self._rows(query))

    async def _rows(self, query: sa.Select[_Columns]) -> Sequence[sa.Row[_Columns]]:
        async with self._database.reading() as connection:
            return (await connection.execute(query.order_by(journal.c.sequence))).all()

    async def _opened(self, rows: Sequence[sa.Row[_Columns]]) -> tuple[RunEvent, ...]:
        texts = await self._database.texts.decrypt([row.event for row in rows])
        return tuple(
            replace(from_json(text, RunEvent), sequence=row.sequence)
            for row, text in zip(rows, texts, strict=True)
            if text is not None
        )
