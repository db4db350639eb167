"""The page's routes, as its scripts use them."""

import asyncio

import aiohttp
import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.faults import Faults
from sandbox.slack.wire import Json
from tests.wire.page_room import CONTENT, page_over, page_room
from tests.wire.slack_room import bot_in, client_of, plain, slack_room, until

FORM: Json = {
    "type": "modal",
    "callback_id": "digest",
    "title": plain("Digest"),
    "submit": plain("Save"),
    "blocks": [
        {
            "type": "input",
            "block_id": "topic",
            "label": plain("Topic"),
            "element": {"type": "plain_text_input", "action_id": "words"},
        }
    ],
}
BUTTON: Json = {
    "type": "actions",
    "block_id": "run",
    "elements": [
        {"type": "button", "action_id": "stop", "text": plain("Stop"), "value": "7F3K"}
    ],
}


async def test_each_person_starts_with_the_rooms_they_may_see() -> None:
    """The private channel is in Dana's list and not in Lee's; both have their own bot."""
    async with page_room() as (_, dana):
        hers = await dana.ask("start")
        his = await dana.as_("lee").ask("start")

    rooms = {who: [r["id"] for r in s["conversations"]] for who, s in [("d", hers), ("l", his)]}
    assert "CMARGINS" in rooms["d"]
    assert "CMARGINS" not in rooms["l"]
    assert (rooms["d"][-1], rooms["l"][-1]) == ("DDANA", "DLEE")


async def test_a_room_one_does_not_see_shows_nothing() -> None:
    """Knowing a channel's id is not enough, for reading or for writing."""
    async with page_room() as (_, dana):
        read = await dana.as_("lee").ask("messages", channel="CMARGINS")
        said = await dana.as_("lee").tell("say", channel="CMARGINS", text="hello")

    assert (read["status"], said["status"]) == (400, 400)


async def test_a_message_is_said_edited_reacted_to_and_deleted() -> None:
    """What the hover menu does to one's own message."""
    async with page_room() as (_, dana):
        ts = (await dana.tell("say", channel="CPRICING", text="when is it?"))["ts"]
        await dana.tell("edit", channel="CPRICING", ts=ts, text="when is the offsite?")
        await dana.tell("react", channel="CPRICING", ts=ts, name="eyes")
        shown = (await dana.ask("messages", channel="CPRICING"))["messages"][-1]
        await dana.tell("delete", channel="CPRICING", ts=ts)
        left = await dana.texts("CPRICING")

    assert shown["text"] == "when is the offsite?"
    assert shown["reactions"][0]["name"] == "eyes"
    assert "when is the offsite?" not in left


async def test_somebody_elses_message_cannot_be_edited() -> None:
    """The refusal comes back as words for the notice at the foot of the page."""
    async with page_room() as (_, dana):
        ts = (await dana.tell("say", channel="CPRICING", text="mine"))["ts"]
        told = await dana.as_("lee").tell("edit", channel="CPRICING", ts=ts, text="his")

    assert told["status"] == 400
    assert "did not write" in told["error"]


async def test_a_thread_says_that_the_bot_is_working_until_it_is_not() -> None:
    """The line under the thread, and the Stop button, follow the session."""
    async with page_room() as (slack, dana), client_of(slack) as client:
        ts = (await dana.tell("say", channel="CPRICING", text="@dossier prices?"))["ts"]
        where = {"channel_id": "CPRICING", "thread_ts": ts}
        await client.api_call(
            "agents.sessions.setStatus", json={**where, "status": "processing"}
        )
        busy = await dana.ask("messages", channel="CPRICING", thread_ts=ts)
        in_room = await dana.ask("messages", channel="CPRICING")
        stopped = await dana.tell("stop", channel="CPRICING", thread_ts=ts)
        await client.api_call("agents.sessions.setStatus", json={**where, "status": "active"})
        again = await dana.tell("stop", channel="CPRICING", thread_ts=ts)

    assert busy["working"][ts]["status"] == "processing"
    assert in_room["working"][ts]["status"] == "processing"
    assert (stopped["status"], again["status"]) == (200, 400)


async def test_a_button_pressed_on_the_page_reaches_the_bot() -> None:
    """The click arrives through Socket Mode; the answer is seen by that person only."""
    async with page_room() as (slack, dana), bot_in(slack) as bot:
        posted = await bot.client.chat_postMessage(
            channel="CPRICING", text="x", blocks=[BUTTON]
        )
        pressed = asyncio.Event()

        @bot.app.action("stop")
        async def stop(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond("Stopped by Dana.", replace_original=False)
            pressed.set()

        await dana.tell(
            "press", channel="CPRICING", ts=posted["ts"], action_id="stop", value="7F3K"
        )
        await asyncio.wait_for(pressed.wait(), 3)
        hers = await dana.texts("CPRICING")
        his = await dana.as_("lee").texts("CPRICING")

    assert hers[-1] == "Stopped by Dana."
    assert "Stopped by Dana." not in his


async def test_a_form_opens_complains_and_closes() -> None:
    """A command opens it, an empty field is named, a good one closes it."""
    async with page_room() as (slack, dana), bot_in(slack) as bot:

        @bot.app.command("/digest")
        async def digest(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @bot.app.view("digest")
        async def save(ack: AsyncAck) -> None:
            await ack()

        async with dana.stream() as changes:
            await dana.tell("command", channel="CPRICING", command="/digest", text="prices")
            change = await asyncio.wait_for(changes.next(), 3)
        view = (await dana.ask("view"))["view"]
        empty = await dana.tell("submit", view_id=view["id"], values={"topic": {"words": ""}})
        good = await dana.tell("submit", view_id=view["id"], values={"topic": {"words": "a"}})
        after = (await dana.ask("view"))["view"]

    assert change["kind"] == "view"
    assert list(empty["errors"]) == ["topic"]
    assert (good["kind"], after) == ("closed", None)


async def test_a_form_can_be_closed_unsent() -> None:
    """Closing on the page closes it in Slack, so that it does not come back."""
    async with page_room() as (slack, dana), bot_in(slack) as bot:

        @bot.app.command("/digest")
        async def digest(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        await dana.tell("command", channel="CPRICING", command="/digest", text="")
        await until(lambda: slack.view_of("dana"))
        view = (await dana.ask("view"))["view"]
        await dana.tell("close", view_id=view["id"])

        assert (await dana.ask("view"))["view"] is None


async def test_the_home_tab_is_drawn_once_the_bot_has_made_it() -> None:
    """Opening Home tells the bot, whose view then shows."""
    async with page_room() as (slack, dana), bot_in(slack) as bot:
        before = (await dana.ask("home"))["view"]
        await dana.tell("home")
        await until(lambda: bot.events("app_home_opened"))
        await bot.client.views_publish(user_id="UDANA", view={"type": "home", "blocks": []})
        after = (await dana.ask("home"))["view"]

    assert before is None
    assert after["type"] == "home"


async def test_changes_arrive_live_but_only_in_rooms_one_sees() -> None:
    """Lee's stream stays silent about Dana's private channel."""
    async with page_room() as (_, dana):
        lee = dana.as_("lee")
        async with lee.stream() as his:
            await dana.tell("say", channel="CMARGINS", text="secret")
            ts = (await dana.tell("say", channel="CPRICING", text="open"))["ts"]
            first = await asyncio.wait_for(his.next(), 3)

    assert (first["channel"], first["ts"]) == ("CPRICING", ts)


async def test_what_only_one_person_sees_is_told_to_that_person_only() -> None:
    """An ephemeral message must not even make somebody else's page stir."""
    async with (
        page_room() as (slack, dana),
        client_of(slack) as client,
        dana.as_("lee").stream() as his,
    ):
        await client.chat_postEphemeral(channel="CPRICING", user="UDANA", text="for you")
        await dana.tell("say", channel="CPRICING", text="for all")
        first = await asyncio.wait_for(his.next(), 3)

    assert first["kind"] == "message"


async def test_the_direct_message_offers_prompts() -> None:
    """The manifest's until the bot has set its own; none in a channel."""
    async with page_room() as (slack, dana), client_of(slack) as client:
        channel = (await dana.tell("dm"))["channel"]
        first = (await dana.ask("messages", channel=channel))["prompts"]
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, prompts=[{"title": "Mine", "message": "What is mine?"}]
        )
        then = (await dana.ask("messages", channel=channel))["prompts"]
        elsewhere = (await dana.ask("messages", channel="CPRICING"))["prompts"]

    assert len(first) == 4
    assert [prompt["title"] for prompt in then] == ["Mine"]
    assert elsewhere == []


async def test_faults_are_switched_on_and_mended() -> None:
    """The small menu works on the faults that every sandbox server asks."""
    faults = Faults()
    async with slack_room(CONTENT) as slack, page_over(slack, faults=faults) as dana:
        await dana.tell("faults", name="drive-down")
        broken = [fault.kind for fault in faults.active("drive")]
        listed = [b["name"] for b in (await dana.ask("faults"))["breakages"] if b["on"]]
        await dana.tell("faults", name="everything works")

    assert (broken, listed) == (["down"], ["drive-down"])
    assert faults.active("drive") == ()


async def test_an_open_page_does_not_hold_up_the_end() -> None:
    """The servers stop at once although a browser still listens."""
    async with (
        asyncio.timeout(3),
        slack_room(CONTENT) as slack,
        aiohttp.ClientSession() as http,
    ):
        async with page_over(slack) as dana:
            url = f"{dana.base}/api/stream?as=dana"
            still_open = await http.get(url)
        rest = await still_open.read()

    assert rest.startswith(b"event: open")


@pytest.mark.parametrize("name", ["", "claude-x"])
async def test_the_banner_knows_who_answers(name: str) -> None:
    """The page must not call the Librarian a model, nor a model the Librarian."""
    async with slack_room(CONTENT) as slack, page_over(slack, model_name=name) as dana:
        start = await dana.ask("start")

    assert start["model_name"] == name
    assert start["invented"] is True


async def test_a_foreign_web_site_gets_nowhere() -> None:
    """No other host name, no form post, no frame; scripts only from here."""
    async with page_room() as (_, dana):
        url = f"{dana.base}/api/start"
        async with dana.http.get(url, headers={"Host": "evil.example"}) as rebound:
            refused = rebound.status
        form = aiohttp.FormData({"as": "dana", "channel": "CPRICING", "text": "hi"})
        async with dana.http.post(f"{dana.base}/api/say", data=form) as posted:
            unread = posted.status
        async with dana.http.get(f"{dana.base}/") as page:
            policy = page.headers["Content-Security-Policy"]

    assert (refused, unread) == (403, 415)
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("body", [b"[]", b"{", b'{"as": "nobody"}', b'{"as": "dana"}', b"\xff"])
async def test_nonsense_is_refused_in_words(body: bytes) -> None:
    """A broken request is the page's fault and must not become a 500."""
    async with page_room() as (_, dana):
        headers = {"Content-Type": "application/json"}
        url = f"{dana.base}/api/say"
        async with dana.http.post(url, data=body, headers=headers) as response:
            said = await response.json()

    assert response.status == 400
    assert said["error"]
