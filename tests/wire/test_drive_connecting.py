"""Connecting one's own Drive as it is done in Slack: Home, the direct message, the way back."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import aiohttp

from bot.browser_door import BrowserDoor, written_down
from bot.face import Duties
from bot.rendering.connecting import CONNECT, DISCONNECT, connecting
from bot.rendering.sign_in_words import ENGLISH
from bot.sign_in import SignIn
from connectors.drive_accounts import ConnectedAccounts, Subject
from connectors.google_oauth import GoogleOAuth, OAuthClient
from domain.audience import PersonId, PersonKind
from domain.errors import SourceDenied
from domain.post import ConnectPost, Post
from domain.question import Asker, ChannelId, SourceKind
from sandbox.clock import SandboxClock
from sandbox.faults import Fault, Faults
from sandbox.google_drive.server import DriveServer
from sandbox.google_drive.sign_in import AUTHORIZE, CLIENT_ID
from sandbox.wire import serving
from store.credentials import Credentials
from store.keyring import OperatorKey
from store.outbox import Outbox
from tests.wire.bot_room import BotRoom, bot_room, open_database, shown
from tests.wire.digest_desk import direct_messages
from tests.wire.slack_room import TODAY, WORKSPACE, until

WORDS, DANA = connecting("en"), "dana@tidewater.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A face with the sandbox's Google behind it; `door` is where browsers come back to."""

    bot: BotRoom
    google: DriveServer
    faults: Faults
    door: str

    async def press_in_home(self, action: str, person: str = "dana") -> None:
        slack = self.bot.slack
        await slack.open_home(person)
        await until(lambda: action in str(slack.home_of(person)))
        home = slack.home_of(person) or {}
        await slack.press(person, "", home["id"], action_id=action, value="en-GB")

    def home(self, person: str = "dana") -> str:
        return shown(self.bot.slack.home_of(person) or {})

    async def said(self, words: str, person: str = "dana") -> Any:  # noqa: ANN401 - Slack's JSON
        """The direct message with these words, once it is there."""
        for _ in range(200):
            for message in await direct_messages(self.bot, person):
                if words in shown(message):
                    return message
            await asyncio.sleep(0.02)
        raise AssertionError(words)

    async def sign_in(self, address: str, email: str) -> None:
        """In a browser: choose the account, be sent back to us."""
        async with aiohttp.ClientSession() as browser:
            chosen = f"{address}&{urlencode({'as': email})}"
            async with browser.get(chosen, allow_redirects=False) as reply:
                back = urlsplit(reply.headers["Location"])
            async with browser.get(f"{self.door}{back.path}?{back.query}") as page:
                assert page.status == 200


def links(part: object) -> Sequence[str]:
    if isinstance(part, list):
        return [url for item in part for url in links(item)]
    if not isinstance(part, dict):
        return []
    own = [str(part["url"])] if part.get("type") == "link" else []
    return own + [url for value in part.values() for url in links(value)]


def subject(asker: Asker) -> Subject:
    if asker.kind is not PersonKind.MEMBER:
        raise SourceDenied(SourceKind.DRIVE)
    return Subject(person=asker.id, address=asker.email)


@asynccontextmanager
async def room(folder: Path) -> AsyncIterator[Room]:
    faults, clock = Faults(), SandboxClock.starting_at(TODAY)
    google = DriveServer(workspace=WORKSPACE, clock=clock, faults=faults)
    async with AsyncExitStack() as stack:
        keeping = folder / "keeping"
        keeping.mkdir()
        database = await stack.enter_async_context(open_database(keeping))
        base = await stack.enter_async_context(serving(google.app()))
        client = OAuthClient(
            id=CLIENT_ID,
            secret=google.sign_in.secret,
            redirect="http://127.0.0.1:1/drive/signed-in",
            base_url=base,
        )
        accounts = ConnectedAccounts(
            credentials=Credentials(database, key=OperatorKey(current="key")),
            oauth=GoogleOAuth(client),
        )
        made: list[SignIn] = []

        def with_sign_in(duties: Duties) -> Duties:
            person = duties.directory.person
            made.append(
                SignIn(accounts=accounts, subject=subject, person=person, now=clock.now)
            )
            return replace(duties, sign_in=made[0])

        bot = await stack.enter_async_context(bot_room(folder, changed=with_sign_in))
        hear = written_down(bot.face.arrivals, nudge=bot.face.intake.nudge)
        door = await stack.enter_async_context(serving(BrowserDoor(made[0], hear).app()))
        yield Room(bot=bot, google=google, faults=faults, door=door)


async def test_a_drive_is_connected_from_home(tmp_path: Path) -> None:
    """Press, sign in, and both the direct message and Home say so."""
    async with room(tmp_path) as one:
        await one.press_in_home(CONNECT)
        message = await one.said(WORDS.link)
        [address] = links(message)
        await one.sign_in(address, DANA)
        await one.said(WORDS.connected)
        await until(lambda: WORDS.is_connected in one.home())

        assert AUTHORIZE in address
        assert DISCONNECT in str(one.bot.slack.home_of("dana"))
        assert message.get("metadata", {}).get("event_payload", {}).keys() <= {"key"}


async def test_the_link_is_for_one_person_and_without_a_preview(tmp_path: Path) -> None:
    """A preview would be fetched by a machine, and shown."""
    async with room(tmp_path) as one:
        await one.press_in_home(CONNECT)
        await one.said(WORDS.link)

        [posted] = [c for c in one.bot.calls("chat.postMessage") if AUTHORIZE in str(c)]
        assert str(posted["unfurl_links"]).lower() == "false"
        assert str(posted["channel"]).startswith("D")


async def test_a_connection_is_ended_from_home(tmp_path: Path) -> None:
    """Here and at Google, and Home offers it again."""
    async with room(tmp_path) as one:
        await one.press_in_home(CONNECT)
        await one.sign_in(links(await one.said(WORDS.link))[0], DANA)
        await one.said(WORDS.connected)
        await one.press_in_home(DISCONNECT)
        await one.said(WORDS.disconnected)
        await until(lambda: WORDS.is_not in one.home())

        assert one.google.sign_in.grants == {}


async def test_google_that_does_not_answer_keeps_nobody_connected(tmp_path: Path) -> None:
    """It ends here all the same, and the person learns what is left to do."""
    async with room(tmp_path) as one:
        await one.press_in_home(CONNECT)
        await one.sign_in(links(await one.said(WORDS.link))[0], DANA)
        await one.said(WORDS.connected)
        one.faults.add("drive", Fault(kind="down", path="/revoke"))
        await one.press_in_home(DISCONNECT)
        await one.said(WORDS.disconnected_here)
        await until(lambda: WORDS.is_not in one.home())


async def test_who_cannot_connect_is_told_why(tmp_path: Path) -> None:
    """A guest has no Drive of the company."""
    async with room(tmp_path) as one:
        await one.press_in_home(CONNECT, "gus")
        await one.said(ENGLISH.no_address, "gus")


async def test_the_offer_after_an_answer_has_the_button(tmp_path: Path) -> None:
    """In the asker's direct message, in the language of the answer."""
    german = connecting("de")
    async with room(tmp_path) as one:
        post = Post(
            key="offer",
            channel=ChannelId(PersonId("UDANA")),
            content=ConnectPost(language="de"),
        )
        await Outbox(one.bot.database).put(post, at=TODAY)
        message = await one.said(german.offer)
        slack = one.bot.slack
        place = await slack.open_dm("dana")
        await slack.press("dana", place, message["ts"], action_id=CONNECT, value="de")
        await one.said(german.link)


async def test_home_says_nothing_of_it_under_delegation(tmp_path: Path) -> None:
    """There is nothing for people to connect."""
    async with bot_room(tmp_path) as plain:
        await plain.slack.open_home("dana")
        await until(lambda: plain.slack.home_of("dana"))

        assert CONNECT not in str(plain.slack.home_of("dana"))
