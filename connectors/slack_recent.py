"""Without Slack's search and without an index: the latest messages of joined channels."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta

from connectors.slack_conversations import exchanges
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_reader import SlackReader
from connectors.slack_texts import indexed
from domain.errors import SourceError
from domain.question import ChannelId
from store.index import TextIndex

KEPT = timedelta(minutes=2)
MOST_CHANNELS = 12
_MOST_KEPT = 8
_SECONDS = 10.0


class RecentHistory:
    """Lasts for minutes and in memory only."""

    def __init__(
        self, door: SlackDoor, directory: SlackDirectory, *, now: Callable[[], datetime]
    ) -> None:
        self._door = door
        self._directory = directory
        self._reader = SlackReader(door, directory)
        self._now = now
        self._kept: OrderedDict[str, tuple[datetime, TextIndex]] = OrderedDict()
        self._filling = asyncio.Lock()

    async def texts(self, *, first: str = "") -> TextIndex:
        """What was lately said, the channel `first` among it. Raises SourceError.

        Kept for each `first` apart: what one room has asked for must not be felt in another.
        """
        async with self._filling:
            kept = self._kept.pop(first, None)
            if kept is not None and self._now() - kept[0] > KEPT:
                await kept[1].close()
                kept = None
            self._kept[first] = kept or (self._now(), await self._filled(first))
            while len(self._kept) > _MOST_KEPT:
                _, (_, oldest) = self._kept.popitem(last=False)
                await oldest.close()
            return self._kept[first][1]

    async def close(self) -> None:
        for _, texts in self._kept.values():
            await texts.close()
        self._kept.clear()

    async def _filled(self, first: str) -> TextIndex:
        joined = await self._directory.joined()
        channels = sorted(joined, key=lambda channel: (channel != first, channel))
        texts = TextIndex()
        await texts.open()
        await asyncio.gather(*(self._fill(texts, c) for c in channels[:MOST_CHANNELS]))
        return texts

    async def _fill(self, texts: TextIndex, channel: ChannelId) -> None:
        try:
            wire = await self._reader.history(channel, pages=1, seconds=_SECONDS)
            said = await self._reader.spoken(channel, wire)
            conversation = await self._directory.conversation(channel)
        except SourceError:
            return  # one channel less; the note says that this way is partial
        team_url = (await self._door.identity()).url
        await texts.put(indexed(e, conversation, team_url=team_url) for e in exchanges(said))
