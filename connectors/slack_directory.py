"""Who can read a Slack conversation: looked up when it is needed, and nobody when in doubt.

The rules follow https://docs.slack.dev/reference/objects/conversation-object : full members can
join any public channel, so all of them count as its readers, together with the guests that are
in it; of every other conversation exactly its members are readers.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from connectors.slack_door import SlackDoor
from connectors.slack_links import permalink
from connectors.slack_people import KEPT, SlackPeople, SlackPerson
from connectors.slack_shapes import ChannelReply, ChannelsReply, MembersReply, WireChannel
from domain.audience import NOBODY, Audience, PersonId, PersonKind, Readers
from domain.errors import SourceDenied, SourceMissing
from domain.question import Asker, ChannelId, MessageTs, Room, RoomKind

JUST_NOW = timedelta(seconds=2)  # what a fresh look-up may share with one made beside it
PRIVATE_KEPT = timedelta(seconds=60)
PUBLIC_KEPT = timedelta(minutes=5)
MOST_MEMBERS = 2_000  # a larger private conversation is not taken apart; nobody counts
_MOST_PAGES = 20
_ALL_TYPES = "public_channel,private_channel,mpim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """A conversation and the people in it. `complete` is False if there are too many."""

    id: ChannelId
    name: str
    kind: RoomKind
    people: tuple[SlackPerson, ...] = ()
    complete: bool = True
    shared_outside: bool = False
    archived: bool = False

    @property
    def readers(self) -> Readers:
        """Doubt counts as a stranger reading along."""
        strangers = (
            self.shared_outside
            or not self.complete
            or any(person.kind is PersonKind.STRANGER for person in self._reading)
        )
        return Readers(
            all_members=self.kind is RoomKind.PUBLIC,
            members=frozenset()
            if self.kind is RoomKind.PUBLIC
            else self._of(PersonKind.MEMBER),
            guests=self._of(PersonKind.GUEST),
            strangers=strangers or not (self._reading or self.kind is RoomKind.PUBLIC),
        )

    @property
    def audience(self) -> Audience:
        """Doubt counts as nobody; of a channel shared outside only our own people in it."""
        if not self.complete:
            return NOBODY
        if self.kind is RoomKind.PUBLIC and not self.shared_outside:
            return Audience(all_members=True, people=self._of(PersonKind.GUEST))
        return Audience(people=self._of(PersonKind.MEMBER) | self._of(PersonKind.GUEST))

    @property
    def _reading(self) -> tuple[SlackPerson, ...]:
        return tuple(person for person in self.people if person.reads)

    def _of(self, kind: PersonKind) -> frozenset[PersonId]:
        return frozenset(person.id for person in self._reading if person.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """`at` is when Slack was asked: a call may wait long for its turn before that."""

    conversation: Conversation
    at: datetime


class SlackDirectory:
    """People and conversations of one workspace, as this bot's token may see them."""

    def __init__(
        self, door: SlackDoor, people: SlackPeople, *, now: Callable[[], datetime]
    ) -> None:
        self.people = people
        self._door = door
        self._now = now
        self._seen: dict[ChannelId, _Seen] = {}
        self._looking: defaultdict[ChannelId, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._joined: Mapping[ChannelId, WireChannel] = {}
        self._joined_at: datetime | None = None
        self._listing = asyncio.Lock()

    async def person(self, person: PersonId, *, fresh: bool = False) -> Asker:
        """Raises SourceError."""
        found = await self.people.person(person, max_age=JUST_NOW if fresh else KEPT)
        return found.asker

    async def room(self, channel: ChannelId, *, fresh: bool = True) -> Room:
        """A room with its readers; doubt makes them strangers, a failed look-up SourceError."""
        max_age = JUST_NOW if fresh else None
        found = await self.conversation(channel, max_age=max_age, with_people=True)
        return Room(
            channel=found.id,
            kind=found.kind,
            name=found.name,
            readers=found.readers,
            shared_outside=found.shared_outside
            or any(p.kind is PersonKind.STRANGER for p in found.people if p.reads),
            archived=found.archived,
            size=len([person for person in found.people if person.reads]),
        )

    async def audience_of_channel(self, channel: ChannelId, *, fresh: bool = False) -> Audience:
        """Who may read what was said there; nobody for a channel that we cannot see.

        Raises SourceError for a look-up that failed.
        """
        try:
            found = await self.conversation(channel, max_age=JUST_NOW if fresh else None)
        except (SourceMissing, SourceDenied):
            return NOBODY
        return found.audience

    async def members_of(self, name: str, *, fresh: bool = False) -> frozenset[PersonId]:
        """Our own people in a joined channel by its name; empty if there is none."""
        wanted = name.lstrip("#").lower()
        for channel, wire in (await self.joined()).items():
            if (wire.name or "").lower() == wanted:
                max_age = JUST_NOW if fresh else None
                found = await self.conversation(channel, max_age=max_age, with_people=True)
                ours = [p for p in found.people if p.kind is not PersonKind.STRANGER]
                return frozenset(p.id for p in ours if p.reads and found.complete)
        return frozenset()

    async def by_email(self) -> Mapping[str, PersonId]:
        """Full members by address in lower case. Raises SourceError."""
        return await self.people.by_email()

    async def joined(
        self, *, max_age: timedelta = PRIVATE_KEPT
    ) -> Mapping[ChannelId, WireChannel]:
        """The channels and group messages that the bot is in. Raises SourceError."""
        async with self._listing:
            if self._joined_at is None or self._now() - self._joined_at > max_age:
                self._joined = await self._list_joined()
                self._joined_at = self._now()
            return self._joined

    async def link(self, channel: ChannelId, ts: MessageTs) -> str:
        """A message's address. Raises SourceError."""
        return permalink((await self._door.identity()).url, channel, ts)

    async def name_of(self, channel: ChannelId) -> str:
        """`pricing`; raises SourceError."""
        joined = self._joined.get(channel)
        if joined is not None and joined.name:
            return joined.name
        return (await self.conversation(channel)).name

    async def conversation(
        self,
        channel: ChannelId,
        *,
        max_age: timedelta | None = None,
        with_people: bool = False,
    ) -> Conversation:
        """As it was at most `max_age` ago: by default a minute, five for public channels.

        Whoever comes while a look-up waits for its turn shares it: Slack lets us make few.
        Of a public channel the people are left out where there are no guests to look for,
        unless `with_people`. Raises SourceError.
        """
        wanted_at = self._now()
        async with self._looking[channel]:
            seen = self._seen.get(channel)
            if (
                seen is None
                or not self._is_young(seen, max_age, wanted_at)
                or (with_people and not seen.conversation.people)
            ):
                seen = await self._look_up(channel, max_age, everybody=with_people)
                self._seen[channel] = seen
            return seen.conversation

    def forget(self, channel: ChannelId) -> None:
        """Something about the channel changed: its next look-up asks Slack."""
        self._seen.pop(channel, None)
        self._joined_at = None

    def _is_young(self, seen: _Seen, max_age: timedelta | None, wanted_at: datetime) -> bool:
        is_public = seen.conversation.kind is RoomKind.PUBLIC
        usual = PUBLIC_KEPT if is_public else PRIVATE_KEPT
        return wanted_at - seen.at <= (usual if max_age is None else max_age)

    async def _look_up(
        self, channel: ChannelId, max_age: timedelta | None, *, everybody: bool
    ) -> _Seen:
        wire, at = await self._wire(channel, max_age)
        kind, outside = _kind(wire), is_shared_outside(wire)
        found = Conversation(
            id=channel,
            name=wire.name or "",
            kind=kind,
            shared_outside=outside,
            archived=wire.is_archived,
        )
        if kind is RoomKind.PUBLIC and not (outside or everybody or await self._has_guests()):
            return _Seen(conversation=found, at=at)
        return _Seen(conversation=await self._with_people(found, wire), at=at)

    async def _has_guests(self) -> bool:
        return any(p.kind is PersonKind.GUEST for p in await self.people.everyone())

    async def _with_people(self, found: Conversation, wire: WireChannel) -> Conversation:
        if wire.is_im:
            ids, complete = [PersonId(wire.user)], bool(wire.user)
        else:
            most = None if found.kind is RoomKind.PUBLIC else MOST_MEMBERS
            ids, complete = await self._members(found.id, most)
        if not complete:
            return replace(found, complete=False)
        people = await self.people.of(ids)
        return replace(found, people=tuple(people.values()))

    async def _members(
        self, channel: ChannelId, most: int | None
    ) -> tuple[list[PersonId], bool]:
        """Ids, and whether they are all."""
        ids: list[PersonId] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            reply = await self._door.ask(
                "conversations.members",
                MembersReply,
                channel=channel,
                limit=1000,
                cursor=cursor,
            )
            ids += [PersonId(member) for member in reply.members]
            cursor = reply.response_metadata.next_cursor
            if not cursor:
                return ids, most is None or len(ids) <= most
            if most is not None and len(ids) > most:
                break
        return ids, False

    async def _wire(
        self, channel: ChannelId, max_age: timedelta | None
    ) -> tuple[WireChannel, datetime]:
        at = self._now()

        def asked() -> None:
            nonlocal at
            at = self._now()

        is_fresh = self._joined_at is not None and self._now() - self._joined_at <= PRIVATE_KEPT
        if max_age is None and is_fresh and channel in self._joined:
            return self._joined[channel], at
        info = "conversations.info"
        reply = await self._door.ask_noting(asked, info, ChannelReply, channel=channel)
        return reply.channel, at

    async def _list_joined(self) -> dict[ChannelId, WireChannel]:
        joined: dict[ChannelId, WireChannel] = {}
        cursor = ""
        for _ in range(_MOST_PAGES):
            reply = await self._door.ask(
                "users.conversations", ChannelsReply, types=_ALL_TYPES, limit=999, cursor=cursor
            )
            joined |= {ChannelId(wire.id): wire for wire in reply.channels}
            cursor = reply.response_metadata.next_cursor
            if not cursor:
                break
        return joined


def _kind(wire: WireChannel) -> RoomKind:
    if wire.is_im:
        return RoomKind.DM
    if wire.is_mpim:
        return RoomKind.GROUP_DM
    return RoomKind.PRIVATE if wire.is_private else RoomKind.PUBLIC


def is_shared_outside(wire: WireChannel) -> bool:
    within_us = wire.is_org_shared and not wire.is_ext_shared
    return (
        wire.is_ext_shared or wire.is_pending_ext_shared or (wire.is_shared and not within_us)
    )
