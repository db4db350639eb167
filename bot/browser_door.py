"""Where a browser comes back to us after somebody signed in with Google.

A small server of its own, so that it is there in Socket Mode too. It says one sentence to
whoever comes, in the language of their browser, and what they are told in Slack is written
down like everything that arrives.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from hashlib import sha256
from html import escape

from aiohttp import web

from bot.drive_source import SIGNED_IN
from bot.rendering.sign_in_words import SignInWords, accepted
from bot.sign_in import NotConnected, SignIn
from domain.arrival import (
    Delivered,
)
from domain.audience import PersonId
from domain.errors import Misconfigured, SourceError
from domain.press import (
    DriveConnected,
)
from store.arrivals import Arrivals

log = logging.getLogger("dossier.browser_door")

HEALTH = "/drive/health"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address holds a code
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = (
    '<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Dossier</title>'
    '<meta name="viewport" content="width=device-width"><p>{sentence}</p></html>'
)
_LARGEST = 16_000

Connected = Callable[[PersonId, str], Awaitable[None]]


class BrowserDoor:
    """`connected` hears of who signed in, with a name that tells one sign-in from another."""

    def __init__(self, sign_in: SignIn, connected: Connected) -> None:
        self._sign_in = sign_in
        self._connected = connected

    def app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_get(SIGNED_IN, self._signed_in, allow_head=False)
        app.router.add_get(HEALTH, _health)
        return app

    async def _signed_in(self, request: web.Request) -> web.Response:
        """A link that is only looked at (HEAD) uses nothing up."""
        state, code = request.query.get("state", ""), request.query.get("code", "")
        words = accepted(request.headers.get("Accept-Language", ""))
        try:
            person = await self._sign_in.finish(state, code)
            await self._connected(person, state)
        except NotConnected as needs:
            return _said(needs.said_in(words), words, status=400)
        except SourceError as failed:
            log.warning("browser_door.failed", extra={"why": type(failed).__name__})
            return _said(words.not_now, words, status=503)
        return _said(words.connected, words)


def written_down(arrivals: Arrivals, *, nudge: Callable[[], None]) -> Connected:
    """As an arrival, so that a crash leaves nobody without a word in Slack."""

    async def connected(person: PersonId, state: str) -> None:
        name = sha256(state.encode()).hexdigest()[:16]
        arrival = DriveConnected(person=person, sign_in=name)
        await arrivals.commit(Delivered(key=f"drive:{name}", team="", arrival=arrival))
        nudge()

    return connected


@asynccontextmanager
async def open_browser_door(
    sign_in: SignIn, connected: Connected, *, port: int, host: str
) -> AsyncIterator[None]:
    """Raises Misconfigured when something else has the port."""
    runner = web.AppRunner(BrowserDoor(sign_in, connected).app(), access_log=None)
    await runner.setup()
    try:
        await _listen(web.TCPSite(runner, host, port), port)
        yield
    finally:
        await runner.cleanup()


async def _listen(site: web.TCPSite, port: int) -> None:
    try:
        await site.start()
    except OSError as taken:
        raise Misconfigured("DOSSIER_PUBLIC_PORT", f"{port} cannot be listened on") from taken


async def _health(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def _said(sentence: str, words: SignInWords, *, status: int = 200) -> web.Response:
    return web.Response(
        text=_PAGE.format(sentence=escape(sentence), language=words.code),
        status=status,
        content_type="text/html",
        headers=_HEADERS,
    )
