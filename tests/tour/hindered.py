"""What waits, what needs a person's leave, what was lost: and how each goes on."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from cryptography.fernet import Fernet
from playwright.async_api import expect

from sandbox.__main__ import SHIPPED
from sandbox.claude.server import silent_script
from sandbox.demo import bot_at_work, until_it_has_read
from sandbox.launch import open_sandbox
from sandbox.workspace.loading import load
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, subtask
from tests.tour.pictures import PRICING, page_of
from tests.tour.walker import QUICK, SHORT, UNHURRIED, Walk

_RIVALS = "what did we decide about Tessaly's prices, and what does Tessaly charge now?"
_SEARCH = "Tessaly Core Plus list price per site"
_INSIDE = subtask("inside", "what we decided about Tessaly's prices", "slack")
_OUTSIDE = subtask("outside", "Tessaly's list prices", "web") | {"queries": [_SEARCH]}
_LATE = Cast(lead=[dispatch(_INSIDE), WAIT, dispatch(_OUTSIDE), WAIT, FINISH])


async def without_access(walk: Walk) -> None:
    """Notion's connection was removed: said in the answer, with what mends it."""
    await walk.room("CPRODUCT")
    await walk.ask(PRICING)
    await walk.answered()
    await walk.shows("I can't read Notion", patience=SHORT)
    await walk.to_end()
    await walk.picture("no-access")
    await walk.press("How")
    await walk.shows("Only visible to you", patience=SHORT)
    await walk.to_end()
    await walk.picture("how-to-mend-it")


async def waiting_in_line(walk: Walk) -> None:
    """One run at a time: the second says that it is queued, and runs when its turn comes."""
    walk.think(UNHURRIED)
    await walk.room("CPRICING")
    await walk.ask(PRICING)
    await walk.shows("Reply here to steer")
    await walk.room("CSUPPORT")
    await walk.ask("what did support hear about the price change, and who answered?")
    await walk.shows("Queued")
    await walk.picture("queued")
    walk.think(QUICK)
    await walk.answered()


async def approving(walk: Walk) -> None:
    """After company text was read, a search leaves only as the words that were approved."""
    walk.sandbox.claude.script = _LATE
    await walk.room("CPRODUCT")
    await walk.ask(_RIVALS)
    await walk.answered()
    await walk.to_end()
    await walk.picture("search-left-out")
    await walk.press("Show me the exact search")
    walk.sandbox.claude.script = silent_script
    await walk.room("DDANA")
    card = walk.main.locator("article", has_text=_SEARCH).last
    await expect(card).to_be_visible(timeout=SHORT)
    await walk.picture("exact-search")
    await card.get_by_role("button", name="Search").first.click()
    await walk.room("CPRODUCT")
    await walk.open_thread(_RIVALS)
    await walk.answered(2)
    await walk.shows("tessaly.example", patience=SHORT)


async def lost(folder: Path, steps: list[str]) -> list[str]:
    """The program is killed in the middle, and a newer one starts in its place."""
    with tempfile.TemporaryDirectory() as kept:
        data, own = Path(kept), {"DOSSIER_SECRET_KEY": Fernet.generate_key().decode()}
        async with open_sandbox(load(SHIPPED)) as sandbox, page_of(sandbox) as page:
            walk = Walk(sandbox=sandbox, page=page, folder=folder, steps=steps)
            async with bot_at_work(sandbox, own=own, data=data) as bot:
                await until_it_has_read(sandbox)
                walk.think(UNHURRIED)
                await walk.room("CPRICING")
                await walk.ask(PRICING)
                await walk.shows("useful")
                bot.process.kill()
                await bot.process.wait()
            _of_an_older_version(data)
            walk.think(QUICK)
            async with bot_at_work(sandbox, own=own, data=data):
                await walk.shows("Continue")
                await walk.at_rest()
                await walk.to_end()
                await walk.picture("run-lost")
                await walk.press("Continue")
                await walk.answered()
    return walk.steps


def _of_an_older_version(data: Path) -> None:
    with closing(sqlite3.connect(data / "engine.sqlite")) as engine, engine:
        engine.execute("update workflow_status set application_version = 'older'")
