"""Deeds that belong to no run, on their way into the audit log.

Written in the transaction of what they tell of, so that neither is without the other. Ids and
counts, never anybody's words.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from store.database import Database, metadata

deeds = sa.Table(
    "deeds",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False),  # ISO 8601
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("about", sa.Text, nullable=False),  # names and values as JSON
    sqlite_autoincrement=True,  # a number is never given twice
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """`what` is a verb; `about` are refs, channels and counts by name."""

    who: str
    what: str
    at: datetime
    about: Mapping[str, str] = field(default_factory=dict)


async def write_down(database: Database, deed: Deed) -> None:
    """For a deed that is no change of ours, or one of many transactions."""
    async with database.begin() as connection:
        await note(connection, deed)


async def note(connection: AsyncConnection, deed: Deed) -> None:
    row = sa.insert(deeds).values(
        at=deed.at.isoformat(),
        who=deed.who,
        what=deed.what,
        about=json.dumps(dict(deed.about), sort_keys=True),
    )
    await connection.execute(row)
