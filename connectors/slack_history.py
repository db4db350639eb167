"""What was said in Slack, by conversation: a thread, or a run of messages in one channel."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from connectors.counting import Count, open_channels
from connectors.slack_conversations import Exchange, moment_of
from connectors.slack_directory import Conversation, SlackDirectory
from connectors.slack_document import document_of, excerpts_of, origin_of
from connectors.slack_door import SLACK, SlackDoor
from connectors.slack_finding import SlackFinder
from connectors.slack_index import SlackIndex
from connectors.slack_reader import SlackReader
from connectors.source import Access, Condition, Health
from domain.audience import Audience, PersonId, Readers
from domain.errors import SourceDenied, SourceError, SourceMissing, SourceSignIn
from domain.evidence import Document, Filters, SearchPage, SourceRef
from domain.question import ChannelId, MessageTs
from policy.access import covers

NOT_A_MEMBER = "I am not in this channel: only what the search gave is shown, not all of it."


class SlackHistory:
    """`index` is None where lasting copies are not allowed."""

    kind = SLACK
    about = (
        "Searches what people said in Slack and gives whole conversations, best match first. "
        "Any of the words may match, and more of them rank higher; names of people and "
        "channels count as words. New messages are found within minutes. It does not see "
        "the text of attached files, private channels that I am not in, or direct messages. "
        "Example: `annual plan price decision`, with places `#pricing`."
    )

    def __init__(
        self,
        *,
        door: SlackDoor,
        directory: SlackDirectory,
        index: SlackIndex | None,
        now: Callable[[], datetime],
    ) -> None:
        self._door = door
        self._directory = directory
        self._index = index
        self._reader = SlackReader(door, directory)
        self._finder = SlackFinder(door=door, directory=directory, index=index, now=now)

    async def search(
        self, query: str, filters: Filters, access: Access, *, limit: int, cursor: str = ""
    ) -> SearchPage:
        """At most `limit` hits that the room may read, each with its audience.

        On the first page some that only the asker may read come after them.
        """
        offset = int(cursor) if cursor.isdecimal() else 0
        found = await self._finder.find(query, filters, access, limit=offset + limit)
        page = found.hits[offset : offset + limit]
        more = len(found.hits) > offset + limit
        return SearchPage(
            hits=page if offset else (*page, *found.withheld),
            cursor=str(offset + limit) if more else "",
            notes=found.notes,
        )

    async def read(
        self,
        ref: SourceRef,
        access: Access,
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        """One excerpt for each message. Raises SourceError."""
        channel, ts = _place(ref)
        conversation = await self._readable(channel, access)
        exchange, notes = await self._exchange(channel, ts, person=access.asker.id)
        team_url = (await self._door.identity()).url
        document = document_of(
            origin_of(ref, exchange, conversation, team_url=team_url),
            conversation.audience,
            excerpts_of(exchange, team_url=team_url, timezone=access.asker.timezone),
            offset=offset,
            limit=limit,
            find=find,
        )
        return replace(document, notes=(*notes, *document.notes))

    async def audience_of(self, ref: SourceRef, access: Access) -> Audience:  # noqa: ARG002 - the contract's; here the audience is the same for every asker
        """Looked up now. Raises SourceError."""
        channel, _ = _place(ref)
        return await self._directory.audience_of_channel(channel, fresh=True)

    async def count(self, access: Access) -> Count:
        return await open_channels(self._directory, access)

    async def check(self) -> Health:
        try:
            identity = await self._door.identity()
            joined = await self._directory.joined()
        except SourceSignIn:
            return Health(source=SLACK, condition=Condition.TOKEN_REFUSED)
        except SourceError as failed:
            cause = type(failed).__name__
            return Health(source=SLACK, condition=Condition.SILENT, cause=cause)
        found = Condition.IN_CHANNELS if joined else Condition.IN_NO_CHANNEL
        return Health(source=SLACK, condition=found, name=identity.team, count=len(joined))

    async def close(self) -> None:
        await self._finder.close()

    async def _readable(self, channel: ChannelId, access: Access) -> Conversation:
        """Raises SourceMissing, as for no such channel, if the asker may not read it."""
        conversation = await self._directory.conversation(channel)
        asker = Readers.only(access.asker.id, access.asker.kind)
        if not covers(conversation.audience, asker):
            raise SourceMissing(SLACK, "no such conversation for this asker")
        return conversation

    async def _exchange(
        self, channel: ChannelId, ts: MessageTs, *, person: PersonId
    ) -> tuple[Exchange, tuple[str, ...]]:
        if self._index is not None:
            kept = await self._index.exchange(channel, ts)
            if kept is not None:
                return kept, ()
        try:
            return await self._reader.exchange(channel, ts), ()
        except (SourceDenied, SourceMissing):
            found = self._finder.lent.kept(f"{channel}:{ts}", person)
            if found is None:
                raise
            return found, (NOT_A_MEMBER,)


def _place(ref: SourceRef) -> tuple[ChannelId, MessageTs]:
    """Raises SourceMissing for a key that is none of ours."""
    channel, _, ts = ref.key.partition(":")
    try:
        moment_of(ts)
    except (ValueError, OverflowError, OSError):
        raise SourceMissing(SLACK, "no address of a conversation") from None
    if not channel.isalnum():
        raise SourceMissing(SLACK, "no address of a conversation")
    return ChannelId(channel), MessageTs(ts)
