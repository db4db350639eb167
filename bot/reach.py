"""Everything that dealing with an arrival may touch, in one place."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.admission import Admission
from bot.doorkeeper import Door, OpenDoor
from bot.language import language_of
from bot.locales import Locales, said_in
from bot.readers_now import ReadersNow
from bot.rendering.languages import words_for
from bot.rendering.words import Words
from bot.sign_in import SignIn
from bot.slack_client import SlackClient
from connectors.source import Health, Source
from domain.audience import PersonId, PersonKind
from domain.errors import SourceError, SourceMissing
from domain.plan import SubtaskId
from domain.post import Content, Post, SentencePost
from domain.question import Asker, ChannelId, MessageTs, Question, Room, RunId, SourceKind
from scheduling.ports import Books
from store.approvals import Approvals
from store.arrivals import Arrivals
from store.evidence import Evidence
from store.journal import Journal
from store.outbox import Outbox
from store.replies import Reply
from store.runs import Runs
from store.standing_posts import StandingPosts


class Named(Protocol):
    """Something of Slack's with a name, if it has one."""

    @property
    def name(self) -> str | None: ...


class Directory(Protocol):
    """Who and where. Raises SourceError; `connectors.slack_directory` is one."""

    async def person(self, person: PersonId) -> Asker: ...

    async def room(self, channel: ChannelId, *, fresh: bool = True) -> Room: ...

    async def joined(self) -> Mapping[ChannelId, Named]:
        """The channels that we are in."""
        ...

    async def link(self, channel: ChannelId, ts: MessageTs) -> str:
        """A message's address."""
        ...

    async def by_email(self) -> Mapping[str, PersonId]:
        """Full members by address in lower case."""
        ...

    def forget(self, channel: ChannelId) -> None:
        """Who reads a channel may have changed."""
        ...


class Work(Protocol):
    """Runs at work. Each call may be repeated without harm."""

    async def start(self, question: Question) -> None: ...

    async def go_on(self, run: RunId, *, write_up: bool = False) -> bool:
        """Take up a run that ended; False if it is at work."""
        ...

    async def stop(self, run: RunId, *, by: str, reason: str = "") -> bool: ...

    async def search_approved(self, run: RunId) -> bool:
        """Make the searches that the asker approved; False if the run is at work."""
        ...

    async def cancel_subtask(self, run: RunId, subtask: SubtaskId, *, by: str) -> None: ...

    async def hear(self, run: RunId, reply: Reply, *, key: str = "") -> None: ...


class Seeing(Protocol):
    """What can be seen from a room by whoever reads it, in words; `bot.sight` is one."""

    async def counts(self, room: Room, person: Asker, words: Words) -> str: ...

    async def sentences(self, room: Room, person: Asker, words: Words) -> str: ...


SourcesOf = Callable[[RunId], Mapping[SourceKind, Source]]


def no_sources(_: RunId) -> Mapping[SourceKind, Source]:
    """For where nothing can be read."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """`nudge` wakes the delivery.

    `sign_in` is there where people connect their own Drive.
    """

    slack: SlackClient
    directory: Directory
    readers: ReadersNow
    work: Work
    runs: Runs
    arrivals: Arrivals
    standing: StandingPosts
    outbox: Outbox
    journal: Journal
    approvals: Approvals
    evidence: Evidence
    digests: Books
    now: Callable[[], datetime]
    bot_user: str
    sight: Seeing
    health: Callable[[], Awaitable[Sequence[Health]]]
    nudge: Callable[[], None] = lambda: None
    admission: Admission = field(default_factory=Admission)
    door: Door = field(default_factory=OpenDoor)
    locales: Locales = field(default_factory=Locales)
    sources: SourcesOf = no_sources
    sign_in: SignIn | None = None
    background: set[asyncio.Task[None]] = field(default_factory=set)

    async def say(
        self,
        sentence: str,
        *,
        key: str,
        channel: str,
        thread: str = "",
        run: RunId | None = None,
    ) -> None:
        """One sentence of our own, once per key."""
        await self.post(
            SentencePost(sentence=sentence), key=key, channel=channel, thread=thread, run=run
        )

    async def post(
        self, content: Content, *, key: str, channel: str, thread: str, run: RunId | None
    ) -> None:
        post = Post(
            key=key,
            channel=ChannelId(channel),
            content=content,
            thread=MessageTs(thread),
            run=run,
        )
        await self.outbox.put(post, at=self.now())
        self.nudge()

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Beside everything else; held on to until it ends."""
        task = asyncio.get_running_loop().create_task(work)
        self.background.add(task)
        task.add_done_callback(self.background.discard)

    async def person(self, person: PersonId) -> Asker:
        """Somebody whom Slack does not tell us about is a stranger. Raises SourceError."""
        try:
            return await self.directory.person(person)
        except SourceMissing:
            return Asker(id=person, name="somebody", kind=PersonKind.STRANGER)

    async def words(self, person: PersonId, text: str = "") -> Words:
        """In the language of what they wrote, else of their Slack; it never fails."""
        try:
            asker = await self.person(person)
        except SourceError:
            return words_for(language_of(text))
        return words_for(said_in(text, asker))

    async def readers_changed(self, channel: ChannelId) -> None:
        """Whoever asks next who reads a channel asks Slack; what stands there is judged."""
        self.directory.forget(channel)
        self.readers.forget(channel)
        await self.standing.noticed(channel, at=self.now())

    async def name_of(self, person: PersonId) -> str:
        """Raises SourceError."""
        return (await self.directory.person(person)).name
