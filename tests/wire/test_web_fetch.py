"""The fetcher against a site that redirects, rebinds, swells and drips.

The tests play the internet: names resolve to documentation addresses that count as public here,
and every dial goes to the test's own site. What was dialled is the witness.
"""

import asyncio
import gzip
import socket
import tracemalloc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpcore2
import pytest

from connectors.web_address import is_public
from connectors.web_dial import tcp_dial
from connectors.web_fetch import Fetched, Fetcher, Gateway, PageBlocked
from domain.errors import (
    Misconfigured,
    SourceBusy,
    SourceGarbled,
    SourceMissing,
    SourceTooLarge,
    SourceUnsupported,
)

SITE = "203.0.113.7"  # plays a public address


def reply(body: bytes, kind: str = "text/html", extra: str = "") -> bytes:
    head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\n{extra}"
    return f"{head}content-length: {len(body)}\r\n\r\n".encode() + body


def redirect(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n".encode()


BOMB = gzip.compress(b"\0" * 50_000_000, 9)
REPLIES = {
    "/ok": reply(b"hello"),
    "/to-ok": redirect("/ok"),
    "/to-metadata": redirect("http://169.254.169.254/latest/"),
    "/to-decimal": redirect("http://2852039166/latest/"),
    "/to-inside": redirect("http://inside.com/ok"),
    "/to-file": redirect("file:///etc/hosts"),
    "/to-port": redirect("http://site.com:8080/"),
    "/loop": redirect("/loop"),
    "/nowhere": b"HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n",
    "/binary": reply(b"MZ", "application/octet-stream"),
    "/bomb": reply(BOMB, extra="content-encoding: gzip\r\n"),
    "/large": reply(b"x" * 2_100_000),
    "/odd-zip": reply(b"not gzip", extra="content-encoding: gzip\r\n"),
    "/slow": reply(b"hello"),
    "/cookie": reply(b"hello", extra="set-cookie: a=b\r\n"),
}


@dataclass(slots=True)
class Internet:
    """A resolver's answers by name; several are given one after another."""

    names: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    port: int = 0
    lookups: list[str] = field(default_factory=list)
    dialled: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    open: dict["asyncio.Task[None] | None", asyncio.StreamWriter] = field(default_factory=dict)

    async def lookup(self, host: str, _port: int) -> Sequence[str]:
        self.lookups.append(host)
        answers = self.names.get(host, [[SITE]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    async def dial(
        self,
        address: str,
        _port: int,
        timeout: float | None,  # noqa: ASYNC109 - as the fetcher calls it
    ) -> httpcore2.AsyncNetworkStream:
        self.dialled.append(address)
        return await tcp_dial("127.0.0.1", self.port, timeout)

    def fetcher(self) -> Fetcher:
        return Fetcher(
            agent="Dossier/0.1",
            lookup=self.lookup,
            dial=self.dial,
            public=lambda address: address == SITE or is_public(address),
        )

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open[asyncio.current_task()] = writer
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.heads.append(head)
        path = head.split()[1]
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        if path == "/slow":
            await asyncio.sleep(0.05)
        self.at_once -= 1
        if path == "/drip":
            writer.write(reply(b"").replace(b"length: 0", b"length: 1000"))
            for _ in range(20):
                writer.write(b"x")
                await asyncio.sleep(0.05)
        writer.write(REPLIES.get(path, b""))
        writer.close()


@asynccontextmanager
async def internet(**names: list[Sequence[str]]) -> AsyncIterator[Internet]:
    world = Internet(names={name.replace("_", "."): answers for name, answers in names.items()})
    server = await asyncio.start_server(world.answer, "127.0.0.1", 0)
    world.port = server.sockets[0].getsockname()[1]
    try:
        yield world
    finally:
        server.close()
        for task, writer in world.open.items():
            writer.transport.abort()
            if task is not None:
                task.cancel()
        await asyncio.sleep(0.01)


async def test_a_page_and_a_relative_redirect() -> None:
    """The useful case, without cookies, and under our own name."""
    async with internet() as world:
        page = await world.fetcher().fetch("http://site.com/to-ok")

    assert (page.url, page.body) == ("http://site.com/ok", b"hello")
    assert "user-agent: Dossier/0.1" in world.heads[0].replace("User-Agent", "user-agent")
    assert all("cookie" not in head.lower() for head in world.heads)


@pytest.mark.parametrize(
    "path", ["to-metadata", "to-decimal", "to-inside", "to-file", "to-port", "loop", "nowhere"]
)
async def test_a_redirect_is_judged_like_an_address(path: str) -> None:
    """Nothing but the site itself was ever dialled."""
    async with internet(inside_com=[["10.0.0.8"]]) as world:
        with pytest.raises(PageBlocked):
            await world.fetcher().fetch(f"http://site.com/{path}")

        assert set(world.dialled) == {SITE}


async def test_one_private_answer_refuses_the_name() -> None:
    """Mixed answers are how rebinding services begin."""
    async with internet(site_com=[[SITE, "10.0.0.1"]]) as world:
        with pytest.raises(PageBlocked):
            await world.fetcher().fetch("http://site.com/ok")

        assert world.dialled == []


async def test_a_name_is_looked_up_once_and_that_answer_is_dialled() -> None:
    """A record that moves between check and dial finds nobody waiting for it."""
    async with internet(site_com=[[SITE], ["169.254.169.254"]]) as world:
        await world.fetcher().fetch("http://site.com/ok")
        assert (world.lookups, world.dialled) == (["site.com"], [SITE])

        with pytest.raises(PageBlocked):
            await world.fetcher().fetch("http://site.com/ok")

        assert world.dialled == [SITE]


async def test_a_literal_address_is_judged_without_a_lookup() -> None:
    """Resolvers have their own ideas of spellings."""
    async with internet() as world:
        with pytest.raises(PageBlocked):
            await world.fetcher().fetch("http://127.0.0.1/ok")

        assert (world.lookups, world.dialled) == ([], [])


async def test_a_bomb_stops_at_the_limit() -> None:
    """Fifty megabytes of zeros cost a few megabytes."""
    async with internet() as world:
        tracemalloc.start()
        with pytest.raises(SourceTooLarge):
            await world.fetcher().fetch("http://site.com/bomb")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("path", "error"),
    [("large", SourceTooLarge), ("binary", SourceUnsupported), ("odd-zip", SourceGarbled)],
)
async def test_what_is_too_much_or_no_text_is_refused(
    path: str, error: type[Exception]
) -> None:
    """Two megabytes are a long page; programs are none."""
    async with internet() as world:
        with pytest.raises(error):
            await world.fetcher().fetch(f"http://site.com/{path}")


async def test_a_drip_is_stopped_by_the_deadline() -> None:
    """Each byte arrives in time; the page as a whole does not."""
    async with internet() as world:
        with pytest.raises(SourceBusy):
            await world.fetcher().fetch("http://site.com/drip", deadline_seconds=0.3)


async def test_a_name_that_does_not_exist_is_missing() -> None:
    """The system's own resolver, which has no network here, is not asked."""

    async def nobody(_host: str, _port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    fetcher = Fetcher(agent="Dossier/0.1", lookup=nobody)

    with pytest.raises(SourceMissing):
        await fetcher.fetch("http://nowhere.com/")


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_the_gateway_replaces_dialling_and_nothing_else(scheme: str) -> None:
    """Plain HTTP to this machine with the site's own Host; unsafe addresses stay refused."""
    async with internet() as world:
        gateway = Gateway(host="127.0.0.1", port=world.port)
        fetcher = Fetcher(agent="Dossier/0.1", gateway=gateway)
        page: Fetched = await fetcher.fetch(f"{scheme}://site.com/ok")
        with pytest.raises(PageBlocked):
            await fetcher.fetch("http://169.254.169.254/")
        with pytest.raises(PageBlocked):
            await fetcher.fetch(f"{scheme}://site.com/to-metadata")

    assert page.url == f"{scheme}://site.com/ok"
    assert "host: site.com\r\n" in world.heads[0].lower()


@pytest.mark.parametrize("host", ["10.0.0.1", "example.com", "1.1.1.1", ""])
def test_a_gateway_elsewhere_is_refused_at_start(host: str) -> None:
    """It would see every page that is read."""
    with pytest.raises(Misconfigured, match="WEB_GATEWAY"):
        Gateway(host=host, port=80)


async def test_one_host_is_asked_one_thing_at_a_time_and_others_meanwhile() -> None:
    """However many subagents want its pages; two hosts, the control, are asked together."""
    async with internet() as world:
        fetcher = world.fetcher()
        await asyncio.gather(*(fetcher.fetch("http://a.example/slow") for _ in range(4)))
        alone = world.most_at_once
        urls = ("http://a.example/slow", "http://b.example/slow", "http://c.example/slow")
        await asyncio.gather(*map(fetcher.fetch, urls))

    assert alone == 1
    assert world.most_at_once > 1
