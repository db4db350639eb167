"""Without delegation: a question, the offer, the sign-in, and the question once more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
from cryptography.fernet import Fernet

from bot import operator_commands
from bot.rendering.connecting import CONNECT, connecting
from bot.rendering.sign_in_words import ENGLISH
from domain.answer import GapKind
from domain.audience import PersonId
from evals.stage import Stage, open_stage, posted_links, settings_for
from sandbox.google_drive.sign_in import AUTHORIZE
from sandbox.launch import Sandbox
from sandbox.slack.wire import Json
from sandbox.workspace.schema import (
    Channel,
    DriveFile,
    Message,
    Person,
    Sharing,
    Workspace,
)
from store.credentials import Credentials
from store.keyring import OperatorKey
from tests.scenarios.test_halting import parsed

WORDS, DANA = connecting("en"), PersonId("UDANA")
TODAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
QUESTION = "which colour has the heron badge?"
WORKSPACE = Workspace(
    name="Kelvane",
    domain="kelvane.example",
    today=TODAY,
    people=tuple(
        Person(handle=name, name=name.title(), email=f"{name}@kelvane.example")
        for name in ("dana", "lee")
    ),
    channels=(
        Channel(
            name="pricing",
            members=("dana", "lee"),
            messages=(
                Message(author="lee", at=TODAY - timedelta(days=2), text="Lunch is at noon."),
            ),
        ),
    ),
    files=(
        DriveFile(
            id="FBADGE",
            name="Heron badge",
            kind="doc",
            owner="lee",
            created=TODAY - timedelta(days=9),
            modified=TODAY - timedelta(days=1),
            sharing=Sharing(domain=True),
            text="# Heron badge\n\nThe heron badge has the colour turquoise.\n",
        ),
    ),
)


async def said_to_dana(stage: Stage, words: str) -> Json:
    """The direct message with these words, once it is there."""
    place = await stage.sandbox.slack.open_dm("dana")
    async with asyncio.timeout(30):
        while True:
            for one in stage.sandbox.slack.messages_in("dana", place):
                if words in str(one):
                    return {**one, "place": place}
            await asyncio.sleep(0.05)


async def sign_in(address: str) -> str:
    """As a browser does it: the account is chosen, and the way back followed."""
    async with aiohttp.ClientSession() as browser:
        chosen = f"{address}&{urlencode({'as': 'dana@kelvane.example'})}"
        async with browser.get(chosen) as page:
            return await page.text()


@asynccontextmanager
async def without_delegation(folder: Path, own: dict[str, str]) -> AsyncIterator[Stage]:
    """`own` receives the settings of the bot that is started."""
    own |= {"NOTION_TOKEN": "", "DOSSIER_SECRET_KEY": Fernet.generate_key().decode()}

    def before(sandbox: Sandbox) -> None:
        own.update(sandbox.sign_in_environment())

    async with open_stage(WORKSPACE, folder, own=own, before=before) as stage:
        yield stage


async def connect_from(stage: Stage, offer: Json) -> str:
    """Press, sign in, and wait until Slack says so; what the browser shows at the end."""
    slack = stage.sandbox.slack
    await slack.press("dana", offer["place"], offer["ts"], action_id=CONNECT, value="en")
    [address] = posted_links([await said_to_dana(stage, AUTHORIZE)])
    page = await sign_in(address)
    await said_to_dana(stage, WORDS.connected)
    return page


@pytest.mark.slow
async def test_who_connects_their_drive_gets_the_answer_that_was_missing(
    tmp_path: Path,
) -> None:
    """The first answer names what it lacks; the offer goes to the asker alone."""
    async with without_delegation(tmp_path, {}) as stage:
        before = await stage.ask("dana", "pricing", QUESTION)
        page = await connect_from(stage, await said_to_dana(stage, WORDS.offer))
        after = await stage.ask("dana", "pricing", QUESTION)

    assert before.answer is not None
    assert [one.kind for one in before.answer.gaps].count(GapKind.NO_ACCESS) == 1
    assert "has not connected theirs" in before.text
    assert WORDS.connect not in before.text
    assert "turquoise" not in before.text
    assert ENGLISH.connected in page
    assert "turquoise" in after.text


@pytest.mark.slow
async def test_a_person_who_is_forgotten_is_disconnected(tmp_path: Path) -> None:
    """Here, at Google, and to the last byte; the token never lay there in clear."""
    own: dict[str, str] = {}
    async with without_delegation(tmp_path, own) as stage:
        await stage.ask("dana", "pricing", QUESTION)
        await connect_from(stage, await said_to_dana(stage, WORDS.offer))
        kept = Credentials(stage.database, key=OperatorKey(current=own["DOSSIER_SECRET_KEY"]))
        [token] = stage.sandbox.drive.sign_in.grants
        connected, clear = await kept.of(DANA), token.encode() in bytes_of(tmp_path)
        settings, lines = settings_for(stage.sandbox, tmp_path, own), list[str]()
        await operator_commands.perform(
            parsed("forget", "person", DANA), settings, lines.append
        )

        assert connected is not None
        assert connected.token == token
        assert not clear
        assert "Their Drive is disconnected, here and at Google." in lines
        assert await kept.of(DANA) is None
        assert stage.sandbox.drive.sign_in.grants == {}


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("*.sqlite*"))
