"""Search engines through their own protocols, as small servers on this machine."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from connectors.web_search import SearchProvider, SearxNG, Tavily
from domain.errors import SourceBusy, SourceError, SourceGarbled, SourceSignIn
from domain.evidence import Filters
from sandbox.wire import serving

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
RESULTS = [
    {"url": "https://a.com/x?utm_source=s", "title": "A \u200bpage", "content": "About\n a"},
    {"url": "http://www.a.com/x/", "title": "The same page", "content": ""},
    {"url": "http://10.0.0.1/admin", "title": "Inside", "content": ""},
    {"url": "javascript:alert(1)", "title": "No page", "content": ""},
    {"url": "https://b.com/", "title": "", "content": "b", "publishedDate": "2026-10-01"},
    {"url": "https://c.com/", "title": "C", "content": "c", "publishedDate": "last week"},
]


@dataclass(slots=True)
class Engine:
    """Answers every request alike, and remembers it."""

    status: int = 200
    body: bytes = json.dumps({"results": RESULTS}).encode()
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        asked = await request.json() if request.method == "POST" else dict(request.query)
        self.asked.append(asked)
        self.keys.append(request.headers.get("Authorization", ""))
        return web.Response(status=self.status, body=self.body, headers=self.headers)


@asynccontextmanager
async def engine(one: Engine) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/search", one.answer)
    async with serving(app) as address:
        yield address


def searxng(address: str) -> SearchProvider:
    return SearxNG(base_url=address, now=lambda: NOW)


def tavily(address: str) -> SearchProvider:
    return Tavily(key="tvly-1", base_url=address, now=lambda: NOW)


BOTH = pytest.mark.parametrize("provider", [searxng, tavily])


@BOTH
async def test_results_come_once_each_and_only_what_may_be_fetched(
    provider: Callable[[str], SearchProvider],
) -> None:
    """An address of our own network, planted in a search engine, goes no further."""
    async with engine(Engine()) as address:
        found = await provider(address).search("x", Filters(), limit=10, page=1)

    assert [(one.url, one.rank) for one in found] == [
        ("https://a.com/x", 1),
        ("https://b.com/", 2),
        ("https://c.com/", 3),
    ]
    assert (found[0].title, found[0].snippet) == ("A page", "About a")
    assert found[1].title == "https://b.com/"


async def test_searxng_gets_the_words_the_page_and_the_period() -> None:
    """Its periods are a day, a week, a month and a year."""
    seen = Engine()
    async with engine(seen) as address:
        found = await searxng(address).search("a b", Filters(), limit=9, page=2)
        for days in (3, 20, 90, 900):
            since = Filters(since=NOW - timedelta(days=days))
            await searxng(address).search("a", since, limit=9, page=1)

    assert seen.asked[0] == {"q": "a b", "format": "json", "pageno": "2"}
    ranges = [asked["time_range"] for asked in seen.asked[1:]]
    assert ranges == ["week", "month", "year", ""]
    assert found[1].published == datetime(2026, 10, 1, tzinfo=UTC)
    assert found[2].published is None


async def test_tavily_gets_the_key_and_the_dates() -> None:
    """It has no pages, so a second one is empty."""
    seen = Engine()
    async with engine(seen) as address:
        filters = Filters(since=NOW - timedelta(days=9), until=NOW)
        await tavily(address).search("a", filters, limit=99, page=1)

        assert await tavily(address).search("a", filters, limit=9, page=2) == ()
    assert seen.asked == [
        {"query": "a", "max_results": 20, "start_date": "2026-11-11", "end_date": "2026-11-20"}
    ]
    assert seen.keys == ["Bearer tvly-1"]


@BOTH
@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (429, b"", SourceBusy),
        (500, b"", SourceBusy),
        (503, b"", SourceBusy),
        (401, b"", SourceSignIn),
        (403, b"", SourceSignIn),
        (400, b"", SourceGarbled),
        (302, b"", SourceGarbled),
        (200, b"<html>", SourceGarbled),
        (200, b"{}", SourceGarbled),
        (200, b"\x00\xff", SourceGarbled),
    ],
)
async def test_each_failure_says_who_must_act(
    provider: Callable[[str], SearchProvider],
    *,
    status: int,
    body: bytes,
    error: type[SourceError],
) -> None:
    """A 403 of SearXNG's means that its JSON format is switched off."""
    async with engine(Engine(status=status, body=body)) as address:
        with pytest.raises(error):
            await provider(address).search("x", Filters(), limit=5, page=1)


async def test_retry_after_is_handed_on() -> None:
    """The one policy of retries obeys it."""
    async with engine(Engine(status=429, headers={"Retry-After": "7"})) as address:
        with pytest.raises(SourceBusy) as busy:
            await searxng(address).search("x", Filters(), limit=5, page=1)

    assert busy.value.retry_after == 7


async def test_an_engine_that_is_not_there_is_busy() -> None:
    """It may come back."""
    with pytest.raises(SourceBusy):
        await searxng("http://127.0.0.1:9").search("x", Filters(), limit=5, page=1)
