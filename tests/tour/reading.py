"""What can be done with an answer: its sources, a verdict, a further question, its length."""

from playwright.async_api import expect

from tests.tour.walker import QUICK, SHORT, UNHURRIED, Walk

_DEEP = (
    "what changed about our pricing, who decided it, what did support hear from customers, "
    "and how do Tessaly and Quillfrost compare?"
)


async def judging(walk: Walk) -> None:
    """The sources with their words, then what it was worth."""
    await walk.press("Sources")
    await expect(walk.dialog).to_contain_text("“", timeout=SHORT)
    await walk.picture("sources")
    await walk.dialog.get_by_role("button", name="Close").last.click()
    await expect(walk.dialog).to_have_count(0)
    helped = walk.thread.get_by_role("button", name="This answer helped").last
    await helped.click()
    await expect(helped).to_have_attribute("aria-pressed", "true")
    await walk.to_end()
    await walk.picture("feedback")


async def following_up(walk: Walk) -> None:
    """A further question in the thread, without a mention."""
    await walk.reply("and when do existing customers move?")
    await walk.answered(2)
    await walk.shows("1 February 2027")
    await walk.to_end()
    await walk.picture("follow-up")


async def pricing_first(walk: Walk) -> None:
    """A deep question shows its plan and price, and runs when somebody agrees."""
    await walk.room("CPRODUCT")
    walk.think(UNHURRIED / 2)
    await walk.ask(_DEEP)
    await walk.shows("This needs a deep run")
    await walk.picture("price-first")
    await walk.thread.get_by_role("button", name="Cheaper").click()
    await walk.shows("Started by Dana", patience=SHORT)
    await walk.shows(" of $")
    await walk.picture("meter")
    await walk.answered()
    await walk.to_start()
    await walk.picture("long-answer")
    walk.think(QUICK)


async def without_finding(walk: Walk) -> None:
    """Nothing is there: said, with what was searched for."""
    await walk.room("CGENERAL")
    await walk.ask("do we have plans for an office in Lima?")
    await walk.shows("I found nothing on this in")
    await walk.shows("I searched for", patience=SHORT)
    await walk.picture("nothing-found")
