"""A small workspace, a Slack server on a free port, and a Bolt app that listens to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import aiohttp
from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.slack.scopes import Manifest
from sandbox.slack.server import SlackServer
from sandbox.slack.wire import APP_TOKEN, BOT_TOKEN, Json
from sandbox.workspace.schema import Channel, Message, Person, Workspace

TODAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

PEOPLE = (
    Person(
        handle="dana",
        name="Dana Roth",
        email="dana@tidewater.example",
        title="Head of Product",
        timezone="Europe/Berlin",
    ),
    Person(handle="lee", name="Lee Park", email="lee@tidewater.example"),
    Person(handle="priya", name="Priya Nair", email="priya@tidewater.example"),
    Person(handle="gus", name="Gus Ray", email="gus@agency.example", kind="guest"),
    Person(
        handle="sven",
        name="Sven Holm",
        email="sven@globex.example",
        kind="stranger",
        organisation="Globex",
    ),
)


def said(author: str, days: int, text: str, *replies: Message) -> Message:
    """A message `days` before today."""
    at = TODAY - timedelta(days=days)
    return Message(author=author, at=at, text=text, replies=replies)


WORKSPACE = Workspace(
    name="Tidewater",
    domain="tidewater.example",
    today=TODAY,
    people=PEOPLE,
    channels=(
        Channel(
            name="pricing",
            topic="Prices and plans",
            members=("dana", "lee", "priya"),
            messages=(
                said(
                    "priya",
                    60,
                    "Team and Business go up by 12 % on 1 October, @dana agrees",
                    said("dana", 60, "Agreed. The margin review left us no choice."),
                    said("lee", 59, "Support will hear about guest seats & refunds <soon>"),
                ),
                said("lee", 30, "Acme published new list prices: https://acme.example/pricing"),
            ),
        ),
        Channel(
            name="leads",
            kind="private",
            members=("dana", "priya"),
            has_bot=False,
            messages=(said("priya", 10, "Layoffs are planned for the Berlin office"),),
        ),
        Channel(
            name="support",
            members=("lee", "gus"),
            has_bot=False,
            messages=(said("lee", 5, "Seven tickets about the new prices so far"),),
        ),
        Channel(name="margins", kind="private", members=("dana",)),
        Channel(name="globex-bridge", kind="shared", members=("dana", "sven")),
    ),
)


@dataclass(slots=True, kw_only=True)
class Bot:
    """A Bolt app that keeps what it hears; it leaves the next `deaf` events without an ack."""

    app: AsyncApp
    client: AsyncWebClient
    heard: list[Json] = field(default_factory=list)
    retries: list[str] = field(default_factory=list)
    deaf: int = 0

    def events(self, kind: str) -> list[Json]:
        return [b["event"] for b in self.heard if b.get("event", {}).get("type") == kind]

    async def hear(
        self, req: AsyncBoltRequest, next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        """Middleware: events end here, everything else goes on to the test's listeners."""
        self.heard.append(req.body)
        if req.body.get("type") != "event_callback":
            await next_()
            return None
        self.retries.append(req.headers["x-slack-retry-num"][0])
        if self.deaf:
            self.deaf -= 1
            return BoltResponse(status=500)
        return BoltResponse(status=200, body="")


@asynccontextmanager
async def slack_room(
    workspace: Workspace = WORKSPACE, *, manifest: Manifest | None = None
) -> AsyncIterator[SlackServer]:
    """The server, listening on loopback."""
    slack = SlackServer(
        workspace=workspace,
        clock=SandboxClock.starting_at(workspace.today),
        faults=Faults(),
        manifest=manifest,
    )
    runner = web.AppRunner(slack.app(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.bind(f"http://127.0.0.1:{runner.addresses[0][1]}")
    try:
        yield slack
    finally:
        await runner.cleanup()


@asynccontextmanager
async def client_of(
    slack: SlackServer, token: str = BOT_TOKEN
) -> AsyncIterator[AsyncWebClient]:
    """Slack's own client, pointed at the sandbox; it never repeats a call by itself."""
    async with aiohttp.ClientSession() as session:
        base = f"{slack.team.base_url}/api/"
        yield AsyncWebClient(token=token, base_url=base, session=session, retry_handlers=[])


@asynccontextmanager
async def bot_in(slack: SlackServer, *, connections: int = 1) -> AsyncIterator[Bot]:
    """A connected bot."""
    async with client_of(slack) as client:
        app = AsyncApp(client=client)
        bot = Bot(app=app, client=client)
        app.middleware(bot.hear)
        handlers = [AsyncSocketModeHandler(app, APP_TOKEN) for _ in range(connections)]
        for handler in handlers:
            await handler.connect_async()  # type: ignore[no-untyped-call] # Bolt has no type here
        await until(lambda: slack.sockets_connected == connections)
        try:
            yield bot
        finally:
            for handler in handlers:
                await handler.close_async()  # type: ignore[no-untyped-call] # as above


async def until(check: Callable[[], object], *, seconds: float = 20.0) -> None:
    """Wait until `check` holds; how soon it does is asserted by the tests that are about it."""
    async with asyncio.timeout(seconds):
        while not check():  # noqa: ASYNC110 - waits for what another program does
            await asyncio.sleep(0.01)


async def refusal(call: Awaitable[object]) -> Json:
    """What Slack answers to a call that it refuses."""
    try:
        await call
    except SlackApiError as error:
        answer: Json = dict(error.response.data)
        return answer
    raise AssertionError("Slack did not refuse")


async def until_refused(call: Callable[[int], Awaitable[object]]) -> AsyncSlackResponse:
    """Call with 0, 1, 2 ... until Slack refuses; its answer to the last call."""
    try:
        for number in range(300):
            await call(number)
    except SlackApiError as error:
        answer: AsyncSlackResponse = error.response
        return answer
    raise AssertionError("Slack never refused")


def rich(text: str) -> Json:
    """The smallest rich text."""
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [line]}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}
