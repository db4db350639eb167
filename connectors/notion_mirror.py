"""A copy of the shared pages' text, since Notion's own search knows titles only.

Kept fresh by the time of the last edit, which Notion rounds to the minute. Pages that nobody
may read are noted without their text.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from connectors.notion_door import NotionDoor
from connectors.notion_ids import id_in, notion_id
from connectors.notion_readers import UNMAPPED_SHELF, NotionReaders
from connectors.notion_shapes import WireObject
from connectors.notion_text import comments_text, page_text, table_text
from connectors.notion_tree import NotionTree
from domain.errors import SourceError, SourceMissing
from store.index import IndexedText, TextIndex

OVERLAP = timedelta(minutes=3)  # edits are rounded to the minute, and search lags
MOST_PAGES_LISTED = 100  # of 100 objects each
_BELOW = re.compile(r'<(page|database)\b[^>]*\burl="([^"]+)"')

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
        """Reads a page or data source anew. Raises SourceError."""
        node = await self._tree.saw(wire)
        chain = await self._tree.chain(node.key)
        shelf = self._readers.shelf_of(chain)
        body = "" if shelf == UNMAPPED_SHELF else await self._body(wire)
        text = IndexedText(
            key=node.key,
            shelf=shelf,
            parent=node.parent,
            title=node.title if body else "",
            place=chain[1].title if len(chain) > 1 else "",
            author=await self._name(wire.last_edited_by.id),
            body=body,
            url=node.url,
            revision=wire.last_edited_time.isoformat(),
            created=wire.created_time,
            modified=wire.last_edited_time,
        )
        await self.texts.put([text])
        return text

    async def comments(self, key: str) -> str:
        """A page's open comments as they are now, to follow its text. Raises SourceError."""
        comments = await self._door.comments(key)
        await self._name("")
        return comments_text(comments, self._names)

    async def _sweep(self, since: datetime | None) -> set[str]:
        """The keys of everything that was seen."""
        seen: set[str] = set()
        for kind in ("page", "data_source"):
            cursor = ""
            for _ in range(MOST_PAGES_LISTED):
                reply = await self._door.search("", kind=kind, cursor=cursor)
                fresh = [one for one in reply.results if not _older(one, since)]
                for wire in fresh:
                    await self._take_below(wire, seen)
                cursor = reply.next_cursor or ""
                if not cursor or len(fresh) < len(reply.results):
                    break
        return seen

    async def _take_below(self, wire: WireObject, seen: set[str]) -> None:
        """A page or data source with what lies below it, which search may not know."""
        waiting = [wire]
        while waiting:
            one = waiting.pop()
            key = notion_id(one.id)
            if key in seen:
                continue
            seen.add(key)
            if one.in_trash:
                await self.texts.remove([key])
                continue
            try:
                waiting += await self._take_one(one, seen)
            except SourceError as failed:
                log.warning("notion_mirror.left_out", extra={"error": type(failed).__name__})

    async def _take_one(self, wire: WireObject, seen: set[str]) -> list[WireObject]:
        """What lies below and was not seen yet."""
        known = await self.texts.get(notion_id(wire.id))
        if wire.object == "data_source":
            await self.take(wire)
            return list(await self._door.rows(wire.id))
        text = known if known and await self._is_fresh(known, wire) else await self.take(wire)
        below: list[WireObject] = []
        for kind, url in _BELOW.findall(text.body):
            key = id_in(url)
            if key and key not in seen:
                below += await self._below(kind, key)
        return below

    async def _below(self, kind: str, key: str) -> list[WireObject]:
        try:
            if kind == "page":
                return [await self._door.page(key)]
            database = await self._door.database(key)
            return [await self._door.data_source(one.id) for one in database.data_sources]
        except SourceMissing:
            return []

    async def _is_fresh(self, known: IndexedText, wire: WireObject) -> bool:
        """Same edit and same readers; a page edited within the minute may change again."""
        settled = self._now() - wire.last_edited_time > OVERLAP
        chain = await self._tree.chain((await self._tree.saw(wire)).key)
        same_readers = self._readers.shelf_of(chain) == known.shelf
        return settled and same_readers and known.revision == wire.last_edited_time.isoformat()

    async def _body(self, wire: WireObject) -> str:
        if wire.object == "data_source":
            return table_text(await self._door.rows(wire.id))
        markdown, _ = await self._door.markdown(wire.id)
        return page_text(wire, markdown) + await self.comments(wire.id)

    async def _name(self, person: str) -> str:
        if not self._names or (person and person not in self._names):
            self._names = {user.id: user.name or "" for user in await self._door.users()}
        return self._names.get(person, "")


def _older(wire: WireObject, since: datetime | None) -> bool:
    return since is not None and wire.last_edited_time < since.astimezone(UTC)
