"""What can be seen from a room, in sentences: sources, what is wrong, and who can mend it."""

from bot.rendering.source_line import source_line
from bot.rendering.words import Words, source_name
from bot.sources import Sources
from domain.errors import SourceError
from domain.question import Room, RoomKind, SourceKind


class Sight:
    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    async def sentences(self, room: Room, words: Words) -> str:
        """Counts and states only; no title, and nothing of what is withheld."""
        lines = [_who(room, words)]
        lines += [f"• {source_line(health, words)}" for health in await self._sources.health()]
        try:
            joined = len(await self._sources.directory.joined())
            lines.append(words.joined.format(count=joined))
        except SourceError:
            lines.append(words.joined_unknown)
        connected = set(self._sources.by_kind)
        for kind in SourceKind:
            if kind not in connected:
                lines.append(words.not_connected.format(source=source_name(kind, words)))
        return "\n".join(lines)


def _who(room: Room, words: Words) -> str:
    if room.kind is RoomKind.DM:
        return words.sight_in_messages
    return words.sight_in_room.format(room=room.name)
