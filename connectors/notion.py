"""Notion: the pages that were shared with the bot's connection, and rows of databases."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from connectors.counting import Count
from connectors.notion_anchors import anchored
from connectors.notion_door import NOTION, NotionDoor
from connectors.notion_ids import notion_id
from connectors.notion_mirror import NotionMirror
from connectors.notion_readers import UNMAPPED_SHELF, NotionReaders
from connectors.notion_shapes import WireBlock, WireObject
from connectors.notion_survey import Survey, survey_of
from connectors.notion_text import without_comments
from connectors.notion_tree import KEPT, NotionTree
from connectors.passages import window
from connectors.source import Access, Condition, Health
from domain.audience import Audience, Readers
from domain.errors import SourceError, SourceMissing, SourceSignIn
from domain.evidence import Document, Filters, Hit, Origin, SearchPage, SourceRef
from policy.access import covers
from store.index import IndexedText, IndexQuery

MOST_WITHHELD = 10
_OVERFETCH = 20
_TITLES_SECONDS = 3.0
_MOST_NEW = 50  # whose readers are looked up
_JUST_NOW = timedelta(seconds=5)  # pages asked about side by side share their ancestors
_STALE = timedelta(minutes=30)

NO_COPY_YET = "The copy of Notion is still being made: only titles of pages were searched."
STALE_COPY = "The copy of Notion's pages is older than half an hour."
NO_TITLES = "Notion could not be asked for the latest pages."
NO_WORDS = "None of these words occur on this page."


class Notion:
    """`readers` says who may read what; what it does not name, nobody may."""

    kind = NOTION
    about = (
        "Searches titles and text of the Notion pages, databases and rows that were shared "
        "with me, best match first; any of the words may match, and more of them rank "
        "higher. Edits show after some minutes. A database is one document with a row for "
        "each entry; each row is a page of its own too. It does not see attached files or "
        "resolved comments. Example: `annual plan price decision`."
    )

    def __init__(
        self,
        *,
        door: NotionDoor,
        tree: NotionTree,
        readers: NotionReaders,
        mirror: NotionMirror,
        now: Callable[[], datetime],
    ) -> None:
        self._door = door
        self._tree = tree
        self._readers = readers
        self._mirror = mirror
        self._now = now

    async def search(
        self, query: str, filters: Filters, access: Access, *, limit: int, cursor: str = ""
    ) -> SearchPage:
        """At most `limit` hits that the room may read, each with its audience.

        On the first page some that only the asker may read come after them. When Notion does
        not answer, its copy does; one that is neither whole nor knows anything is no answer,
        and this raises SourceError.
        """
        offset = int(cursor) if cursor.isdecimal() else 0
        swept = await self._mirror.swept_at()
        silent = None if offset else await self._take_new(query, access)
        covered, closed = await self._shelves(access)
        ask = IndexQuery(
            text=query,
            shelves=covered,
            since=filters.since,
            until=filters.until,
            places=filters.places,
            limit=offset + limit + _OVERFETCH,
        )
        found = await self._hits(ask)
        if silent and not (found or swept):
            raise silent
        aside = replace(ask, shelves=closed, limit=MOST_WITHHELD)
        hidden = () if offset else await self._hits(aside)
        return SearchPage(
            hits=(*found[offset : offset + limit], *hidden),
            cursor=str(offset + limit) if len(found) > offset + limit else "",
            notes=(*self._notes(swept), *((NO_TITLES,) if silent else ())),
            copied=swept if silent else None,
        )

    async def read(
        self,
        ref: SourceRef,
        access: Access,
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        """Raises SourceError."""
        key = notion_id(ref.key)
        wire = await self._wire(key)
        await self._tree.saw(wire)
        audience = await self._audience(key, KEPT)
        if not covers(audience, Readers.only(access.asker.id, access.asker.kind)):
            raise SourceMissing(NOTION, "no such page for this asker")
        text, blocks = await asyncio.gather(self._text(wire), self._blocks(wire))
        opened = window(text.body, offset=offset, limit=limit, find=find)
        return Document(
            origin=_origin(text),
            audience=audience,
            excerpts=anchored(opened.excerpts, blocks, url=text.url),
            next_offset=opened.next_offset,
            notes=() if opened.found else (NO_WORDS,),
        )

    async def audience_of(self, ref: SourceRef, access: Access) -> Audience:  # noqa: ARG002 - the contract's; here the audience is the same for every asker
        """By the page's ancestors and its readers, looked up now."""
        return await self._audience(notion_id(ref.key), _JUST_NOW)

    async def count(self, access: Access) -> Count:
        """Pages and rows that the copy has."""
        covered, _ = await self._shelves(access)
        keys = [await self._mirror.texts.keys(shelf) for shelf in covered]
        return Count(number=sum(map(len, keys)))

    async def check(self) -> Health:
        try:
            me = await self._door.me()
        except SourceSignIn:
            return Health(source=NOTION, condition=Condition.TOKEN_REFUSED)
        except SourceError as failed:
            cause = type(failed).__name__
            return Health(source=NOTION, condition=Condition.SILENT, cause=cause)
        return await self._counted(me.name or "")

    async def survey(self) -> Survey:
        """What the map leaves out. Raises SourceError."""
        return await survey_of(self._mirror, self._tree, self._readers)

    async def close(self) -> None:
        await self._door.close()

    async def _counted(self, name: str) -> Health:
        """Everybody may know that pages lack readers; which and how many, `survey` tells."""
        texts = self._mirror.texts
        pages, hidden = await texts.count(), len(await texts.keys(UNMAPPED_SHELF))
        found = Condition.COPIED_IN_PART if hidden else Condition.COPIED
        return Health(source=NOTION, condition=found, name=name, count=pages - hidden)

    async def _text(self, wire: WireObject) -> IndexedText:
        """The page as it is now; its text comes from the copy if it was not edited since."""
        key = notion_id(wire.id)
        kept = await self._mirror.texts.get(key)
        if kept is None or kept.revision != wire.last_edited_time.isoformat():
            kept = await self._mirror.take(wire)
        if wire.object == "data_source":
            return kept
        try:
            comments = await self._mirror.comments(key)
        except SourceError:
            return kept  # with the comments of the last sweep
        return replace(kept, body=without_comments(kept.body) + comments)

    async def _blocks(self, wire: WireObject) -> tuple[WireBlock, ...]:
        """None when Notion gives none; then citations open the page at its top."""
        if wire.object != "page":
            return ()
        try:
            return await self._door.blocks(wire.id)
        except SourceError:
            return ()

    async def _wire(self, key: str) -> WireObject:
        try:
            return await self._door.page(key)
        except SourceMissing:
            return await self._door.data_source(key)

    async def _audience(self, key: str, max_age: timedelta) -> Audience:
        chain = await self._tree.chain(key, max_age=max_age)
        shelf = self._readers.shelf_of(chain)
        return await self._readers.audience_of(shelf, max_age=max_age)

    async def _shelves(self, access: Access) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What the room may read, and what only the asker may."""
        shelves = self._readers.shelves
        audiences = await asyncio.gather(*(self._readers.audience_of(s) for s in shelves))
        asker = Readers.only(access.asker.id, access.asker.kind)
        own = [(s, a) for s, a in zip(shelves, audiences, strict=True) if covers(a, asker)]
        return (
            tuple(shelf for shelf, audience in own if covers(audience, access.room)),
            tuple(shelf for shelf, audience in own if not covers(audience, access.room)),
        )

    async def _hits(self, ask: IndexQuery) -> tuple[Hit, ...]:
        matches = await self._mirror.texts.search(ask)
        audiences = await asyncio.gather(
            *(self._readers.audience_of(match.found.shelf) for match in matches)
        )
        return tuple(
            Hit(origin=_origin(match.found), audience=audience, snippet=match.snippet)
            for match, audience in zip(matches, audiences, strict=True)
        )

    async def _take_new(self, query: str, access: Access) -> SourceError | None:
        """Takes over a few pages whose titles match and that the copy lacks or has older.

        Of those that the room may read: hidden ones wait for the sweep, and take no time here.
        Returns why Notion did not answer.
        """
        try:
            reply = await self._door.search(query, kind="page", seconds=_TITLES_SECONDS)
            new = [one for one in reply.results if await self._is_new(one)]
            open_ = [one for one in new[:_MOST_NEW] if await self._is_open(one, access)]
            await asyncio.gather(*(self._mirror.take(one) for one in open_[:3]))
        except SourceError as failed:
            return failed
        return None

    async def _is_open(self, wire: WireObject, access: Access) -> bool:
        await self._tree.saw(wire)
        return covers(await self._audience(notion_id(wire.id), KEPT), access.room)

    async def _is_new(self, wire: WireObject) -> bool:
        kept = await self._mirror.texts.get(notion_id(wire.id))
        return kept is None or kept.revision != wire.last_edited_time.isoformat()

    def _notes(self, swept: datetime | None) -> tuple[str, ...]:
        if swept is None:
            return (NO_COPY_YET,)
        return (STALE_COPY,) if self._now() - swept > _STALE else ()


def _origin(text: IndexedText) -> Origin:
    return Origin(
        ref=SourceRef(source=NOTION, key=text.key),
        title=text.title,
        url=text.url,
        author=text.author,
        place=text.place,
        created=text.created,
        modified=text.modified,
        revision=text.revision,
    )
