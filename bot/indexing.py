"""What was said in joined channels, on its way to the index; late is fine, lost is swept up."""

import asyncio
import logging
from collections.abc import Mapping

from connectors.slack_index import SlackIndex
from domain.arrival import Arrival, Asked, Deleted, Edited, IndexedMessage, Replied
from domain.errors import SourceError

log = logging.getLogger("dossier.indexing")
_MOST_WAITING = 5_000
_SWEEP_SECONDS = 24 * 3600.0
_RETRY_SECONDS = 60.0


class Indexing:
    """`take` returns at once; `run` applies what was taken, one by one, after a first sweep."""

    def __init__(self, index: SlackIndex | None) -> None:
        self._index = index
        self._waiting: asyncio.Queue[Mapping[str, object]] = asyncio.Queue(_MOST_WAITING)

    async def take(self, arrival: Arrival) -> None:
        event = _event(arrival)
        if self._index is None or event is None:
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
        while True:
            try:
                await index.sweep()
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
