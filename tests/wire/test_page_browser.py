"""The page in a real browser: Block Kit drawn, keys that work, content that stays content."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright, expect

from sandbox.slack.server import SlackServer
from sandbox.slack.wire import Json
from tests.wire.page_room import page_room
from tests.wire.slack_room import Bot, bot_in, client_of, plain, rich

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the path"),
]

NASTY = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def plan(status: str, details: str) -> Json:
    task = {"type": "task_card", "task_id": "s1", "title": "Web", "status": status}
    return {
        "type": "plan",
        "title": "Researching",
        "tasks": [task | {"details": rich(details)}],
    }


def answer() -> list[Json]:
    """One block of every kind that the bot sends."""
    link = {"type": "link", "url": "https://acme.example/pricing", "text": "[1]"}
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": NASTY}, link]}
    items = {"type": "rich_text_list", "style": "bullet", "elements": [line]}
    button = {"type": "button", "action_id": "more", "text": plain("Dig deeper"), "value": "1"}
    menu = {
        "type": "overflow",
        "action_id": "part",
        "options": [{"text": plain("Cancel: Web"), "value": "w"}],
    }
    judge = {
        "type": "feedback_buttons",
        "action_id": "judge",
        "positive_button": {"text": plain("Good"), "value": "good"},
        "negative_button": {"text": plain("Bad"), "value": "bad"},
    }
    cells = [[{"type": "raw_text", "text": "Plan"}], [rich("Team")]]
    return [
        {"type": "header", "text": plain("Prices")},
        {"type": "rich_text", "elements": [line, items]},
        {"type": "table", "rows": cells},
        {"type": "section", "text": {"type": "mrkdwn", "text": f"*Not covered* {NASTY}"}},
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "31 read"}]},
        {"type": "actions", "elements": [button, menu]},
        {"type": "context_actions", "elements": [judge]},
        {"type": "image", "image_url": "https://evil.example/x.png", "alt_text": "a chart"},
    ]


def note_error(errors: list[str], line: ConsoleMessage) -> None:
    if line.type == "error":
        errors.append(line.text)


@asynccontextmanager
async def opened(where: str) -> AsyncIterator[tuple[SlackServer, Page]]:
    """A browser at `where` behind the page's address; any error on the page fails the test."""
    errors: list[str] = []
    async with page_room() as (slack, browser), async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        page = await chromium.new_page(viewport={"width": 1280, "height": 800})
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", partial(note_error, errors))
        await page.goto(f"{browser.base}/{where}")
        try:
            yield slack, page
        finally:
            await chromium.close()

    assert errors == []


async def question(page: Page) -> str:
    """Ask in #pricing with the keyboard alone; returns the thread's ts."""
    await page.locator("#message-box").focus()
    await page.keyboard.type("@dos")
    await page.keyboard.press("Enter")
    await page.keyboard.type("what changed?")
    await page.keyboard.press("Enter")
    await expect(page.locator("#thread article")).to_have_count(1)
    return str(await page.locator("#thread article").get_attribute("data-ts"))


async def test_a_question_opens_its_thread_where_the_plan_fills_in() -> None:
    """Typed, suggested, sent and watched without touching the mouse."""
    async with opened("?as=dana&channel=CPRICING") as (slack, page), client_of(slack) as client:
        ts = await question(page)
        posted = await client.chat_postMessage(
            channel="CPRICING", thread_ts=ts, text="x", blocks=[plan("in_progress", "3 read")]
        )
        await expect(page.locator("#thread .plan")).to_contain_text("working")
        await client.chat_update(
            channel="CPRICING", ts=posted["ts"], text="x", blocks=[plan("complete", "5 read")]
        )
        await expect(page.locator("#thread .task-status")).to_have_text("done")
        await expect(page.locator("#thread .task-details")).to_have_text("5 read")

        assert f"thread={ts}" in page.url


async def test_a_reply_is_typed_into_the_thread_that_just_opened() -> None:
    """The box has the focus; Enter sends, Escape closes."""
    async with opened("?as=dana&channel=CPRICING") as (slack, page):
        ts = await question(page)
        await page.keyboard.type("skip the web")
        await page.keyboard.press("Enter")
        await expect(page.locator("#thread article")).to_have_count(2)
        await page.keyboard.press("Escape")
        await expect(page.locator("#thread")).to_be_hidden()
        said = slack.messages_in("dana", "CPRICING", thread_ts=ts)

    assert said[-1]["text"] == "skip the web"


async def test_every_block_is_drawn_and_content_stays_text() -> None:
    """Markup in a message is shown, not obeyed; images are named, not fetched."""
    async with opened("?as=dana&channel=CPRICING") as (slack, page), client_of(slack) as client:
        await client.chat_postMessage(channel="CPRICING", text="x", blocks=answer())
        message = page.locator("#room article").last
        await expect(message.locator("td")).to_have_text("Team")
        drawn = await message.locator("[data-block]").evaluate_all(
            "nodes => nodes.map((node) => node.dataset.block)"
        )
        words = await message.inner_text()

        assert drawn == [block["type"] for block in answer()]
        assert words.count("<script>") == 3
        assert "a chart" in words
        assert await message.locator("script").count() == 0
        assert "owned" not in await page.title()


async def test_a_citation_opens_the_document_in_the_page() -> None:
    """The link never leaves for the outside web."""
    async with opened("?as=dana&channel=CPRICING") as (slack, page), client_of(slack) as client:
        await client.chat_postMessage(channel="CPRICING", text="x", blocks=answer())
        await page.locator("#room .citation").first.click()
        await expect(page.locator("dialog.paper h1")).to_have_text("Acme pricing")
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog.paper")).to_have_count(0)


async def pressed(bot: Bot) -> asyncio.Queue[str]:
    """Which actions reach the bot."""
    seen: asyncio.Queue[str] = asyncio.Queue()

    async def hear(ack: object, action: Json) -> None:
        await ack()  # type: ignore[operator] # Bolt's ack
        chosen = action.get("selected_option", action)
        seen.put_nowait(f"{action['action_id']} {chosen['value']}")

    for name in ("more", "part", "judge"):
        bot.app.action(name)(hear)
    return seen


async def test_buttons_menus_and_thumbs_reach_the_bot() -> None:
    """Each of the three ways to press something in a message."""
    async with opened("?as=dana&channel=CPRICING") as (slack, page), bot_in(slack) as bot:
        seen = await pressed(bot)
        await bot.client.chat_postMessage(channel="CPRICING", text="x", blocks=answer())
        await page.get_by_role("button", name="Dig deeper").click()
        await page.get_by_role("button", name="More actions").click()
        await page.get_by_role("menuitem", name="Cancel: Web").click()
        await page.get_by_role("button", name="Good").click()
        heard = [await asyncio.wait_for(seen.get(), 3) for _ in range(3)]

    assert heard == ["more 1", "part w", "judge good"]


async def test_a_choice_names_its_groups_and_gives_the_focus_back() -> None:
    """The same part stands in two groups; the message may change while the list is open."""
    option = {"text": plain("Web"), "value": "cancel:w"}
    groups = [
        {"label": plain("Cancel"), "options": [option]},
        {"label": plain("What have you found?"), "options": [option | {"value": "found:w"}]},
    ]
    menu = {"type": "static_select", "action_id": "part", "placeholder": plain("A part …")}
    blocks = [{"type": "actions", "elements": [menu | {"option_groups": groups}]}]
    async with opened("?as=dana&channel=CPRICING") as (slack, page), bot_in(slack) as bot:
        seen = await pressed(bot)
        sent = await bot.client.chat_postMessage(channel="CPRICING", text="x", blocks=blocks)
        await page.get_by_role("button", name="A part …").click()
        await expect(page.get_by_role("menu")).to_contain_text("What have you found?")
        again = [{**blocks[0], "block_id": "again"}]
        await bot.client.chat_update(channel="CPRICING", ts=sent["ts"], text="y", blocks=again)
        await page.wait_for_timeout(300)
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        heard = await asyncio.wait_for(seen.get(), 3)
        await expect(page.get_by_role("button", name="A part …")).to_be_focused()

    assert heard == "part found:w"


async def test_a_form_is_filled_in_and_sent() -> None:
    """From the command to the closed dialogue, with one complaint on the way."""
    block = {
        "type": "input",
        "block_id": "topic",
        "label": plain("Topic"),
        "element": {"type": "plain_text_input", "action_id": "words"},
    }
    form = {
        "type": "modal",
        "title": plain("Digest"),
        "submit": plain("Save"),
        "blocks": [block],
    }
    async with opened("?as=dana&channel=CPRICING") as (slack, page), bot_in(slack) as bot:

        @bot.app.command("/digest")
        async def digest(ack: object, body: Json) -> None:
            await ack()  # type: ignore[operator] # Bolt's ack
            view = form | {"callback_id": "digest"}
            await bot.client.views_open(trigger_id=body["trigger_id"], view=view)

        @bot.app.view("digest")
        async def save(ack: object) -> None:
            await ack()  # type: ignore[operator] # Bolt's ack

        await page.locator("#message-box").fill("/digest")
        await page.keyboard.press("Escape")
        await page.keyboard.press("Enter")
        await page.get_by_role("button", name="Save").click()
        await expect(page.locator(".field-error")).to_have_text("Please fill this in.")
        await page.get_by_label("Topic").fill("prices")
        await page.get_by_role("button", name="Save").click()
        await expect(page.locator("dialog")).to_have_count(0)


async def test_somebody_else_sees_other_rooms() -> None:
    """Switching people is one choice at the top of the page."""
    async with opened("?as=dana&channel=CMARGINS") as (_, page):
        await expect(page.locator("#room h1")).to_have_text("margins")
        await page.get_by_label("You are").select_option("lee")
        await expect(page.locator("#room h1")).to_have_text("pricing")
        await expect(page.locator("#sidebar")).not_to_contain_text("margins")


async def test_the_banner_says_what_this_is() -> None:
    """Nobody may take the invented people, or the Librarian's quotes, for the real thing."""
    async with opened("?as=dana") as (_, page):
        banner = page.locator("#banner-text")
        await expect(banner).to_contain_text("Local workspace")
        await expect(banner).to_contain_text("the Librarian, which quotes")
