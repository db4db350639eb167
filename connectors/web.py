"""The web as a source: search results and pages, addressed by ids that we mint.

A model names a page by its id alone. Ids exist for what this run's searches returned and for
what the asker wrote, so a page or a document cannot make us fetch an address of its own.
"""

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlsplit

from connectors.company_hosts import connector_of
from connectors.passages import window
from connectors.patience import Patience
from connectors.source import Access, Condition, Health
from connectors.web_address import UnsafeAddressError, canonical, url_id
from connectors.web_fetch import PageBlocked
from connectors.web_pages import PageReader, WebPage
from connectors.web_search import Result, SearchProvider
from domain.audience import WORLD, Audience
from domain.errors import ResearchError, SourceMissing
from domain.evidence import Document, Filters, Hit, Origin, SearchPage, SourceRef
from domain.question import RunId, SourceKind

_NO_RUN = RunId("")
_CHECK_SECONDS = 3.0
_TRUSTED_SECONDS = 300.0
_ABOUT = """Searches the public web with a search engine: best match first, not by date.
Results carry a title, a snippet and sometimes a date; read a page before you rely on it.
It sees no page that needs a login, and nothing of the company's own. Prefer the organisation
that a fact is about, official figures and primary sources to pages that retell them.
Example: a product's name and the word pricing finds its price list."""


class UrlRegistry(Protocol):
    """Which addresses may be fetched in a run, by id; it outlives the process."""

    async def remember(self, run: RunId, urls: Mapping[str, str]) -> None:
        """Canonical addresses by id; known ones stay as they are."""
        ...

    async def lookup(self, run: RunId, url_id: str) -> str | None: ...


@dataclass(slots=True)
class LastAnswer:
    """When the search engine last answered, for all runs alike."""

    at: float = float("-inf")


@dataclass(slots=True, kw_only=True)
class WebSource:
    """`run` limits which ids may be read to those of one run; see `for_run`."""

    provider: SearchProvider
    pages: PageReader
    registry: UrlRegistry
    patience: Patience
    run: RunId = _NO_RUN
    kind: SourceKind = SourceKind.WEB
    about: str = _ABOUT
    monotonic: Callable[[], float] = time.monotonic
    answered: LastAnswer = field(default_factory=LastAnswer)

    def for_run(self, run: RunId) -> "WebSource":
        """The same source for one run, which reads only what that run found or was given."""
        return replace(self, run=run)

    async def register(self, url: str) -> SourceRef:
        """A ref for an address that the asker wrote. Raises PageBlocked."""
        try:
            address = canonical(url)
        except UnsafeAddressError as unsafe:
            raise PageBlocked(SourceKind.WEB, str(unsafe)) from unsafe
        if connector_of(urlsplit(address).hostname or ""):
            raise PageBlocked(SourceKind.WEB, "its host has a connector of its own")
        await self._remember([address])
        return _ref(address)

    async def search(
        self,
        query: str,
        filters: Filters,
        access: Access,  # noqa: ARG002 - the web is the same for everybody
        *,
        limit: int,
        cursor: str = "",
    ) -> SearchPage:
        page = int(cursor) if cursor.isdigit() else 1
        results = await self.patience.call(
            lambda: self.provider.search(query, filters, limit=limit, page=page)
        )
        self.answered.at = self.monotonic()
        kept = tuple(result for result in results if _passes(result, filters))
        await self._remember(result.url for result in kept)
        return SearchPage(
            hits=tuple(map(_hit, kept)),
            cursor=str(page + 1) if results else "",
            notes=_notes(kept, filters),
        )

    async def read(
        self,
        ref: SourceRef,
        access: Access,  # noqa: ARG002 - the web is the same for everybody
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        url = await self.registry.lookup(self.run, ref.key)
        if ref.source is not SourceKind.WEB or url is None:
            raise SourceMissing(SourceKind.WEB, "no such url id in this run")
        page = await self.pages.read(url, run=self.run)
        seen = window(page.text, offset=offset, limit=limit, find=find)
        missing = () if seen.found else ("the words were not found; this is the beginning",)
        return Document(
            origin=_origin(ref, page),
            audience=WORLD,
            excerpts=seen.excerpts,
            next_offset=seen.next_offset,
            notes=(*page.notes, *missing),
        )

    async def audience_of(
        self,
        ref: SourceRef,  # noqa: ARG002 - the web is the same for everybody
        access: Access,  # noqa: ARG002 - as above
    ) -> Audience:
        """Everybody: only pages that anyone may open are read."""
        return WORLD

    async def check(self) -> Health:
        """One search at most every few minutes, since providers take money for each."""
        if self.monotonic() - self.answered.at < _TRUSTED_SECONDS:
            return Health(source=self.kind, condition=Condition.SEARCH_FINE)
        try:
            await self.patience.call(
                lambda: self.provider.search("news", Filters(), limit=1, page=1),
                deadline_seconds=_CHECK_SECONDS,
            )
            self.answered.at = self.monotonic()
        except ResearchError as failed:
            cause = type(failed).__name__
            return Health(source=self.kind, condition=Condition.SILENT, cause=cause)
        return Health(source=self.kind, condition=Condition.SEARCH_FINE)

    async def _remember(self, urls: Iterable[str]) -> None:
        await self.registry.remember(self.run, {url_id(url): url for url in urls})


def _ref(url: str) -> SourceRef:
    return SourceRef(source=SourceKind.WEB, key=url_id(url))


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _passes(result: Result, filters: Filters) -> bool:
    """Pages without a date pass: most of the web has none."""
    host = _host(result.url)
    if connector_of(host):
        return False
    if filters.places and not any(host.endswith(place.lower()) for place in filters.places):
        return False
    if result.published is None:
        return True
    early = filters.since is not None and result.published < filters.since
    late = filters.until is not None and result.published > filters.until
    return not (early or late)


def _notes(kept: tuple[Result, ...], filters: Filters) -> tuple[str, ...]:
    dated = filters.since is not None or filters.until is not None
    if dated and any(result.published is None for result in kept):
        return ("some results carry no date, so the period could not be applied to them",)
    return ()


def _hit(result: Result) -> Hit:
    origin = Origin(
        ref=_ref(result.url),
        title=result.title,
        url=result.url,
        place=_host(result.url),
        created=result.published,
        domain=_host(result.url),
    )
    return Hit(origin=origin, audience=WORLD, snippet=result.snippet)


def _origin(ref: SourceRef, page: WebPage) -> Origin:
    return Origin(
        ref=ref,
        title=page.title or page.url,
        url=page.url,
        author=page.author,
        place=page.site or _host(page.url),
        created=page.published,
        revision=hashlib.sha256(page.text.encode()).hexdigest()[:16],
        domain=_host(page.url),
    )
