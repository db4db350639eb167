"""The real bot as a child that is killed at a chosen moment of a run, and started again."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.demo import bot_at_work
from sandbox.launch import Sandbox, open_sandbox
from sandbox.thread_text import text_of
from sandbox.workspace.schema import Workspace
from tests.scenarios import scripts

Moment = Callable[[str, int], bool]
# The copies of Slack and Notion are filled at their own pace, which would move the moments.
OWN = {"DOSSIER_SLACK_INDEX": "false", "NOTION_TOKEN": ""}
_END_SECONDS = 90.0
_LOOK_SECONDS = 0.02
_LAST_EDIT_SECONDS = 2.0


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
    """Kills the bot when the moment comes; a moment is told a request's name and number."""

    moment: Moment = never
    process: asyncio.subprocess.Process | None = None
    heard: list[str] = field(default_factory=list)
    sprung: str = ""

    def arm(self, moment: Moment) -> None:
        self.moment, self.heard, self.sprung = moment, [], ""

    def disarm(self) -> str:
        """The request at which it sprang, or nothing."""
        self.moment = never
        return self.sprung

    def tell(self, name: str) -> None:
        self.heard.append(name)
        if not self.sprung and self.process and self.moment(name, len(self.heard)):
            self.sprung = name
            self.process.kill()


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """A run that was killed once and has ended.

    `repaid` are model calls whose result was committed before the kill and that were called
    again; `uncounted` are requests to the model that the ledger does not know.
    """

    killed_at: str
    requests: int
    plans: int
    answers: int
    state: str
    committed: int
    repaid: tuple[str, ...]
    lost: int
    uncounted: int

    @property
    def whole(self) -> bool:
        once = self.answers == 1 and self.plans <= 1 and self.state == "delivered"
        return once and not self.repaid and self.uncounted <= 0


@dataclass(kw_only=True)
class Theatre:
    """One sandbox, one folder of data, one bot after the other."""

    sandbox: Sandbox
    data: Path
    trap: Trap
    environment: dict[str, str] = field(default_factory=dict)
    stack: AsyncExitStack = field(default_factory=AsyncExitStack)

    async def killed(
        self, moment: Moment, text: str, *, person: str, channel: str
    ) -> Aftermath:
        """Ask, kill at the moment, start again, wait for the end."""
        place = next(c.id for c in self.sandbox.workspace.channels if c.name == channel)
        paid = len(self.sandbox.claude.requests)
        self.trap.arm(moment)
        ts = await self.sandbox.slack.say(person, place, f"@dossier {text}")
        await self._until(lambda: bool(self.trap.sprung) or self._is_posted(place, ts))
        if not self.trap.sprung:  # a few calls still follow the last post
            await asyncio.sleep(_LAST_EDIT_SECONDS)
        killed_at, requests = self.trap.disarm(), len(self.trap.heard)
        before, committed = Counter[str](), tuple[str, ...]()
        if killed_at:
            await self.stop()
            run = self._run(place, ts)
            before, committed = self._paid(run), self._committed(run)
            await self.start()
        await self._until(lambda: self._is_posted(place, ts))
        await asyncio.sleep(_LAST_EDIT_SECONDS)
        after = self._paid(self._run(place, ts))
        asked = [seen.body for seen in self.sandbox.claude.requests[paid:]]
        return Aftermath(
            killed_at=killed_at,
            requests=requests,
            plans=self._count(person, place, ts, is_plan=True),
            answers=self._count(person, place, ts, is_plan=False),
            state=self._state(place, ts),
            committed=len(committed),
            repaid=tuple(key for key in committed if after[key] != before[key]),
            lost=sum(after.values()) - len(after),
            uncounted=sum(1 for body in asked if body["max_tokens"]) - sum(after.values()),
        )

    async def start(self) -> None:
        own = {**OWN, **self.environment}
        self.stack = AsyncExitStack()
        bot = await self.stack.enter_async_context(
            bot_at_work(self.sandbox, own=own, data=self.data)
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

    def _state(self, place: str, ts: str) -> str:
        rows = self._rows(
            "dossier", "select state from runs where channel = ? and message = ?", place, ts
        )
        return str(rows[0][0]) if rows else ""

    def _run(self, place: str, ts: str) -> str:
        rows = self._rows(
            "dossier", "select id from runs where channel = ? and message = ?", place, ts
        )
        return str(rows[0][0]) if rows else ""

    def _is_posted(self, place: str, ts: str) -> bool:
        rows = self._rows(
            "dossier",
            "select o.state from outbox o join runs r on o.run = r.id "
            "where r.channel = ? and r.message = ? and o.channel = r.channel",
            place,
            ts,
        )
        return bool(rows) and all(row[0] == "sent" for row in rows)

    def _paid(self, run: str) -> Counter[str]:
        """How often each model call was reserved money for."""
        rows = self._rows("dossier", "select key from ledger where run = ?", run)
        return Counter(str(row[0]) for row in rows)

    def _committed(self, run: str) -> tuple[str, ...]:
        """Keys of the model calls whose results the engine had kept."""
        rows = self._rows(
            "engine",
            "select function_name from operation_outputs "
            "where workflow_uuid like ? and function_name like 'model %'",
            f"{run}%",
        )
        return tuple("/".join(str(row[0]).split()[1:]) for row in rows) if run else ()

    def _rows(self, name: str, query: str, *values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / f"{name}.sqlite", timeout=5)) as database:
            return database.execute(query, values).fetchall()

    def _count(self, person: str, place: str, ts: str, *, is_plan: bool) -> int:
        """Messages of the bot in the thread: answers, known by their buttons, or others."""
        said = self.sandbox.slack.messages_in(person, place, thread_ts=ts)
        own = [one for one in said if one.get("bot_id")]
        return sum(is_plan == ("Dig deeper" not in text_of(one)) for one in own)

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(_END_SECONDS):
            while not condition():  # noqa: ASYNC110 - what is waited for is in another process
                await asyncio.sleep(_LOOK_SECONDS)


@asynccontextmanager
async def theatre(workspace: Workspace, data: Path) -> AsyncIterator[Theatre]:
    async with open_sandbox(workspace) as sandbox:
        trap = Trap()
        sandbox.slack.enforce_limits = False
        sandbox.slack.requests = Heard((), lambda seen: trap.tell(f"slack {seen.method}"))
        sandbox.claude.requests = Heard(
            (), lambda seen: trap.tell(f"model {scripts.role_of(seen.body)}")
        )
        sandbox.drive._door.requests = Heard((), lambda seen: trap.tell(f"drive {seen.path}"))
        sandbox.web._door.requests = Heard((), lambda seen: trap.tell(f"web {seen.path}"))
        stage = Theatre(sandbox=sandbox, data=data, trap=trap)
        await stage.start()
        try:
            yield stage
        finally:
            await stage.stack.aclose()
