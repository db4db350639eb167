"""The joining place: settings become a whole, opened in order and closed in reverse."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from agents.desk import QUEUE, Desk
from agents.model import Model, ModelPatience, make_client
from agents.resources import Resources
from bot.doorkeeper import Doorkeeper
from bot.settings import Settings
from bot.sources import Sources, open_sources
from domain.budget import Budget, Most
from policy.spending import Allowances
from store.approvals import Approvals
from store.arrivals import Arrivals
from store.credentials import Credentials
from store.database import Database
from store.durable import Engine
from store.evidence import Evidence
from store.findings import Reports
from store.halts import Halts
from store.journal import Journal
from store.keyring import Keyring
from store.ledger import Ledger, Limits
from store.lineup import Lineup
from store.outbox import Outbox
from store.replies import Replies
from store.runs import Runs

VERSION = "r2"  # of the order and names of a run's steps; tests/invariants/steps.json has them
_PATIENCE = ModelPatience()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A wired program; `desk` takes runs in once `engine` has started."""

    settings: Settings
    now: Callable[[], datetime]
    database: Database
    engine: Engine
    sources: Sources
    resources: Resources
    arrivals: Arrivals
    desk: Desk
    keyring: Keyring
    door: Doorkeeper

    async def execute(self) -> None:
        """Become the process that executes runs. Raises AlreadyRunningError."""
        await self.engine.start({QUEUE: self.settings.dossier_runs_at_once})
        await self.desk.leave_stranded()
        await self.desk.sweep()


def keyring_of(settings: Settings) -> Keyring:
    """Raises Misconfigured: what rests encrypted needs a key that outlives the process."""
    return Keyring(settings.keys_file, key=settings.operator_key)


def database_of(settings: Settings, keyring: Keyring) -> Database:
    return Database(f"sqlite+aiosqlite:///{settings.database_file}", texts=keyring)


async def _turn_to(settings: Settings, keyring: Keyring, database: Database) -> None:
    """While a former key is set, everything is put under the present one."""
    await keyring.check()
    if settings.operator_key.former:
        await keyring.rewrap()
        await Credentials(database, key=settings.operator_key).rewrap()


def clock(settings: Settings) -> Callable[[], datetime]:
    offset = timedelta(seconds=settings.dossier_clock_offset)
    return lambda: datetime.now(UTC) + offset


@asynccontextmanager
async def open_dossier(settings: Settings) -> AsyncIterator[Dossier]:
    settings.dossier_data.mkdir(parents=True, exist_ok=True, mode=0o700)
    now, chance = clock(settings), random.SystemRandom().random
    async with AsyncExitStack() as stack:
        keyring = keyring_of(settings)
        database = database_of(settings, keyring)
        stack.push_async_callback(database.close)
        await database.create_tables()
        await _turn_to(settings, keyring, database)
        arrivals = Arrivals(database, key=settings.operator_key, now=now)
        sources = await stack.enter_async_context(
            open_sources(settings, database, now=now, chance=chance)
        )
        parts = (database, arrivals, sources)
        resources = _resources(settings, parts, now=now, chance=chance)
        stack.push_async_callback(resources.model.close)
        engine = Engine(
            f"sqlite:///{settings.engine_file}", version=VERSION, texts=database.texts
        )
        yield Dossier(
            settings=settings,
            now=now,
            database=database,
            engine=engine,
            sources=sources,
            resources=resources,
            arrivals=arrivals,
            desk=Desk(resources, engine, healthy=sources.healthy),
            door=_door(resources, settings.allowances, Halts(database)),
            keyring=keyring,
        )


def _door(resources: Resources, allowances: Allowances, halts: Halts) -> Doorkeeper:
    return Doorkeeper(
        runs=resources.runs,
        lineup=resources.lineup,
        ledger=resources.ledger,
        halts=halts,
        allowances=allowances,
        now=resources.now,
    )


def _resources(
    settings: Settings,
    parts: tuple[Database, Arrivals, Sources],
    *,
    now: Callable[[], datetime],
    chance: Callable[[], float],
) -> Resources:
    database, arrivals, sources = parts

    client = make_client(
        api_key=settings.anthropic_api_key.get_secret_value(),
        base_url=settings.anthropic_base_url,
        silence_seconds=_PATIENCE.silence,
    )
    budget = Budget(
        usd=settings.dossier_run_usd,
        at_once=settings.dossier_run_subagents_at_once,
        seconds=settings.dossier_run_seconds,
        most=Most(calls=settings.dossier_run_calls, tokens=settings.dossier_run_tokens),
        ask_above_usd=settings.dossier_ask_above_usd,
    )
    return Resources(
        model=Model(client, chance=chance, patience=_PATIENCE),
        sources=sources.for_run,
        journal=Journal(database),
        evidence=Evidence(database),
        reports=Reports(database),
        replies=Replies(database),
        runs=Runs(database),
        lineup=Lineup(database),
        outbox=Outbox(database),
        ledger=Ledger(database, limits=Limits(allowances=settings.allowances, now=now)),
        approvals=Approvals(database),
        budget=budget,
        allowed=settings.dossier_rules.sources_in,
        lost=sources.lost,
        now=now,
        token=arrivals.token,
    )
