"""A text index in a SQLite file of its own: rebuildable, one per machine, under Postgres too.

Documents stand on shelves. Each shelf has its own word statistics, so that what stands on one
shelf never moves the order of what is found on another: a private channel's words must not be
felt in a search that may not see them.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from store.index_tables import CREATE, CREATE_SHELF, Shelf, filters_sql
from store.search_words import SearchWords, letter_pairs, snippet

_CANDIDATES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedText:
    """`key` is unique in the index; `place` names a channel or parent; moments are aware."""

    key: str
    shelf: str
    body: str
    title: str = ""
    place: str = ""
    author: str = ""
    url: str = ""
    parent: str = ""
    revision: str = ""
    created: datetime
    modified: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexQuery:
    """Only the named shelves are searched; `places` are names without a leading #."""

    text: str
    shelves: tuple[str, ...]
    since: datetime | None = None
    until: datetime | None = None
    places: tuple[str, ...] = ()
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`coverage` is the share of the query's words that occur; a larger `score` is better."""

    found: IndexedText
    snippet: str
    score: float
    coverage: float


class TextIndex:
    """Without a path it lives in memory. Every method is safe to call from many tasks."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._closing = AsyncExitStack()
        self._writing = asyncio.Lock()
        self._shelves: dict[str, Shelf] = {}

    async def open(self) -> None:
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.touch(mode=0o600)
        connecting = aiosqlite.connect(self._path or ":memory:")
        self._database = await self._closing.enter_async_context(connecting)
        self._database.row_factory = aiosqlite.Row
        await self._database.executescript(CREATE)

    async def close(self) -> None:
        await self._closing.aclose()

    async def put(self, texts: Iterable[IndexedText]) -> None:
        """Adds texts, or replaces those with the same key."""
        async with self._changing():
            for text in texts:
                await self._take_out(text.key)
                await self._put_in(text, await self._shelf(text.shelf))

    async def remove(self, keys: Iterable[str]) -> None:
        async with self._changing():
            for key in keys:
                await self._take_out(key)

    async def clear_shelf(self, shelf: str) -> None:
        await self.remove(await self.keys(shelf))

    async def keys(self, shelf: str) -> tuple[str, ...]:
        rows = await self._database.execute_fetchall(
            "SELECT key FROM text WHERE shelf = ? ORDER BY key", (shelf,)
        )
        return tuple(row["key"] for row in rows)

    async def keys_below(self, parent: str) -> tuple[str, ...]:
        rows = await self._database.execute_fetchall(
            "SELECT key FROM text WHERE parent = ? ORDER BY key", (parent,)
        )
        return tuple(row["key"] for row in rows)

    async def shelves(self) -> tuple[str, ...]:
        """Those that hold something."""
        rows = await self._database.execute_fetchall("SELECT DISTINCT shelf FROM text")
        return tuple(sorted(row["shelf"] for row in rows))

    async def get(self, key: str) -> IndexedText | None:
        sql = "SELECT * FROM text WHERE key = ?"
        rows = list(await self._database.execute_fetchall(sql, (key,)))
        return _text(rows[0]) if rows else None

    async def count(self) -> int:
        rows = list(await self._database.execute_fetchall("SELECT count(*) AS n FROM text"))
        return int(rows[0]["n"])

    async def mark(self, name: str, value: str) -> None:
        """Keeps a small note beside the texts, such as how far a sweep came."""
        async with self._changing():
            await self._database.execute("REPLACE INTO mark VALUES (?, ?)", (name, value))

    async def marked(self, name: str) -> str:
        sql = "SELECT value FROM mark WHERE name = ?"
        rows = list(await self._database.execute_fetchall(sql, (name,)))
        return str(rows[0]["value"]) if rows else ""

    async def search(self, query: IndexQuery) -> tuple[Match, ...]:
        """Texts with any of the words, best first; those with all of them are lifted.

        Shelves are ranked apart and put together by how much of the query their best text
        covers.
        """
        words = SearchWords.of(query.text)
        if not words:
            return ()
        matches: list[Match] = []
        for name in dict.fromkeys(query.shelves):
            if shelf := await self._known_shelf(name):
                matches += await self._search_shelf(shelf, query, words)
        matches.sort(key=lambda match: (-match.score, match.found.key))
        return tuple(
            replace(match, snippet=snippet(match.found.body, words))
            for match in matches[: query.limit]
        )

    async def _search_shelf(
        self, shelf: Shelf, query: IndexQuery, words: SearchWords
    ) -> list[Match]:
        where, values = filters_sql(since=query.since, until=query.until, places=query.places)
        wanted = max(_CANDIDATES, query.limit * 3)
        rows = list(
            await self._database.execute_fetchall(
                shelf.best + where + shelf.order,
                (" OR ".join(words.expressions), *values, wanted),
            )
        )
        coverage = await self._coverage(shelf, [row["id"] for row in rows], words)
        raw = [-row["rank"] * (0.5 + coverage[row["id"]]) for row in rows]
        top = max(raw, default=1.0) or 1.0
        best = coverage[rows[raw.index(top)]["id"]] if rows and top in raw else 1.0
        return [
            Match(
                found=_text(row),
                snippet="",
                score=score / top * best,
                coverage=coverage[row["id"]],
            )
            for row, score in zip(rows, raw, strict=True)
        ]

    async def _coverage(
        self, shelf: Shelf, ids: Sequence[int], words: SearchWords
    ) -> dict[int, float]:
        counts = dict.fromkeys(ids, 0)
        for expression in words.expressions:
            rows = await self._database.execute_fetchall(shelf.having, (expression,))
            for row in rows:
                if row["rowid"] in counts:
                    counts[row["rowid"]] += 1
        return {id_: count / len(words.expressions) for id_, count in counts.items()}

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[None]:
        """One change at a time, whole or not at all; another process may be writing too."""
        async with self._writing:
            await self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                await self._database.rollback()
                raise
            await self._database.commit()

    async def _known_shelf(self, name: str) -> Shelf | None:
        """Also one that another process has made."""
        if name not in self._shelves:
            sql = "SELECT id FROM shelf WHERE name = ?"
            for row in await self._database.execute_fetchall(sql, (name,)):
                self._shelves[name] = Shelf(row["id"])
        return self._shelves.get(name)

    async def _shelf(self, name: str) -> Shelf:
        if known := await self._known_shelf(name):
            return known
        cursor = await self._database.execute("INSERT INTO shelf(name) VALUES (?)", (name,))
        shelf = Shelf(int(cursor.lastrowid or 0))
        await self._database.execute(shelf.sql(CREATE_SHELF))
        return shelf

    async def _put_in(self, text: IndexedText, shelf: Shelf) -> None:
        cursor = await self._database.execute(
            "INSERT INTO text(key, shelf, title, place, author, body, url, parent, revision,"
            " created, modified) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(text.key, text.shelf, text.title, text.place, text.author, text.body),
                *(text.url, text.parent, text.revision),
                *(text.created.timestamp(), text.modified.timestamp()),
            ),
        )
        await self._database.execute(shelf.insert, (cursor.lastrowid, *_indexed(text)))

    async def _take_out(self, key: str) -> None:
        sql = "SELECT * FROM text WHERE key = ?"
        for row in await self._database.execute_fetchall(sql, (key,)):
            old = _text(row)
            shelf = await self._shelf(old.shelf)
            await self._database.execute(shelf.delete, (row["id"], *_indexed(old)))
            await self._database.execute("DELETE FROM text WHERE id = ?", (row["id"],))


def _indexed(text: IndexedText) -> tuple[str, str, str, str, str]:
    pairs = letter_pairs(f"{text.title}\n{text.body}")
    return (text.title, text.place, text.author, text.body, pairs)


def _text(row: aiosqlite.Row) -> IndexedText:
    names = ("key", "shelf", "body", "title", "place", "author", "url", "parent", "revision")
    return IndexedText(
        **{name: str(row[name]) for name in names},
        created=datetime.fromtimestamp(row["created"], UTC),
        modified=datetime.fromtimestamp(row["modified"], UTC),
    )
