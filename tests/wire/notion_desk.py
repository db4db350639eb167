"""A Notion workspace with readers of every kind, and the source at its server."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from aiohttp import web

from connectors.notion import Notion
from connectors.notion_door import NotionDoor
from connectors.notion_mirror import NotionMirror
from connectors.notion_readers import NotionReaders
from connectors.notion_tree import NotionTree
from connectors.source import Access
from domain.audience import PersonId, Readers
from domain.evidence import Filters, SearchPage
from domain.question import Asker
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.notion.server import TOKEN, NotionServer
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import Comment, NotionDatabase, NotionPage, Person, Workspace
from store.index import TextIndex

TODAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DANA, LEE = PersonId("UDANA"), PersonId("ULEE")
ALL = Readers(all_members=True)


def page(
    key: str, title: str, text: str = "", *, parent: str = "", days: int = 30
) -> NotionPage:
    return NotionPage(
        id=key,
        title=title,
        text=text,
        parent=parent,
        created=TODAY - timedelta(days=days + 10),
        edited=TODAY - timedelta(days=days),
        edited_by="dana",
    )


DECISION = NotionPage(
    id="decision",
    title="Autumn prices",
    parent="handbook",
    text=(
        "# What was decided\n\nBusiness costs 49 euros from October, up by 12 percent.\n\n"
        "# Why\n\nThe margin review of the summer left no choice in the matter."
    ),
    created=TODAY - timedelta(days=70),
    edited=TODAY - timedelta(days=60),
    edited_by="dana",
    comments=(
        Comment(author="lee", at=TODAY - timedelta(days=5), text="Ostrich clause missing"),
    ),
)
WORKSPACE = Workspace(
    name="Tidewater",
    domain="tidewater.example",
    today=TODAY,
    people=(
        Person(handle="dana", name="Dana Roth", email="dana@tidewater.example"),
        Person(handle="lee", name="Lee Park", email="lee@tidewater.example"),
    ),
    channels=(),
    pages=(
        page("handbook", "Handbook", "Everything that everybody needs."),
        DECISION,
        page("board", "Board room", "Minutes of the board."),
        page("layoffs", "Layoffs", "Berlin prices itself out of business.", parent="board"),
        page("private", "Scratch", "Nobody may see this draft about prices."),
        page("jp", "価格改定", "来月から価格改定を実施します。", parent="handbook", days=3),
        NotionPage(
            id="lantern",
            title="Lantern",
            text="Wakes people up.",
            parent="services",
            properties=(("Owner", "Team Quill"), ("Tier", "1")),
            created=TODAY - timedelta(days=90),
            edited=TODAY - timedelta(days=80),
            edited_by="lee",
        ),
    ),
    databases=(
        NotionDatabase(
            id="services",
            title="Service catalogue",
            parent="handbook",
            columns=(("Name", "title"), ("Owner", "rich_text"), ("Tier", "number")),
        ),
    ),
)
READERS: Mapping[str, Sequence[str]] = {
    notion_id("handbook"): ["everyone"],
    "Board room": ["#board", "lee@tidewater.example"],
}


@dataclass(slots=True)
class Company:
    """Who is in #board and who has which address."""

    board: set[PersonId] = field(default_factory=lambda: {DANA})

    async def members_of(self, name: str, *, fresh: bool = False) -> frozenset[PersonId]:
        del fresh
        return frozenset(self.board) if name == "#board" else frozenset()

    async def by_email(self) -> Mapping[str, PersonId]:
        return {"dana@tidewater.example": DANA, "lee@tidewater.example": LEE}


@dataclass(slots=True, kw_only=True)
class NotionDesk:
    """`later` moves the source's clock on; the copy is swept once on entering."""

    server: NotionServer
    faults: Faults
    source: Notion
    mirror: NotionMirror
    texts: TextIndex
    company: Company
    later: timedelta = timedelta()

    def now(self) -> datetime:
        return TODAY + self.later

    async def search(
        self, query: str, access: Access, *, filters: Filters = Filters(), limit: int = 10
    ) -> SearchPage:
        return await self.source.search(query, filters, access, limit=limit)

    def asked(self, path: str) -> int:
        return len([seen for seen in self.server.requests if path in seen.path])


def access(person: PersonId = LEE, room: Readers | None = None) -> Access:
    asker = Asker(id=person, name="A colleague")
    return Access(asker=asker, room=room or Readers.only(person))


def titles(found: SearchPage) -> list[str]:
    return [hit.origin.title for hit in found.hits]


@asynccontextmanager
async def notion_desk(
    *,
    readers: Mapping[str, Sequence[str]] = READERS,
    markdown_limit: int = 60_000,
    swept: bool = True,
) -> AsyncIterator[NotionDesk]:
    faults = Faults()
    server = NotionServer(
        workspace=WORKSPACE,
        clock=SandboxClock.starting_at(TODAY),
        faults=faults,
        enforce_limits=False,
        markdown_limit=markdown_limit,
    )
    runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door = NotionDoor(
        token=TOKEN,
        base_url=f"http://127.0.0.1:{runner.addresses[0][1]}",
        random=lambda: 0.0,
        per_second=500.0,
        deadline_seconds=2.0,
    )
    texts, company = TextIndex(), Company()
    await texts.open()

    def now() -> datetime:
        return desk.now()

    tree = NotionTree(door, now=now)
    who = NotionReaders(readers, company, now=now)
    mirror = NotionMirror(door=door, tree=tree, readers=who, texts=texts, now=now)
    source = Notion(door=door, tree=tree, readers=who, mirror=mirror, now=now)
    desk = NotionDesk(
        server=server,
        faults=faults,
        source=source,
        mirror=mirror,
        texts=texts,
        company=company,
    )
    try:
        if swept:
            await mirror.sweep()
        yield desk
    finally:
        await source.close()
        await texts.close()
        await runner.cleanup()
