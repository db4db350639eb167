"""A small company's Drive on a free port, and Google's client pointed at it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httplib2
import pytest
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpMock

from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.google_drive.server import DriveServer
from sandbox.wire import serving
from sandbox.workspace.schema import (
    Comment,
    DriveFile,
    Person,
    Sharing,
    SheetTab,
    Workspace,
)

# Google's client builds its objects at run time and has no types.
Vendor = Any

SEPTEMBER = datetime(2026, 9, 1, 12, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, 12, tzinfo=UTC)
SCOPES = ["https://www.googleapis.com/auth/drive.readonly"]
EVERYWHERE: dict[str, Vendor] = {
    "corpora": "allDrives",
    "includeItemsFromAllDrives": True,
    "supportsAllDrives": True,
}
ANA, BO, GIL = "ana@x.test", "bo@x.test", "gil@partner.test"
COMPANY = Sharing(domain=True)


def file(key: str, name: str, **parts: Vendor) -> DriveFile:
    """A Doc of Ana's that she alone may open, unless the parts say otherwise."""
    plain: dict[str, Vendor] = {
        "id": key,
        "name": name,
        "kind": "doc",
        "owner": "ana",
        "created": SEPTEMBER,
        "modified": SEPTEMBER,
    }
    return DriveFile(**plain | parts)


DECK = "# Prices\n\n- up *five* percent\n\nNotes: say why\n\n---\n\n# Next\n\nSoon"
TABLE = (
    "# Pricing\n\nList **prices** stay, O'Brien says.\n\n"
    "| Plan | Price |\n|---|---|\n| Pro | 49 |"
)
NUMBERS = (
    SheetTab(name="By plan", rows=(("Plan", "Price", ""), ("Pro", "49"), ("", "", ""))),
    SheetTab(name="Costs", rows=(("Region", "EU"), ("Cost", "7"))),
)
FILES = (
    file(
        "decision",
        "Q3 pricing decision",
        text=TABLE,
        sharing=COMPANY,
        modified=OCTOBER,
        folder="folder-1",
        comments=(Comment(author="bo", at=OCTOBER, text="Sure?"),),
    ),
    file("salaries", "Salary bands", text="pricing of salary bands"),
    file(
        "runbook",
        "RunbookPricing",
        text="pricing service",
        sharing=COMPANY,
        shared_drive="Engineering",
        modified_by="bo",
    ),
    file("linked", "Linked note", text="pricing by link", sharing=Sharing(link=True)),
    file("grouped", "Group plan", sharing=Sharing(groups=("sales@x.test",))),
    file("partner", "Partner brief", sharing=Sharing(people=("bo", "gil"))),
    file("numbers", "Numbers", kind="sheet", tabs=NUMBERS),
    file("deck", "Deck", kind="slides", text=DECK),
    file("deckfile", "Deck.pptx", kind="pptx", text=DECK),
    file("paper", "Paper.pdf", kind="pdf", text=TABLE + "\n\n" + "“Wörds” – 日本\n\n" * 60),
    file("letter", "Letter.docx", kind="docx", text=TABLE),
    file("empty", "empty.txt", kind="text"),
    file("big", "Huge", text="x" * (10 * 2**20 + 1)),
    file("folder-1", "Pricing", kind="folder", sharing=COMPANY),
    file("old", "Old thing", trashed=True),
    file("japanese", "価格表", text="来年の価格は変わりません。"),
)
WORKSPACE = Workspace(
    name="X",
    domain="x.test",
    today=OCTOBER,
    people=(
        Person(handle="ana", name="Ana", email=ANA),
        Person(handle="bo", name="Bo", email="Bo@x.test"),
        Person(handle="gil", name="Gil", email=GIL, kind="guest"),
    ),
    channels=(),
    files=FILES,
    groups=(("sales@x.test", ("bo",)),),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """The server and its address; `ask` runs one call of the real client in a thread."""

    server: DriveServer
    faults: Faults
    base: str

    async def ask(self, call: Callable[[Vendor], Vendor], *, who: str = ANA) -> Vendor:
        return await self.ask_with(person(who), call)

    async def ask_with(self, credentials: Vendor, call: Callable[[Vendor], Vendor]) -> Vendor:
        return await asyncio.to_thread(self._call, credentials, call, "drive")

    async def ask_sheets(self, call: Callable[[Vendor], Vendor], *, who: str = ANA) -> Vendor:
        credentials = person(who)
        return await asyncio.to_thread(self._call, credentials, call, "sheets")

    def _call(self, credentials: Vendor, call: Callable[[Vendor], Vendor], name: str) -> Vendor:
        version, root = {"drive": ("v3", "/drive/v3/"), "sheets": ("v4", "/")}[name]
        api = build(
            name,
            version,
            http=HttpMock(),
            cache_discovery=False,
            client_options={"api_endpoint": self.base + root},
        )
        http = httplib2.Http(timeout=10, proxy_info=None)
        try:
            request = call(api)
            return request.execute(http=AuthorizedHttp(credentials, http=http))
        finally:
            http.close()

    async def names(self, *, who: str = ANA, **asked: Vendor) -> list[str]:
        found = await self.ask(lambda api: api.files().list(**asked), who=who)
        return [one["name"] for one in found["files"]]

    async def permissions(self, key: str, *, fields: str, who: str) -> Vendor:
        return await self.ask(
            lambda api: api.permissions().list(fileId=key, fields=fields), who=who
        )

    async def refusal(
        self, call: Callable[[Vendor], Vendor], *, who: str = ANA
    ) -> tuple[int, str]:
        """Status and reason of the HttpError that a call raises."""
        with pytest.raises(HttpError) as caught:
            await self.ask(call, who=who)
        details: Vendor = caught.value.error_details
        return caught.value.status_code, details[0]["reason"]


@asynccontextmanager
async def drive_room() -> AsyncIterator[Drive]:
    """A Drive server for the workspace, while the block runs."""
    faults = Faults()
    clock = SandboxClock.starting_at(OCTOBER)
    server = DriveServer(workspace=WORKSPACE, clock=clock, faults=faults)
    async with serving(server.app()) as base:
        server.bind(base)
        yield Drive(server=server, faults=faults, base=base)


def person(email: str) -> Vendor:
    """Credentials that speak for one person without a key."""
    make: Vendor = Credentials
    return make(token=f"person:{email}")


def robot(server: DriveServer, *, subject: str, scopes: Sequence[str] = SCOPES) -> Vendor:
    """The service account of a server, speaking for one person."""
    make: Vendor = service_account.Credentials
    info = server.service_account_info()
    return make.from_service_account_info(info, scopes=scopes).with_subject(subject)
