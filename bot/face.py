"""The Slack face as a whole: what listens, deals with arrivals, posts, and shows progress."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot import proving
from bot.admission import Admission
from bot.delivery import Delivery
from bot.doorkeeper import Door, OpenDoor
from bot.http_listening import HttpDoor
from bot.intake import Changed, Intake, nothing_changes
from bot.judging import Judging
from bot.listeners import Connections, Indexed, Listeners, unindexed
from bot.locales import Locales
from bot.noting import Noting
from bot.pacing import Pace
from bot.progress import Progress
from bot.reach import Directory, Reach, Seeing, SourcesOf, Work, no_sources
from bot.readers_now import ReadersNow
from bot.recheck import PATIENCE, AudienceOf, Recheck
from bot.settling import Settling
from bot.sign_in import SignIn
from bot.slack_client import SlackClient, slack_sdk_client
from bot.taking_back import Records, TakingBack
from bot.watching import Watching
from connectors.source import Health
from scheduling.ports import Books
from store.approvals import Approvals
from store.arrivals import Arrivals
from store.database import Database
from store.evidence import Evidence
from store.journal import Journal
from store.outbox import Outbox
from store.plan_messages import PlanMessages
from store.replies import Replies
from store.runs import Runs
from store.standing_posts import StandingPosts

_KEPT = timedelta(days=2)
_HOURLY = 3600.0
_CALL_SECONDS = 30
_BROKEN_SECONDS = 2.0

log = logging.getLogger("dossier.face")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where Slack is and how we prove who we are; `base_url` ends with a slash.

    With an `http_port` Slack calls us there, each request signed; else we call Slack.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    base_url: str = "https://slack.com/api/"
    signing_secret: str = field(default="", repr=False)
    http_port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """What the rest of the program does for the face.

    `index` takes in what is said in channels; `changed` hears of channels that changed and of
    our own removal; `audience_of` asks who may read a source now, `patience` is how often
    a busy Slack or source is asked.
    """

    directory: Directory
    work: Work
    sight: Seeing
    health: Callable[[], Awaitable[Sequence[Health]]]
    index: Indexed = unindexed
    changed: Changed = nothing_changes
    audience_of: AudienceOf | None = None
    admission: Admission = field(default_factory=Admission)
    door: Door = field(default_factory=OpenDoor)
    sources: SourcesOf = no_sources
    patience: int = PATIENCE
    locales: Locales = field(default_factory=Locales)
    sign_in: SignIn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Parts that tests and the command line ask about."""

    slack: SlackClient
    intake: Intake
    delivery: Delivery
    progress: Progress
    taking_back: TakingBack
    listeners: Listeners
    connections: Connections | HttpDoor
    arrivals: Arrivals

    async def run(self) -> None:
        """Listen and work until cancelled."""
        async with asyncio.TaskGroup() as group:
            for loop in (self.intake.run, self.delivery.run, self.progress.run, self._tidy):
                group.create_task(_beating(loop))
            group.create_task(_beating(self.taking_back.run))
            await self.connections.connect()

    async def _tidy(self) -> None:
        while True:
            await self.arrivals.forget(older_than=_KEPT)
            await asyncio.sleep(_HOURLY)


async def _beating(loop: Callable[[], Awaitable[None]]) -> None:
    """A loop that breaks starts again: all it needs to know is written down."""
    while True:
        try:
            await loop()
        except Exception:  # the heartbeat: one bad row must not silence everything else
            log.exception("face.loop_broke", extra={"loop": getattr(loop, "__qualname__", "")})
            await asyncio.sleep(_BROKEN_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """What every part of the face stands on."""

    slack: SlackClient
    database: Database
    arrivals: Arrivals
    duties: Duties
    now: Callable[[], datetime]


@asynccontextmanager
async def open_face(
    address: Address,
    database: Database,
    *,
    arrivals: Arrivals,
    duties: Duties,
    now: Callable[[], datetime],
) -> AsyncIterator[Face]:
    """Raises Misconfigured when Slack does not know our tokens."""
    timeout = aiohttp.ClientTimeout(total=_CALL_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        sdk = slack_sdk_client(address.bot_token, address.base_url, session)
        slack = SlackClient(sdk, Pace())
        identity = await _identity(slack, address)
        if address.http_port is None:
            await proving.try_app_token(sdk, address.app_token)
        ground = _Ground(
            slack=slack, database=database, arrivals=arrivals, duties=duties, now=now
        )
        delivery = _delivery(ground)
        reach = _reach(ground, bot_user=identity.bot_user_id or "", nudge=delivery.nudge)
        intake = Intake(reach, changed=duties.changed)
        listeners = _listeners(reach, nudge=intake.nudge, index=duties.index)
        # Bolt takes the token from `identity`; here it only learns where Slack is.
        bolt = slack_sdk_client(None, address.base_url, session)
        connections = _connections(listeners, address, bolt=bolt, identity=identity)
        try:
            yield Face(
                slack=slack,
                intake=intake,
                delivery=delivery,
                progress=_progress(reach, database),
                taking_back=_taking_back(ground, reach),
                listeners=listeners,
                connections=connections,
                arrivals=arrivals,
            )
        finally:
            await connections.close()
            await intake.drain()
            await delivery.drain()


def _reach(ground: _Ground, *, bot_user: str, nudge: Callable[[], None]) -> Reach:
    database, duties = ground.database, ground.duties
    return Reach(
        slack=ground.slack,
        directory=duties.directory,
        readers=ReadersNow(duties.directory),
        work=duties.work,
        runs=Runs(database),
        arrivals=ground.arrivals,
        standing=StandingPosts(database),
        outbox=Outbox(database),
        journal=Journal(database),
        approvals=Approvals(database),
        evidence=Evidence(database),
        digests=Books.of(database),
        now=ground.now,
        bot_user=bot_user,
        sight=duties.sight,
        health=duties.health,
        nudge=nudge,
        admission=duties.admission,
        door=duties.door,
        locales=duties.locales,
        sources=duties.sources,
        sign_in=duties.sign_in,
    )


def _listeners(reach: Reach, *, nudge: Callable[[], None], index: Indexed) -> Listeners:
    return Listeners(
        reach.arrivals,
        reach.runs,
        bot_user=reach.bot_user,
        nudge=nudge,
        index=index,
        words=reach.words,
    )


def _connections(
    listeners: Listeners, address: Address, *, bolt: AsyncWebClient, identity: AuthorizeResult
) -> Connections | HttpDoor:
    """One way in, never both: what came in by two would be two of everything."""
    app = listeners.app(bolt, identity=identity, signing_secret=address.signing_secret)
    if address.http_port is None:
        return Connections(app, address.app_token)
    return HttpDoor(app, address.http_port)


def _progress(reach: Reach, database: Database) -> Progress:
    plans = PlanMessages(database)
    watching = Watching(journal=reach.journal, runs=reach.runs, plans=plans, now=reach.now)
    settling = Settling(reach.slack, reach.outbox, Replies(database))
    return Progress(
        reach.slack,
        watching,
        readers=reach.readers,
        settling=settling,
        locales=reach.locales,
    )


def _delivery(ground: _Ground) -> Delivery:
    database, duties = ground.database, ground.duties
    recheck = Recheck(
        directory=duties.directory,
        evidence=Evidence(database),
        audience_of=duties.audience_of,
        patience=duties.patience,
    )
    return Delivery(
        ground.slack,
        Outbox(database),
        Runs(database),
        locales=duties.locales,
        recheck=recheck,
        noting=Noting(standing=StandingPosts(database), now=ground.now),
    )


def _taking_back(ground: _Ground, reach: Reach) -> TakingBack:
    duties = ground.duties
    judging = Judging(
        directory=duties.directory,
        audience_of=duties.audience_of,
        now=ground.now,
        patience=duties.patience,
    )
    records = Records(
        standing=reach.standing,
        plans=PlanMessages(ground.database),
        runs=reach.runs,
        journal=reach.journal,
        outbox=reach.outbox,
    )
    return TakingBack(ground.slack, judging, records, now=ground.now, nudge=reach.nudge)


async def _identity(slack: SlackClient, address: Address) -> AuthorizeResult:
    who = await proving.who_we_are(slack)
    return AuthorizeResult(
        enterprise_id=who.text("enterprise_id") or None,
        team_id=who.text("team_id"),
        bot_token=address.bot_token,
        bot_id=who.text("bot_id"),
        bot_user_id=who.text("user_id"),
    )
