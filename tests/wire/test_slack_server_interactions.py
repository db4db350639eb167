"""Commands, clicks, forms and shortcuts, answered by the real Bolt."""

import asyncio

import aiohttp
import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.interactions import SubmitOutcome
from sandbox.slack.wire import BOT_USER, Json
from tests.wire.slack_room import bot_in, client_of, plain, refusal, rich, slack_room, until

BUTTONS = {
    "type": "actions",
    "block_id": "run:7F3K",
    "elements": [
        {"type": "button", "action_id": "stop", "text": plain("Stop"), "value": "7F3K"},
        {
            "type": "overflow",
            "action_id": "part",
            "options": [
                {"text": plain("Cancel"), "value": "cancel:1"},
                {"text": plain("What have you found?"), "value": "peek:1"},
            ],
        },
    ],
}
FEEDBACK = {
    "type": "context_actions",
    "block_id": "feedback",
    "elements": [
        {
            "type": "feedback_buttons",
            "action_id": "judge",
            "positive_button": {"text": plain("Good"), "value": "good"},
            "negative_button": {"text": plain("Bad"), "value": "bad"},
        }
    ],
}
FORM = {
    "type": "modal",
    "callback_id": "digest",
    "title": plain("Digest"),
    "submit": plain("Save"),
    "private_metadata": "D1",
    "blocks": [
        {
            "type": "input",
            "block_id": "topic",
            "label": plain("Topic"),
            "element": {"type": "plain_text_input", "action_id": "text"},
        },
        {
            "type": "input",
            "block_id": "where",
            "optional": True,
            "label": plain("Where"),
            "element": {"type": "conversations_select", "action_id": "room"},
        },
        {
            "type": "input",
            "block_id": "quiet",
            "label": plain("When nothing is new"),
            "element": {
                "type": "static_select",
                "action_id": "choice",
                "options": [
                    {"text": plain("Say so"), "value": "say"},
                    {"text": plain("Stay silent"), "value": "silent"},
                ],
                "initial_option": {"text": plain("Say so"), "value": "say"},
            },
        },
    ],
}


async def test_a_command_is_answered_for_one_person_and_then_for_all() -> None:
    """The ack's words are for the asker; response_type in_channel is a message of the bot."""
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.command("/research")
        async def research(ack: AsyncAck, respond: AsyncRespond, command: Json) -> None:
            await ack(f"I start with: {command['text']}")
            await respond("Here it is", response_type="in_channel")

        await slack.command("dana", "CPRICING", "/research", "what did @priya decide?")
        await until(lambda: len(slack.messages_in("dana", "CPRICING")) == 4)
        own, others = (
            slack.messages_in("dana", "CPRICING"),
            slack.messages_in("lee", "CPRICING"),
        )

    assert {m["text"] for m in own[-2:]} == {
        "I start with: what did <@UPRIYA> decide?",
        "Here it is",
    }
    assert [m.get("is_ephemeral", False) for m in own].count(True) == 1
    assert len(others) == 3
    assert others[-1]["user"] == BOT_USER


async def test_a_command_that_nobody_answers_says_so() -> None:
    """Slack shows its own words; an unknown command is not on the screen at all."""
    async with slack_room() as slack:
        slack.team.sockets.answer_seconds = 0.05
        await slack.command("dana", "CPRICING", "/digest", "")
        line = slack.messages_in("dana", "CPRICING")[-1]
        with pytest.raises(LookupError, match="not a valid command"):
            await slack.command("dana", "CPRICING", "/weather", "")

    assert line["text"] == '/digest failed with the error "operation_timeout"'


async def test_a_click_carries_all_that_bolt_and_the_bot_look_at() -> None:
    """Container, channel, message, user, the action with its ts, a trigger, a response_url."""
    clicks: list[Json] = []
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.action("stop")
        async def stop(ack: AsyncAck, body: Json) -> None:
            clicks.append(body)
            await ack()

        root = await slack.say("dana", "CPRICING", "@dossier go")
        posted = await bot.client.chat_postMessage(
            channel="CPRICING", thread_ts=root, text="Researching", blocks=[BUTTONS]
        )
        await slack.press("lee", "CPRICING", posted["ts"], action_id="stop")
        await until(lambda: clicks)
    (body,) = clicks

    assert body["type"] == "block_actions"
    assert body["user"]["id"] == "ULEE"
    assert body["channel"] == {"id": "CPRICING", "name": "pricing"}
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "CPRICING",
        "is_ephemeral": False,
        "thread_ts": root,
    }
    assert body["message"]["text"] == "Researching"
    (action,) = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == (
        "stop",
        "run:7F3K",
        "7F3K",
    )
    assert action["action_ts"]
    assert body["trigger_id"]
    assert body["response_url"].startswith("http://127.0.0.1")


async def test_menus_and_feedback_carry_the_choice() -> None:
    """Overflow gives the option, feedback the button's value."""
    chosen: list[Json] = []
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.action("part")
        @bot.app.action("judge")
        async def choose(ack: AsyncAck, action: Json) -> None:
            chosen.append(action)
            await ack()

        posted = await bot.client.chat_postMessage(
            channel="CPRICING", text="Done", blocks=[BUTTONS, FEEDBACK]
        )
        ts = posted["ts"]
        await slack.press("lee", "CPRICING", ts, action_id="part", selected="peek:1")
        await slack.press("lee", "CPRICING", ts, action_id="judge", value="bad")
        await until(lambda: len(chosen) == 2)
        with pytest.raises(LookupError):
            await slack.press("lee", "CPRICING", ts, action_id="launch")

    assert chosen[0]["selected_option"]["value"] == "peek:1"
    assert (chosen[1]["type"], chosen[1]["value"]) == ("feedback_buttons", "bad")


async def test_an_ephemeral_message_is_replaced_and_deleted_through_its_address() -> None:
    """The clicker's own copy changes; nobody else ever saw it."""
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.action("stop")
        async def stop(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond(text="Sure?", blocks=[BUTTONS], replace_original=True)

        @bot.app.action("part")
        async def part(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond(delete_original=True)

        told = await bot.client.chat_postEphemeral(
            channel="CPRICING", user="UDANA", text="Only you", blocks=[BUTTONS]
        )
        ts = told["message_ts"]
        await slack.press("dana", "CPRICING", ts, action_id="stop")
        await until(lambda: slack.messages_in("dana", "CPRICING")[-1]["text"] == "Sure?")
        await slack.press("dana", "CPRICING", ts, action_id="part", selected="cancel:1")
        await until(lambda: len(slack.messages_in("dana", "CPRICING")) == 2)

        assert len(slack.messages_in("lee", "CPRICING")) == 2


async def test_a_response_address_serves_five_times() -> None:
    """A run outlives it, so the bot must not rely on it."""
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.command("/research")
        async def research(ack: AsyncAck) -> None:
            await ack()

        await slack.command("dana", "CPRICING", "/research", "x")
        url = bot.heard[-1]["response_url"]
        async with aiohttp.ClientSession() as session:
            statuses, last = [], {}
            for number in range(6):
                async with session.post(url, json={"text": str(number)}) as answer:
                    statuses.append(answer.status)
                    last = await answer.json()

    assert statuses == [200] * 5 + [404]
    assert last["error"] == "used_url"


async def test_a_form_is_checked_twice_and_then_closed() -> None:
    """First by Slack, for what is required; then by the bot, with words under the input."""
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.view("digest")
        async def submitted(ack: AsyncAck, view: Json) -> None:
            topic = view["state"]["values"]["topic"]["text"]["value"]
            if topic == "everything":
                await ack(response_action="errors", errors={"topic": "Name one topic."})
            else:
                await ack()

        trigger = slack.team.keys.trigger("UDANA")
        form = (await bot.client.views_open(trigger_id=trigger, view=FORM))["view"]["id"]
        empty = await slack.submit("dana", form, {})
        wrong = await slack.submit("dana", form, {"topic": {"text": "everything"}})
        right = await slack.submit("dana", form, {"topic": {"text": "pricing"}})

        assert list(empty.errors) == ["topic"]
        assert wrong == SubmitOutcome(kind="errors", errors={"topic": "Name one topic."})
        assert right == SubmitOutcome(kind="closed")
        assert slack.view_of("dana") is None


async def test_a_submission_brings_every_input_in_slacks_form() -> None:
    """What was filled in, and what the form had filled in already."""
    saved: list[Json] = []
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.command("/digest")
        async def digest(ack: AsyncAck, client: AsyncWebClient, body: Json) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @bot.app.view("digest")
        async def submitted(ack: AsyncAck, view: Json) -> None:
            saved.append(view)
            await ack()

        await slack.command("dana", "CPRICING", "/digest", "")
        await until(lambda: slack.view_of("dana"))
        form = slack.view_of("dana") or {}
        values = {"topic": {"text": "pricing"}, "where": {"room": "CPRICING"}}
        await slack.submit("dana", form["id"], values)
    (view,) = saved
    state = view["state"]["values"]

    assert view["private_metadata"] == "D1"
    assert state["topic"]["text"] == {"type": "plain_text_input", "value": "pricing"}
    assert state["where"]["room"]["selected_conversation"] == "CPRICING"
    assert state["quiet"]["choice"]["selected_option"]["value"] == "say"


async def test_a_submission_may_lead_to_another_form() -> None:
    """Update replaces the form under the same id, push lays one over it, clear closes all."""
    answers: list[Json] = [
        {"response_action": "update", "view": FORM | {"callback_id": "second"}},
        {"response_action": "push", "view": FORM | {"callback_id": "third"}},
        {"response_action": "clear"},
    ]
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.shortcut("research_this")
        async def ask(ack: AsyncAck, client: AsyncWebClient, body: Json) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=FORM)

        @bot.app.view("digest")
        @bot.app.view("second")
        @bot.app.view("third")
        async def submitted(ack: AsyncAck) -> None:
            await ack(**answers.pop(0))

        ts = await slack.say("lee", "CPRICING", "Acme is cheaper than us")
        await slack.shortcut("dana", "research_this", "CPRICING", ts)
        await until(lambda: slack.view_of("dana"))
        seen = []
        while view := slack.view_of("dana"):
            values = {"topic": {"text": "pricing"}}
            outcome = await slack.submit("dana", view["id"], values)
            seen.append((view["callback_id"], outcome.kind))

    assert seen == [("digest", "updated"), ("second", "updated"), ("third", "closed")]


async def test_a_message_shortcut_brings_the_message() -> None:
    """It is the way to ask from inside a thread without a mention."""
    calls: list[Json] = []
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.shortcut("research_this")
        async def ask(ack: AsyncAck, body: Json) -> None:
            calls.append(body)
            await ack()

        ts = await slack.say("lee", "CPRICING", "Acme is cheaper than us")
        await slack.shortcut("dana", "research_this", "CPRICING", ts)
        with pytest.raises(LookupError):
            await slack.shortcut("dana", "research_new")
    (body,) = calls

    assert body["type"] == "message_action"
    assert (body["message"]["user"], body["message"]["text"]) == (
        "ULEE",
        "Acme is cheaper than us",
    )
    assert (body["channel"]["id"], body["message_ts"], body["user"]["id"]) == (
        "CPRICING",
        ts,
        "UDANA",
    )


async def test_a_trigger_serves_once_and_not_for_long() -> None:
    """So the bot opens a loading form at once."""
    async with slack_room() as slack, client_of(slack) as client:
        trigger = slack.team.keys.trigger("UDANA")
        await client.views_open(trigger_id=trigger, view=FORM)
        twice = await refusal(client.views_open(trigger_id=trigger, view=FORM))
        slack.team.keys.trigger_seconds = 0.01
        late = slack.team.keys.trigger("UDANA")
        await asyncio.sleep(0.05)
        expired = await refusal(client.views_open(trigger_id=late, view=FORM))

    assert twice["error"] == "exchanged_trigger_id"
    assert expired["error"] == "expired_trigger_id"


async def test_home_is_published_and_its_buttons_work() -> None:
    """A stale hash is refused, so that a slow publish never overwrites a newer one."""
    pressed: list[Json] = []
    home = {"type": "home", "blocks": [rich("Your runs"), BUTTONS]}
    async with slack_room() as slack, bot_in(slack) as bot:

        @bot.app.action("stop")
        async def stop(ack: AsyncAck, body: Json) -> None:
            pressed.append(body)
            await ack()

        await slack.open_home("dana")
        await until(lambda: bot.events("app_home_opened"))
        first = (await bot.client.views_publish(user_id="UDANA", view=home))["view"]
        await bot.client.views_publish(user_id="UDANA", view=home, hash=first["hash"])
        stale = await refusal(
            bot.client.views_publish(user_id="UDANA", view=home, hash=first["hash"])
        )
        shown = slack.home_of("dana")
        assert shown is not None
        await slack.press("dana", "", shown["id"], action_id="stop")
        await until(lambda: pressed)

    assert bot.events("app_home_opened")[0]["tab"] == "home"
    assert stale["error"] == "hash_conflict"
    assert pressed[0]["container"] == {"type": "view", "view_id": first["id"]}
    assert pressed[0]["view"]["type"] == "home"
