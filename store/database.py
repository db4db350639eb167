"""The database: SQLite files by default, Postgres when one machine is outgrown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from store.bell import Bell
from store.keyring import PlainTexts, Texts

metadata = sa.MetaData()

PRAGMAS = (
    "busy_timeout=30000",
    "journal_mode=WAL",
    "synchronous=NORMAL",  # survives kill -9; a power cut may lose the last commits
    "foreign_keys=ON",
    "secure_delete=ON",  # what was forgotten leaves no bytes in free pages
)
_CREATE_LOCK = 7401  # any number, the same in every process


class _Connection(Protocol):
    def cursor(self) -> "_Cursor": ...


class _Cursor(Protocol):
    def execute(self, statement: str, /) -> object: ...
    def close(self) -> None: ...


def set_pragmas(connection: _Connection, _record: object = None) -> None:
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class Database:
    """Our own tables. Opened with `sqlite+aiosqlite:///…` or `postgresql+psycopg://…`.

    `texts` says how text rests in them; without it, in clear.
    """

    def __init__(self, url: str, *, texts: Texts | None = None) -> None:
        self.is_postgres = not url.startswith("sqlite")
        self.bell = Bell()
        self.texts: Texts = texts or PlainTexts()
        options = {"pool_size": 5, "pool_pre_ping": True} if self.is_postgres else {}
        # An error would quote the values of its statement, and stand in the log.
        self._engine: AsyncEngine = create_async_engine(url, hide_parameters=True, **options)
        if not self.is_postgres:
            event.listen(self._engine.sync_engine, "connect", set_pragmas)
        # SQLite's own waiting for the write lock sleeps in steps of up to 100 ms.
        self._turn = asyncio.Lock()

    async def create_tables(self) -> None:
        async with self._engine.begin() as connection:
            if self.is_postgres:  # several processes may create them at once
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_CREATE_LOCK)))
            await connection.run_sync(metadata.create_all)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that may write."""
        if self.is_postgres:
            async with self._engine.begin() as connection:
                yield connection
            return
        async with self._turn, self._engine.connect() as connection:
            # Taking the write lock first keeps two writers from failing half-way.
            await connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            await connection.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.connect() as connection:
            yield connection

    def insert_once(self, table: sa.Table) -> "sqlite.Insert | postgresql.Insert":
        """An insert that supports `on_conflict_do_nothing` and `on_conflict_do_update`."""
        return postgresql.insert(table) if self.is_postgres else sqlite.insert(table)

    async def close(self) -> None:
        await self._engine.dispose()
