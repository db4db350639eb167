"""A digest's life in a browser, a picture a step: `python -m tests.tour.digests FOLDER`."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.scenarios.test_digests_in_the_sandbox import ADDED, AGAINST
from tests.tour.pictures import mention, workspace_in_a_browser
from tests.tour.walker import Walk

WORDS = "every weekday at 8:30 what changed about pricing and competitors, here"
GERMAN = "jeden Montag um 9 Uhr, was hat sich bei den Preisen geändert, hier"
_LONG = 90_000


async def walk_digests(folder: Path) -> list[str]:
    """Made by words, read back, saved, run, run again with changes only, paused, deleted."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with workspace_in_a_browser() as (sandbox, page):
        walk = Walk(sandbox=sandbox, page=page, folder=folder)
        await _made(walk)
        await _run(walk)
        await _ended(walk)
        await _in_german(walk)
        return walk.steps


async def _made(walk: Walk) -> None:
    await mention(walk.page, WORDS)
    asked = walk.page.locator("#room article", has_text=WORDS).last
    await asked.get_by_role("button", name="repl").last.click(timeout=_LONG)
    await walk.shows("Every weekday at 08:30")
    await walk.picture("read-back")
    await walk.press("Save")
    await walk.shows("Saved.")
    await walk.picture("saved")


async def _run(walk: Walk) -> None:
    await walk.press("Run now")
    await expect(_editions(walk)).to_have_count(1, timeout=_LONG)
    await _to(walk, _editions(walk).last)
    await walk.picture("first-edition")
    for words in (ADDED, AGAINST):
        await walk.sandbox.slack.say("priya", "CPRICING", words)
    await asyncio.sleep(1)
    await _editions(walk).last.get_by_role("button", name="Run now").click()
    await expect(_editions(walk)).to_have_count(2, timeout=_LONG)
    await _to(walk, _editions(walk).last)
    await walk.picture("changes-only")
    await _editions(walk).last.get_by_role("button", name="Run now").click()
    quiet = walk.page.locator("#room article", has_text="Nothing new on").last
    await expect(quiet).to_be_visible(timeout=_LONG)
    await _to(walk, quiet)
    await walk.picture("nothing-new")


async def _ended(walk: Walk) -> None:
    last = _editions(walk).last
    await last.get_by_role("button", name="Pause").click()
    await expect(last.get_by_role("button", name="Resume")).to_be_visible(timeout=_LONG)
    await _to(walk, last)
    await walk.picture("paused")
    await last.get_by_role("button", name="Delete").click()
    await expect(last).to_contain_text("Deleted by", timeout=_LONG)
    await _to(walk, last)
    await walk.picture("deleted")


async def _in_german(walk: Walk) -> None:
    await mention(walk.page, GERMAN)
    asked = walk.page.locator("#room article", has_text=GERMAN).last
    await asked.get_by_role("button", name="repl").last.click(timeout=_LONG)
    await walk.shows("Jeden Montag um 09:00")
    await walk.picture("in-german")


def _editions(walk: Walk) -> Locator:
    return walk.page.locator("#room article", has_text="made by Dana")


async def _to(walk: Walk, article: Locator) -> None:
    await walk.page.wait_for_timeout(600)
    await article.evaluate("node => node.scrollIntoView({ block: 'end' })")


if __name__ == "__main__":
    asyncio.run(walk_digests(Path(sys.argv[1])))
