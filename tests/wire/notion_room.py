"""A small company's Notion on a free port, and Notion's own client pointed at it."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from notion_client import AsyncClient

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.notion.blocks import block_id
from sandbox.notion.server import TOKEN, NotionServer
from sandbox.wire import serving
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import Comment, NotionDatabase, NotionPage, Person, Workspace

TODAY = datetime(2026, 10, 1, 12, 30, 42, tzinfo=UTC)
VERSION = "2026-03-11"
DECISION = """# Decision

List **prices** stay.

- until March
  - or April
- [x] approved

| Plan | Price |
|---|---|
| Pro | 49 |"""
LONG = "\n".join(f"Line {n} of the minutes." for n in range(60))
COLUMNS = (
    ("Name", "title"),
    ("Price", "number"),
    ("Since", "date"),
    ("Kind", "select"),
    ("Tags", "multi_select"),
)
# The client's answers are JSON without a type.
Answer = Any


def page(key: str, title: str, **parts: Answer) -> NotionPage:
    plain: dict[str, Any] = {
        "id": key,
        "title": title,
        "text": "",
        "created": TODAY - timedelta(days=60),
        "edited": TODAY - timedelta(days=30),
        "edited_by": "ana",
    }
    return NotionPage(**plain | parts)


def row(key: str, title: str, **values: str) -> NotionPage:
    return page(key, title, parent="rivals", properties=tuple(values.items()))


WORKSPACE = Workspace(
    name="X",
    domain="x.test",
    today=TODAY,
    people=(
        Person(handle="ana", name="Ana", email="ana@x.test"),
        Person(handle="sue", name="Sue", email="sue@else.test", kind="stranger"),
    ),
    channels=(),
    databases=(
        NotionDatabase(id="rivals", title="Competitors", parent="top", columns=COLUMNS),
        NotionDatabase(id="hidden-rows", title="Hidden", parent="secret", columns=COLUMNS),
    ),
    pages=(
        page(
            "top",
            "Pricing decision 2026",
            text=DECISION,
            edited=TODAY - timedelta(minutes=5),
            comments=(Comment(author="ana", at=TODAY, text="Why March?"),),
        ),
        page("minutes", "Minutes", text=LONG, parent="top"),
        page("runbook", "Runbook", text="About pricing.", edited=TODAY - timedelta(days=9)),
        page("secret", "Secret pricing", connected=False),
        page("under", "Under the secret", parent="secret"),
        row("acme", "Acme", Price="49", Since="2026-09-01", Kind="Large", Tags="eu, us"),
        row("globex", "Globex", Price="59.5", Since="2026-07-01", Kind="Small"),
        row("initech", "Initech"),
    ),
)
SOURCE = block_id(notion_id("rivals"), "data-source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notion:
    server: NotionServer
    faults: Faults
    base: str
    client: AsyncClient

    async def found(self, query: str, **more: Answer) -> list[str]:
        """Titles of the pages that search finds, in its order."""
        only_pages = {"property": "object", "value": "page"}
        hits: Answer = await self.client.search(query=query, filter=only_pages, **more)
        return [title(one) for one in hits["results"]]


def title(found: Answer) -> str:
    named = next(one for one in found["properties"].values() if one["type"] == "title")
    return str(named["title"][0]["plain_text"])


def client_of(base: str, *, token: str = TOKEN, version: str = VERSION) -> AsyncClient:
    return AsyncClient(
        auth=token,
        base_url=base,
        notion_version=version,
        retry=False,
        log_level=logging.CRITICAL,
    )


@asynccontextmanager
async def notion_room(**switches: Answer) -> AsyncIterator[Notion]:
    """A Notion server for the workspace, while the block runs; it is not paced."""
    faults = Faults()
    usual: dict[str, Answer] = {"enforce_limits": False, "markdown_limit": 500}
    server = NotionServer(
        workspace=WORKSPACE,
        clock=SandboxClock.starting_at(TODAY),
        faults=faults,
        **usual | switches,
    )
    async with serving(server.app()) as base, client_of(base) as client:
        yield Notion(server=server, faults=faults, base=base, client=client)
