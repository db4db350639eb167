"""The real bot as a child that is killed at a chosen step of a run, and started again.

A step is a request that a server of the sandbox sees, or a commit of the bot in its own files.
It is killed before it hears of either: it has asked and not been answered, or has committed and
done nothing since.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.demo import bot_at_work
from sandbox.launch import LOOPBACK, Sandbox, open_sandbox
from sandbox.thread_text import text_of
from sandbox.workspace.schema import Workspace
from tests.scenarios import scripts
from tests.scenarios.aftermath import Aftermath, Records, role_of_key

Moment = Callable[[str, int], bool]
# The copies of Slack and Notion are filled at their own pace, which would move the moments.
OWN = {"DOSSIER_SLACK_INDEX": "false", "NOTION_TOKEN": ""}
_END_SECONDS = 120.0
_LOOK_SECONDS = 0.02
_QUIET_SECONDS = 0.6


class Heard(list[Any]):
    """A server's list of requests that tells of each as it comes in."""

    def __init__(self, old: Iterable[Any], tell: Callable[[Any], None]) -> None:
        super().__init__(old)
        self._tell = tell

    def append(self, seen: Any) -> None:  # noqa: ANN401 - each server records its own kind
        super().append(seen)
        self._tell(seen)


def never(_name: str, _number: int) -> bool:
    return False


@dataclass(slots=True)
class Trap:
    """Kills the bot when the moment comes; a moment is told a step's name and number."""

    moment: Moment = never
    process: asyncio.subprocess.Process | None = None
    heard: list[str] = field(default_factory=list)
    sprung: str = ""

    def arm(self, moment: Moment) -> None:
        self.moment, self.heard, self.sprung = moment, [], ""

    def disarm(self) -> str:
        """The step at which it sprang, or nothing."""
        self.moment = never
        return self.sprung

    def tell(self, name: str) -> None:
        self.heard.append(name)
        if not self.sprung and self.process and self.moment(name, len(self.heard)):
            self.sprung = name
            self.process.kill()

    async def listen(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """The child's commits: each is answered once it was told of, so that it may go on."""
        with suppress(ConnectionError):
            while line := await reader.readline():
                self.tell(line.decode().strip())
                writer.write(b"\n")
                await writer.drain()
        writer.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question: the person's handle, the channel's name."""

    text: str
    person: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """Where a question stands, and what had been said to the asker and the model before it."""

    person: str
    place: str
    ts: str
    whispers: int
    requests: int


@dataclass(kw_only=True)
class Theatre:
    """One sandbox, one folder of data, one bot after the other."""

    sandbox: Sandbox
    data: Path
    trap: Trap
    port: int
    environment: dict[str, str] = field(default_factory=dict)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def killed(self, moment: Moment, asked: Asked) -> Aftermath:
        """Ask, kill at the moment, start again, wait for the end."""
        self.trap.arm(moment)
        said = await self._say(asked)
        await self._until(lambda: bool(self.trap.sprung) or self._has_ended(said))
        if not self.trap.sprung:  # a little still follows the last post
            await self._quiet()
        killed_at, heard = self.trap.disarm(), len(self.trap.heard)
        before, committed = Counter[str](), tuple[str, ...]()
        if killed_at:
            await self.stop()
            run = self.records.run_of(said.place, said.ts)
            before, committed = self.records.paid(run), self.records.committed(run)
            await self.start()
        with suppress(TimeoutError):  # a run that never ends is told by its state
            await self._until(lambda: self._has_ended(said))
        await self._quiet()
        run = self.records.run_of(said.place, said.ts)
        after = self.records.paid(run)
        return Aftermath(
            killed_at=killed_at,
            steps=heard,
            plans=self._count(said, is_plan=True),
            answers=self._count(said, is_plan=False),
            whispers=self._whispers(said.person) - said.whispers,
            claims=await self.records.claims_of(run),
            state=self.records.state_of(run),
            committed=len(committed),
            repaid=tuple(key for key in committed if after[key] != before[key]),
            lost=after.total() - len(after),
            uncounted=(
                self._requested(said) - Counter(map(role_of_key, after.elements()))
            ).total(),
        )

    @property
    def records(self) -> Records:
        return Records(data=self.data, key=self.environment["DOSSIER_SECRET_KEY"])

    async def start(self) -> None:
        own = {**OWN, **self.environment}
        program = ("-m", "tests.scenarios.telling_child", str(self.port))
        self.stack = AsyncExitStack()
        bot = await self.stack.enter_async_context(
            bot_at_work(self.sandbox, own=own, data=self.data, program=program)
        )
        self.environment["DOSSIER_SECRET_KEY"] = bot.environment["DOSSIER_SECRET_KEY"]
        self.trap.process = bot.process

    async def stop(self) -> None:
        """Waits for a bot that was killed, ends one that was not."""
        if self.trap.process and self.trap.sprung:
            await self.trap.process.wait()
        self.trap.process = None
        await self.stack.aclose()
        await self._until(lambda: not self.sandbox.slack.sockets_connected)

    async def _say(self, asked: Asked) -> _Said:
        channels = self.sandbox.workspace.channels
        place = next(one.id for one in channels if one.name == asked.channel)
        whispers, requests = self._whispers(asked.person), len(self.sandbox.claude.requests)
        ts = await self.sandbox.slack.say(asked.person, place, f"@dossier {asked.text}")
        return _Said(
            person=asked.person, place=place, ts=ts, whispers=whispers, requests=requests
        )

    def _has_ended(self, said: _Said) -> bool:
        return self.records.is_posted(self.records.run_of(said.place, said.ts))

    def _requested(self, said: _Said) -> Counter[str]:
        """What the model was asked since, by role."""
        seen = self.sandbox.claude.requests[said.requests :]
        return Counter(scripts.role_of(one.body) for one in seen)

    def _count(self, said: _Said, *, is_plan: bool) -> int:
        """Messages of the bot in the thread: answers, known by their buttons, or others."""
        slack = self.sandbox.slack
        shown = slack.messages_in(said.person, said.place, thread_ts=said.ts)
        own = [one for one in shown if one.get("bot_id")]
        return sum(is_plan == ("Dig deeper" not in text_of(one)) for one in own)

    def _whispers(self, person: str) -> int:
        """How much the bot has said to this person alone."""
        slack = self.sandbox.slack
        direct = slack.team.direct(slack.team.person(person).id)
        return sum(bool(one.get("bot_id")) for one in slack.messages_in(person, direct.id))

    async def _quiet(self) -> None:
        """Until the bot has neither asked nor committed anything for a moment."""
        before = -1
        while (now := len(self.trap.heard)) != before:
            before = now
            await asyncio.sleep(_QUIET_SECONDS)

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(_END_SECONDS):
            while not condition():  # noqa: ASYNC110 - what is waited for is in another process
                await asyncio.sleep(_LOOK_SECONDS)


@asynccontextmanager
async def theatre(workspace: Workspace, data: Path) -> AsyncIterator[Theatre]:
    trap = Trap()
    async with (
        await asyncio.start_server(trap.listen, LOOPBACK, 0) as commits,
        open_sandbox(workspace) as sandbox,
    ):
        sandbox.slack.enforce_limits = False
        _tell_of_requests(sandbox, trap)
        port = commits.sockets[0].getsockname()[1]
        stage = Theatre(sandbox=sandbox, data=data, trap=trap, port=port)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stack.aclose()


def _tell_of_requests(sandbox: Sandbox, trap: Trap) -> None:
    sandbox.slack.requests = Heard((), lambda seen: trap.tell(f"slack {seen.method}"))
    sandbox.claude.requests = Heard(
        (), lambda seen: trap.tell(f"model {scripts.role_of(seen.body)}")
    )
    sandbox.drive._door.requests = Heard((), lambda seen: trap.tell(f"drive {seen.path}"))
    sandbox.web._door.requests = Heard((), lambda seen: trap.tell(f"web {seen.path}"))
