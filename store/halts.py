"""The stop for everything: while it is set, nothing starts and nothing is paid for."""

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from store.database import Database, metadata
from store.deeds import Deed, note

halts = sa.Table(
    "halts",
    metadata,
    sa.Column("only", sa.Integer, primary_key=True),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", sa.Float, nullable=False),  # UTC epoch, seconds
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Halt:
    by: str
    at: datetime


class Halts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def halt(self, *, by: str, at: datetime) -> None:
        """The first halt stands until it is lifted."""
        row = self._database.insert_once(halts).values(only=1, by=by, at=at.timestamp())
        once = row.on_conflict_do_nothing().returning(halts.c.only)
        async with self._database.begin() as connection:
            if (await connection.execute(once)).first():
                await note(connection, Deed(who=by, what="halted everything", at=at))

    async def resume(self, *, by: str, at: datetime) -> bool:
        """False if nothing was halted."""
        async with self._database.begin() as connection:
            gone = await connection.execute(sa.delete(halts).returning(halts.c.only))
            if gone.first() is None:
                return False
            await note(connection, Deed(who=by, what="ended the halt", at=at))
        return True

    async def current(self) -> Halt | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(sa.select(halts))).first()
        return Halt(by=row.by, at=datetime.fromtimestamp(row.at, UTC)) if row else None
