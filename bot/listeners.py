"""The Bolt app: arrivals are committed before they are acknowledged; nothing else is done.

Bolt acknowledges events before their listeners run, so the commit is a middleware; when it
fails there is no acknowledgement and Slack delivers again.
"""

import asyncio
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import research_form
from bot.addressed import Ours
from bot.commands import at_once
from bot.digest_forms import errors_in
from bot.payloads import delivered
from bot.rendering.words import ENGLISH, Words
from domain.arrival import (
    Arrival,
    Asked,
    Deleted,
    Delivered,
    Edited,
    Ignored,
    IndexedMessage,
    Replied,
)
from domain.audience import PersonId
from domain.question import ChannelId, MessageTs
from store.arrivals import Arrivals
from store.runs import Runs

log = logging.getLogger("dossier.listeners")

Body = dict[str, Any]  # a payload as Bolt hands it over; parsed at once
Next = Callable[[], Awaitable[None]]
Indexed = Callable[[Arrival], Awaitable[None]]
WordsOf = Callable[[PersonId, str], Awaitable[Words]]

HANDLERS = 2  # while one connection is renewed the other hears
WATCHDOG_SECONDS = 15.0
_WORDS_SECONDS = 1.0
_DELETED = 1000  # deletions that are remembered


async def in_english(_person: PersonId, _text: str) -> Words:
    return ENGLISH


async def unindexed(_: Arrival) -> None:
    return


class Listeners:
    """`index` takes in what was said, edited and deleted; `nudge` wakes the intake.

    `words` are those of a person, and of what they wrote.
    """

    def __init__(
        self,
        arrivals: Arrivals,
        runs: Runs,
        *,
        bot_user: str,
        nudge: Callable[[], None],
        index: Indexed = unindexed,
        words: WordsOf = in_english,
    ) -> None:
        self._arrivals = arrivals
        self._runs = runs
        self._bot_user = bot_user
        self._nudge = nudge
        self._index = index
        self._words = words
        self._deleted: deque[tuple[ChannelId, MessageTs]] = deque(maxlen=_DELETED)

    async def commit(self, body: Mapping[str, object]) -> None:
        """Write the arrival down, or drop it unread if it is none of our business."""
        arrived = delivered(body, bot_user=self._bot_user)
        arrival = arrived.arrival
        if isinstance(arrival, Asked | Replied | IndexedMessage | Edited | Deleted):
            await self._index(arrival)
        if isinstance(arrival, Deleted):
            self._deleted.append((arrival.channel, arrival.ts))
        if not await self._concerns_us(arrived):
            return
        if await self._arrivals.commit(arrived):
            self._nudge()
        if isinstance(arrival, Asked | Replied):
            await self._delete_again(arrived, arrival)

    async def _delete_again(self, arrived: Delivered, said: Asked | Replied) -> None:
        """The deletion overtook what it deletes, and was none of our business then."""
        if (said.channel, said.ts) in self._deleted:
            gone = Deleted(channel=said.channel, ts=said.ts)
            key = f"deleted:{said.channel}:{said.ts}"
            await self._arrivals.commit(Delivered(key=key, team=arrived.team, arrival=gone))
            self._nudge()

    async def _concerns_us(self, arrived: Delivered) -> bool:
        match arrived.arrival:
            case Ignored(reason=reason):
                log.debug("arrival.ignored", extra={"reason": reason})
                return False
            case IndexedMessage():
                return False
            case Replied(channel=channel, thread=thread):
                known = await self._arrivals.knows_thread(channel, thread)
                return known or bool(await self._runs.of_thread(channel, thread))
            case Edited(channel=channel, ts=ts) | Deleted(channel=channel, ts=ts):
                return await self._arrivals.knows_message(arrived.team, channel, ts)
            case _:
                return True

    def app(
        self, client: AsyncWebClient, *, identity: AuthorizeResult, signing_secret: str = ""
    ) -> AsyncApp:
        """`identity` spares a call before the first acknowledgement; `client` has no token.

        What is for another workspace is acknowledged and goes no further. Over sockets there
        is nothing to sign; over HTTP, `signing_secret` is Slack's.
        """
        # Bolt reads SLACK_BOT_TOKEN by itself, and warns that it will not use it.
        logging.getLogger("slack_bolt.AsyncApp").addFilter(_is_news)

        async def authorize() -> AuthorizeResult:
            return identity

        # Without one Bolt would read the environment by itself.
        secret = signing_secret or "sockets are not signed"
        app = AsyncApp(client=client, authorize=authorize, signing_secret=secret)
        ours = Ours(team=identity.team_id or "", enterprise=identity.enterprise_id or "")
        app.middleware(_only_for(ours))
        app.middleware(self._commit_first)
        app.command(re.compile(".*"))(self._acknowledge_command)
        for listen in (app.action, app.shortcut, app.options):
            listen(re.compile(".*"))(_acknowledge)
        app.view(re.compile(".*"))(self._acknowledge_form)
        # An event that no listener matches is not acknowledged, and comes again.
        app.event(re.compile(".*"))(_heard)
        return app

    async def _commit_first(self, body: Body, next: Next) -> None:  # noqa: A002 - Bolt's name
        await self.commit(body)
        await next()

    async def _acknowledge_command(self, ack: AsyncAck, command: Body) -> None:
        name, text = str(command.get("command", "")), str(command.get("text", ""))
        words = ENGLISH
        if text.strip():  # else a form opens, and nothing is said yet
            words = await self._of(str(command.get("user_id", "")), text)
        if said := at_once(name, text, words):
            await ack(response_type="ephemeral", text=said)
        else:
            await ack()

    async def _acknowledge_form(self, ack: AsyncAck, body: Body) -> None:
        """What cannot be planned is said under its field, and the form stays open."""
        wrong = errors_in(body)
        if research_form.stays_open(body):
            words = await self._of(str(body.get("user", {}).get("id", "")), "")
            wrong = research_form.errors_in(body, words)
        if wrong:
            await ack(response_action="errors", errors=wrong)
        else:
            await ack()

    async def _of(self, person: str, text: str) -> Words:
        """English where the person's language takes too long: the reply has three seconds."""
        try:
            async with asyncio.timeout(_WORDS_SECONDS):
                return await self._words(PersonId(person), text)
        except TimeoutError:
            return ENGLISH


def _only_for(ours: Ours) -> Callable[[Body, Next], Awaitable[BoltResponse | None]]:
    async def check(body: Body, next: Next) -> BoltResponse | None:  # noqa: A002 - Bolt's name
        if ours.has(body):
            await next()
            return None
        log.warning("arrival.not_ours")
        return BoltResponse(status=200)

    return check


def _is_news(record: logging.LogRecord) -> bool:
    return "`token` will be unused" not in record.getMessage()


async def _acknowledge(ack: AsyncAck) -> None:
    await ack()


async def _heard(context: AsyncBoltContext) -> None:
    log.debug("arrival.heard", extra={"team": context.team_id})


class Connections:
    """Socket Mode over several connections, each watched over."""

    def __init__(
        self, app: AsyncApp, app_token: str, *, watchdog_seconds: float = WATCHDOG_SECONDS
    ) -> None:
        self._handlers = [AsyncSocketModeHandler(app, app_token) for _ in range(HANDLERS)]
        self._watchdog_seconds = watchdog_seconds
        self._tasks: list[asyncio.Task[None]] = []

    async def connect(self) -> None:
        for handler in self._handlers:
            self._tasks.append(asyncio.create_task(self._watch(handler)))
        for handler in self._handlers:
            await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt's

    async def _watch(self, handler: AsyncSocketModeHandler) -> None:
        """The client retries one address for ever, even when its ticket has expired."""
        while True:
            await asyncio.sleep(self._watchdog_seconds)
            if not await handler.client.is_connected():
                log.warning("socket.renewed")
                handler.client.wss_uri = (
                    None  # it asks for a new address only when this is None
                )

    async def is_connected(self) -> bool:
        states = [await handler.client.is_connected() for handler in self._handlers]
        return any(states)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        for handler in self._handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt's
