"""What sites answer, and what a reader is told of it."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import fpdf
import pytest
from aiohttp import web

from connectors.web_fetch import Fetcher, Gateway, PageBlocked
from connectors.web_pages import (
    PageForbidden,
    PageGuarded,
    PageReader,
    PageWalled,
    RobotsForbid,
)
from domain.errors import (
    SourceBusy,
    SourceError,
    SourceMissing,
    SourceTooLarge,
    SourceUnsupported,
)
from sandbox.wire import serving
from tests.wire.one_parser import one_parser
from tests.wire.web_world import NOW

Answer = Callable[[], web.Response]
PAGE = b"<html><body><article><p>" + b"Words of a page that is long enough. " * 20


@dataclass(slots=True)
class Sites:
    """Every host behind one gateway, by `host/path`; robots.txt is missing unless given."""

    answers: dict[str, Answer] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    slow: float = 0.0
    at_once: int = 0
    most_at_once: int = 0

    async def answer(self, request: web.Request) -> web.Response:
        name = request.host + request.path
        self.seen.append(name)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.slow)
        self.at_once -= 1
        found = self.answers.get(name)
        return found() if found else web.Response(status=404)


def html(body: bytes = PAGE, status: int = 200, **headers: str) -> Answer:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda: web.Response(
        body=body, status=status, headers=named, content_type="text/html"
    )


@asynccontextmanager
async def reading(sites: Sites) -> AsyncIterator[PageReader]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", sites.answer)
    async with serving(app) as address:
        gateway = Gateway(host="127.0.0.1", port=urlsplit(address).port or 0)
        yield PageReader(
            fetcher=Fetcher(agent="DossierBot/0.1", gateway=gateway),
            parser=one_parser(),
            agent="DossierBot",
            now=lambda: NOW,
            random=lambda: 0.0,
        )


MEANINGS: dict[str, tuple[Answer, type[SourceError]]] = {
    "401": (html(status=401), PageForbidden),
    "403": (html(status=403), PageForbidden),
    "challenge page": (html(b"<title>Just a moment...</title>", 403), PageGuarded),
    "challenge header": (html(b"", 403, cf_mitigated="challenge"), PageGuarded),
    "402": (html(status=402), PageWalled),
    "451": (html(status=451), PageForbidden),
    "404": (html(status=404), SourceMissing),
    "410": (html(status=410), SourceMissing),
    "no content": (html(status=204), SourceUnsupported),
    "busy": (html(status=429, Retry_After="600"), SourceBusy),
    "overloaded": (html(status=503, Retry_After="600"), SourceBusy),
    "too large": (html(b"x" * 2_100_000), SourceTooLarge),
    "empty": (html(b"<html><body></body></html>"), SourceUnsupported),
    "a program": (
        lambda: web.Response(body=b"MZ", content_type="application/zip"),
        SourceUnsupported,
    ),
    "inside": (html(status=302, Location="http://10.0.0.1/"), PageBlocked),
}


@pytest.mark.parametrize("name", MEANINGS)
async def test_every_answer_has_its_own_meaning(name: str) -> None:
    """A model that is told `blocked` looks elsewhere; one that is told `busy` may come back."""
    answer, error = MEANINGS[name]
    async with reading(Sites({"a.com/x": answer})) as reader:
        with pytest.raises(error) as told:
            await reader.read("https://a.com/x")

    assert type(told.value) is error or isinstance(told.value, SourceBusy)
    assert told.value.for_model.endswith(".")


async def test_a_plain_text_page_and_a_pdf_are_read() -> None:
    """Figures are often in reports, and rules in plain files."""
    document = fpdf.FPDF()
    document.set_font("Helvetica")
    document.add_page()
    document.cell(text="Elasticity is 0.7.")
    body = bytes(document.output())
    sites = Sites(
        {
            "a.com/r.pdf": lambda: web.Response(body=body, content_type="application/pdf"),
            "a.com/r.txt": lambda: web.Response(text="Plain\r\nwords.", charset="utf-8"),
        }
    )
    async with reading(sites) as reader:
        report = await reader.read("https://a.com/r.pdf")
        plain = await reader.read("https://a.com/r.txt")

    assert "Elasticity is 0.7." in report.text
    assert plain.text == "Plain\nwords."


async def test_a_redirect_to_another_site_asks_that_site_first() -> None:
    """Its robots.txt counts, not that of the site that sent us there."""
    sites = Sites(
        {
            "a.com/x": html(status=301, Location="https://b.com/y"),
            "b.com/y": html(),
            "b.com/robots.txt": lambda: web.Response(text="User-agent: *\nDisallow: /y"),
        }
    )
    async with reading(sites) as reader:
        with pytest.raises(RobotsForbid):
            await reader.read("https://a.com/x")

    assert sites.seen == ["a.com/robots.txt", "a.com/x", "b.com/robots.txt"]


async def test_robots_are_asked_once_for_all_pages_of_a_site() -> None:
    """And are kept for a day."""
    sites = Sites({f"a.com/{n}": html() for n in range(3)})
    async with reading(sites) as reader:
        for n in range(3):
            await reader.read(f"https://a.com/{n}")

    assert sites.seen == ["a.com/robots.txt", "a.com/0", "a.com/1", "a.com/2"]


async def test_one_site_is_asked_one_page_at_a_time_and_others_meanwhile() -> None:
    """Politeness to each, speed over all."""
    one = Sites({f"a.com/{n}": html() for n in range(3)}, slow=0.02)
    async with reading(one) as reader:
        await asyncio.gather(*(reader.read(f"https://a.com/{n}") for n in range(3)))
    many = Sites({f"s{n}.com/": html() for n in range(3)}, slow=0.05)
    async with reading(many) as reader:
        await asyncio.gather(*(reader.read(f"https://s{n}.com/") for n in range(3)))

    assert one.most_at_once == 1
    assert many.most_at_once > 1


async def test_a_busy_site_holds_up_no_other() -> None:
    """Ten minutes of Retry-After concern that site alone, and the reader learns at once."""
    sites = Sites({"a.com/": html(status=429, Retry_After="600"), "b.com/": html()})
    async with reading(sites) as reader:
        begun = time.monotonic()
        with pytest.raises(SourceBusy):
            await reader.read("https://a.com/")
        with pytest.raises(SourceBusy):
            await reader.read("https://a.com/")
        await reader.read("https://b.com/")

        assert time.monotonic() - begun < 3
    assert sites.seen.count("a.com/") == 1


async def test_a_page_behind_a_paywall_is_read_as_far_as_it_goes() -> None:
    """With a note, so that nobody takes the part for the whole."""
    wall = b'<html><script type="application/ld+json">{"isAccessibleForFree":false}</script>'
    async with reading(Sites({"a.com/x": html(wall + PAGE)})) as reader:
        page = await reader.read("https://a.com/x")

    assert "paywall" in page.notes[0]
