"""Messages of joined channels, so that conversations can be put together again after an edit.

A SQLite file beside the text index, and rebuildable like it.
"""

import asyncio
from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import aiosqlite

_CREATE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
PRAGMA secure_delete=ON;
PRAGMA busy_timeout=30000;
CREATE TABLE IF NOT EXISTS message(
  channel TEXT NOT NULL, ts TEXT NOT NULL, thread TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (channel, ts)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS message_by_thread ON message(channel, thread, ts);
"""

_ONE = "SELECT channel, ts, thread, body FROM message WHERE channel = ? AND ts = ?"
_ALL = "SELECT channel, ts, thread, body FROM message WHERE channel = ? ORDER BY ts"
_THREAD = (
    "SELECT channel, ts, thread, body FROM message WHERE channel = ? AND thread = ? ORDER BY ts"
)
_LOOSE = (
    "SELECT channel, ts, thread, body FROM message"
    " WHERE channel = ? AND thread = '' AND ts >= ? AND ts < ? ORDER BY ts"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMessage:
    """`ts` orders as text; `thread` is the root's ts or empty; `body` is the record's JSON."""

    channel: str
    ts: str
    thread: str
    body: str


class MessageLog:
    """Without a path it lives in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._closing = AsyncExitStack()
        self._writing = asyncio.Lock()

    async def open(self) -> None:
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.touch(mode=0o600)
        connecting = aiosqlite.connect(self._path or ":memory:")
        self._database = await self._closing.enter_async_context(connecting)
        await self._database.executescript(_CREATE)

    async def close(self) -> None:
        await self._closing.aclose()

    async def put(self, messages: Iterable[KeptMessage]) -> None:
        async with self._writing:
            await self._database.executemany(
                "REPLACE INTO message VALUES (?, ?, ?, ?)",
                [(m.channel, m.ts, m.thread, m.body) for m in messages],
            )
            await self._database.commit()

    async def get(self, channel: str, ts: str) -> KeptMessage | None:
        found = await self._select(_ONE, channel, ts)
        return found[0] if found else None

    async def thread(self, channel: str, root: str) -> tuple[KeptMessage, ...]:
        """The root and its replies, oldest first."""
        return await self._select(_THREAD, channel, root)

    async def loose(self, channel: str, start: str, end: str) -> tuple[KeptMessage, ...]:
        """Messages outside threads from `start` up to before `end`, oldest first."""
        return await self._select(_LOOSE, channel, start, end)

    async def everything(self, channel: str) -> tuple[KeptMessage, ...]:
        """Oldest first."""
        return await self._select(_ALL, channel)

    async def newest(self, channel: str) -> str:
        """The newest ts of the channel, or empty."""
        sql = "SELECT max(ts) FROM message WHERE channel = ?"
        rows = list(await self._database.execute_fetchall(sql, (channel,)))
        return str(rows[0][0] or "")

    async def channels(self) -> tuple[str, ...]:
        rows = await self._database.execute_fetchall("SELECT DISTINCT channel FROM message")
        return tuple(sorted(str(row[0]) for row in rows))

    async def remove(self, channel: str, ts: str) -> None:
        await self._delete("DELETE FROM message WHERE channel = ? AND ts = ?", channel, ts)

    async def drop(self, channel: str) -> None:
        await self._delete("DELETE FROM message WHERE channel = ?", channel)

    async def _select(self, sql: str, *values: str) -> tuple[KeptMessage, ...]:
        rows = await self._database.execute_fetchall(sql, values)
        return tuple(
            KeptMessage(channel=row[0], ts=row[1], thread=row[2], body=row[3]) for row in rows
        )

    async def _delete(self, sql: str, *values: str) -> None:
        async with self._writing:
            await self._database.execute(sql, values)
            await self._database.commit()
