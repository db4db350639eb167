"""SQLite files without a trace of what was deleted from them."""

from pathlib import Path

import aiosqlite

_SHELVES = "SELECT name FROM sqlite_master WHERE sql LIKE '%using fts5%'"


async def prepare(connection: aiosqlite.Connection) -> None:
    await connection.execute("PRAGMA busy_timeout=30000")
    await connection.execute("PRAGMA secure_delete=ON")


async def compact(path: Path) -> bool:
    """False if the file stayed busy."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        await prepare(connection)
        try:
            shelves = await connection.execute_fetchall(_SHELVES)
            for (shelf,) in shelves:  # an index keeps deleted words until its parts are merged
                merge = f"INSERT INTO {shelf}({shelf}) VALUES ('optimize')"  # noqa: S608 - a name from the schema
                await connection.execute(merge)
            await connection.execute("VACUUM")
            left = await connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        except aiosqlite.OperationalError:
            return False
        return not any(row[0] for row in left)
