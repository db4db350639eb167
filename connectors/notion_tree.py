"""Where a page stands in Notion: its ancestors, up to a page at the top of the workspace."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from connectors.notion_door import NotionDoor
from connectors.notion_ids import notion_id
from connectors.notion_shapes import WireObject, WireParent, title_of
from domain.errors import SourceMissing

KEPT = timedelta(minutes=10)
_NEVER = datetime.min.replace(tzinfo=UTC)
_DEEPEST = 20
_MOST_BLOCKS = 5  # a page inside a list inside a column …


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A page or a data source. `ids` are all ids it goes by; a top page has no `parent`."""

    ids: tuple[str, ...]
    title: str
    url: str
    parent: str = ""
    is_public: bool = False
    is_shared: bool = True

    @property
    def key(self) -> str:
        return self.ids[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    node: Node
    at: datetime


class NotionTree:
    """Remembers what it saw for some minutes; every method raises SourceError."""

    def __init__(self, door: NotionDoor, *, now: Callable[[], datetime]) -> None:
        self._door = door
        self._now = now
        self._seen: dict[str, _Seen] = {}
        self._unshared: dict[str, datetime] = {}
        self._looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def chain(self, key: str, *, max_age: timedelta = KEPT) -> tuple[Node, ...]:
        """The page itself first, then its ancestors; empty if the chain cannot be followed.

        It ends with an ancestor that is not shared with us, of which only the id is known.
        """
        found: list[Node] = []
        while key and len(found) < _DEEPEST:
            node = await (self._ancestor(key, max_age) if found else self._node(key, max_age))
            found.append(node)
            key = node.parent if node.is_shared else ""
        return tuple(found) if not key else ()

    async def saw(self, wire: WireObject) -> Node:
        """Takes note of a page or data source that came with another reply."""
        node = Node(
            ids=_ids(wire),
            title=title_of(wire),
            url=wire.url,
            parent=await self._parent(wire.database_parent or wire.parent),
            is_public=bool(wire.public_url),
        )
        self._seen[node.key] = _Seen(node=node, at=self._now())
        return node

    def forget(self, key: str) -> None:
        self._seen.pop(key, None)

    async def _node(self, key: str, max_age: timedelta) -> Node:
        seen = self._seen.get(key)
        if seen is not None and self._now() - seen.at <= max_age:
            return seen.node
        try:
            return await self.saw(await self._door.page(key))
        except SourceMissing:
            return await self.saw(await self._door.data_source(key))

    async def _ancestor(self, key: str, max_age: timedelta) -> Node:
        """Of one that is not shared with us its title and its own parent are unknown.

        Many pages have the same ancestors: whoever comes while one is asked for shares it.
        """
        unseen = Node(ids=(key,), title="", url="", parent=key, is_shared=False)
        async with self._looking[key]:
            if self._now() - self._unshared.get(key, _NEVER) <= max_age:
                return unseen
            try:
                return await self._node(key, max_age)
            except SourceMissing:
                self._unshared[key] = self._now()
                return unseen

    async def _parent(self, parent: WireParent) -> str:
        for _ in range(_MOST_BLOCKS):
            if parent.type != "block_id":
                break
            parent = (await self._door.block(parent.block_id)).parent
        if parent.type == "workspace":
            return ""
        if parent.type == "database_id":
            database = await self._door.database(parent.database_id)
            if database.data_sources:
                return notion_id(database.data_sources[0].id)
            return await self._parent(database.parent)
        return notion_id(parent.data_source_id or parent.page_id)


def _ids(wire: WireObject) -> tuple[str, ...]:
    own = notion_id(wire.id)
    if wire.object == "data_source" and wire.parent.database_id:
        return (own, notion_id(wire.parent.database_id))
    return (own,)
