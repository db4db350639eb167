"""What can be seen from a room: how much of each source, what is wrong, and who can mend it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from bot.rendering.amounts import counted
from bot.rendering.seeing import Seeing
from bot.rendering.source_line import source_line
from bot.rendering.words import Words, source_name
from bot.sources import Sources
from connectors.counting import Count, Countable
from connectors.source import Access, Condition, Health
from domain.errors import SourceError
from domain.question import Asker, Room, RoomKind, SourceKind

_SECONDS = 5.0  # for one source's count, which is told without if it takes longer

Kinds = tuple[SourceKind, ...]


class Sight:
    """Counts are of what everyone in the room can open: of what is withheld they tell nothing.

    `allowed` are the sources that the rules leave a room.
    """

    def __init__(self, sources: Sources, *, allowed: Callable[[Room], Kinds]) -> None:
        self._sources = sources
        self._allowed = allowed

    async def counts(self, room: Room, person: Asker, words: Words) -> str:
        """`12 channels, 340 files, 58 Notion pages, and the web`, of what works now."""
        seen, working = await asyncio.gather(
            self._counted(room, person), self._sources.healthy()
        )
        said = [
            _said(kind, count, words)
            for kind, count in seen.items()
            if kind in working and count.number
        ]
        if SourceKind.WEB in self._allowed(room) and SourceKind.WEB in working:
            said.append(words.seeing.web)
        return _joined(said, words.seeing)

    async def sentences(self, room: Room, person: Asker, words: Words) -> str:
        """A line for each source; what is not connected, and who can change that."""
        seen, health = await asyncio.gather(self._counted(room, person), self._sources.health())
        by_kind = {one.source: one for one in health}
        lines = [
            _line(kind, by_kind.get(kind), seen.get(kind), words=words)
            if kind in self._allowed(room)
            else words.seeing.switched_off.format(source=source_name(kind, words))
            for kind in SourceKind
        ]
        return "\n".join([_who(room, words), *(f"• {line}" for line in lines)])

    async def _counted(self, room: Room, person: Asker) -> Mapping[SourceKind, Count]:
        access = Access(asker=person, room=room.readers, place=room.channel)
        kinds = [kind for kind in self._allowed(room) if kind in self._sources.by_kind]
        counts = await asyncio.gather(*(self._count(kind, access) for kind in kinds))
        return {kind: count for kind, count in zip(kinds, counts, strict=True) if count}

    async def _count(self, kind: SourceKind, access: Access) -> Count | None:
        source = self._sources.by_kind[kind]
        if not isinstance(source, Countable):
            return None
        try:
            async with asyncio.timeout(_SECONDS):
                return await source.count(access)
        except (SourceError, TimeoutError):
            return None


def _line(kind: SourceKind, health: Health | None, count: Count | None, *, words: Words) -> str:
    name = source_name(kind, words)
    if health is None:
        return words.not_connected.format(source=name)
    if count is None or not health.works:
        return source_line(health, words)
    said = _said(kind, count, words)
    if health.condition is Condition.COPIED_IN_PART:
        said = words.seeing.others_unmapped.format(counts=said)
    return f"{name}: {said}"


def _said(kind: SourceKind, count: Count, everything: Words) -> str:
    words = everything.seeing
    one, many = {
        SourceKind.SLACK: (words.one_channel, words.many_channels),
        SourceKind.DRIVE: (words.one_file, words.many_files),
        SourceKind.NOTION: (words.one_page, words.many_pages),
        SourceKind.WEB: (words.web, words.web),
    }[kind]
    said = counted(count.number, one, many, language=everything.code)
    return said if count.is_all else words.at_least.format(count=said)


def _joined(said: Sequence[str], words: Seeing) -> str:
    *others, last = said or [""]
    return words.last.format(others=", ".join(others), last=last) if others else last


def _who(room: Room, words: Words) -> str:
    if room.kind is RoomKind.DM:
        return words.sight_in_messages
    return words.sight_in_room.format(room=room.name)
