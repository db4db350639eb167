"""Reads one web page as its site allows: robots.txt, one request at a time, no haste."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from connectors.invisible import without_invisible
from connectors.parse_html import decoded
from connectors.parse_result import Parsed
from connectors.parsing import File, Parser
from connectors.patience import Patience
from connectors.retry_after import seconds_of
from connectors.web_address import canonical
from connectors.web_fetch import Fetched, Fetcher
from connectors.web_robots import Robots, parse_robots
from domain.errors import SourceBusy, SourceDenied, SourceMissing, SourceUnsupported
from domain.question import SourceKind

READ_SECONDS = 22.0
_ROBOTS_SECONDS = 6.0
_ROBOTS_KEPT_SECONDS = 24 * 3600.0
_PAGE_KEPT_SECONDS = 15 * 60.0
_MOST_HOSTS = 2_000
_BLOCKING = ("just a moment", "captcha", "are you a robot", "unusual traffic", "cf-chl")

T = TypeVar("T")


class RobotsForbid(SourceDenied):
    for_model = "This site asks robots not to read this page; do not try again."


class PageForbidden(SourceDenied):
    for_model = "This page needs a login or permission (HTTP 401 or 403); do not try again."


class PageGuarded(SourceDenied):
    for_model = "This site blocks automatic readers; look for another source."


class PageWalled(SourceDenied):
    for_model = "This page is behind a paywall; look for another source."


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page that was read; `url` is where the redirects ended."""

    url: str
    text: str
    title: str = ""
    author: str = ""
    site: str = ""
    published: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Kept(Generic[T]):
    """The latest few things, each for a while."""

    most: int
    seconds: float
    monotonic: Callable[[], float]
    _held: OrderedDict[str, tuple[float, T]] = field(default_factory=OrderedDict)

    def get(self, key: str) -> T | None:
        at, value = self._held.get(key, (float("-inf"), None))
        return value if self.monotonic() - at < self.seconds else None

    def put(self, key: str, value: T) -> None:
        self._held[key] = (self.monotonic(), value)
        self._held.move_to_end(key)
        while len(self._held) > self.most:
            self._held.popitem(last=False)


@dataclass(slots=True, kw_only=True)
class PageReader:
    """`agent` is our product's name as robots.txt files would call it; `now` is aware.

    What was read is kept for some minutes and for its run alone, which may turn the page: to
    another the site is asked again, so that nobody can tell what others have read.
    """

    fetcher: Fetcher
    parser: Parser
    agent: str
    now: Callable[[], datetime]
    random: Callable[[], float]
    monotonic: Callable[[], float] = time.monotonic
    _robots: _Kept[Robots] = field(init=False)
    _pages: _Kept[WebPage] = field(init=False)
    _hosts: OrderedDict[str, Patience] = field(default_factory=OrderedDict, init=False)

    def __post_init__(self) -> None:
        self._robots = _Kept(
            most=_MOST_HOSTS, seconds=_ROBOTS_KEPT_SECONDS, monotonic=self.monotonic
        )
        self._pages = _Kept(most=100, seconds=_PAGE_KEPT_SECONDS, monotonic=self.monotonic)

    async def read(self, url: str, *, run: str = "") -> WebPage:
        """Raises SourceError, its subclasses here among them."""
        key = f"{run} {url}"
        if (kept := self._pages.get(key)) is not None:
            return kept
        until = self.monotonic() + READ_SECONDS
        await self._ask_robots(url, until)
        fetched = await self._patience(url).call(
            lambda: self._fetch(url, until), deadline_seconds=until - self.monotonic()
        )
        page = await self._page(fetched)
        self._pages.put(key, page)
        return page

    async def _fetch(self, url: str, until: float) -> Fetched:
        async def may_follow(address: str) -> None:
            await self._ask_robots(address, until)

        fetched = await self.fetcher.fetch(url, may_follow=may_follow)
        self._check_status(fetched)
        return fetched

    async def _ask_robots(self, url: str, until: float) -> None:
        parts = urlsplit(url)
        robots = self._robots.get(parts.netloc)
        if robots is None:
            allowed = min(until - self.monotonic(), 2 * _ROBOTS_SECONDS)
            robots = await self._patience(url).call(
                lambda: self._fetch_robots(f"{parts.scheme}://{parts.netloc}/robots.txt"),
                deadline_seconds=allowed,
            )
            self._robots.put(parts.netloc, robots)
        if not robots.allows(parts.path + (f"?{parts.query}" if parts.query else "")):
            raise RobotsForbid(SourceKind.WEB, "robots.txt")

    async def _fetch_robots(self, url: str) -> Robots:
        """A site without the file allows everything; one that fails is asked again later."""
        fetched = await self.fetcher.fetch(url, types=(), deadline_seconds=_ROBOTS_SECONDS)
        if fetched.is_busy:
            raise self._busy(fetched)
        if fetched.status != HTTPStatus.OK:
            return Robots()
        return parse_robots(fetched.body.decode("utf-8", "replace"), agent=self.agent)

    def _patience(self, url: str) -> Patience:
        """One for each host, so that a busy site does not hold up the others."""
        host = urlsplit(url).hostname or ""
        if host not in self._hosts:
            self._hosts[host] = Patience(
                source=SourceKind.WEB,
                per_second=4,
                burst=4,
                # The fetcher asks a host one thing at a time. The second place here is for its
                # robots.txt, which a redirect from another site waits for.
                at_once=2,
                deadline_seconds=READ_SECONDS,
                random=self.random,
            )
        self._hosts.move_to_end(host)
        while len(self._hosts) > _MOST_HOSTS:
            self._hosts.popitem(last=False)
        return self._hosts[host]

    def _check_status(self, fetched: Fetched) -> None:
        """Raises what the model should be told; a good answer passes."""
        status = fetched.status
        if fetched.is_busy:
            raise self._busy(fetched)
        if status in (401, 403) and _is_guarded(fetched):
            raise PageGuarded(SourceKind.WEB, f"{status}")
        if status in (401, 403, 407, 451):
            raise PageForbidden(SourceKind.WEB, f"{status}")
        if status == HTTPStatus.PAYMENT_REQUIRED:
            raise PageWalled(SourceKind.WEB, f"{status}")
        if status >= HTTPStatus.BAD_REQUEST:
            raise SourceMissing(SourceKind.WEB, f"{status}")
        if status != HTTPStatus.OK:
            raise SourceUnsupported(SourceKind.WEB, f"{status}")

    def _busy(self, fetched: Fetched) -> SourceBusy:
        wait = seconds_of(fetched.headers.get("retry-after"), now=self.now())
        return SourceBusy(SourceKind.WEB, f"{fetched.status}", retry_after=wait)

    async def _page(self, fetched: Fetched) -> WebPage:
        if fetched.kind in ("text/plain", "text/markdown"):
            text = without_invisible(decoded(fetched.body, fetched.charset))
            if not text.strip():
                raise SourceUnsupported(SourceKind.WEB, "an empty page")
            return WebPage(url=canonical(fetched.url), text=text)
        parsed = await self.parser.parse(_file(fetched), source=SourceKind.WEB)
        return _web_page(fetched.url, parsed)


def _file(fetched: Fetched) -> File:
    kind = "pdf" if fetched.kind == "application/pdf" else "html"
    return File(
        kind="pdf" if kind == "pdf" else "html",
        body=fetched.body,
        charset=fetched.charset,
        url=fetched.url,
    )


def _web_page(url: str, parsed: Parsed) -> WebPage:
    notes = list(parsed.notes)
    if parsed.walled:
        notes.append("the page says that it shows only a part; the rest is behind a paywall")
    if parsed.hidden:
        notes.append("text that a reader of the page would not see was left out")
    return WebPage(
        url=canonical(url),
        text=parsed.text,
        title=parsed.title,
        author=parsed.author,
        site=parsed.site,
        published=_moment(parsed.published),
        notes=tuple(notes),
    )


def _is_guarded(fetched: Fetched) -> bool:
    start = fetched.body[:20_000].decode("utf-8", "replace").lower()
    return "cf-mitigated" in fetched.headers or any(sign in start for sign in _BLOCKING)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
