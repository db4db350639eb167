"""Dials the very address that was checked, whatever the name resolves to a moment later."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

import httpcore2

from connectors.web_address import UnsafeAddressError, is_literal

MOST_ADDRESSES = 3

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
Dial = Callable[[str, int, float | None], Awaitable[httpcore2.AsyncNetworkStream]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialling:
    """How names become connections; `fixed` is dialled instead of every host."""

    lookup: Lookup
    dial: Dial
    public: Callable[[str], bool]
    fixed: tuple[str, int] | None = None


async def system_lookup(host: str, port: int) -> Sequence[str]:
    """Every address that the system's resolver gives. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


async def tcp_dial(
    address: str,
    port: int,
    timeout: float | None,  # noqa: ASYNC109 - httpcore2's interface
) -> httpcore2.AsyncNetworkStream:
    return await httpcore2.AnyIOBackend().connect_tcp(address, port, timeout)


class PinnedBackend(httpcore2.AsyncNetworkBackend):
    """Resolves once, checks every answer, connects to one of them; TLS comes after, by name."""

    def __init__(self, dialling: Dialling) -> None:
        self._how = dialling

    async def connect_tcp(  # noqa: PLR0917 - httpcore2's interface
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's interface
        local_address: str | None = None,  # noqa: ARG002 - as above
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002 - as above
    ) -> httpcore2.AsyncNetworkStream:
        if self._how.fixed is not None:
            return await self._how.dial(*self._how.fixed, timeout)
        return await self._first(await self._addresses(host, port), port, timeout)

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        bare = host.strip("[]")
        if is_literal(bare):
            addresses: Sequence[str] = (bare,)
        else:
            addresses = await self._how.lookup(bare, port)
        if not addresses or not all(map(self._how.public, addresses)):
            raise UnsafeAddressError("it leads to an address that is not public")
        return addresses

    async def _first(
        self,
        addresses: Sequence[str],
        port: int,
        timeout: float | None,  # noqa: ASYNC109 - as above
    ) -> httpcore2.AsyncNetworkStream:
        *others, last = addresses[:MOST_ADDRESSES]
        for address in others:
            try:
                return await self._how.dial(address, port, timeout)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._how.dial(last, port, timeout)

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 - httpcore2's interface
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - as above
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,  # noqa: ARG002 - as above
    ) -> httpcore2.AsyncNetworkStream:
        raise UnsafeAddressError("a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
