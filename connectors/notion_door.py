"""The way to Notion's API: one connection, its limit, and errors by who must act."""

import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Protocol, TypeVar, cast

import httpx
from notion_client import AsyncClient
from notion_client.errors import (
    HTTPResponseError,
    InvalidPathParameterError,
    RequestTimeoutError,
)

from connectors.notion_ids import notion_id
from connectors.notion_shapes import (
    WireBlock,
    WireBlocks,
    WireComment,
    WireComments,
    WireDatabase,
    WireMarkdown,
    WireObject,
    WireObjects,
    WireUser,
    WireUsers,
)
from connectors.patience import Patience
from connectors.vendor_replies import parsed
from domain.errors import (
    SourceBusy,
    SourceDenied,
    SourceError,
    SourceGarbled,
    SourceMissing,
    SourceSignIn,
)
from domain.question import SourceKind

T = TypeVar("T")
P = TypeVar("P", bound="_Paged")
NOTION = SourceKind.NOTION
VERSION = "2026-03-11"
CALL_SECONDS = 20.0
MOST_PARTS = 20  # of one page's Markdown
MOST_ROWS = 500
_PAGE = 100
# Three a second is the lowest limit that Notion has published.
PER_SECOND = 2.5
_BURST = 8
_BUSY = frozenset({429, 500, 502, 503, 504, 529})


class _Paged(Protocol):
    @property
    def has_more(self) -> bool: ...
    @property
    def next_cursor(self) -> str | None: ...


class NotionDoor:
    """`base_url` is the host alone, without a path. Every method raises SourceError."""

    def __init__(
        self,
        *,
        token: str,
        base_url: str,
        random: Callable[[], float],
        per_second: float = PER_SECOND,
        deadline_seconds: float = CALL_SECONDS,
    ) -> None:
        log = logging.getLogger("connectors.notion_door.client")
        self._client = AsyncClient(
            auth=token,
            base_url=base_url.rstrip("/"),
            notion_version=VERSION,
            retry=False,  # the client repeats neither 529 nor a POST that got a 5xx
            timeout_ms=30_000,
            logger=log,
            log_level=logging.ERROR,
        )
        self._patience = Patience(
            source=NOTION,
            per_second=per_second,
            burst=_BURST,
            at_once=4,
            deadline_seconds=deadline_seconds,
            random=random,
        )

    async def search(
        self, query: str, *, kind: str, cursor: str = "", seconds: float | None = None
    ) -> WireObjects:
        """Titles only. `kind` is page or data_source; newest edits first without a query."""
        return await self._ask(
            WireObjects,
            lambda: self._client.search(
                **({"query": query} if query else {}),
                **_cursor(cursor),
                filter={"property": "object", "value": kind},
                sort={"timestamp": "last_edited_time", "direction": "descending"},
                page_size=_PAGE,
            ),
            seconds=seconds,
        )

    async def page(self, page: str) -> WireObject:
        key = notion_id(page)
        return await self._ask(WireObject, lambda: self._client.pages.retrieve(page_id=key))

    async def data_source(self, source: str) -> WireObject:
        key = notion_id(source)
        return await self._ask(
            WireObject, lambda: self._client.data_sources.retrieve(data_source_id=key)
        )

    async def database(self, database: str) -> WireDatabase:
        key = notion_id(database)
        return await self._ask(
            WireDatabase, lambda: self._client.databases.retrieve(database_id=key)
        )

    async def block(self, block: str) -> WireBlock:
        key = notion_id(block)
        return await self._ask(WireBlock, lambda: self._client.blocks.retrieve(block_id=key))

    async def markdown(self, page: str) -> tuple[str, bool]:
        """A page's whole Markdown, and whether parts of it could not be had."""
        text, missing = "", [notion_id(page)]
        left_out = False
        for _ in range(MOST_PARTS):
            if not missing:
                break
            part = missing.pop(0)
            reply = await self._markdown(part)
            mark = f'<unknown url="https://www.notion.so/{part.replace("-", "")}"/>'
            text = text.replace(mark, reply.markdown) if mark in text else text + reply.markdown
            missing += [notion_id(block) for block in reply.unknown_block_ids]
            left_out = left_out or (reply.truncated and not reply.unknown_block_ids)
        return text, left_out or bool(missing)

    async def blocks(self, page: str) -> tuple[WireBlock, ...]:
        """The page's own blocks, without what is inside them."""
        key = notion_id(page)
        return await self._all(
            WireBlocks,
            lambda cursor: self._client.blocks.children.list(
                block_id=key, page_size=_PAGE, **_cursor(cursor)
            ),
            lambda reply: reply.results,
        )

    async def rows(self, source: str) -> tuple[WireObject, ...]:
        """At most MOST_ROWS."""
        key = notion_id(source)
        return await self._all(
            WireObjects,
            lambda cursor: self._client.data_sources.query(
                data_source_id=key, page_size=_PAGE, **_cursor(cursor)
            ),
            lambda reply: reply.results,
        )

    async def comments(self, page: str) -> tuple[WireComment, ...]:
        """Unresolved ones; the API gives no others."""
        key = notion_id(page)
        return await self._all(
            WireComments,
            lambda cursor: self._client.comments.list(
                block_id=key, page_size=_PAGE, **_cursor(cursor)
            ),
            lambda reply: reply.results,
        )

    async def users(self) -> tuple[WireUser, ...]:
        return await self._all(
            WireUsers,
            lambda cursor: self._client.users.list(page_size=_PAGE, **_cursor(cursor)),
            lambda reply: reply.results,
        )

    async def me(self) -> WireUser:
        return await self._ask(WireUser, self._client.users.me)

    async def close(self) -> None:
        await self._client.aclose()

    async def _markdown(self, part: str) -> WireMarkdown:
        return await self._ask(
            WireMarkdown, lambda: self._client.pages.retrieve_markdown(page_id=part)
        )

    async def _ask(
        self, shape: type[T], call: Callable[[], object], *, seconds: float | None = None
    ) -> T:
        async def attempt() -> T:
            with _by_who_must_act():
                reply = await cast("Awaitable[object]", call())
            return parsed(NOTION, shape, reply)

        return await self._patience.call(attempt, deadline_seconds=seconds)

    async def _all(
        self,
        shape: type[P],
        call: Callable[[str], object],
        results: Callable[[P], tuple[T, ...]],
    ) -> tuple[T, ...]:
        found: list[T] = []
        cursor = ""
        while len(found) < MOST_ROWS:
            reply = await self._ask(shape, partial(call, cursor))
            found += results(reply)
            cursor = reply.next_cursor or ""
            if not (reply.has_more and cursor):
                break
        return tuple(found[:MOST_ROWS])


def _cursor(cursor: str) -> dict[str, str]:
    return {"start_cursor": cursor} if cursor else {}


@contextlib.contextmanager
def _by_who_must_act() -> Iterator[None]:
    try:
        yield
    except HTTPResponseError as refused:
        raise _error_of(refused) from None  # its body may hold a page's text
    except (RequestTimeoutError, httpx.TransportError) as unreachable:
        raise SourceBusy(NOTION, type(unreachable).__name__) from unreachable
    except (InvalidPathParameterError, ValueError) as garbled:
        raise SourceGarbled(NOTION, type(garbled).__name__) from garbled


def _error_of(refused: HTTPResponseError) -> SourceError:
    code = str(getattr(refused.code, "value", refused.code))
    if refused.status in _BUSY:
        return SourceBusy(NOTION, code, retry_after=_retry_after(refused.headers))
    match refused.status:
        case 401:
            return SourceSignIn(NOTION, code)
        case 403:
            return SourceDenied(NOTION, code)
        case 404:
            return SourceMissing(NOTION, code)
        case _:
            return SourceGarbled(NOTION, f"{refused.status} {code}")


def _retry_after(headers: httpx.Headers) -> float:
    """Seconds; Notion sends whole ones."""
    try:
        return max(0.0, float(headers.get("retry-after", "1")))
    except ValueError:
        return 1.0
