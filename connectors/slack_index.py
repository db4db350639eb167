"""The index of joined channels: filled at the start, then kept by events.

Meant for a workspace's own internal app; Slack's terms bar distributed apps from
lasting copies: https://docs.slack.dev/changelog/2025/05/29/tos-updates/
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from connectors.patience import Patience
from connectors.slack_conversations import Exchange, moment_of, ts_of
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SLACK, SlackDoor
from connectors.slack_events import (
    Altered,
    Deleted,
    Happening,
    Ignored,
    Left,
    Membership,
    Said,
    event_from,
)
from connectors.slack_kept import KeptConversations
from connectors.slack_reader import SlackReader
from connectors.slack_shapes import WireMessage
from domain.errors import SourceError
from domain.question import ChannelId, MessageTs
from store.index import TextIndex

OVERLAP = timedelta(minutes=10)  # asked for again on reconnecting
MOST_PAGES = 100
_UNHURRIED_SECONDS = 600.0

log = logging.getLogger(__name__)


class SlackIndex:
    """Call `sweep` at the start, on reconnecting and nightly, and `apply` for every event.

    A channel counts as followed, and its kept text as good to read, once a sweep has been
    through it.
    """

    def __init__(
        self,
        *,
        door: SlackDoor,
        directory: SlackDirectory,
        kept: KeptConversations,
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> None:
        self._door = door
        self._directory = directory
        self._kept = kept
        self._reader = SlackReader(door, directory)
        self._now = now
        self._sweeping = asyncio.Lock()
        self._followed: set[ChannelId] = set()
        self._partial: set[str] = set()  # threads whose replies were not fetched yet
        # Filling the index must leave most of Slack's limit to the questions being answered.
        self._patience = Patience(
            source=SLACK,
            per_second=0.5,
            burst=25,
            at_once=1,
            deadline_seconds=_UNHURRIED_SECONDS,
            random=random,
        )

    @property
    def texts(self) -> TextIndex:
        return self._kept.texts

    async def exchange(self, channel: ChannelId, ts: MessageTs) -> Exchange | None:
        """The conversation as kept, if the channel is followed; else None.

        A thread whose replies are still missing is fetched first. Raises SourceError.
        """
        if channel not in self._followed:
            return None
        if f"{channel}:{ts}" in self._partial:
            await self._kept.keep(channel, await self._reader.thread(channel, ts))
            self._partial.discard(f"{channel}:{ts}")
        return await self._kept.exchange(channel, ts)

    async def sweep(self, *, rescan: timedelta = OVERLAP) -> None:
        """Fetches what is missing, channel by channel, then threads, newest first.

        Everything since `rescan` before the newest kept message is asked for again. A channel
        that fails is left for the next sweep. Raises SourceError if nothing can be listed.
        """
        async with self._sweeping:
            joined = await self._directory.joined(max_age=timedelta())
            for gone in set(await self._kept.channels()) - set(joined):
                await self._leave(gone)
            threads: list[tuple[str, ChannelId]] = []
            for channel in joined:
                roots = await self._sweep_channel(channel, rescan)
                threads += [(root, channel) for root in roots]
            for root, channel in sorted(threads, reverse=True):
                if f"{channel}:{root}" in self._partial:
                    await self._sweep_thread(channel, MessageTs(root))

    async def apply(self, event: Mapping[str, object]) -> None:
        """Follows one event (the inner `event` of an envelope). Raises SourceError."""
        await self._follow(event_from(event))

    async def _follow(self, happening: Happening) -> None:
        match happening:
            case Said(channel=channel, message=message):
                await self._hear(channel, message)
            case Deleted(channel=channel, ts=ts):
                await self._kept.remove(channel, ts)
            case Left(channel=channel):
                await self._leave(channel)
            case Altered(channel=channel):
                self._directory.forget(channel)
                await self._kept.reshelve(channel)
            case Membership(channel=channel, person=person, joined=joined):
                self._directory.forget(channel)
                if person == (await self._door.identity()).user_id:
                    await (self._sweep_new(channel) if joined else self._leave(channel))
            case Ignored():
                pass

    async def _hear(self, channel: ChannelId, wire: WireMessage) -> None:
        """A message that is no speech, or not ours to keep, is taken out if it was kept."""
        if channel not in await self._directory.joined():
            return
        said = await self._reader.spoken(channel, [wire])
        if said:
            await self._kept.keep(channel, said)
        else:
            await self._kept.remove(channel, MessageTs(wire.ts))

    async def _leave(self, channel: ChannelId) -> None:
        self._followed.discard(channel)
        self._directory.forget(channel)
        await self._kept.drop(channel)

    async def _sweep_new(self, channel: ChannelId) -> None:
        for root in await self._sweep_channel(channel, OVERLAP):
            await self._sweep_thread(channel, MessageTs(root))

    async def _sweep_channel(self, channel: ChannelId, rescan: timedelta) -> Sequence[str]:
        """The roots of threads whose replies must be fetched."""
        try:
            newest = await self._kept.newest(channel)
            oldest = ts_of(moment_of(newest) - rescan) if newest else ""
            wire = await self._history(channel, oldest)
            if not await self._kept.stands_right(channel):
                await self._kept.reshelve(channel)
            await self._kept.keep(channel, await self._reader.spoken(channel, wire))
        except SourceError as failed:
            log.warning("slack_index.channel_left_out", extra={"error": type(failed).__name__})
            return ()
        roots = [m.ts for m in wire if await self._lacks_replies(channel, m)]
        self._partial |= {f"{channel}:{root}" for root in roots}
        self._followed.add(channel)
        return roots

    async def _history(self, channel: ChannelId, oldest: str) -> list[WireMessage]:
        return await self._patience.call(
            lambda: self._reader.history(
                channel, oldest=oldest, pages=MOST_PAGES, seconds=_UNHURRIED_SECONDS
            )
        )

    async def _lacks_replies(self, channel: ChannelId, root: WireMessage) -> bool:
        if not root.reply_count:
            return False
        return await self._kept.thread_size(channel, MessageTs(root.ts)) <= root.reply_count

    async def _sweep_thread(self, channel: ChannelId, root: MessageTs) -> None:
        try:
            replies = await self._patience.call(
                lambda: self._reader.thread(channel, root, seconds=_UNHURRIED_SECONDS)
            )
            await self._kept.keep(channel, replies)
        except SourceError as failed:
            log.warning("slack_index.thread_left_out", extra={"error": type(failed).__name__})
            return
        self._partial.discard(f"{channel}:{root}")
