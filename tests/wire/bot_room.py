"""The Slack face beside a sandbox Slack, over a real database; runs are played by the test."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.face import Address, Duties, Face, open_face
from bot.rendering.words import Words
from connectors.slack_directory import SlackDirectory
from connectors.slack_door import SlackDoor
from connectors.slack_people import SlackPeople
from connectors.source import Condition, Health
from domain.answer import Answer, Coverage, Paragraph, Source, Span
from domain.events import AnswerReady, RunStarted, RunState, RunStopped, What
from domain.evidence import Origin, SourceRef
from domain.plan import SubtaskId
from domain.post import AnswerPost, Post
from domain.question import Asker, Question, Room, RunId, SourceKind
from sandbox.slack.server import SlackServer
from sandbox.slack.wire import APP_TOKEN, BOT_TOKEN, BOT_USER, Json
from sandbox.workspace.schema import Workspace
from store.arrivals import Arrivals
from store.database import Database
from store.journal import Journal
from store.keyring import Keyring, OperatorKey
from store.outbox import Outbox
from store.replies import Replies, Reply
from store.runs import Runs
from tests.wire.slack_room import WORKSPACE, slack_room, until

SEARCHED = Source(
    number=1,
    origin=Origin(
        ref=SourceRef(source=SourceKind.SLACK, key="CPRICING:1"),
        title="pricing",
        url="https://tidewater.slack.com/archives/CPRICING/p1",
        author="Priya",
        place="pricing",
    ),
)


def an_answer(text: str = "Prices went up by 12 %.") -> Answer:
    return Answer(
        blocks=(Paragraph(spans=(Span(text=text, cites=(1,)),)),),
        sources=(SEARCHED,),
        coverage=Coverage(read=3, cited=1, claims=1, supported=1, seconds=2.0, usd=0.02),
    )


@dataclass(slots=True, kw_only=True)
class PlayedWork:
    """Runs that write down what real ones would; `plays` answers each as soon as it starts."""

    database: Database
    now: Callable[[], datetime]
    plays: bool = True
    answer: Answer = field(default_factory=an_answer)
    started: list[Question] = field(default_factory=list)
    stopped: list[tuple[RunId, str, str]] = field(default_factory=list)
    cancelled: list[tuple[RunId, SubtaskId, str]] = field(default_factory=list)
    resumed: list[tuple[RunId, bool]] = field(default_factory=list)
    searched: list[RunId] = field(default_factory=list)

    async def start(self, question: Question) -> None:
        if not await Runs(self.database).create(question):
            return
        self.started.append(question)
        await self.note(question.run, "started", RunStarted())
        if self.plays:
            await self.deliver(question)

    async def deliver(self, question: Question) -> None:
        run = question.run
        await self.note(run, "answer", AnswerReady(answer=self.answer))
        post = Post(
            key=f"{run}/answer",
            channel=question.room.channel,
            content=AnswerPost(answer=self.answer),
            thread=question.thread,
            run=run,
        )
        await Outbox(self.database).put(post, at=self.now())
        await Runs(self.database).move(run, RunState.DELIVERED)

    async def note(self, run: RunId, key: str, what: What) -> None:
        await Journal(self.database).append(run, key, what, at=self.now())

    async def stop(self, run: RunId, *, by: str, reason: str = "") -> bool:
        if not await Runs(self.database).move(run, RunState.STOPPED):
            return False
        self.stopped.append((run, by, reason))
        await self.note(run, "stopped", RunStopped(by=by, reason=reason))
        return True

    async def cancel_subtask(self, run: RunId, subtask: SubtaskId, *, by: str) -> None:
        self.cancelled.append((run, subtask, by))

    async def hear(self, run: RunId, reply: Reply, *, key: str = "") -> None:
        await Replies(self.database).add(run, key or reply.text, reply, at=self.now())

    async def go_on(self, run: RunId, *, write_up: bool = False) -> bool:
        self.resumed.append((run, write_up))
        return True

    async def search_approved(self, run: RunId) -> bool:
        self.searched.append(run)
        return True

    async def replies(self, run: RunId) -> list[Reply]:
        return list(await Replies(self.database).after(run, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class BotRoom:
    slack: SlackServer
    face: Face
    work: PlayedWork
    database: Database

    def replies(self, channel: str, ts: str, person: str = "dana") -> list[Json]:
        """What the bot has said in a thread."""
        messages = self.slack.messages_in(person, channel, thread_ts=ts)
        return [message for message in messages if message["user"] == BOT_USER]

    def texts(self, channel: str, ts: str, person: str = "dana") -> list[str]:
        return [shown(message) for message in self.replies(channel, ts, person)]

    def reactions(self, channel: str, ts: str, person: str = "dana") -> set[str]:
        for message in self.slack.messages_in(person, channel, thread_ts=ts):
            if message["ts"] == ts:
                return {reaction["name"] for reaction in message.get("reactions", [])}
        return set()

    def calls(self, method: str) -> list[Json]:
        return [seen.args for seen in self.slack.requests if seen.method == method]


def shown(part: object) -> str:
    """Every visible text of a message's blocks, in order."""
    if isinstance(part, list):
        return "".join(shown(item) for item in part)
    if not isinstance(part, dict):
        return ""
    if "blocks" in part:
        return shown(part["blocks"])
    own = "".join(str(part[k]) for k in ("title", "text") if isinstance(part.get(k), str))
    return own + "".join(shown(v) for v in part.values() if isinstance(v, dict | list))


class _Sight:
    async def counts(self, room: Room, person: Asker, words: Words) -> str:
        del room, person
        return f"2 channels, and {words.seeing.web}"

    async def sentences(self, room: Room, person: Asker, words: Words) -> str:
        del person, words
        return f"In #{room.name} I can see 2 channels and the web."


async def _health() -> Sequence[Health]:
    return (
        Health(
            source=SourceKind.SLACK, condition=Condition.IN_CHANNELS, name="Tidewater", count=5
        ),
        Health(source=SourceKind.NOTION, condition=Condition.TOKEN_REFUSED),
    )


@asynccontextmanager
async def open_database(folder: Path) -> AsyncIterator[Database]:
    keys = Keyring(folder / "keys.sqlite", key=OperatorKey(current="a room's"))
    database = Database(f"sqlite+aiosqlite:///{folder}/dossier.sqlite", texts=keys)
    await database.create_tables()
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def duties_in(slack: SlackServer, work: PlayedWork) -> AsyncIterator[Duties]:
    """What the rest of the program does for a face, with the sandbox's own directory."""
    now = slack.team.clock.now
    base = f"{slack.team.base_url}/api/"
    door = SlackDoor(token=BOT_TOKEN, base_url=base, random=lambda: 0.5)
    directory = SlackDirectory(door, SlackPeople(door, now=now), now=now)
    try:
        yield Duties(directory=directory, work=work, sight=_Sight(), health=_health)
    finally:
        await door.close()


@asynccontextmanager
async def opened_face(
    slack: SlackServer, database: Database, address: Address, *, duties: Duties
) -> AsyncIterator[Face]:
    """A running face; leaving it is as sudden as killing the process."""
    now = slack.team.clock.now
    arrivals = Arrivals(database, key=OperatorKey(current="secret"), now=now)
    async with open_face(address, database, arrivals=arrivals, duties=duties, now=now) as face:
        running = asyncio.create_task(face.run())
        if address.http_port is None:
            await until(lambda: running.done() or slack.sockets_connected >= 2)
        try:
            yield face
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


Changed = Callable[[Duties], Duties]


@asynccontextmanager
async def face_in(
    slack: SlackServer,
    database: Database,
    work: PlayedWork,
    *,
    changed: Changed = lambda duties: duties,
) -> AsyncIterator[Face]:
    """Over sockets; `changed` gives it other duties than the plain ones."""
    address = Address(
        bot_token=BOT_TOKEN, app_token=APP_TOKEN, base_url=f"{slack.team.base_url}/api/"
    )
    async with (
        duties_in(slack, work) as duties,
        opened_face(slack, database, address, duties=changed(duties)) as face,
    ):
        yield face


@asynccontextmanager
async def bot_room(
    folder: Path,
    *,
    plays: bool = True,
    changed: Changed = lambda duties: duties,
    workspace: Workspace = WORKSPACE,
) -> AsyncIterator[BotRoom]:
    async with slack_room(workspace) as slack, open_database(folder) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=plays)
        async with face_in(slack, database, work, changed=changed) as face:
            yield BotRoom(slack=slack, face=face, work=work, database=database)
