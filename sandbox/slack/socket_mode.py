"""Socket Mode: one-use tickets, envelopes, acks, and redelivery of events nobody acked.

An app that has a request URL is told there instead.
"""

import asyncio
import json
import logging
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientConnectionError, WSMsgType, web

from sandbox.slack.request_url import RequestUrl
from sandbox.slack.wire import APP, Json

log = logging.getLogger("sandbox.slack")

TICKET_SECONDS = 30.0
MOST_CONNECTIONS = 10  # Slack: up to ten sockets per app
RETRIES = 3  # Slack retries an event three times
ANSWER_SECONDS = 3.0  # Slack waits three seconds for a click, a command or a form
HELD_BACK_SECONDS = 0.15


@dataclass(slots=True, kw_only=True, eq=False)
class Delivery:
    """How events reach the bot; tests and the page turn these.

    `shuffle` holds every other event back for a moment, so that later ones overtake it.
    """

    redeliver_after_seconds: float = 3.0
    deliver_twice: bool = False
    shuffle: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Sockets:
    """The open connections; each envelope goes to one of them, in turn."""

    delivery: Delivery = field(default_factory=Delivery)
    connections: list[web.WebSocketResponse] = field(default_factory=list)
    request_url: RequestUrl | None = None
    redelivered: int = 0
    undelivered: int = 0
    answer_seconds: float = ANSWER_SECONDS
    _tickets: dict[str, float] = field(default_factory=dict)
    _acks: dict[str, asyncio.Future[Json]] = field(default_factory=dict)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _someone: asyncio.Event = field(default_factory=asyncio.Event)
    _turn: int = 0
    _held: bool = False

    def ticket(self) -> str:
        """Opens one socket, once, for half a minute."""
        ticket = uuid.uuid4().hex
        self._tickets[ticket] = asyncio.get_running_loop().time() + TICKET_SECONDS
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        now = asyncio.get_running_loop().time()
        if self._tickets.pop(request.query.get("ticket", ""), 0.0) < now:
            return web.Response(status=408, text="expired or used ticket")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if len(self.connections) >= MOST_CONNECTIONS:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        await self._greet(socket)
        try:
            await self._listen(socket)
        finally:
            self._drop(socket)
        return socket

    async def _greet(self, socket: web.WebSocketResponse) -> None:
        hello = {
            "type": "hello",
            "num_connections": len(self.connections) + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
        }
        await socket.send_json(hello)
        self.connections.append(socket)
        self._someone.set()

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                continue
            ack = json.loads(frame.data)
            waiting = self._acks.pop(ack.get("envelope_id", ""), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(ack.get("payload") or {})

    def _drop(self, socket: web.WebSocketResponse) -> None:
        if socket in self.connections:
            self.connections.remove(socket)
        if not self.connections:
            self._someone.clear()

    def post_event(self, body: Json) -> None:
        """Deliver an event until it is acked, waiting for a connection if there is none."""
        for _ in range(2 if self.delivery.deliver_twice else 1):
            self.spawn(self._deliver(body, delay=self._delay()))

    def _delay(self) -> float:
        self._held = self.delivery.shuffle and not self._held
        return HELD_BACK_SECONDS if self._held else 0.0

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, body: Json, *, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        for attempt in range(RETRIES + 1):
            self.redelivered += bool(attempt)
            extra = {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
            envelope = self._envelope("events_api", body) | extra
            patience = self.delivery.redeliver_after_seconds
            if await self._send(envelope, patience=patience) is not None:
                return
        self.undelivered += 1
        log.warning("slack.event_lost", extra={"event": body["event"]["type"]})

    async def ask(self, kind: str, payload: Json) -> Json | None:
        """Deliver a command, a click or a form once; None when no ack came in time."""
        envelope = self._envelope(kind, payload)
        try:
            async with asyncio.timeout(self.answer_seconds):
                return await self._send(envelope, patience=self.answer_seconds)
        except TimeoutError:
            return None

    def _envelope(self, kind: str, payload: Json) -> Json:
        return {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }

    async def _send(self, envelope: Json, *, patience: float) -> Json | None:
        """Over the next connection in turn; the ack may come back over any."""
        if self.request_url is not None:
            return await self._over_http(envelope, self.request_url, patience=patience)
        ack: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = ack
        try:
            while not await self._over_next(envelope):
                await self._someone.wait()
            async with asyncio.timeout(patience):
                return await ack
        except TimeoutError:
            return None
        finally:
            self._acks.pop(envelope["envelope_id"], None)

    async def _over_http(
        self, envelope: Json, app: RequestUrl, *, patience: float
    ) -> Json | None:
        """An app that does not answer has not heard; the next try comes after `patience`."""
        until = asyncio.get_running_loop().time() + patience
        try:
            async with asyncio.timeout(patience):
                answer = await app.send(envelope)
        except TimeoutError:
            answer = None
        if answer is None:
            await asyncio.sleep(until - asyncio.get_running_loop().time())
        return answer

    async def _over_next(self, envelope: Json) -> bool:
        if not self.connections:
            return False
        self._turn += 1
        socket = self.connections[self._turn % len(self.connections)]
        try:
            await socket.send_json(envelope)
        except (ClientConnectionError, ConnectionError, RuntimeError):
            self._drop(socket)
            return False
        return True

    async def refresh(self) -> None:
        """Ask every client to come back on a new connection, as Slack does every few hours."""
        for socket in list(self.connections):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        for socket in list(self.connections):
            await socket.close()
