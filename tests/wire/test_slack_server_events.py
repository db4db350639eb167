"""Socket Mode and events, seen through the real Bolt."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.server import SlackServer
from sandbox.slack.wire import APP_TOKEN, BOT_TOKEN, Json
from tests.wire.slack_room import slack_room


@dataclass(slots=True, kw_only=True)
class Bot:
    """A Bolt app that keeps what it hears, and acks unless `deaf`."""

    app: AsyncApp
    client: AsyncWebClient
    heard: list[Json] = field(default_factory=list)
    retries: list[str] = field(default_factory=list)
    deaf: int = 0

    def events(self, kind: str) -> list[Json]:
        return [b["event"] for b in self.heard if b.get("event", {}).get("type") == kind]


async def until(check: Callable[[], object], seconds: float = 3.0) -> None:
    """Wait until `check` holds."""
    async with asyncio.timeout(seconds):
        while not check():
            await asyncio.sleep(0.01)


@asynccontextmanager
async def bot_in(slack: SlackServer, *, connections: int = 1) -> AsyncIterator[Bot]:
    """A connected bot whose middleware hears everything and acks events itself."""
    async with aiohttp.ClientSession() as session:
        base = f"{slack.team.base_url}/api/"
        client = AsyncWebClient(token=BOT_TOKEN, base_url=base, session=session)
        app = AsyncApp(client=client)
        bot = Bot(app=app, client=client)

        @app.middleware
        async def hear(
            body: Json, context: AsyncBoltContext, next_: Callable[[], object]
        ) -> BoltResponse | None:
            bot.heard.append(body)
            if body.get("type") != "event_callback":
                await next_()  # type: ignore[misc] # Bolt passes a coroutine function
                return None
            if bot.deaf:
                bot.deaf -= 1
                return BoltResponse(status=500)
            return BoltResponse(status=200, body="")

        handlers = [AsyncSocketModeHandler(app, APP_TOKEN) for _ in range(connections)]
        for handler in handlers:
            await handler.connect_async()
        await until(lambda: slack.sockets_connected == connections)
        try:
            yield bot
        finally:
            for handler in handlers:
                await handler.close_async()


async def test_a_mention_arrives_twice_under_one_ts() -> None:
    """Slack sends app_mention and message for the same words; only the event ids differ."""
    async with slack_room() as slack, bot_in(slack) as bot:
        ts = await slack.say("dana", "CPRICING", "@dossier who decided?")
        await until(lambda: len(bot.heard) == 2)

        (mention,) = bot.events("app_mention")
        (message,) = bot.events("message")
        assert mention["ts"] == message["ts"] == ts
        assert mention["text"] == "<@UDOSSIER> who decided?"
        assert mention["action_token"]
        assert bot.heard[0]["event_id"] != bot.heard[1]["event_id"]
