"""The agents, store and engine in one process, over the sandbox's Messages API."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import web

from agents.desk import QUEUE, Desk
from agents.model import Model, ModelPatience, make_client
from agents.resources import Resources
from domain.audience import PersonId, Readers
from domain.budget import Budget
from domain.events import AnswerReady, RunFailed, RunState, RunStopped
from domain.question import (
    Asker,
    ChannelId,
    Effort,
    MessageTs,
    Question,
    Room,
    RoomKind,
    RunId,
    SourceKind,
)
from policy.spending import Allowances
from sandbox.claude.server import ClaudeServer
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.workspace.schema import Workspace
from store.approvals import Approvals
from store.database import Database
from store.durable import Engine
from store.evidence import Evidence
from store.findings import Reports
from store.journal import Journal
from store.keyring import Keyring, OperatorKey
from store.ledger import Ledger, Limits
from store.lineup import Lineup
from store.outbox import Outbox
from store.replies import Replies
from store.runs import Runs
from tests.scenarios.shelf import Book, Shelf

DANA = Asker(id=PersonId("UDANA"), name="Dana", email="dana@kelvane.example")
KEY = OperatorKey(current="a laboratory's")
OPEN = Limits(allowances=Allowances(), now=SandboxClock().now)
PATIENCE = ModelPatience(give_up=20.0)
PRICING = Room(
    channel=ChannelId("CPRICING"),
    kind=RoomKind.PUBLIC,
    name="pricing",
    readers=Readers(all_members=True),
)
EMPTY = Workspace(
    name="empty",
    domain="empty.example",
    today=datetime(2026, 11, 20, tzinfo=UTC),
    people=(),
    channels=(),
)


def question(
    text: str, *, run: str = "R1", effort: Effort | None = None, one_agent: bool = False
) -> Question:
    return Question(
        run=RunId(run),
        text=text,
        asker=DANA,
        room=PRICING,
        asked_at=SandboxClock().now(),
        thread=MessageTs("1.1"),
        message=MessageTs("1.1"),
        effort=effort,
        one_agent=one_agent,
    )


@dataclass(frozen=True, kw_only=True)
class Laboratory:
    desk: Desk
    claude: ClaudeServer
    faults: Faults
    resources: Resources
    database: Database

    async def ended(self, run: str = "R1", *, seconds: float = 30) -> RunState:
        async with asyncio.timeout(seconds):
            while True:
                state = await self.resources.runs.state(RunId(run))
                events = await self.resources.journal.of(RunId(run))
                ends = (AnswerReady, RunFailed, RunStopped)
                told = any(isinstance(event.what, ends) for event in events)
                if state and state.is_final and told:
                    return state
                await asyncio.sleep(0.1)


def keyring_in(folder: Path) -> Keyring:
    return Keyring(folder / "keys.sqlite", key=KEY)


def database_in(folder: Path) -> Database:
    """The one of a laboratory, also when it has closed."""
    return Database(f"sqlite+aiosqlite:///{folder}/dossier.sqlite", texts=keyring_in(folder))


async def no_token(_run: RunId) -> str:
    return ""


def resources_for(
    database: Database,
    shelves: Sequence[Shelf],
    url: str,
    *,
    budget: Budget,
    patience: ModelPatience = PATIENCE,
) -> Resources:
    clock = SandboxClock()
    client = make_client(api_key="sk-sandbox", base_url=url, silence_seconds=5)
    return Resources(
        model=Model(client, chance=random.Random(7).random, patience=patience),
        sources=lambda _run: {shelf.kind: shelf for shelf in shelves},
        journal=Journal(database),
        evidence=Evidence(database),
        reports=Reports(database),
        replies=Replies(database),
        runs=Runs(database),
        lineup=Lineup(database),
        outbox=Outbox(database),
        ledger=Ledger(database),
        approvals=Approvals(database),
        budget=budget,
        now=clock.now,
        token=no_token,
    )


@asynccontextmanager
async def claude_at_work(
    latency: float = 0.0,
) -> AsyncIterator[tuple[ClaudeServer, Faults, str]]:
    faults = Faults()
    server = ClaudeServer(workspace=EMPTY, clock=SandboxClock(), faults=faults)
    server.latency_seconds = latency
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield server, faults, f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def laboratory(
    folder: Path,
    *books: Sequence[Book],
    latency: float = 0.0,
    budget: Budget | None = None,
    patience: ModelPatience = PATIENCE,
    places: int = 50,
    limits: Limits = OPEN,
) -> AsyncIterator[Laboratory]:
    """One shelf per source in the order Slack, Drive, Notion, web.

    `latency` is the seconds of each model call, `places` how many runs may be at work at once,
    and `limits` has their clock.
    """
    shelves = [
        Shelf(kind=kind, books=tuple(own)) for kind, own in zip(SourceKind, books, strict=False)
    ]
    async with claude_at_work(latency) as (claude, faults, url):
        database = database_in(folder)
        await database.create_tables()
        engine = Engine(
            f"sqlite:///{folder}/engine.sqlite", version="test", texts=database.texts
        )
        resources = resources_for(
            database, shelves, url, budget=budget or Budget(), patience=patience
        )
        ledger = Ledger(database, limits=limits)
        resources = replace(resources, now=limits.now, ledger=ledger)

        async def healthy() -> tuple[SourceKind, ...]:
            return tuple(resources.sources(RunId("")))

        desk = Desk(resources, engine, healthy=healthy)
        await engine.start({QUEUE: places})
        try:
            yield Laboratory(
                desk=desk, claude=claude, faults=faults, resources=resources, database=database
            )
        finally:
            await engine.stop(grace_seconds=2)
            await resources.model.close()
            await database.close()
