"""Who reads a room at this moment, for plans: they are drawn again and again while a run works.

The lead may have read all that the room's readers could open when its run began. So what it
wrote since then is for those readers, and for nobody who came later.
"""

import asyncio
import logging
from dataclasses import dataclass
from typing import Protocol

from domain.audience import Audience, Readers
from domain.errors import SourceError
from domain.question import ChannelId, Question, Room, RoomKind
from policy.access import covers

log = logging.getLogger("dossier.progress")

KEPT_SECONDS = 60.0
AGAIN_SECONDS = 50.0  # a look-up that begins now is there before the last one is too old
_DOUBT_SECONDS = 10.0  # a look-up that failed is made again sooner
_PATIENCE_SECONDS = 15.0


class Rooms(Protocol):
    """Raises SourceError."""

    async def room(self, channel: ChannelId) -> Room: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """`readers` is None for a room that takes no answers, or of which nobody could tell."""

    readers: Readers | None
    asked: float

    def is_due(self, now: float) -> bool:
        kept = _DOUBT_SECONDS if self.readers is None else AGAIN_SECONDS
        return now - self.asked >= kept


class ReadersNow:
    """One look-up a minute for each room, shared by all its runs; nothing here waits for it."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._seen: dict[ChannelId, _Seen] = {}
        self._asking: dict[ChannelId, asyncio.Task[None]] = {}

    def still_fit(self, question: Question) -> bool:
        """Whether nobody reads the room who did not when the question came; doubt is no."""
        room = question.room
        if room.kind is RoomKind.DM:
            return True
        seen, now = self._seen.get(room.channel), asyncio.get_running_loop().time()
        if seen is None or seen.is_due(now):
            self._ask(room.channel)
        if seen is None or seen.readers is None or now - seen.asked > KEPT_SECONDS:
            return False
        return covers(_those(room.readers), seen.readers)

    def forget(self, channel: ChannelId) -> None:
        """Somebody came, or the channel changed: what was seen before counts no more."""
        self._seen.pop(channel, None)
        asking = self._asking.pop(channel, None)
        if asking is not None:
            asking.cancel()

    def _ask(self, channel: ChannelId) -> None:
        if channel not in self._asking:
            task = asyncio.get_running_loop().create_task(self._look_up(channel))
            self._asking[channel] = task

    async def _look_up(self, channel: ChannelId) -> None:
        asked, readers = asyncio.get_running_loop().time(), None
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                room = await self._rooms.room(channel)
            readers = None if room.shared_outside else room.readers
        except (SourceError, TimeoutError) as failed:
            log.info("progress.readers_unknown", extra={"why": type(failed).__name__})
        self._seen[channel] = _Seen(readers=readers, asked=asked)
        self._asking.pop(channel, None)


def _those(readers: Readers) -> Audience:
    return Audience(all_members=readers.all_members, people=readers.members | readers.guests)
