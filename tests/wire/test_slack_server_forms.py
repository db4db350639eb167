"""Forms and Home, answered by the real Bolt."""

import asyncio

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.interactions import SubmitOutcome
from sandbox.slack.wire import Json
from tests.wire.slack_room import bot_in, client_of, plain, refusal, rich, slack_room, until

STOP = {
    "type": "actions",
    "elements": [{"type": "button", "action_id": "stop", "text": plain("Stop"), "value": "1"}],
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
    home = {"type": "home", "blocks": [rich("Your runs"), STOP]}
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
