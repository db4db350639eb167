"""A small Drive for the tests of the Drive source, and the source on it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa

from connectors.drive_accounts import Accounts, DelegatedAccounts, Subject
from connectors.drive_audience import DriveAudience
from connectors.drive_door import DriveDoor, DriveSettings
from connectors.drive_reading import DriveReading
from connectors.google_drive import DriveSource
from connectors.patience import Patience
from connectors.source import Access
from domain.audience import PersonId, PersonKind, Readers
from domain.question import Asker, SourceKind
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.google_drive.server import DriveServer
from sandbox.wire import serving
from sandbox.workspace.schema import (
    Comment,
    DriveFile,
    FileKind,
    Person,
    Sharing,
    SheetTab,
    Workspace,
)
from tests.wire.one_parser import one_parser

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SPRING = datetime(2026, 3, 1, 9, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 1, 9, tzinfo=UTC)
DOMAIN = "kelvane.example"
EVERYBODY = Sharing(domain=True)
ALL = Readers(all_members=True, members=frozenset(map(PersonId, ("UANA", "UBO", "UCY"))))

PEOPLE = (
    Person(handle="ana", name="Ana Ruiz", email="ana@kelvane.example"),
    Person(handle="bo", name="Bo Lind", email="bo@kelvane.example"),
    Person(handle="cy", name="Cy Park", email="cy@kelvane.example"),
    Person(handle="gil", name="Gil Stone", email="gil@partner.example", kind="guest"),
)


def file(
    key: str, name: str, text: str = "", *, kind: FileKind = "doc", **more: object
) -> DriveFile:
    """A file of Ana's that everybody in the company finds, unless `more` says otherwise."""
    parts: dict[str, object] = {
        "id": key,
        "name": name,
        "kind": kind,
        "owner": "ana",
        "text": text,
        "created": SPRING,
        "modified": AUTUMN,
        "sharing": EVERYBODY,
    }
    return DriveFile(**(parts | more))  # type: ignore[arg-type] # by name, from above


FILES = (
    file(
        "decision",
        "Pricing decision",
        "# Pricing decision\n\nThe Team plan costs **49 euro** from October.\n\n"
        "## Why\n\nCosts of hosting rose by 12 %, O'Brien found.\n",
        comments=(Comment(author="bo", at=AUTUMN, text="Legal has agreed."),),
    ),
    file("old", "Pricing decision 2025", "The Team plan costs 45 euro.", modified=SPRING),
    file("salaries", "Salary bands", "Pricing of people.", sharing=Sharing()),
    file(
        "linked", "Pricing note", "Pricing by link.", sharing=Sharing(link=True, people=("bo",))
    ),
    file(
        "grouped",
        "Sales plan",
        "Pricing for sales.",
        sharing=Sharing(groups=("sales@kelvane.example",)),
    ),
    file(
        "sheet",
        "Pricing table",
        kind="sheet",
        tabs=(
            SheetTab(name="Plans", rows=(("Plan", "Price"), ("Team", "49"))),
            SheetTab(name="Bo's costs", rows=(("Region", "Cost"), ("EU", "7"))),
        ),
    ),
    file(
        "slides",
        "Pricing deck",
        "# Prices\n\n- up five percent\n\n---\n\n# Next\n\nSoon",
        kind="slides",
    ),
    file("pdf", "Pricing study", "# Study\n\nElasticity is 0.7 for pricing.", kind="pdf"),
    file(
        "docx",
        "Pricing memo",
        "# Memo\n\nPricing memo text.\n\n| A | B |\n|---|---|\n| 1 | 2 |",
        kind="docx",
    ),
    file("pptx", "Pricing talk", "# Talk\n\n- pricing point", kind="pptx"),
    file("shared", "Pricing runbook", "Pricing service runbook.", shared_drive="Operations"),
    file("notes", "pricing.md", "Pricing notes in plain text.", kind="text"),
    file("japan", "価格改定のお知らせ", "チームプランの価格は49ユーロに改定されます。"),
)
WORKSPACE = Workspace(
    name="Kelvane",
    domain=DOMAIN,
    today=NOW,
    people=PEOPLE,
    channels=(),
    files=FILES,
    groups=(("sales@kelvane.example", ("bo",)),),
)


def asker(handle: str) -> Asker:
    person = next(person for person in PEOPLE if person.handle == handle)
    kind = PersonKind.GUEST if person.kind == "guest" else PersonKind.MEMBER
    return Asker(id=PersonId(person.id), name=person.name, email=person.email, kind=kind)


def access(handle: str = "bo", room: Readers = ALL) -> Access:
    return Access(asker=asker(handle), room=room)


def readers(*handles: str) -> Readers:
    return Readers(members=frozenset(PersonId("U" + handle.upper()) for handle in handles))


async def people_by_email() -> Mapping[str, PersonId]:
    return {p.email: PersonId(p.id) for p in PEOPLE if p.kind == "member"}


@dataclass(slots=True, kw_only=True)
class World:
    source: DriveSource
    server: DriveServer
    faults: Faults


@asynccontextmanager
async def world(
    *,
    domain: str = DOMAIN,
    deadline_seconds: float = 5.0,
    accounts: Callable[[DriveServer, str], Accounts] | None = None,
) -> AsyncIterator[World]:
    """`accounts` are made from the server and its address; by delegation if none are given."""
    faults = Faults()
    server = DriveServer(
        workspace=WORKSPACE, clock=SandboxClock.starting_at(NOW), faults=faults
    )
    vars(server.identity)["_key"] = _signing_key()
    async with serving(server.app()) as address:
        server.bind(address)
        settings = DriveSettings(
            domains=frozenset({domain}),
            base_url=address,
            http_seconds=2.0,
        )
        door = DriveDoor(
            settings=settings,
            accounts=accounts(server, address) if accounts else _delegated(server),
            patience=patience(deadline_seconds),
            now=lambda: NOW,
        )
        source = DriveSource(
            door=door,
            reading=DriveReading(door=door, parser=one_parser()),
            audience=DriveAudience(door=door, people_by_email=people_by_email, now=lambda: NOW),
            doorkeeper=Subject(person=PersonId("UANA"), address="ana@kelvane.example"),
        )
        try:
            yield World(source=source, server=server, faults=faults)
        finally:
            door.close()


def _delegated(server: DriveServer) -> Accounts:
    return DelegatedAccounts(key=server.service_account_info())


@cache
def _signing_key() -> rsa.RSAPrivateKey:
    """Making one takes longer than most tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def patience(deadline_seconds: float) -> Patience:
    return Patience(
        source=SourceKind.DRIVE,
        per_second=500,
        burst=50,
        at_once=12,
        deadline_seconds=deadline_seconds,
        random=lambda: 0.5,
        sleep=no_time,
    )


async def no_time(_seconds: float) -> None:
    """Waits between tries take no time here."""
    await asyncio.sleep(0)
