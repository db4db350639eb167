"""Which rows mention an id or a name: what is encrypted is opened for it, row by row."""

from collections.abc import AsyncIterator, Sequence

import sqlalchemy as sa

from store.database import Database

_AT_ONCE = 500
Row = sa.Row[tuple[object, ...]]


async def mentioning(
    database: Database, table: sa.Table, needles: Sequence[str]
) -> AsyncIterator[Row]:
    """The rows of a table in whose text one of these stands."""
    texts = [column.name for column in table.c if isinstance(column.type, sa.Text)]
    async with database.reading() as connection:
        found = await connection.stream(sa.select(table))
        async for rows in found.partitions(_AT_ONCE):
            for row in rows:
                kept = [text for name in texts if (text := getattr(row, name))]
                said = await database.texts.decrypt(kept)
                if any(needle in text for text in said if text for needle in needles):
                    yield row


def same_row(table: sa.Table, row: Row) -> sa.ColumnElement[bool]:
    """By its primary key."""
    return sa.and_(*(column == getattr(row, column.name) for column in table.primary_key))
