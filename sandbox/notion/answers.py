"""What each of Notion's endpoints answers, for what the connection reaches."""

from collections.abc import Iterable
from datetime import timedelta

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.notion.blocks import Node
from sandbox.notion.errors import invalid, not_found
from sandbox.notion.listing import PAGING, asked_for, listed
from sandbox.notion.markdown import MarkdownPages
from sandbox.notion.objects import (
    block_json,
    bot_json,
    comment_json,
    database_json,
    page_json,
    person_json,
    source_json,
    user_id,
)
from sandbox.notion.rows import selected
from sandbox.notion.tree import Tree, uuid_of
from sandbox.wire import Json
from sandbox.words import words
from sandbox.workspace.schema import NotionPage, Workspace


class Answers:
    """`show` replaces the pages; everything else only reads."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: SandboxClock,
        markdown_limit: int,
        search_lag: timedelta,
    ) -> None:
        self._workspace, self._clock = workspace, clock
        self._limit, self._lag = markdown_limit, search_lag
        self.show(workspace.pages)

    def show(self, pages: Iterable[NotionPage]) -> None:
        self._tree = Tree(pages, self._workspace.databases)
        self._markdown = MarkdownPages(tree=self._tree, limit=self._limit)

    async def search(self, request: web.Request) -> web.Response:
        """Titles only: every word must begin one of the title's words."""
        asked = await asked_for(request, "query", "filter", "sort", *PAGING)
        found = self._named(str(asked.get("query") or ""), kind=_kind(asked.get("filter")))
        downwards = _direction(asked.get("sort")) == "descending"
        found.sort(key=lambda one: str(one["last_edited_time"]), reverse=downwards)
        return web.json_response(listed(found, asked, kind="page_or_data_source"))

    def _named(self, query: str, *, kind: str) -> list[Json]:
        wanted = words(query)
        pages = [
            page_json(one, self._tree)
            for one in self._tree.connected_pages
            if kind != "data_source" and self._is_indexed(one) and _begins(one.title, wanted)
        ]
        sources = [
            source_json(one, self._tree)
            for one in self._tree.connected_databases
            if kind != "page" and _begins(one.title, wanted)
        ]
        return [*pages, *sources]

    def _is_indexed(self, page: NotionPage) -> bool:
        age = self._clock.now() - page.edited
        return not timedelta() <= age < self._lag

    async def page(self, request: web.Request) -> web.Response:
        await asked_for(request)
        found = self._tree.page(request.match_info["id"])
        return web.json_response(page_json(found, self._tree))

    async def markdown(self, request: web.Request) -> web.Response:
        await asked_for(request, "include_transcript")
        return web.json_response(self._markdown.answer(request.match_info["id"]))

    async def block(self, request: web.Request) -> web.Response:
        """A page is also a block: the one that its parent holds."""
        await asked_for(request)
        wanted = request.match_info["id"]
        if uuid_of(wanted) in self._tree.pages:
            page = self._tree.page(wanted)
            node = Node(id=uuid_of(wanted), type="child_page", body={"title": page.title})
        else:
            page, node = self._tree.block(wanted)
        return web.json_response(block_json(node, page))

    async def children(self, request: web.Request) -> web.Response:
        asked = await asked_for(request, *PAGING)
        wanted = request.match_info["id"]
        if uuid_of(wanted) in self._tree.pages:
            page = self._tree.page(wanted)
            nodes = self._tree.contents(page)
        else:
            page, above = self._tree.block(wanted)
            nodes = above.children
        found = [block_json(node, page) for node in nodes]
        return web.json_response(listed(found, asked, kind="block"))

    async def database(self, request: web.Request) -> web.Response:
        await asked_for(request)
        found = self._tree.database(request.match_info["id"])
        return web.json_response(database_json(found, self._tree))

    async def source(self, request: web.Request) -> web.Response:
        await asked_for(request)
        found = self._tree.by_source(request.match_info["id"])
        return web.json_response(source_json(found, self._tree))

    async def query(self, request: web.Request) -> web.Response:
        asked = await asked_for(request, "filter", "sorts", *PAGING)
        database = self._tree.by_source(request.match_info["id"])
        rows = [page_json(row, self._tree) for row in self._tree.rows(database)]
        found = selected(rows, asked)
        return web.json_response(listed(found, asked, kind="page_or_data_source"))

    async def comments(self, request: web.Request) -> web.Response:
        asked = await asked_for(request, "block_id", *PAGING)
        page = self._tree.page(str(asked.get("block_id", "")))
        found = [comment_json(page, n, one) for n, one in enumerate(page.comments)]
        return web.json_response(listed(found, asked, kind="comment"))

    async def users(self, request: web.Request) -> web.Response:
        asked = await asked_for(request, *PAGING)
        found = [*self._people().values(), bot_json(self._workspace.name)]
        return web.json_response(listed(found, asked, kind="user"))

    async def me(self, request: web.Request) -> web.Response:
        await asked_for(request)
        return web.json_response(bot_json(self._workspace.name))

    async def user(self, request: web.Request) -> web.Response:
        await asked_for(request)
        wanted = uuid_of(request.match_info["id"])
        found = self._people().get(wanted)
        if found is None:
            raise not_found("user", wanted)
        return web.json_response(found)

    def _people(self) -> dict[str, Json]:
        return {
            user_id(person.handle): person_json(person)
            for person in self._workspace.people
            if person.kind != "stranger"
        }


def _begins(title: str, wanted: tuple[str, ...]) -> bool:
    inside = words(title)
    return all(any(word.startswith(part) for word in inside) for part in wanted)


def _kind(wanted: Json | None) -> str:
    """`page`, `data_source`, or empty for both; raises RefusedError for any other filter."""
    if wanted is None:
        return ""
    kind = wanted.get("value")
    if wanted.get("property") != "object" or kind not in ("page", "data_source"):
        raise invalid('body.filter.value should be `"page"` or `"data_source"`.')
    return str(kind)


def _direction(sort: Json | None) -> str:
    """Newest first unless asked otherwise; raises RefusedError for any other sort."""
    if sort is None:
        return "descending"
    direction = sort.get("direction", "descending")
    known = direction in ("ascending", "descending")
    if sort.get("timestamp") != "last_edited_time" or not known:
        raise invalid('body.sort.timestamp should be `"last_edited_time"`.')
    return str(direction)
