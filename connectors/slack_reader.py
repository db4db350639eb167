"""Messages of a channel as plain records: our own posts and what was said to us left out."""

from collections.abc import Iterable, Mapping, Sequence

from connectors.slack_conversations import Exchange, SlackMessage, day_of, exchanges, ts_of
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_shapes import MessagesReply, WireMessage
from connectors.slack_text import mentioned_in, plain, text_of
from domain.audience import PersonId
from domain.errors import SourceMissing
from domain.question import ChannelId, MessageTs, SourceKind

PAGE = 900  # Slack allows 999
_MOST_PAGES = 5
# Joins, topic changes and the like are no speech; a thread's broadcast and a bot's post are.
_SPEECH = frozenset({None, "thread_broadcast", "bot_message", "file_share", "me_message"})


class SlackReader:
    """Reads channels that the bot is in; every method raises SourceError."""

    def __init__(self, door: SlackDoor, directory: SlackDirectory) -> None:
        self._door = door
        self._directory = directory

    async def exchange(self, channel: ChannelId, ts: MessageTs) -> Exchange:
        """The thread, or the run of messages, in which this message stands."""
        try:
            thread = await self.thread(channel, ts)
        except SourceMissing:  # the message that named the run may be deleted
            thread = []
        if len(thread) > 1 or (thread and thread[0].thread):
            return Exchange(messages=tuple(thread))
        for found in exchanges(await self.day(channel, ts)):
            if found.root.ts <= ts <= found.messages[-1].ts:
                return found
        raise SourceMissing(SourceKind.SLACK, "no such message")

    async def thread(
        self, channel: ChannelId, root: MessageTs, *, seconds: float | None = None
    ) -> list[SlackMessage]:
        """The root first; empty for a thread that began with a question to us."""
        found: list[WireMessage] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            reply = await self._door.ask(
                "conversations.replies",
                MessagesReply,
                seconds=seconds,
                channel=channel,
                ts=root,
                limit=PAGE,
                cursor=cursor,
            )
            found += reply.messages[1:] if cursor else reply.messages
            cursor = reply.next_cursor
            if not cursor:
                break
        kept = await self.spoken(channel, found)
        return kept if kept and kept[0].ts == root else []

    async def day(self, channel: ChannelId, ts: MessageTs) -> list[SlackMessage]:
        """The day's messages outside threads, oldest first."""
        start, end = day_of(ts)
        wire = await self.history(channel, oldest=ts_of(start), latest=ts_of(end))
        return [message for message in await self.spoken(channel, wire) if not message.thread]

    async def history(
        self,
        channel: ChannelId,
        *,
        oldest: str = "",
        latest: str = "",
        pages: int = _MOST_PAGES,
        seconds: float | None = None,
    ) -> list[WireMessage]:
        """Top-level messages as they come, newest first."""
        found: list[WireMessage] = []
        cursor = ""
        for _ in range(pages):
            reply = await self._door.ask(
                "conversations.history",
                MessagesReply,
                seconds=seconds,
                channel=channel,
                limit=PAGE,
                cursor=cursor,
                inclusive=True,
                **({"oldest": oldest} if oldest else {}),
                **({"latest": latest} if latest else {}),
            )
            found += reply.messages
            cursor = reply.next_cursor
            if not cursor:
                break
        return found

    async def spoken(
        self, channel: ChannelId, wire: Iterable[WireMessage]
    ) -> list[SlackMessage]:
        """What people and other bots said, oldest first."""
        own = await self._door.identity()
        heard = [
            message
            for message in wire
            if message.subtype in _SPEECH
            and not message.hidden
            and message.user != own.user_id
            and (not own.bot_id or message.bot_id != own.bot_id)
            and f"<@{own.user_id}" not in (message.text or "")
        ]
        names = await self._directory.people.names(_people_in(heard))
        said = (_message(channel, message, names) for message in heard)
        return sorted((m for m in said if m.text), key=lambda m: m.ts)


def _people_in(messages: Sequence[WireMessage]) -> set[PersonId]:
    authors = {PersonId(message.user) for message in messages if message.user}
    return authors.union(*(mentioned_in(message.text or "") for message in messages))


def _message(
    channel: ChannelId, wire: WireMessage, names: Mapping[PersonId, str]
) -> SlackMessage:
    person = PersonId(wire.user) if wire.user else None
    author = names.get(person) if person else wire.username
    return SlackMessage(
        channel=channel,
        ts=MessageTs(wire.ts),
        author=author or "an app",
        person=person,
        text=plain(text_of(wire), names),
        thread=MessageTs(wire.thread_ts or ""),
        edited=wire.edited.ts if wire.edited else "",
    )
