"""The bot comes into a channel, and says what it can see from there."""

from playwright.async_api import expect

from tests.tour.walker import SHORT, Walk


async def greeting(walk: Walk) -> None:
    """Added to a channel it says once who it is and what it uses there."""
    await walk.sandbox.slack.dismiss("dana", "CCOMPLIANCE")
    await walk.room("CCOMPLIANCE")
    await walk.says("Dossier is not in here")
    await walk.sandbox.slack.invite("dana", "CCOMPLIANCE")
    await walk.says("I'm Dossier")
    await expect(walk.main.locator(".room-head")).not_to_contain_text("not in here")
    await walk.main.get_by_role("button", name="What can you see?").last.click()
    await walk.says("Only visible to you")
    await walk.picture("greeting")


async def seeing(walk: Walk) -> None:
    """Asked about itself it answers with counts, per source."""
    await walk.room("CPRICING")
    await walk.ask("what can you see from here?")
    await walk.shows("everyone in #pricing can open", patience=SHORT)
    await walk.picture("what-it-can-see")
