"""Slack over HTTP, for where Socket Mode is not wanted: signed requests, each taken once.

Bolt checks the signature and that it is at most five minutes old; within those minutes a
request that was seen before is answered and not dealt with again.
https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import re
from collections import OrderedDict

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

PATH = "/slack/events"
HEALTH = "/health"
_SIGNATURE = "X-Slack-Signature"
_MOMENT = "X-Slack-Request-Timestamp"
_LARGEST = 1_000_000
_KEPT_SECONDS = 600.0  # twice as long as a signature is good for
_OK = 200


class Seen:
    """Signatures of the last minutes: each is good for one request."""

    def __init__(self) -> None:
        self._until: OrderedDict[str, float] = OrderedDict()

    def before(self, signature: str) -> bool:
        now = asyncio.get_running_loop().time()
        while self._until and next(iter(self._until.values())) < now:
            self._until.popitem(last=False)
        return signature in self._until

    def add(self, signature: str) -> None:
        self._until[signature] = asyncio.get_running_loop().time() + _KEPT_SECONDS


class HttpDoor:
    """One port for events, commands and clicks. `app` has the signing secret."""

    def __init__(self, app: AsyncApp, port: int, *, host: str = "0.0.0.0") -> None:  # noqa: S104 - a proxy in front of it has the certificate
        self._app = app
        self._host = host
        self._port = port
        self._seen = Seen()
        self._runner: web.AppRunner | None = None

    @property
    def port(self) -> int:
        """Where it listens, once connected; for a `port` of 0 it was chosen by the machine."""
        return int(self._runner.addresses[0][1]) if self._runner else self._port

    async def connect(self) -> None:
        server = web.Application(client_max_size=_LARGEST)
        server.router.add_post(PATH, self._slack)
        server.router.add_get(HEALTH, self._health)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, self._host, self._port).start()
        self._runner = runner

    async def is_connected(self) -> bool:
        return self._runner is not None

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _health(self, _: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def _slack(self, request: web.Request) -> web.Response:
        signature = request.headers.get(_SIGNATURE, "")
        if signature and self._seen.before(signature):
            return web.Response()
        body = _text(await request.read())
        # Bolt fails on a moment that is no number, which would be an error of ours.
        if body is None or not re.fullmatch(r"[0-9]{1,20}", request.headers.get(_MOMENT, "")):
            return web.Response(status=401)
        asked = AsyncBoltRequest(
            body=body,
            query=request.query_string,
            headers=dict(request.headers),
        )
        told = await self._app.async_dispatch(asked)
        if told.status == _OK and signature:
            self._seen.add(signature)
        return _reply(told)


def _text(body: bytes) -> str | None:
    """None for what Slack cannot have sent."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _reply(told: BoltResponse) -> web.Response:
    return web.Response(
        status=told.status,
        text=told.body,
        content_type=told.first_headers_without_set_cookie()
        .get("content-type", "text/plain")
        .partition(";")[0],
    )
