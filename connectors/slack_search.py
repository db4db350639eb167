"""Slack's own search, lent to us for minutes by the event in which somebody asked.

See https://docs.slack.dev/reference/methods/assistant.search.context . Results are kept for
minutes only, so that what was found can be read in channels that the bot is not in.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from connectors.slack_conversations import Exchange, SlackMessage, exchanges
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_shapes import FoundMessage, FoundNeighbour, SearchReply
from connectors.slack_text import mentioned_in, plain
from connectors.source import Access
from domain.audience import PersonId
from domain.evidence import Filters
from domain.question import ChannelId, MessageTs

SEARCH_SECONDS = 8.0
KEPT = timedelta(minutes=10)
_MOST_KEPT = 500
_PAGE = 20
_LONGEST_QUERY = 900
_EVEN = 10  # the larger, the less the first place is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundExchange:
    """What search found of a conversation: the matching messages and their neighbours."""

    key: str
    exchange: Exchange
    matching: tuple[SlackMessage, ...]


class SlackSearch:
    """Finds conversations in the public channels that the asker can see."""

    def __init__(
        self, door: SlackDoor, directory: SlackDirectory, *, now: Callable[[], datetime]
    ) -> None:
        self._door = door
        self._directory = directory
        self._now = now
        self._kept: OrderedDict[tuple[PersonId, str], tuple[datetime, Exchange]] = OrderedDict()

    async def find(
        self, query: str, filters: Filters, *, access: Access, cursor: str = ""
    ) -> tuple[tuple[FoundExchange, ...], str]:
        """Best first, and the cursor for more; `access` has the token. Raises SourceError."""
        own = await self._door.identity()
        reply = await self._door.search(
            SearchReply,
            seconds=SEARCH_SECONDS,
            query=query[:_LONGEST_QUERY],
            action_token=access.token,
            channel_types="public_channel",
            content_types="messages",
            include_context_messages=True,
            include_archived_channels=True,
            limit=_PAGE,
            cursor=cursor,
            **_period(filters),
        )
        found = [m for m in reply.results.messages if f"<@{own.user_id}" not in m.content]
        found = [m for m in found if m.author_user_id != own.user_id]
        if filters.places:
            wanted = {place.lstrip("#").lower() for place in filters.places}
            found = [m for m in found if m.channel_name.lower() in wanted]
        grouped = await self._grouped(found)
        for one in grouped:
            self._keep(access.asker.id, one)
        return grouped, reply.response_metadata.next_cursor

    def kept(self, key: str, person: PersonId) -> Exchange | None:
        """What this person's own search has lately found of a conversation."""
        at, exchange = self._kept.get((person, key), (None, None))
        return exchange if at is not None and self._now() - at <= KEPT else None

    def _keep(self, person: PersonId, found: FoundExchange) -> None:
        self._kept[person, found.key] = (self._now(), found.exchange)
        self._kept.move_to_end((person, found.key))
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)

    async def _grouped(self, found: Sequence[FoundMessage]) -> tuple[FoundExchange, ...]:
        own = await self._door.identity()
        texts = [m.content for m in found] + [n.text for m in found for n in _around(m)]
        people = {person for text in texts for person in mentioned_in(text)} - {own.user_id}
        names = await self._directory.people.names(people)
        said = [_message(message, names) for message in found]
        beside = [
            _neighbour(near, said[at], names)
            for at, message in enumerate(found)
            for near in _around(message)
            if f"<@{own.user_id}" not in near.text and near.user_id != own.user_id and near.ts
        ]
        return _merged(said, beside)


def _merged(
    said: Sequence[SlackMessage], beside: Sequence[SlackMessage]
) -> tuple[FoundExchange, ...]:
    """Matching messages by conversation, in the order of how well all of them did."""
    worth = {(m.channel, m.ts): 1 / (_EVEN + at) for at, m in enumerate(said)}
    found: list[tuple[float, FoundExchange]] = []
    for channel in dict.fromkeys(message.channel for message in said):
        everything = {m.ts: m for m in (*beside, *said) if m.channel == channel}
        for whole in exchanges(everything.values()):
            matching = tuple(m for m in whole.messages if (channel, m.ts) in worth)
            if matching:
                key = f"{channel}:{whole.root.thread or matching[0].ts}"
                one = FoundExchange(key=key, exchange=whole, matching=matching)
                found.append((sum(worth[channel, m.ts] for m in matching), one))
    return tuple(one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].key)))


def _around(found: FoundMessage) -> tuple[FoundNeighbour, ...]:
    return (*found.context_messages.before, *found.context_messages.after)


def _period(filters: Filters) -> dict[str, int]:
    period = {}
    if filters.since is not None:
        period["after"] = int(filters.since.timestamp())
    if filters.until is not None:
        period["before"] = int(filters.until.timestamp())
    return period


def _message(found: FoundMessage, names: Mapping[PersonId, str]) -> SlackMessage:
    thread = found.thread_ts or _thread_in(found.permalink)
    if not thread and found.reply_count:
        thread = found.message_ts
    return SlackMessage(
        channel=ChannelId(found.channel_id),
        ts=MessageTs(found.message_ts),
        author=found.author_name or "somebody",
        text=plain(found.content, names),
        thread=MessageTs(thread),
    )


def _neighbour(
    near: FoundNeighbour, of: SlackMessage, names: Mapping[PersonId, str]
) -> SlackMessage:
    """A reply's neighbours are of its thread; a root's are of the channel, outside it."""
    in_thread = of.thread and of.thread != of.ts
    return SlackMessage(
        channel=of.channel,
        ts=MessageTs(near.ts),
        author=near.author_name or "somebody",
        text=plain(near.text, names),
        thread=of.thread if in_thread else MessageTs(""),
    )


def _thread_in(permalink: str) -> str:
    return next(iter(parse_qs(urlsplit(permalink).query).get("thread_ts", [])), "")
