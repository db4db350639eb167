"""Since when a source has refused us, over restarts; one that works again is forgotten."""

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from domain.question import SourceKind
from store.database import Database, metadata

lost_sources = sa.Table(
    "lost_sources",
    metadata,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("since", sa.Float, nullable=False),
)


class LostSources:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def refused(self, source: SourceKind, *, at: datetime) -> None:
        """The first time since it worked counts."""
        row = self._database.insert_once(lost_sources).values(
            source=source.value, since=at.timestamp()
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def works(self, source: SourceKind) -> None:
        gone = sa.delete(lost_sources).where(lost_sources.c.source == source.value)
        async with self._database.begin() as connection:
            await connection.execute(gone)

    async def all(self) -> Mapping[SourceKind, datetime]:
        async with self._database.reading() as connection:
            rows = (await connection.execute(sa.select(lost_sources))).all()
        return {SourceKind(row.source): datetime.fromtimestamp(row.since, UTC) for row in rows}
