"""What people see when something is wrong: who may not ask, what is down, what is spent."""

from playwright.async_api import expect

from tests.tour.pictures import PRICING
from tests.tour.walker import QUICK, SHORT, UNHURRIED, Walk

_SMALL = "who owns the billing service?"


async def refusing(walk: Walk) -> None:
    """A guest, and a channel that is shared with another organisation."""
    await walk.room("CWEBSITE", person="gwen")
    await walk.ask("when is the offsite?")
    await walk.shows("I don't answer guests yet", patience=SHORT)
    await walk.picture("guest")
    await walk.room("CEXTVERHAVEN", person="lee")
    await walk.ask("when does Verhaven's contract end?")
    await walk.shows("I don't answer in shared channels", patience=SHORT)
    await walk.picture("shared-channel")


async def without_drive(walk: Walk) -> None:
    """Drive is down: said in the answer, and tried again with a button."""
    await walk.room("CPRICING")
    await _break(walk, "Break something", "Drive is down")
    await walk.ask(PRICING)
    await walk.answered()
    await walk.shows("Drive did not answer", patience=SHORT)
    await walk.to_end()
    await walk.picture("drive-down")
    await _break(walk, "Broken: Drive is down", "Mend everything")
    await walk.press("Try Drive again")
    await walk.answered(2)
    last = walk.thread.locator("article").last
    await expect(last).not_to_contain_text("Drive did not answer")
    await walk.picture("tried-again")


async def without_the_model(walk: Walk) -> None:
    """The model goes away in the middle, by the page's own menu; nothing is lost."""
    await walk.room("CPRODUCT")
    walk.think(UNHURRIED)
    await walk.ask(PRICING)
    await walk.shows("Reply here to steer")
    await _break(walk, "Break something", "The model is gone")
    await walk.shows("Dossier is working", patience=SHORT)
    await walk.picture("model-gone")
    walk.think(QUICK)
    await _break(walk, "Broken: The model is gone", "Mend everything")
    await walk.answered()
    await walk.to_start()
    await walk.picture("model-back")


async def spent(walk: Walk) -> None:
    """A channel whose money for the month is used up."""
    await walk.room("CINCIDENTS")
    await walk.ask(_SMALL)
    await walk.shows("has used its", patience=SHORT)
    await walk.picture("budget-spent")


async def closing(walk: Walk) -> None:
    """The bot is removed from a channel; another channel is archived."""
    await walk.sandbox.slack.dismiss("dana", "CWEBSITE")
    await walk.room("CWEBSITE")
    await walk.says("Dossier is not in here")
    await walk.picture("not-in-here")
    await walk.sandbox.slack.archive("dana", "CPRODUCT")
    await walk.room("CPRODUCT")
    await walk.says("archived")
    await walk.picture("archived")


async def _break(walk: Walk, button: str, item: str) -> None:
    await walk.page.get_by_role("button", name=button).click()
    await walk.page.locator(".menu-row", has_text=item).click()
