"""The whole product in one process: the sandbox's servers, the real service, one question."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.report import run_report
from bot.service import serve
from bot.settings import Settings
from bot.wiring import database_of, keyring_of
from domain.answer import Answer
from domain.events import AnswerReady, RunEvent
from domain.evidence import Passage
from domain.post import AnswerPost, ClarifyPost, FailurePost, StoppedPost
from domain.question import ChannelId, MessageTs, Question
from sandbox.launch import Sandbox, open_sandbox
from sandbox.thread_text import text_of
from sandbox.workspace.schema import Workspace
from store.database import Database
from store.evidence import Evidence
from store.journal import Journal
from store.ledger import Ledger
from store.outbox import Outbox
from store.runs import Runs

_START_SECONDS = 60.0
_LOOK_SECONDS = 0.05
_QUIET_SECONDS = 3.0
_ENDS = (AnswerPost, FailurePost, StoppedPost, ClarifyPost)
Json = dict[str, Any]  # messages and reports as they leave, at the edge


class NoAnswerError(TimeoutError):
    """A question whose end was not posted in time; the message names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a question: its record, what was read, and what the room was shown.

    `posted` are Slack's messages in the thread that the whole room sees, the question left
    out. `report` has the shape of `--json`.
    """

    question: Question
    events: tuple[RunEvent, ...]
    passages: tuple[Passage, ...]
    report: Json
    posted: tuple[Json, ...]

    @property
    def answer(self) -> Answer | None:
        answers = [e.what.answer for e in self.events if isinstance(e.what, AnswerReady)]
        return answers[-1] if answers else None

    @property
    def text(self) -> str:
        """Everything that was posted, as lines."""
        return "\n".join(text_of(message) for message in self.posted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A sandbox with the product at work in it."""

    sandbox: Sandbox
    database: Database
    service: asyncio.Task[None]

    async def ask(
        self, person: str, channel: str, text: str, *, seconds: float = 120.0
    ) -> Told:
        """Mention the bot as a person (by handle) in a channel (by name); wait for the post.

        Raises NoAnswerError, and whatever ended the service.
        """
        place = next(c.id for c in self.sandbox.workspace.channels if c.name == channel)
        ts = await self.sandbox.slack.say(person, place, f"@dossier {text}")
        question = await self.ended(place, ts, seconds=seconds)
        return await self.told(person, question)

    async def ended(self, place: str, ts: str, *, seconds: float = 120.0) -> Question:
        """The question asked in that message, once its end was posted. Raises NoAnswerError."""
        runs, outbox = Runs(self.database), Outbox(self.database)
        try:
            async with asyncio.timeout(seconds):
                while True:
                    row = await runs.by_message(ChannelId(place), MessageTs(ts))
                    sent = await outbox.of_run(row.run) if row else ()
                    if row and any(isinstance(one.post.content, _ENDS) for one in sent):
                        return row.question
                    await self._breathe()
        except TimeoutError as late:
            raise NoAnswerError(f"no end for {place}/{ts} in {seconds:g} s") from late

    async def told(self, person: str, question: Question) -> Told:
        """Everything on record about a run; `person` says whose eyes see the thread."""
        run = question.run
        events = await Journal(self.database).of(run)
        spend = await Ledger(self.database).spend(run)
        messages = self.sandbox.slack.messages_in(
            person, question.room.channel, thread_ts=question.thread
        )
        return Told(
            question=question,
            events=events,
            passages=await Evidence(self.database).of(run),
            report=run_report(question, events, spend),
            posted=tuple(dict(one) for one in messages if _is_for_the_room(one)),
        )

    async def settled(self, *, most_seconds: float = 300.0) -> None:
        """Until the copies of Slack and Notion are filled: no request for a few seconds.

        Replies in threads come later and slowly; they are read from Slack when asked for.
        """
        async with asyncio.timeout(most_seconds):
            before = -1
            while (now := self._requests()) != before:
                before = now
                await asyncio.sleep(_QUIET_SECONDS)

    def _requests(self) -> int:
        slack = self.sandbox.slack.requests
        replies = sum(one.method == "conversations.replies" for one in slack)
        return len(slack) - replies + len(self.sandbox.notion.requests)

    async def _breathe(self) -> None:
        """Let time pass; a service that broke is said at once."""
        if self.service.done():
            self.service.result()
            raise NoAnswerError("the service has ended")
        await asyncio.sleep(_LOOK_SECONDS)


def _is_for_the_room(message: Mapping[str, Any]) -> bool:
    is_root = message.get("thread_ts") in {None, message.get("ts")}
    return not is_root and not message.get("is_ephemeral")


def settings_for(sandbox: Sandbox, data: Path, own: Mapping[str, str]) -> Settings:
    """The settings of a bot that lives there, with `own` (by variable) over them."""
    # Nobody is there to press Start.
    alone = {"DOSSIER_ASK_ABOVE_USD": "1000"}
    environment = {**sandbox.bot_environment(str(data)), **alone, **own}
    values: Any = {name.lower(): value for name, value in environment.items()}
    return Settings(**{"_env_file": None, **values})


@asynccontextmanager
async def open_stage(
    workspace: Workspace,
    data: Path,
    *,
    own: Mapping[str, str] | None = None,
    before: Callable[[Sandbox], None] = lambda _: None,
    over_http: bool = False,
) -> AsyncIterator[Stage]:
    """Start everything; stop it on leaving. One stage at a time in a process.

    `data` is an empty folder, or one left by an earlier stage to go on from. `before` may
    change the sandbox (faults, scripts, latency) before the service starts.
    """
    async with open_sandbox(workspace) as sandbox:
        before(sandbox)
        ready, leave = asyncio.Event(), asyncio.Event()
        way_in = sandbox.http_environment() if over_http else {}
        settings = settings_for(sandbox, data, {**way_in, **(own or {})})
        service = asyncio.create_task(serve(settings, ready=ready.set, leave=leave))
        try:
            await _until_ready(sandbox, service, ready)
            database = database_of(settings, keyring_of(settings))
            try:
                yield Stage(sandbox=sandbox, database=database, service=service)
            finally:
                await database.close()
        finally:
            leave.set()
            await service


async def _until_ready(
    sandbox: Sandbox, service: asyncio.Task[None], ready: asyncio.Event
) -> None:
    async with asyncio.timeout(_START_SECONDS):
        while not (ready.is_set() and sandbox.slack.has_listeners):
            if service.done():
                service.result()
            await asyncio.sleep(_LOOK_SECONDS)


def posted_links(posted: Sequence[Json]) -> set[str]:
    """The addresses that the messages link to."""
    found: set[str] = set()
    waiting: list[object] = list(posted)
    while waiting:
        match waiting.pop():
            case {"type": "link", "url": str(url), **rest}:
                found.add(url)
                waiting += rest.values()
            case dict(one):
                waiting += one.values()
            case list(many):
                waiting += many
            case _:
                pass
    return found
