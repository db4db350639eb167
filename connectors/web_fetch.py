"""Fetches a page while connecting only to addresses that were checked.

Every hop is decided by spelling, resolved once, refused if any answer is not public, and
dialled at the very address that was checked, while TLS still verifies the host's name. No
cookies, no credentials, no proxies, a fresh connection each time.
"""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin
from weakref import WeakValueDictionary

import httpcore2
import httpx2

from connectors.web_address import Target, UnsafeAddressError, is_literal, is_public, target_of
from connectors.web_dial import Dial, Dialling, Lookup, PinnedBackend, system_lookup, tcp_dial
from domain.errors import (
    Misconfigured,
    SourceBusy,
    SourceDenied,
    SourceGarbled,
    SourceMissing,
    SourceTooLarge,
    SourceUnsupported,
)
from domain.question import SourceKind

MOST_HOPS = 3
MOST_BYTES = 2_000_000  # decoded
DEADLINE_SECONDS = 15.0
MOST_ADDRESSES = 3
PAGE_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
)

MayFollow = Callable[[str], Awaitable[None]]


class PageBlocked(SourceDenied):
    for_model = "This address may not be fetched; do not try again."


class PageInsecure(SourceDenied):
    for_model = "This site cannot prove that it is the one it claims to be; do not try again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """Dialled instead of every host, over plain HTTP: the sandbox's web.

    It replaces resolving and dialling and nothing else. Raises Misconfigured unless it is on
    this machine.
    """

    host: str
    port: int

    def __post_init__(self) -> None:
        if not _is_loopback(self.host):
            raise Misconfigured(
                "WEB_GATEWAY", "Give an address on this machine, or leave it out."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back at the end of the redirects; `kind` is the media type in lower case."""

    url: str
    status: int
    kind: str
    charset: str
    headers: httpx2.Headers
    body: bytes

    @property
    def is_busy(self) -> bool:
        """The site says to come back later."""
        busy = self.status == HTTPStatus.TOO_MANY_REQUESTS
        return busy or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetcher:
    """`lookup`, `dial` and `public` are arguments so that tests can play a whole internet."""

    agent: str
    gateway: Gateway | None = None
    lookup: Lookup = system_lookup
    dial: Dial = tcp_dial
    public: Callable[[str], bool] = is_public
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    most_bytes: int = MOST_BYTES
    _hosts: "WeakValueDictionary[str, asyncio.Lock]" = field(
        default_factory=WeakValueDictionary, init=False
    )

    async def fetch(
        self,
        url: str,
        *,
        types: tuple[str, ...] = PAGE_TYPES,
        deadline_seconds: float = DEADLINE_SECONDS,
        may_follow: MayFollow | None = None,
    ) -> Fetched:
        """Follows at most MOST_HOPS redirects, each judged like the first address.

        An empty `types` takes any. Raises PageBlocked, SourceBusy, SourceMissing (no such
        host), SourceTooLarge, SourceUnsupported, SourceGarbled.
        """
        try:
            async with asyncio.timeout(deadline_seconds):
                return await self._follow(url, types, may_follow)
        except UnsafeAddressError as unsafe:
            raise PageBlocked(SourceKind.WEB, str(unsafe)) from unsafe
        except socket.gaierror as unknown:
            raise _unresolved(unknown) from unknown
        except (httpx2.DecodingError, httpx2.RemoteProtocolError) as odd:
            raise SourceGarbled(SourceKind.WEB, type(odd).__name__) from odd
        except (TimeoutError, OSError, httpx2.TransportError) as failed:
            if _is_untrusted(failed):
                raise PageInsecure(SourceKind.WEB, "its certificate") from failed
            raise SourceBusy(SourceKind.WEB, type(failed).__name__) from failed

    async def _follow(
        self, url: str, types: tuple[str, ...], may_follow: MayFollow | None
    ) -> Fetched:
        target = target_of(url)
        for hop in range(MOST_HOPS + 1):
            if hop and may_follow is not None:
                await may_follow(target.url)
            answer = await self._get(target, types)
            if isinstance(answer, Fetched):
                return answer
            following = target_of(urljoin(target.url, answer))
            if (target.scheme, following.scheme) == ("https", "http"):
                raise UnsafeAddressError("a redirect away from https")
            target = following
        raise UnsafeAddressError("too many redirects")

    async def _get(self, target: Target, types: tuple[str, ...]) -> Fetched | str:
        """The page, or where it says to go; one at a time from each host."""
        async with self._hosts.setdefault(target.host, asyncio.Lock()):
            return await self._got(target, types)

    async def _got(self, target: Target, types: tuple[str, ...]) -> Fetched | str:
        headers = {"user-agent": self.agent, "accept-encoding": "gzip"}
        headers["accept"] = ", ".join(types) or "*/*"
        async with (
            httpx2.AsyncClient(
                transport=self._transport(),
                trust_env=False,
                follow_redirects=False,
                timeout=DEADLINE_SECONDS,
            ) as client,
            client.stream("GET", self._dialled(target), headers=headers) as response,
        ):
            if response.is_redirect:
                return response.headers.get("location", "")
            return await self._read(response, target, types)

    def _dialled(self, target: Target) -> str:
        """The gateway speaks plain HTTP for every site; the Host header stays the site's."""
        if self.gateway is None:
            return target.url
        return Target(scheme="http", host=target.host, rest=target.rest).url

    def _transport(self) -> httpx2.AsyncHTTPTransport:
        fixed = (self.gateway.host, self.gateway.port) if self.gateway else None
        backend = PinnedBackend(
            Dialling(lookup=self.lookup, dial=self.dial, public=self.public, fixed=fixed)
        )
        transport = httpx2.AsyncHTTPTransport(verify=self.context, trust_env=False)
        # httpx2 offers no public way to hand over a backend. Nothing is kept alive: the pool
        # knows connections by IP address, and two hosts of one address would share a session
        # whose certificate was checked for the first alone.
        transport._pool = httpcore2.AsyncConnectionPool(  # noqa: SLF001 - no public name
            ssl_context=self.context,
            network_backend=backend,
            max_connections=1,
            max_keepalive_connections=0,
        )
        return transport

    async def _read(
        self, response: httpx2.Response, target: Target, types: tuple[str, ...]
    ) -> Fetched:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if response.is_success and types and kind not in types:
            raise SourceUnsupported(SourceKind.WEB, f"its type is {kind[:60] or 'not said'}")
        body = bytearray()
        # httpx2 decodes in bounded pieces, so that a bomb stops at the limit.
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > self.most_bytes:
                raise SourceTooLarge(SourceKind.WEB, f"over {self.most_bytes:,} bytes")
        return Fetched(
            url=target.url,
            status=response.status_code,
            kind=kind,
            charset=response.charset_encoding or "",
            headers=response.headers,
            body=bytes(body),
        )


def _unresolved(error: socket.gaierror) -> SourceBusy | SourceMissing:
    if error.errno == socket.EAI_AGAIN:
        return SourceBusy(SourceKind.WEB, "its name could not be looked up")
    return SourceMissing(SourceKind.WEB, "there is no such site")


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (is_literal(host) and ipaddress.ip_address(host).is_loopback)
