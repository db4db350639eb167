"""A copy of the shared pages' text, since Notion's own search knows titles only.

Kept fresh by the time of the last edit, which Notion rounds to the minute. Pages that nobody
may read are noted without their text.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from connectors.notion_door import NotionDoor
from connectors.notion_ids import id_in, notion_id
from connectors.notion_readers import UNMAPPED_SHELF, NotionReaders
from connectors.notion_shapes import WireObject
from connectors.notion_text import (
    below,
    comments_text,
    page_text,
    table_text,
    without_comments,
)
from connectors.notion_tree import NotionTree
from domain.errors import SourceError
from store.index import IndexedText, TextIndex

OVERLAP = timedelta(minutes=3)  # edits are rounded to the minute, and search lags
MOST_PAGES_LISTED = 100  # of 100 objects each

log = logging.getLogger(__name__)


class NotionMirror:
    """Call `sweep` at the start and every few minutes, and `reconcile` nightly."""

    def __init__(
        self,
        *,
        door: NotionDoor,
        tree: NotionTree,
        readers: NotionReaders,
        texts: TextIndex,
        now: Callable[[], datetime],
    ) -> None:
        self.texts = texts
        self._door = door
        self._tree = tree
        self._readers = readers
        self._now = now
        self._sweeping = asyncio.Lock()
        self._names: Mapping[str, str] = {}
        # Of the current sweep: what it has read, and what lies below that, by key.
        self._taken: list[str] = []
        self._below: dict[str, str] = {}

    async def swept_at(self) -> datetime | None:
        """When the last whole sweep began; None before the first."""
        marked = await self.texts.marked("swept")
        return datetime.fromisoformat(marked) if marked else None

    async def sweep(self) -> None:
        """Takes over what was edited since the last sweep, and all of it when the map changed.

        Raises SourceError when Notion cannot be listed; a page that fails waits for its next
        edit or for `reconcile`.
        """
        async with self._sweeping:
            begun = self._now()
            same_map = await self.texts.marked("map") == self._readers.fingerprint
            last = await self.swept_at() if same_map else None
            await self._sweep(last - OVERLAP if last else None)
            await self.texts.mark("map", self._readers.fingerprint)
            await self.texts.mark("swept", begun.isoformat())

    async def reconcile(self) -> None:
        """Takes over everything again and drops what is no longer shared with us."""
        async with self._sweeping:
            seen = await self._sweep(None)
            kept: set[str] = set()
            for shelf in await self.texts.shelves():
                kept.update(await self.texts.keys(shelf))
            await self.texts.remove(kept - seen)

    async def take(self, wire: WireObject) -> IndexedText:
        """Reads a page (without its comments) or data source anew. Raises SourceError."""
        node = await self._tree.saw(wire)
        chain = await self._tree.chain(node.key)
        shelf = self._readers.shelf_of(chain)
        is_mapped = shelf != UNMAPPED_SHELF
        text = IndexedText(
            key=node.key,
            shelf=shelf,
            parent=node.parent,
            title=node.title if is_mapped else "",
            place=chain[1].title if len(chain) > 1 else "",
            author=await self._name(wire.last_edited_by.id),
            body=await self._body(wire) if is_mapped else "",
            url=node.url,
            revision=wire.last_edited_time.isoformat(),
            created=wire.created_time,
            modified=wire.last_edited_time,
        )
        await self.texts.put([text])
        return text

    async def comments(self, key: str) -> str:
        """A page's open comments as they are now, to follow its text. Raises SourceError.

        They are no edit of the page, so a copy of them may be older than the page's.
        """
        comments = await self._door.comments(key)
        await self._name("")
        return comments_text(comments, self._names)

    async def _sweep(self, since: datetime | None) -> set[str]:
        """The keys of everything that was seen."""
        self._taken.clear()
        self._below.clear()
        listed = await self.listed(since)
        waiting, seen = list(listed.values()), set[str]()
        while waiting:
            wire = waiting.pop(0)
            key = notion_id(wire.id)
            if key not in seen:
                seen.add(key)
                await self._take_one(wire)
            if not waiting:
                # Search may not know what lies below; what it listed came first.
                waiting = await self._fetched(set(self._below) - seen)
        for key in self._taken:  # last, since text is worth more
            await self._add_comments(key)
        return seen

    async def listed(self, since: datetime | None = None) -> dict[str, WireObject]:
        """What Notion's search lists as edited since then, newest first. Raises SourceError."""
        found: dict[str, WireObject] = {}
        for kind in ("page", "data_source"):
            cursor = ""
            for _ in range(MOST_PAGES_LISTED):
                reply = await self._door.search("", kind=kind, cursor=cursor)
                fresh = [one for one in reply.results if not _older(one, since)]
                found |= {notion_id(one.id): one for one in fresh}
                cursor = reply.next_cursor or ""
                if not cursor or len(fresh) < len(reply.results):
                    break
        return found

    async def _take_one(self, wire: WireObject) -> None:
        """A page or data source as it is now; what lies below it is noted."""
        key = notion_id(wire.id)
        try:
            if wire.in_trash:
                await self.texts.remove([key])
            elif await self._is_fresh(wire):
                self._below |= dict.fromkeys(await self.texts.keys_below(key), "page")
            else:
                await self.take(wire)
                self._taken += [key] if wire.object == "page" else []
        except SourceError as failed:
            log.warning("notion_mirror.left_out", extra={"error": type(failed).__name__})

    async def _fetched(self, keys: set[str]) -> list[WireObject]:
        found: list[WireObject] = []
        for key in sorted(keys):
            kind = self._below.pop(key)
            try:
                if kind == "page":
                    found.append(await self._door.page(key))
                else:
                    found += await self._sources(key)
            except SourceError as failed:
                log.info("notion_mirror.not_below", extra={"error": type(failed).__name__})
        return found

    async def _sources(self, database: str) -> list[WireObject]:
        found = await self._door.database(database)
        return [await self._door.data_source(source.id) for source in found.data_sources]

    async def _is_fresh(self, wire: WireObject) -> bool:
        """Same edit and same readers; a page edited within the minute may change again.

        Rows change without their data source, so it never is.
        """
        known = await self.texts.get(notion_id(wire.id))
        if known is None or wire.object == "data_source":
            return False
        settled = self._now() - wire.last_edited_time > OVERLAP
        chain = await self._tree.chain((await self._tree.saw(wire)).key)
        same_readers = self._readers.shelf_of(chain) == known.shelf
        return settled and same_readers and known.revision == wire.last_edited_time.isoformat()

    async def _body(self, wire: WireObject) -> str:
        if wire.object == "data_source":
            rows = await self._door.rows(wire.id)
            self._below |= {notion_id(row.id): "page" for row in rows}
            return table_text(rows)
        markdown, _ = await self._door.markdown(wire.id)
        self._below |= {id_in(url): kind for kind, url in below(markdown) if id_in(url)}
        return page_text(wire, markdown)

    async def _add_comments(self, key: str) -> None:
        text = await self.texts.get(key)
        if text is None or text.shelf == UNMAPPED_SHELF:
            return
        try:
            comments = await self.comments(key)
        except SourceError as failed:
            log.warning("notion_mirror.no_comments", extra={"error": type(failed).__name__})
            return
        await self.texts.put([replace(text, body=without_comments(text.body) + comments)])

    async def _name(self, person: str) -> str:
        if not self._names or (person and person not in self._names):
            self._names = {user.id: user.name or "" for user in await self._door.users()}
        return self._names.get(person, "")


def _older(wire: WireObject, since: datetime | None) -> bool:
    return since is not None and wire.last_edited_time < since.astimezone(UTC)
