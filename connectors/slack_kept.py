"""Conversations kept in the index: put together again when one of their messages changes."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

from connectors.slack_conversations import (
    Exchange,
    SlackMessage,
    day_of,
    exchanges,
    ts_of,
)
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_texts import indexed, shelf_of
from domain.question import ChannelId, MessageTs
from domain.record import from_json, to_json
from store.index import TextIndex
from store.messages import KeptMessage, MessageLog


class KeptConversations:
    """`texts` hold conversations, `messages` what they are made of."""

    def __init__(
        self,
        *,
        door: SlackDoor,
        directory: SlackDirectory,
        texts: TextIndex,
        messages: MessageLog,
    ) -> None:
        self.texts = texts
        self._messages = messages
        self._door = door
        self._directory = directory
        self._changing = asyncio.Lock()

    async def keep(self, channel: ChannelId, messages: Iterable[SlackMessage]) -> None:
        """Adds or replaces messages of one channel. Raises SourceError."""
        fresh = {message.ts: message for message in messages}
        async with self._changing:
            threads = {m.thread for m in fresh.values() if m.thread}
            # A message becomes a thread's root with its first reply.
            roots = [await self._become_root(channel, ts) for ts in threads - set(fresh)]
            await self._messages.put(_row(m) for m in fresh.values())
            loose = {m.ts for m in fresh.values() if not m.thread or m.thread == m.ts}
            await self._rebuild(
                channel, days={*loose, *(r for r in roots if r)}, threads=threads
            )

    async def remove(self, channel: ChannelId, ts: MessageTs) -> None:
        """Raises SourceError."""
        async with self._changing:
            row = await self._messages.get(channel, ts)
            if row is None:
                return
            await self._messages.remove(channel, ts)
            await self.texts.remove([f"{channel}:{ts}"])
            threads = {MessageTs(row.thread)} if row.thread else set()
            await self._rebuild(channel, days=set() if row.thread else {ts}, threads=threads)

    async def drop(self, channel: ChannelId) -> None:
        """Forgets a channel altogether."""
        async with self._changing:
            await self.texts.remove(await self.texts.keys_below(channel))
            await self._messages.drop(channel)

    async def reshelve(self, channel: ChannelId) -> None:
        """After a channel was renamed, or became more or less open. Raises SourceError."""
        async with self._changing:
            rows = await self._messages.everything(channel)
            await self.texts.remove(await self.texts.keys_below(channel))
            await self._put(channel, exchanges(_message(row) for row in rows))

    async def stands_right(self, channel: ChannelId) -> bool:
        """False if the channel's texts are on a shelf that is no longer theirs."""
        keys = await self.texts.keys_below(channel)
        text = await self.texts.get(keys[0]) if keys else None
        conversation = await self._directory.conversation(channel)
        return text is None or text.shelf == shelf_of(conversation)

    async def exchange(self, channel: ChannelId, ts: MessageTs) -> Exchange | None:
        """The conversation in which a kept message stands."""
        row = await self._messages.get(channel, ts)
        if row is None:
            return None
        if row.thread:
            rows = await self._messages.thread(channel, row.thread)
            return Exchange(messages=tuple(_message(r) for r in rows))
        runs = exchanges(await self._day(channel, ts))
        return next((r for r in runs if ts in {m.ts for m in r.messages}), None)

    async def channels(self) -> tuple[ChannelId, ...]:
        return tuple(ChannelId(channel) for channel in await self._messages.channels())

    async def newest(self, channel: ChannelId) -> str:
        return await self._messages.newest(channel)

    async def thread_size(self, channel: ChannelId, root: MessageTs) -> int:
        return len(await self._messages.thread(channel, root))

    async def _become_root(self, channel: ChannelId, ts: MessageTs) -> MessageTs | None:
        row = await self._messages.get(channel, ts)
        if row is None or row.thread:
            return None
        root = replace(_message(row), thread=ts)
        await self._messages.put([_row(root)])
        return ts

    async def _rebuild(
        self, channel: ChannelId, *, days: set[MessageTs], threads: set[MessageTs]
    ) -> None:
        found: list[Exchange] = []
        for _, ts in sorted({day_of(ts)[0]: ts for ts in days}.items()):
            loose = await self._day(channel, ts)
            await self.texts.remove(f"{channel}:{message.ts}" for message in loose)
            found += exchanges(loose)
        await self.texts.remove(f"{channel}:{ts}" for ts in days)
        for root in sorted(threads):
            rows = await self._messages.thread(channel, root)
            # A thread whose root was deleted, or was a question to us, is not kept.
            if rows and rows[0].ts == root:
                found.append(Exchange(messages=tuple(_message(row) for row in rows)))
            else:
                await self.texts.remove([f"{channel}:{root}"])
        await self._put(channel, found)

    async def _day(self, channel: ChannelId, ts: MessageTs) -> list[SlackMessage]:
        start, end = day_of(ts)
        rows = await self._messages.loose(channel, ts_of(start), ts_of(end))
        return [_message(row) for row in rows]

    async def _put(self, channel: ChannelId, found: Iterable[Exchange]) -> None:
        conversation = await self._directory.conversation(channel)
        team_url = (await self._door.identity()).url
        await self.texts.put(indexed(e, conversation, team_url=team_url) for e in found)


def _row(message: SlackMessage) -> KeptMessage:
    return KeptMessage(
        channel=message.channel,
        ts=message.ts,
        thread=message.thread,
        body=to_json(message),
    )


def _message(row: KeptMessage) -> SlackMessage:
    return from_json(row.body, SlackMessage)
