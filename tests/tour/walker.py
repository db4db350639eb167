"""Who walks: one page in a browser, the workspace behind it, and where the pictures go."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from sandbox.launch import Sandbox
from tests.tour.pictures import mention

LONG = 120_000  # milliseconds; the machine may be busy
SHORT = 45_000
UNHURRIED = 1.6  # seconds of thinking: time enough to steer
QUICK = 0.1
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_NO_NOTICES = "() => document.querySelectorAll('.toast').forEach(node => node.remove())"


@dataclass(slots=True, kw_only=True)
class Walk:
    """`steps` are the names of the pictures taken so far."""

    sandbox: Sandbox
    page: Page
    folder: Path
    steps: list[str] = field(default_factory=list)

    @property
    def thread(self) -> Locator:
        return self.page.locator("#thread")

    @property
    def main(self) -> Locator:
        """The conversation in the middle, or Home."""
        return self.page.locator("#room")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog")

    def think(self, seconds: float) -> None:
        """How long the model takes for each reply."""
        self.sandbox.claude.latency_seconds = seconds

    async def picture(self, name: str) -> None:
        """Of the whole page, without the notices that pass by and without the pointer."""
        self.steps.append(name)
        await self.page.mouse.move(2, 2)
        await self.page.evaluate(_NO_NOTICES)
        await self.page.evaluate(_DRAWN)
        await self.page.screenshot(path=self.folder / f"{len(self.steps):02}-{name}.png")

    async def room(self, channel: str, *, person: str = "dana") -> None:
        address = self.sandbox.addresses.page
        await self.page.goto(f"{address}/?as={person}&channel={channel}")
        await expect(self.main.locator("h1")).to_be_visible(timeout=SHORT)

    async def ask(self, question: str) -> None:
        """By a mention, typed; its thread is open when this returns."""
        await mention(self.page, question)
        await expect(self.thread).to_contain_text(question, timeout=SHORT)

    async def reply(self, text: str) -> None:
        await self.thread.get_by_role("textbox").fill(text)
        await self.page.keyboard.press("Enter")

    async def say(self, text: str) -> None:
        await self.page.locator("#message-box").fill(text)
        await self.page.keyboard.press("Escape")
        await self.page.keyboard.press("Enter")

    async def press(self, name: str) -> None:
        button = self.thread.get_by_role("button", name=name, exact=True).last
        await button.click(timeout=SHORT)

    async def pick(self, message: Locator, item: str) -> None:
        """From the menu behind a message's three dots."""
        await message.hover()
        await message.get_by_role("button", name="More", exact=True).click()
        await self.page.get_by_role("menuitem", name=item).click()

    async def shows(self, text: str, *, patience: int = LONG) -> None:
        await expect(self.thread).to_contain_text(text, timeout=patience)

    async def says(self, text: str, *, patience: int = SHORT) -> None:
        """In the middle of the page."""
        await expect(self.main).to_contain_text(text, timeout=patience)

    async def answered(self, count: int = 1, *, sources: str = "Sources") -> None:
        """Until so many answers stand in the thread, and nothing is at work in it."""
        button = self.thread.get_by_role("button", name=sources, exact=True)
        await expect(button).to_have_count(count, timeout=LONG)
        await self.at_rest()

    async def at_rest(self) -> None:
        """Until nothing is at work in the thread, and its plan says so too."""
        await expect(self.thread.locator(".session.busy")).to_have_count(0, timeout=LONG)
        stop = self.thread.get_by_role("button", name="Stop", exact=True)
        await expect(stop).to_have_count(0, timeout=SHORT)

    async def open_thread(self, words: str) -> None:
        """The thread under the last message of the conversation that has these words."""
        message = self.main.locator("article", has_text=words).last
        await expect(message).to_be_visible(timeout=LONG)
        await message.hover()
        await message.get_by_role("button", name="Reply in thread").click()
        await self.shows(words, patience=SHORT)

    async def to_start(self) -> None:
        """The last message of the thread, from its beginning."""
        last = self.thread.locator("article").last
        await last.evaluate("node => node.scrollIntoView({ block: 'start' })")

    async def to_end(self) -> None:
        last = self.thread.locator("article").last
        await last.evaluate("node => node.scrollIntoView({ block: 'end' })")
