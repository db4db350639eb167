"""A run while it works: seen, steered, cut down, stopped, taken up again, reworded, deleted."""

from playwright.async_api import Locator, expect

from tests.tour.pictures import PRICING
from tests.tour.walker import QUICK, SHORT, UNHURRIED, Walk

_SUPPORT = "what price complaints reached support, and did anybody cancel?"
_REWORDED = "@Dossier what price complaints reached support since 1 November?"


async def steering(walk: Walk) -> None:
    """Mention, plan, a reply that adds a part, one part cancelled."""
    await walk.room("CPRICING")
    walk.think(UNHURRIED)
    await walk.ask(PRICING)
    await expect(walk.main.locator("article").last).to_be_in_viewport()
    await walk.picture("asked")
    await walk.shows("Reply here to steer")
    await walk.shows("how do we now compare with Tessaly and Quillfrost —")
    await walk.picture("plan")
    await walk.reply("also check what support heard from customers")
    await walk.shows("asked by Dana")
    await walk.picture("steered")
    walk.think(2 * UNHURRIED)
    await walk.press("A part …")
    await walk.picture("menu-of-a-part")
    items = walk.page.get_by_role("menuitem")  # to be cancelled, then the same to be asked
    await items.nth(await items.count() // 2 - 1).click()
    await walk.shows("cancelled by Dana")
    await walk.picture("part-cancelled")


async def stopping(walk: Walk) -> None:
    """Stop, with its account; then on from there to an answer that has a table."""
    await walk.press("Stop")
    await walk.shows("Stopped by Dana", patience=SHORT)
    await walk.shows("spent.", patience=SHORT)
    await walk.at_rest()
    await walk.to_end()
    await walk.picture("stopped")
    walk.think(QUICK)
    await walk.press("Continue")
    await walk.answered()
    await expect(walk.thread.locator("table")).to_contain_text("€56")
    await walk.to_end()
    await walk.picture("answer-end")
    await walk.to_start()
    await walk.picture("answer")


async def rewording(walk: Walk) -> None:
    """The question is edited while its run works; the tick says that this was noticed."""
    walk.think(UNHURRIED)
    await walk.room("CSUPPORT")
    await walk.ask(_SUPPORT)
    await walk.shows("Reply here to steer")
    await walk.pick(_question(walk), "Edit message")
    box = walk.thread.get_by_role("textbox", name="Edit your message")
    await box.fill(_REWORDED)
    await walk.picture("rewording")
    await box.press("Enter")
    await walk.shows("(edited)", patience=SHORT)
    tick = _question(walk).get_by_role("button", name="white check mark")
    await expect(tick).to_be_visible(timeout=SHORT)
    await walk.picture("reworded")


async def deleting(walk: Walk) -> None:
    """The question is deleted, and its run stops."""
    await walk.pick(_question(walk), "Delete message")
    await expect(walk.dialog).to_contain_text("stops with it", timeout=SHORT)
    await walk.picture("deleting")
    await walk.dialog.get_by_role("button", name="Delete").click()
    await walk.shows("This message was deleted.", patience=SHORT)
    await walk.shows("Stopped: the question was deleted", patience=SHORT)
    await walk.at_rest()
    await walk.picture("deleted")
    walk.think(QUICK)


def _question(walk: Walk) -> Locator:
    return walk.thread.locator("article").first
