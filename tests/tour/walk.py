"""A walk through everything a person can do, in a browser: `python -m tests.tour.walk FOLDER`.

One picture a step is left in the folder, numbered in the order of the walk.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Locator, Page, expect

from sandbox.faults import Fault
from sandbox.launch import Sandbox
from tests.tour.pictures import PRICING, mention, workspace_in_a_browser

_LONG = 90_000
_SHORT = 15_000
_UNHURRIED = 1.6  # seconds of thinking: time enough to steer
_QUICK = 0.2


@dataclass(slots=True, kw_only=True)
class Walk:
    """The walker: one page, the workspace behind it, and where the pictures go."""

    sandbox: Sandbox
    page: Page
    folder: Path
    steps: list[str] = field(default_factory=list)

    @property
    def thread(self) -> Locator:
        return self.page.locator("#thread")

    async def picture(self, name: str) -> None:
        self.steps.append(name)
        await self.page.wait_for_timeout(250)
        await self.page.screenshot(path=self.folder / f"{len(self.steps):02}-{name}.png")

    async def reply(self, text: str) -> None:
        await self.thread.get_by_role("textbox").fill(text)
        await self.page.keyboard.press("Enter")

    async def say(self, text: str) -> None:
        await self.page.locator("#message-box").fill(text)
        await self.page.keyboard.press("Escape")
        await self.page.keyboard.press("Enter")

    async def press(self, name: str) -> None:
        await self.thread.get_by_role("button", name=name, exact=True).last.click()

    async def shows(self, text: str, *, patience: int = _LONG) -> None:
        await expect(self.thread).to_contain_text(text, timeout=patience)

    async def answered(self, count: int = 1) -> None:
        sources = self.thread.get_by_role("button", name="Sources", exact=True)
        await expect(sources).to_have_count(count, timeout=_LONG)
        await self.page.wait_for_timeout(800)

    async def room(self, channel: str) -> None:
        await self.page.goto(f"{self.sandbox.addresses.page}/?as=dana&channel={channel}")

    async def newest_thread(self) -> None:
        """Open the thread under the last question that the bot posted for somebody."""
        asked = self.page.locator("#room article", has_text=" asks: ").last
        await asked.get_by_role("button", name="repl").last.click(timeout=_LONG)

    async def to_end(self) -> None:
        last = self.thread.locator("article").last
        await last.evaluate("node => node.scrollIntoView({ block: 'end' })")


async def steering(walk: Walk) -> None:
    """Mention, plan, a reply that adds a part, one part cancelled."""
    walk.sandbox.claude.latency_seconds = _UNHURRIED
    await mention(walk.page, PRICING)
    await walk.picture("asked")
    await walk.shows("Reply here to steer", patience=_SHORT)
    await walk.picture("plan")
    await walk.reply("also check what support heard from customers")
    await walk.shows("asked by Dana")
    await walk.picture("steered")
    await walk.thread.get_by_role("button", name="More actions").last.click()
    await walk.picture("menu-of-a-part")
    await walk.page.get_by_role("menuitem", name="Cancel").click()
    await walk.shows("cancelled by Dana")
    await walk.picture("part-cancelled")


async def stopping(walk: Walk) -> None:
    """Stop, with its account; then on from there to the answer."""
    await walk.press("Stop")
    await walk.shows("Stopped by Dana", patience=_SHORT)
    await walk.to_end()
    await walk.picture("stopped")
    walk.sandbox.claude.latency_seconds = _QUICK
    await walk.press("Continue")
    await walk.answered()
    await walk.picture("answer-end")
    answer = walk.thread.locator("article").last
    await answer.evaluate("node => node.scrollIntoView({ block: 'start' })")
    await walk.picture("answer")


async def judging(walk: Walk) -> None:
    """The sources with their words, then what it was worth."""
    await walk.press("Sources")
    dialog = walk.page.locator("dialog")
    await expect(dialog).to_contain_text("[1]", timeout=_SHORT)
    await walk.picture("sources")
    await dialog.get_by_role("button", name="Close").last.click()
    await expect(dialog).to_have_count(0)
    helped = walk.thread.get_by_role("button", name="This answer helped")
    await helped.last.click()
    await expect(helped.last).to_have_attribute("aria-pressed", "true")
    await walk.to_end()
    await walk.picture("feedback")


async def following_up(walk: Walk) -> None:
    """A further question in the thread, without a mention."""
    await walk.reply("and when do existing customers move?")
    await walk.answered(2)
    await walk.to_end()
    await walk.picture("follow-up")


async def commanding(walk: Walk) -> None:
    """The command's help, with options, and the form that it opens alone."""
    await walk.room("CGENERAL")
    await walk.say("/research help")
    await expect(walk.page.locator("#room")).to_contain_text("opens a form", timeout=_SHORT)
    await walk.picture("command-help")
    await walk.say("/research effort:quick sources:slack,notion when and where is the offsite?")
    await expect(walk.page.locator("#room")).to_contain_text("Dana", timeout=_SHORT)
    await walk.page.wait_for_timeout(1_000)
    await walk.newest_thread()
    await walk.answered()
    await walk.picture("command-answer")
    await walk.say("/research")
    form = walk.page.locator("dialog")
    await expect(form).to_contain_text("What do you want to know?", timeout=_SHORT)
    await form.get_by_label("What do you want to know?").fill("who is on call this week?")
    await walk.picture("form")
    await form.get_by_role("button", name="Ask", exact=True).click()
    await expect(form).to_have_count(0)
    await walk.page.wait_for_timeout(2_500)
    await walk.newest_thread()
    await walk.answered()
    await walk.picture("form-answer")


async def home(walk: Walk) -> None:
    """What I asked, how the sources are, how to ask."""
    await walk.room("home")
    await expect(walk.page.locator("#room")).to_contain_text("My questions", timeout=_SHORT)
    await walk.page.wait_for_timeout(1_500)
    await walk.picture("home")


async def pricing_first(walk: Walk) -> None:
    """A deep question shows its plan and price, and runs when somebody agrees."""
    await walk.room("CPRODUCT")
    walk.sandbox.claude.latency_seconds = _UNHURRIED / 2
    await mention(
        walk.page,
        "give me a deep dive on our pricing: what changed, who decided it, what support heard, "
        "and how Tessaly and Quillfrost compare",
    )
    await walk.shows("This needs a deep run", patience=_SHORT)
    await walk.picture("price-first")
    await walk.thread.get_by_role("button", name="Cheaper").click()
    await walk.shows("Started by Dana", patience=_SHORT)
    await walk.shows(" of $")
    await walk.picture("meter")
    await walk.answered()
    answer = walk.thread.locator("article").last
    await answer.evaluate("node => node.scrollIntoView({ block: 'start' })")
    await walk.picture("long-answer")


async def failing(walk: Walk) -> None:
    """Drive is down: said in the answer, and tried again with a button."""
    walk.sandbox.claude.latency_seconds = _QUICK
    walk.sandbox.faults.add("drive", Fault(kind="down"))
    await walk.room("CPRICING")
    await mention(walk.page, PRICING)
    await walk.answered()
    await walk.to_end()
    await walk.picture("drive-down")
    walk.sandbox.faults.clear()
    await walk.press("Try Drive again")
    await walk.answered(2)
    await walk.picture("tried-again")


async def unclear(walk: Walk) -> None:
    """One question back, with buttons."""
    await walk.room("CGENERAL")
    await mention(walk.page, "how are we doing on latency?")
    await walk.page.wait_for_timeout(4_000)
    await walk.picture("unclear")


STEPS: tuple[Callable[[Walk], Awaitable[None]], ...] = (
    *(steering, stopping, judging, following_up, commanding, home, pricing_first, failing),
    unclear,
)


async def walk_through(folder: Path, *names: str) -> list[str]:
    """Every step once, or those with these names; returns the pictures' names, in order."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with workspace_in_a_browser() as (sandbox, page):
        walk = Walk(sandbox=sandbox, page=page, folder=folder)
        for step in STEPS:
            if names and step.__name__ not in names:
                continue
            try:
                await step(walk)
            except (AssertionError, TimeoutError, PlaywrightError):
                await walk.picture(f"broken-in-{step.__name__}")
                raise
        return walk.steps


if __name__ == "__main__":
    asyncio.run(walk_through(Path(sys.argv[1]), *sys.argv[2:]))
