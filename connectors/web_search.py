"""Search engines behind one interface, which knows a query and a list of results."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, Protocol

import httpx2
from pydantic import BaseModel, Field, ValidationError

from connectors.invisible import without_invisible
from connectors.retry_after import seconds_of
from connectors.web_address import UnsafeAddressError, canonical, same_page
from domain.errors import SourceBusy, SourceGarbled, SourceSignIn
from domain.evidence import Filters
from domain.question import SourceKind

MOST_BYTES = 2_000_000
_TRY_SECONDS = 10.0
_RANGES = ((1, "day"), (7, "week"), (30, "month"), (365, "year"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`url` is canonical and may be fetched; `rank` counts from 1."""

    url: str
    title: str
    snippet: str
    rank: int
    published: datetime | None = None


class SearchProvider(Protocol):
    """A search engine. Raises SourceBusy, SourceSignIn, SourceGarbled."""

    @property
    def name(self) -> str:
        """As people know it, who are told where their words go."""
        ...

    async def search(
        self, query: str, filters: Filters, *, limit: int, page: int
    ) -> tuple[Result, ...]:
        """The `page`-th page (from 1) of results, best first, without doubles."""
        ...


class _Found(BaseModel):
    url: str = ""
    title: str = ""
    snippet: str = Field(default="", alias="content")
    published: str | None = None


class _SearxFound(_Found):
    published: str | None = Field(default=None, alias="publishedDate")


class _SearxAnswer(BaseModel):
    results: list[_SearxFound]
    unresponsive_engines: list[Any] = []


class _TavilyFound(_Found):
    published: str | None = Field(default=None, alias="published_date")


class _TavilyAnswer(BaseModel):
    results: list[_TavilyFound]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearxNG:
    """An instance whose settings list `json` among `search.formats`; without that it says 403.

    https://docs.searxng.org/dev/search_api.html
    """

    base_url: str
    now: Callable[[], datetime]
    name: str = "SearXNG"

    async def search(
        self, query: str, filters: Filters, *, limit: int, page: int
    ) -> tuple[Result, ...]:
        asked = {"q": query, "format": "json", "pageno": str(page)}
        if filters.since is not None:
            asked["time_range"] = _range(self.now() - filters.since)
        request = httpx2.Request("GET", f"{self.base_url.rstrip('/')}/search", params=asked)
        body = await _answer_to(request, now=self.now())
        try:
            answer = _SearxAnswer.model_validate_json(body)
        except ValidationError as wrong:
            raise SourceGarbled(SourceKind.WEB, "not SearXNG's JSON") from wrong
        if not answer.results and answer.unresponsive_engines:
            raise SourceBusy(SourceKind.WEB, "no search engine answered", retry_after=2.0)
        return deduplicated(answer.results, limit=limit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tavily:
    """As in https://docs.tavily.com/documentation/api-reference/endpoint/search ."""

    key: str
    now: Callable[[], datetime]
    base_url: str = "https://api.tavily.com"
    name: str = "Tavily"

    async def search(
        self, query: str, filters: Filters, *, limit: int, page: int
    ) -> tuple[Result, ...]:
        if page > 1:
            return ()  # it has no pages
        asked: dict[str, object] = {"query": query, "max_results": min(limit, 20)}
        if filters.since is not None:
            asked["start_date"] = filters.since.date().isoformat()
        if filters.until is not None:
            asked["end_date"] = filters.until.date().isoformat()
        request = httpx2.Request(
            "POST",
            f"{self.base_url.rstrip('/')}/search",
            json=asked,
            headers={"authorization": f"Bearer {self.key}"},
        )
        body = await _answer_to(request, now=self.now())
        try:
            answer = _TavilyAnswer.model_validate_json(body)
        except ValidationError as wrong:
            raise SourceGarbled(SourceKind.WEB, "not Tavily's JSON") from wrong
        return deduplicated(answer.results, limit=limit)


def deduplicated(found: Iterable[_Found], *, limit: int) -> tuple[Result, ...]:
    """The first of each page, without those that must not be fetched."""
    results: dict[str, Result] = {}
    for one in found:
        try:
            url = canonical(one.url)
        except UnsafeAddressError:
            continue
        result = Result(
            url=url,
            title=_line(one.title) or url,
            snippet=_line(one.snippet),
            rank=len(results) + 1,
            published=_moment(one.published),
        )
        results.setdefault(same_page(url), result)
    return tuple(results.values())[:limit]


async def _answer_to(request: httpx2.Request, *, now: datetime) -> bytes:
    """The body of a good answer, one try. Raises SourceError by who must act."""
    request.extensions["timeout"] = httpx2.Timeout(_TRY_SECONDS).as_dict()
    try:
        async with httpx2.AsyncClient(trust_env=False, follow_redirects=False) as client:
            response = await client.send(request)
    except (httpx2.DecodingError, httpx2.RemoteProtocolError) as odd:
        # A connection that ends without an answer counts as down, not as nonsense.
        raise SourceBusy(SourceKind.WEB, type(odd).__name__) from odd
    except (httpx2.TransportError, OSError) as failed:
        raise SourceBusy(SourceKind.WEB, type(failed).__name__) from failed
    if response.status_code in (401, 402, 403, 432, 433):
        raise SourceSignIn(SourceKind.WEB, f"search answered {response.status_code}")
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS or response.is_server_error:
        wait = seconds_of(response.headers.get("retry-after"), now=now)
        raise SourceBusy(SourceKind.WEB, f"{response.status_code}", retry_after=wait)
    if not response.is_success or len(response.content) > MOST_BYTES:
        raise SourceGarbled(SourceKind.WEB, f"search answered {response.status_code}")
    return response.content


def _range(age: timedelta) -> str:
    return next((name for days, name in _RANGES if age.days < days), "")


def _line(text: str) -> str:
    return " ".join(without_invisible(text).split())[:500]


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
