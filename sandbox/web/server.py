"""The outside web: a search endpoint in SearXNG's JSON shape, and every known site by its name.

A request belongs to a site when its Host header is one of theirs, whatever address was dialled.
"""

import logging
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Fault, Faults
from sandbox.web.search import Engine, Found, wanted
from sandbox.web.site import index_page, missing_page, robots, whole_page
from sandbox.wire import Answer, FrontDoor, Json, RefusedError, Seen, Supported
from sandbox.workspace.schema import WebPage, Workspace

PAGE_SIZE = 10
RELATED = 4
ENGINE = "sandbox"
_TIME_RANGES = ("", "day", "week", "month", "year")
_PARAMETERS = frozenset(
    ["q", "format", "pageno", "language", "time_range", "categories", "engines", "safesearch"]
)

SUPPORTED: Supported = (
    ("GET", "/search", "SearXNG's search with format=json"),
    (
        "GET",
        "/{path:.*}",
        "a page, robots.txt, a redirect or a 404 of the site that Host names",
    ),
)


class WebServer:
    """`closed_sites` are hosts whose robots.txt turns every crawler away."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: SandboxClock,
        faults: Faults,
        closed_sites: frozenset[str] = frozenset(),
    ) -> None:
        self._clock = clock
        self._closed = closed_sites
        self._engine = Engine(workspace.web)
        self._sites: dict[str, list[WebPage]] = {}
        for page in workspace.web:
            self._sites.setdefault(_host(page.url), []).append(page)
        self._door = FrontDoor(service="web", clock=clock, faults=faults, voice=_WebVoice())

    @property
    def requests(self) -> list[Seen]:
        return self._door.requests

    def bind(self, base_url: str) -> None:
        """Nothing here needs its own address."""

    def app(self) -> web.Application:
        return self._door.app(self._routes())

    def _routes(self) -> Mapping[tuple[str, str], Answer]:
        return {("GET", "/search"): self._search_or_page, ("GET", "/{path:.*}"): self._page}

    async def _search_or_page(self, request: web.Request) -> web.StreamResponse:
        if self._site(request) is not None:
            return await self._page(request)
        return self._search(request)

    def _search(self, request: web.Request) -> web.Response:
        asked = request.query
        _check(asked)
        found = self._engine.search(
            wanted(
                asked["q"],
                language=asked.get("language", ""),
                time_range=asked.get("time_range", ""),
                now=self._clock.now(),
            )
        )
        start = (int(asked.get("pageno", "1")) - 1) * PAGE_SIZE
        shown = found[start : start + PAGE_SIZE]
        return web.json_response(_answer(asked["q"], shown, first=start + 1))

    async def _page(self, request: web.Request) -> web.StreamResponse:
        pages = self._site(request)
        if pages is None:
            return self._nowhere(request)
        if request.path == "/robots.txt":
            closed = _bare(request) in self._closed
            return web.Response(text=robots(closed=closed))
        page = _at(pages, request)
        if page is None:
            return _without_page(request, pages)
        if moved := _better_address(page, request):
            raise web.HTTPMovedPermanently(moved)
        neighbours = [other for other in pages if other is not page][:RELATED]
        return web.Response(text=whole_page(page, neighbours), content_type="text/html")

    def _site(self, request: web.Request) -> list[WebPage] | None:
        """The pages of the site that Host names, with or without `www.`."""
        host = _bare(request)
        return self._sites.get(host) or self._sites.get(f"www.{host}")

    def _nowhere(self, request: web.Request) -> web.Response:
        log = logging.getLogger("sandbox.web")
        log.warning("no such site or route: %s %s", request.host, request.path)
        return _WebVoice().unsupported(request)


class _WebVoice:
    """An overloaded search engine is told of inside SearXNG's answer; sites say 503."""

    def refusal(self, fault: Fault, request: web.Request) -> web.Response:
        wait = {"Retry-After": str(round(fault.seconds))}
        if fault.kind == "busy":
            return web.Response(status=429, text="Too Many Requests", headers=wait)
        if request.path == "/search":
            return web.json_response(_answer(request.query.get("q", ""), (), failed=True))
        return web.Response(status=503, text="Service Unavailable", headers=wait)

    def unsupported(self, request: web.Request) -> web.Response:
        text = f"The sandbox does not support {request.method} {request.host}{request.path}"
        return web.Response(status=501, text=text)


def _check(asked: Mapping[str, str]) -> None:
    """Raises RefusedError as SearXNG refuses: 403 for a format that is off, 400 otherwise."""
    if asked.get("format") != "json":
        raise RefusedError(web.Response(status=403, text="Forbidden"))
    unknown = set(asked) - _PARAMETERS
    page = asked.get("pageno", "1")
    if not asked.get("q", "").strip() or unknown or not page.isdigit() or int(page) < 1:
        raise RefusedError(web.json_response({"error": "Invalid parameters"}, status=400))
    if asked.get("time_range", "") not in _TIME_RANGES:
        raise RefusedError(web.json_response({"error": "Invalid time_range"}, status=400))


def _answer(
    query: str, shown: Sequence[Found], *, first: int = 1, failed: bool = False
) -> Json:
    """SearXNG gives no count of results, so neither do we."""
    return {
        "query": query,
        "number_of_results": 0,
        "results": [_result(hit, position) for position, hit in enumerate(shown, first)],
        "answers": [],
        "corrections": [],
        "infoboxes": [],
        "suggestions": [],
        "unresponsive_engines": [[ENGINE, "CAPTCHA"]] if failed else [],
    }


def _result(hit: Found, position: int) -> Json:
    return {
        "url": hit.page.url,
        "title": hit.page.title,
        "content": hit.snippet,
        "publishedDate": hit.page.published.replace(tzinfo=None).isoformat(),
        "engine": ENGINE,
        "engines": [ENGINE],
        "positions": [position],
        "score": round(hit.score, 3),
        "category": "general",
        "template": "default.html",
        "parsed_url": [*urlsplit(hit.page.url)],
    }


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _bare(request: web.Request) -> str:
    return request.host.partition(":")[0].lower().removeprefix("www.")


def _place(url: SplitResult) -> tuple[str, str]:
    """Path and query without the differences that no site makes."""
    return url.path.rstrip("/") or "/", url.query


def _at(pages: Sequence[WebPage], request: web.Request) -> WebPage | None:
    place = _place(urlsplit(str(request.rel_url)))
    return next((page for page in pages if _place(urlsplit(page.url)) == place), None)


def _better_address(page: WebPage, request: web.Request) -> str:
    """Where the page really is, when it was asked for with another host or slash."""
    url = urlsplit(page.url)
    same_host = request.host.partition(":")[0].lower() == (url.hostname or "")
    same_path = request.path == (url.path or "/")
    return "" if same_host and same_path else page.url


def _without_page(request: web.Request, pages: Sequence[WebPage]) -> web.Response:
    site = pages[0].site
    if request.path == "/":
        return web.Response(text=index_page(site, pages), content_type="text/html")
    return web.Response(status=404, text=missing_page(site), content_type="text/html")
