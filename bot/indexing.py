"""What was said in joined channels, on its way to the index; late is fine, lost is swept up."""

import asyncio
import itertools
import logging
from collections.abc import Mapping
from datetime import timedelta

from connectors.slack_index import SlackIndex
from domain.arrival import (
    Arrival,
    Asked,
    ChannelChanged,
    Deleted,
    Edited,
    IndexedMessage,
    Removed,
    Replied,
)
from domain.errors import SourceError

log = logging.getLogger("dossier.indexing")
_MOST_WAITING = 5_000
_SWEEP_SECONDS = 3600.0  # finds channels that we joined and what a lost event said
_SWEEPS_PER_RESCAN = 24
_RESCAN = timedelta(days=7)  # replies, edits and deletions that came while we were away
_RETRY_SECONDS = 60.0


class Indexing:
    """`take` returns at once; `run` applies what was taken, one by one, after a first sweep."""

    def __init__(self, index: SlackIndex | None) -> None:
        self._index = index
        self._waiting: asyncio.Queue[Mapping[str, object]] = asyncio.Queue(_MOST_WAITING)

    async def take(self, arrival: Arrival) -> None:
        if event := _event(arrival):
            self._put(event)

    async def changed(self, arrival: ChannelChanged | Removed) -> None:
        """A channel was renamed, archived, shared or left, or its members changed."""
        if isinstance(arrival, ChannelChanged):
            self._put({"type": arrival.what, "channel": arrival.channel})

    def _put(self, event: Mapping[str, object]) -> None:
        if self._index is None:
            return
        try:
            self._waiting.put_nowait(event)
        except asyncio.QueueFull:  # the next sweep finds what is dropped here
            log.warning("indexing.dropped")

    async def run(self) -> None:
        """For the life of the process."""
        if self._index is None:
            return
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sweep(self._index))
            group.create_task(self._apply(self._index))

    async def _apply(self, index: SlackIndex) -> None:
        while True:
            event = await self._waiting.get()
            try:
                await index.apply(event)
            except SourceError as failed:
                log.warning("indexing.failed", extra={"why": type(failed).__name__})

    async def _sweep(self, index: SlackIndex) -> None:
        for number in itertools.count():
            try:
                if number % _SWEEPS_PER_RESCAN:
                    await index.sweep()
                else:
                    await index.sweep(rescan=_RESCAN)
                await asyncio.sleep(_SWEEP_SECONDS)
            except SourceError as failed:
                log.warning("indexing.sweep", extra={"why": type(failed).__name__})
                await asyncio.sleep(_RETRY_SECONDS)


def _event(arrival: Arrival) -> Mapping[str, object] | None:
    """The arrival as Slack's own event; direct messages are nobody else's to find."""
    match arrival:
        case Asked() | Replied() | IndexedMessage() if not arrival.channel.startswith("D"):
            message = {"user": arrival.person, "ts": arrival.ts, "text": arrival.text}
            thread = {"thread_ts": arrival.thread} if arrival.thread else {}
            return {"type": "message", "channel": arrival.channel, **message, **thread}
        case Edited() if not arrival.channel.startswith("D"):
            message = {"user": arrival.person, "ts": arrival.ts, "text": arrival.text}
            thread = {"thread_ts": arrival.thread} if arrival.thread else {}
            return {
                "type": "message",
                "subtype": "message_changed",
                "channel": arrival.channel,
                "message": {"type": "message", **message, **thread},
            }
        case Deleted():
            return {
                "type": "message",
                "subtype": "message_deleted",
                "channel": arrival.channel,
                "deleted_ts": arrival.ts,
            }
        case _:
            return None
