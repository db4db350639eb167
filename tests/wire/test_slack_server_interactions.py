"""Commands, clicks and shortcuts, answered by the real Bolt."""

import aiohttp
import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond

from sandbox.slack.wire import BOT_USER, Json
from tests.wire.slack_room import bot_in, plain, slack_room, until

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
