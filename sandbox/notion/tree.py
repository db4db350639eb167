"""The workspace's Notion pages and databases as a tree, as far as the connection reaches."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from uuid import UUID

from sandbox.notion.blocks import Node, block_id, nodes
from sandbox.notion.errors import invalid, not_found
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import NotionDatabase, NotionPage


def uuid_of(written: str) -> str:
    """An id from a path or a body, with its dashes.

    Raises:
        RefusedError: 400, it is no UUID.
    """
    try:
        return str(UUID(written))
    except ValueError:
        raise invalid(
            f'path failed validation: id should be a valid uuid, instead was "{written}".'
        ) from None


def source_id(database: NotionDatabase) -> str:
    """The id of the one data source that a database here has."""
    return block_id(notion_id(database.id), "data-source")


class Tree:
    """Pages and databases by UUID. What hangs under an unconnected page is out of reach."""

    def __init__(
        self, pages: Iterable[NotionPage], databases: Iterable[NotionDatabase]
    ) -> None:
        self.pages = {notion_id(page.id): page for page in pages}
        self.databases = {notion_id(one.id): one for one in databases}
        self.connected_pages = [one for one in self.pages.values() if self.is_connected(one)]
        self.connected_databases = [
            one for one in self.databases.values() if self.is_connected(one)
        ]
        self._under: dict[str, list[NotionPage]] = {}
        for page in self.connected_pages:
            self._under.setdefault(notion_id(page.parent), []).append(page)

    def page(self, identifier: str) -> NotionPage:
        """Raises RefusedError (400, 404) unless the connection reaches the page."""
        page = self.pages.get(uuid_of(identifier))
        if page is None or not self.is_connected(page):
            raise not_found("page", identifier)
        return page

    def database(self, identifier: str) -> NotionDatabase:
        """Raises RefusedError (400, 404) unless the connection reaches the database."""
        database = self.databases.get(uuid_of(identifier))
        if database is None or not self.is_connected(database):
            raise not_found("database", identifier)
        return database

    def by_source(self, identifier: str) -> NotionDatabase:
        """Raises RefusedError (400, 404) unless the connection reaches the data source."""
        wanted = uuid_of(identifier)
        for database in self.databases.values():
            if source_id(database) == wanted and self.is_connected(database):
                return database
        raise not_found("data_source", identifier)

    def is_connected(self, one: NotionPage | NotionDatabase) -> bool:
        at: NotionPage | NotionDatabase | None = one
        while at is not None:
            if isinstance(at, NotionPage) and not at.connected:
                return False
            at = self.parent(at)
        return True

    def parent(self, one: NotionPage | NotionDatabase) -> NotionPage | NotionDatabase | None:
        above = notion_id(one.parent)
        return self.pages.get(above) or self.databases.get(above)

    def rows(self, database: NotionDatabase) -> list[NotionPage]:
        return self.pages_under(database.id)

    def pages_under(self, identifier: str) -> list[NotionPage]:
        return self._under.get(notion_id(identifier), [])

    def databases_under(self, identifier: str) -> list[NotionDatabase]:
        wanted = notion_id(identifier)
        return [one for one in self.connected_databases if notion_id(one.parent) == wanted]

    def contents(self, page: NotionPage) -> tuple[Node, ...]:
        """The page's own blocks, then its child pages and child databases."""
        pages = (
            Node(id=notion_id(one.id), type="child_page", body={"title": one.title})
            for one in self.pages_under(page.id)
        )
        databases = (
            Node(id=notion_id(one.id), type="child_database", body={"title": one.title})
            for one in self.databases_under(page.id)
        )
        return (*nodes(notion_id(page.id), page.text), *pages, *databases)

    def block(self, identifier: str) -> tuple[NotionPage, Node]:
        """A block inside a page, with that page; raises RefusedError (400, 404)."""
        found = self._blocks.get(uuid_of(identifier))
        if found is None:
            raise not_found("block", identifier)
        return found

    @cached_property
    def _blocks(self) -> dict[str, tuple[NotionPage, Node]]:
        return {
            node.id: (page, node)
            for page in self.connected_pages
            for node in _walk(self.contents(page))
        }


def _walk(content: tuple[Node, ...]) -> Iterator[Node]:
    for node in content:
        yield node
        yield from _walk(node.children)
