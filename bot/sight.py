"""What can be seen from a room, in sentences: sources, what is wrong, and who can mend it."""

from bot.sources import Sources
from connectors.source import Health
from domain.errors import SourceError
from domain.question import Room, RoomKind, SourceKind

_NAMES = {
    SourceKind.SLACK: "Slack",
    SourceKind.DRIVE: "Drive",
    SourceKind.NOTION: "Notion",
    SourceKind.WEB: "the web",
}


class Sight:
    def __init__(self, sources: Sources) -> None:
        self._sources = sources

    async def sentences(self, room: Room) -> str:
        """Counts and states only; no title, and nothing of what is withheld."""
        lines = [_who(room)]
        lines += [_line(health) for health in await self._sources.health()]
        try:
            joined = len(await self._sources.directory.joined())
            lines.append(f"I am in {joined} channels here; invite me to more to widen this.")
        except SourceError:
            lines.append("I could not list my channels just now.")
        connected = set(self._sources.by_kind)
        for kind in SourceKind:
            if kind not in connected:
                lines.append(f"{_NAMES[kind]} is not connected; an admin can connect it.")
        return "\n".join(lines)


def _who(room: Room) -> str:
    if room.kind is RoomKind.DM:
        return "Here I use what you can open:"
    return f"In here I use what everyone in #{room.name} can open:"


def _line(health: Health) -> str:
    name = _NAMES[health.source]
    if health.works:
        return f"• {name}: working. {health.detail}".rstrip()
    return f"• {name}: {health.problem} {health.remedy}".rstrip()
