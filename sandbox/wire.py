"""What a sandbox server does before it answers: write the request down and obey a fault.

A server hands its routes to a `FrontDoor`; whatever no route takes is refused with 501.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Fault, Faults, Service

# What goes over the wire as JSON; built here and parsed by the vendors' clients.
Json = dict[str, Any]
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]
Supported = tuple[tuple[str, str, str], ...]

NONSENSE = b"\x00\xff\xfe<<<{[ not what you asked for \x80\x81"


class RefusedError(Exception):
    """The real service would refuse this request; `response` is how it says so."""

    def __init__(self, response: web.Response) -> None:
        super().__init__(f"{response.status} {response.text}")
        self.response = response


class Voice(Protocol):
    """A vendor's way of saying no, in its own envelope and headers."""

    def refusal(self, fault: Fault, request: web.Request) -> web.Response:
        """The answer to a request that a `busy` or an `overloaded` fault strikes."""

    def unsupported(self, request: web.Request) -> web.Response: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A request as it arrived; `who` is the person or the token behind it."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    who: str
    body: bytes
    at: datetime


def bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


def host_and_path(request: web.Request) -> str:
    """What a fault's `path` is looked for in: `acme.example/pricing`."""
    return request.host + request.path


@dataclass(slots=True, kw_only=True)
class FrontDoor:
    """Every request of one service comes through here."""

    service: Service
    clock: SandboxClock
    faults: Faults
    voice: Voice
    who: Callable[[web.Request], str] = bearer
    requests: list[Seen] = field(default_factory=list)

    def app(self, routes: Mapping[tuple[str, str], Answer]) -> web.Application:
        """Routes are by (verb, path); paths are aiohttp's, with {names}."""
        app = web.Application(middlewares=[self._admit], client_max_size=10 * 2**20)
        for (verb, path), answer in routes.items():
            app.router.add_route(verb, path, answer)
        app.router.add_route("*", "/{anything:.*}", self._unsupported)
        return app

    @web.middleware
    async def _admit(self, request: web.Request, handler: Answer) -> web.StreamResponse:
        self.requests.append(await self._seen(request))
        fault = self.faults.strike(self.service, host_and_path(request))
        try:
            return await self._obey(fault, request, handler)
        except RefusedError as refused:
            return refused.response

    async def _seen(self, request: web.Request) -> Seen:
        return Seen(
            method=request.method,
            host=request.host,
            path=request.path,
            query=dict(request.query),
            who=self.who(request),
            body=await request.read(),
            at=self.clock.now(),
        )

    async def _obey(
        self, fault: Fault | None, request: web.Request, answer: Answer
    ) -> web.StreamResponse:
        if fault is None:
            return await answer(request)
        if fault.kind in ("slow", "silent"):
            await asyncio.sleep(fault.seconds)
        match fault.kind:
            case "down" | "silent" | "refused":  # only Slack refuses by a code
                return hang_up(request)
            case "busy" | "overloaded":
                return self.voice.refusal(fault, request)
            case "garbage":
                return web.Response(body=NONSENSE, content_type="application/json")
            case "cut":
                return await _half(request, await answer(request))
            case "slow":
                return await answer(request)

    async def _unsupported(self, request: web.Request) -> web.Response:
        log = logging.getLogger(f"sandbox.{self.service}")
        log.warning("not supported: %s %s", request.method, request.path)
        return self.voice.unsupported(request)


def hang_up(request: web.Request) -> web.Response:
    """Closes the connection; the response is for aiohttp alone and reaches nobody."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _half(request: web.Request, whole: web.StreamResponse) -> web.StreamResponse:
    """The first half of an answer that had promised all of it."""
    body = whole.body if isinstance(whole, web.Response) else b""
    body = body if isinstance(body, bytes) else b""
    headers = {"Content-Type": whole.content_type, "Content-Length": str(len(body) + 1)}
    begun = web.StreamResponse(status=whole.status, headers=headers)
    await begun.prepare(request)
    await begun.write(body[: len(body) // 2])
    return hang_up(request)


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """The address of an application on a free port of 127.0.0.1, while the block runs."""
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
