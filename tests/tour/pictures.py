"""Takes the README's pictures: `python -m tests.tour.pictures [folder]`.

The whole sandbox with the real bot; the mention is typed into the page as a visitor would.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from sandbox.__main__ import SHIPPED
from sandbox.demo import bot_at_work, until_it_has_read
from sandbox.faults import Fault
from sandbox.launch import Sandbox, open_sandbox
from sandbox.workspace.loading import load

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
IMAGES = Path(__file__).parents[2] / "docs" / "images"
PRICING = (
    "what changed about our pricing this quarter, who decided it, and how do we now compare "
    "with Tessaly and Quillfrost?"
)
_ANSWER_MS = 90_000
_THINKING_SECONDS = 0.8  # the Librarian is quicker than any model; a plan should be seen
SIZE = (1360, 1180)  # pixels, width by height


@asynccontextmanager
async def workspace_in_a_browser(
    own: Mapping[str, str] | None = None,
) -> AsyncIterator[tuple[Sandbox, Page]]:
    """The sandbox, its bot with settings of its `own`, and a page: Dana's, in #pricing."""
    async with (
        open_sandbox(load(SHIPPED)) as sandbox,
        bot_at_work(sandbox, own=own or {}),
        page_of(sandbox) as page,
    ):
        yield sandbox, page


@asynccontextmanager
async def page_of(sandbox: Sandbox) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = await browser.new_page(
            color_scheme="light", viewport={"width": SIZE[0], "height": SIZE[1]}
        )
        await page.goto(f"{sandbox.addresses.page}/?as=dana&channel=CPRICING")
        yield page
        await browser.close()


async def mention(page: Page, question: str) -> None:
    """Typed with the keyboard, the bot's name taken from the suggestions."""
    await page.locator("#message-box").focus()
    await page.keyboard.type("@dos")
    await page.keyboard.press("Enter")
    await page.keyboard.type(question)
    await page.keyboard.press("Enter")


async def take(page: Page, file: Path) -> None:
    """Without the notices that pass by, and in few colours, so that it stays small."""
    await expect(page.locator(".toast")).to_have_count(0, timeout=10_000)
    question = page.locator("#room article").last
    await question.evaluate("node => node.scrollIntoView({ block: 'end' })")
    await page.screenshot(path=file)
    await asyncio.to_thread(_shrink, file)


def _shrink(file: Path) -> None:
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(192).save(file, optimize=True)


async def answered(page: Page) -> None:
    """Until the answer stands under the plan, scrolled so that it is read from its top."""
    sources = page.locator("#thread button", has_text="Sources")
    await expect(sources).to_be_visible(timeout=_ANSWER_MS)
    await page.wait_for_timeout(1_500)  # the plan's last state follows the answer
    answer = page.locator("#thread article").last
    await answer.evaluate("node => node.scrollIntoView({ block: 'start' })")


async def pricing(folder: Path) -> None:
    """A run in progress, and its answer."""
    async with workspace_in_a_browser() as (sandbox, page):
        await until_it_has_read(sandbox)
        sandbox.claude.latency_seconds = _THINKING_SECONDS
        await mention(page, PRICING)
        plan = page.locator("#thread .plan")
        await expect(plan).to_contain_text("useful", timeout=_ANSWER_MS)
        await take(page, folder / "working.png")
        await answered(page)
        await take(page, folder / "answer.png")


async def failure(folder: Path) -> None:
    """The same question while Drive is down."""
    async with workspace_in_a_browser() as (sandbox, page):
        await until_it_has_read(sandbox)
        sandbox.faults.add("drive", Fault(kind="down"))
        await page.reload()
        await mention(page, PRICING)
        await answered(page)
        await take(page, folder / "drive-down.png")


async def main(folder: Path) -> None:
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    await pricing(folder)
    await failure(folder)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES))
