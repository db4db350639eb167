"""People who connect their own Drive: our door, the sandbox's Google, and a browser between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from bot.browser_door import BrowserDoor
from bot.sign_in import SignIn
from connectors.drive_accounts import ConnectedAccounts
from connectors.google_oauth import GoogleOAuth, OAuthClient
from domain.audience import PersonId
from domain.errors import SourceMissing
from domain.question import Asker, SourceKind
from sandbox.google_drive.server import DriveServer
from sandbox.google_drive.sign_in import CLIENT_ID
from sandbox.wire import serving
from store.credentials import Credentials
from store.keyring import OperatorKey
from tests.wire.bot_room import open_database
from tests.wire.drive_world import NOW, PEOPLE, World, asker, world

ANA, BO = PersonId("UANA"), PersonId("UBO")
KEY = "a key from the environment"


@dataclass(slots=True, kw_only=True)
class Clock:
    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a browser shows."""

    status: int
    text: str


@dataclass(slots=True, kw_only=True)
class SignInRoom:
    """`connected` holds who was written down as connected, in order."""

    drive: World
    sign_in: SignIn
    credentials: Credentials
    clock: Clock
    folder: Path
    door: str
    browser: aiohttp.ClientSession
    connected: list[PersonId] = field(default_factory=list)

    async def connect(self, person: PersonId, email: str) -> Page:
        """Press, choose this account at Google, come back."""
        return await self.come_back(await self.agree(await self.sign_in.begin(person), email))

    async def agree(self, address: str, email: str) -> str:
        """Where Google sends a browser that chose an account; no account is a no."""
        chosen = f"{address}&{urlencode({'as': email})}"
        async with self.browser.get(chosen, allow_redirects=False) as reply:
            return reply.headers.get("Location", "")

    async def come_back(self, location: str) -> Page:
        parts = urlsplit(location)
        async with self.browser.get(f"{self.door}{parts.path}?{parts.query}") as reply:
            return Page(status=reply.status, text=await reply.text())

    def on_disk(self) -> bytes:
        """Every byte of the database, its log included."""
        return b"".join(file.read_bytes() for file in sorted(self.folder.glob("*.sqlite*")))


def asked(address: str, name: str) -> str:
    return parse_qs(urlsplit(address).query).get(name, [""])[0]


async def _person(person: PersonId) -> Asker:
    handle = next((one.handle for one in PEOPLE if one.id == person), "")
    if not handle:
        raise SourceMissing(SourceKind.SLACK)
    return asker(handle)


@asynccontextmanager
async def sign_in_room(folder: Path, *, secret: str = "") -> AsyncIterator[SignInRoom]:
    """`secret` is a wrong one that our client has, or none."""
    async with open_database(folder) as database:
        credentials = Credentials(database, key=OperatorKey(current=KEY))

        def accounts(server: DriveServer, address: str) -> ConnectedAccounts:
            client = OAuthClient(
                id=CLIENT_ID,
                secret=secret or server.sign_in.secret,
                redirect="http://127.0.0.1:1/drive/signed-in",
                base_url=address,
            )
            return ConnectedAccounts(credentials=credentials, oauth=GoogleOAuth(client))

        async with world(accounts=accounts) as drive, aiohttp.ClientSession() as browser:
            ours, clock = drive.source.door.accounts, Clock()
            assert isinstance(ours, ConnectedAccounts)
            sign_in = SignIn(
                accounts=ours,
                subject=drive.source.door.subject,
                person=_person,
                now=clock.now,
            )
            heard: list[PersonId] = []

            async def hear(person: PersonId, _: str) -> None:
                heard.append(person)

            async with serving(BrowserDoor(sign_in, hear).app()) as door:
                yield SignInRoom(
                    drive=drive,
                    sign_in=sign_in,
                    credentials=credentials,
                    clock=clock,
                    folder=folder,
                    door=door,
                    browser=browser,
                    connected=heard,
                )
