"""`dossier run`: the whole program, until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from bot.admission import Admission
from bot.auditing import keep_audit
from bot.browser_door import open_browser_door, written_down
from bot.digest_running import run_digests
from bot.face import Address, Duties, Face, open_face
from bot.indexing import Indexing
from bot.locales import Locales, said_in
from bot.purging import purge
from bot.recheck import audiences_now
from bot.rendering.languages import words_for
from bot.settings import Settings
from bot.sight import Sight
from bot.sources import sign_in_with
from bot.wiring import Dossier, open_dossier
from domain.arrival import ChannelChanged, Removed
from domain.errors import Misconfigured, SourceError
from domain.question import SourceKind
from store.durable import AlreadyRunningError
from store.forgetting import Forgetting
from store.halts import Halts

log = logging.getLogger("dossier.service")
_LOCK_SECONDS = 60.0  # for an older process to drain and go
_GRACE_SECONDS = 60.0
_SWEEP_SECONDS = 3.0
_NOTION_SECONDS = 120.0
_HEALTH_SECONDS = 600.0
_HALT_SECONDS = 1.0
_FORGET_SECONDS = 86_400.0


class _Leaving(Exception):
    """The operator wants us to go; ends the group of loops."""


async def serve(
    settings: Settings,
    *,
    ready: Callable[[], None] = lambda: None,
    leave: asyncio.Event | None = None,
) -> None:
    """Answer questions until SIGTERM or SIGINT; steps in flight end first.

    Whoever runs this inside a program of their own gives `leave`; signals are then theirs.

    Raises AlreadyRunningError, Misconfigured, SlackTrouble for a refused token.
    """
    leave = leave or _leave_on_signals()
    async with open_dossier(settings) as dossier:
        if not await dossier.engine.take_lock(wait_seconds=_LOCK_SECONDS):
            raise AlreadyRunningError
        indexing = Indexing(dossier.sources.slack_index)
        async with open_face(
            _address(settings),
            dossier.database,
            arrivals=dossier.arrivals,
            duties=_duties(dossier, indexing),
            now=dossier.now,
        ) as face:
            await dossier.execute()
            standing = face.slack.standing
            async with _browser_door(dossier, face):
                await _work(dossier, face, indexing, leave=leave, ready=ready)
        await dossier.engine.stop(grace_seconds=_GRACE_SECONDS)
    if standing.lost.is_set():
        raise Misconfigured("SLACK_BOT_TOKEN", standing.why)


def _leave_on_signals() -> asyncio.Event:
    leave = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, leave.set)
    return leave


async def _work(
    dossier: Dossier,
    face: Face,
    indexing: Indexing,
    *,
    leave: asyncio.Event,
    ready: Callable[[], None],
) -> None:
    async def leaving(reason: asyncio.Event) -> None:
        await reason.wait()
        raise _Leaving

    try:
        async with asyncio.TaskGroup() as group:  # a loop that breaks ends the program
            for loop in (face.run(), indexing.run(), _keep_notion(dossier)):
                group.create_task(loop)
            group.create_task(_sweep_runs(dossier))
            group.create_task(_obey_halts(dossier))
            group.create_task(_forget_in_time(dossier))
            group.create_task(keep_audit(dossier))
            group.create_task(run_digests(dossier))
            group.create_task(_watch_sources(dossier))
            group.create_task(leaving(leave))
            group.create_task(leaving(face.slack.standing.lost))
            ready()
    except* _Leaving:
        log.info("service.leaving")


def _address(settings: Settings) -> Address:
    return Address(
        bot_token=settings.slack_bot_token.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        base_url=settings.slack_api_url,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        http_port=settings.slack_http_port,
    )


@asynccontextmanager
async def _browser_door(dossier: Dossier, face: Face) -> AsyncIterator[None]:
    """For people who connect their own Drive; nothing listens where nobody does."""
    settings, sign_in = dossier.settings, sign_in_with(dossier.sources)
    if sign_in is None or settings.dossier_public_port is None:
        yield
        return
    host = "127.0.0.1" if settings.is_public_url_local else "0.0.0.0"  # noqa: S104 - a proxy in front of it has the certificate
    connected = written_down(face.arrivals, nudge=face.intake.nudge)
    port = settings.dossier_public_port
    async with open_browser_door(sign_in, connected, host=host, port=port):
        yield


def _duties(dossier: Dossier, indexing: Indexing) -> Duties:
    return Duties(
        directory=dossier.sources.directory,
        work=dossier.desk,
        sight=Sight(dossier.sources, allowed=dossier.settings.dossier_rules.sources_in),
        health=dossier.sources.health,
        index=indexing.take,
        audience_of=audiences_now(dossier.resources),
        sources=dossier.sources.for_run,
        door=dossier.door,
        changed=partial(_changed, dossier, indexing),
        admission=Admission(rules=dossier.settings.dossier_rules),
        locales=Locales(shows_cost=dossier.settings.shows_cost),
        sign_in=sign_in_with(dossier.sources),
    )


async def _changed(
    dossier: Dossier, indexing: Indexing, arrival: ChannelChanged | Removed
) -> None:
    await indexing.changed(arrival)
    if isinstance(arrival, Removed):
        await purge(dossier)


async def _keep_notion(dossier: Dossier) -> None:
    """Keep the copy of the shared pages fresh."""
    mirror = dossier.sources.notion_mirror
    while mirror is not None:
        try:
            await mirror.sweep()
        except SourceError as failed:
            log.warning("notion.sweep", extra={"why": type(failed).__name__})
        await asyncio.sleep(_NOTION_SECONDS)


async def _watch_sources(dossier: Dossier) -> None:
    """So that it is known since when one refuses us, whether or not anybody asks."""
    while True:
        await dossier.sources.lost((SourceKind.DRIVE, SourceKind.NOTION))
        await asyncio.sleep(_HEALTH_SECONDS)


async def _sweep_runs(dossier: Dossier) -> None:
    """Runs whose turn has come, that another process wrote down, or that a crash left."""
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        await dossier.door.let_go(dossier.desk.turn_away)
        await dossier.desk.sweep()


async def _obey_halts(dossier: Dossier) -> None:
    """While an admin has halted everything, nothing stays at work."""
    halts = Halts(dossier.database)
    while True:
        if await halts.current():
            for row in await dossier.resources.runs.active():
                question = row.question
                words = words_for(said_in(question.text, question.asker))
                await dossier.desk.stop(row.run, by=words.an_admin)
        await asyncio.sleep(_HALT_SECONDS)


async def _forget_in_time(dossier: Dossier) -> None:
    """What the settings keep no longer goes, at the start and once a day."""
    forgetting = Forgetting(dossier.database, dossier.settings.dossier_data)
    while True:
        await forgetting.expire(dossier.settings.keeping, now=dossier.now())
        await asyncio.sleep(_FORGET_SECONDS)
