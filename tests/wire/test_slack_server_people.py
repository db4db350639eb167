"""What people see: their conversations, messages meant for them, and every change."""

import asyncio

import pytest

from sandbox.slack.changes import Change
from sandbox.slack.markup import encode, escape, unescape
from sandbox.slack.wire import BOT_USER, Refused
from tests.wire.slack_room import client_of, slack_room


async def test_each_person_sees_their_own_conversations() -> None:
    """Public ones for members, private ones for those inside, the bot's direct message last."""
    async with slack_room() as slack:
        dana = [c.get("name", c["id"]) for c in slack.channels_of("dana")]
        lee = [c.get("name", c["id"]) for c in slack.channels_of("lee")]
        gus = [c.get("name", c["id"]) for c in slack.channels_of("gus")]
        sven = [c.get("name", c["id"]) for c in slack.channels_of("sven")]

    assert dana == ["pricing", "support", "globex-bridge", "leads", "margins", "DDANA"]
    assert lee == ["pricing", "support", "globex-bridge", "DLEE"]
    assert gus == ["support", "DGUS"]
    assert sven == ["globex-bridge", "DSVEN"]


async def test_what_is_not_on_the_screen_cannot_be_touched() -> None:
    """The people's side keeps the same borders as the API."""
    async with slack_room() as slack:
        ts = await slack.say("dana", "CPRICING", "mine")
        with pytest.raises(LookupError):
            slack.messages_in("gus", "CPRICING")
        with pytest.raises(LookupError):
            await slack.say("lee", "CLEADS", "let me in")
        with pytest.raises(LookupError):
            await slack.edit("lee", "CPRICING", ts, "yours")
        with pytest.raises(LookupError):
            await slack.stop_session("dana", "CPRICING", ts)


async def test_a_channel_shows_roots_and_a_thread_its_replies() -> None:
    """Deleted messages are gone, edited ones are marked."""
    async with slack_room() as slack:
        root = await slack.say("dana", "CPRICING", "root")
        gone = await slack.say("lee", "CPRICING", "gone", thread_ts=root)
        kept = await slack.say("lee", "CPRICING", "kept", thread_ts=root)
        await slack.delete("lee", "CPRICING", gone)
        await slack.edit("lee", "CPRICING", kept, "kept well")
        channel = slack.messages_in("dana", "CPRICING")
        thread = slack.messages_in("dana", "CPRICING", thread_ts=root)

    assert channel[-1]["text"] == "root"
    assert channel[-1]["reply_count"] == 1
    assert [m["text"] for m in thread] == ["root", "kept well"]
    assert "edited" in thread[1]


async def test_a_watch_tells_every_change_from_its_start() -> None:
    """The page redraws by it; people, bot, reactions and lines alike."""
    async with slack_room() as slack, client_of(slack) as client:
        watch = slack.watch()
        ts = await slack.say("dana", "CPRICING", "@dossier well?")
        await client.reactions_add(channel="CPRICING", timestamp=ts, name="eyes")
        await client.assistant_threads_setStatus(
            channel_id="CPRICING", thread_ts=ts, status="reading"
        )
        reply = await client.chat_postMessage(channel="CPRICING", thread_ts=ts, text="So")
        await client.chat_update(channel="CPRICING", ts=reply["ts"], text="So it is")
        await client.chat_postEphemeral(channel="CPRICING", user="UDANA", text="Psst")
        async with asyncio.timeout(20):
            changes = [await anext(watch) for _ in range(6)]

    assert [change.kind for change in changes] == [
        "message",
        "reaction",
        "status",
        "message",
        "changed",
        "ephemeral",
    ]
    assert changes[3] == Change(
        kind="message",
        channel="CPRICING",
        ts=reply["ts"],
        thread_ts=ts,
        person=BOT_USER,
    )


async def test_the_bots_direct_message_and_prompts() -> None:
    """Opening it brings the prompts the bot has set."""
    async with slack_room() as slack, client_of(slack) as client:
        channel = await slack.open_dm("lee")
        prompts = [{"title": "Ask", "message": "What changed?"}]
        await client.assistant_threads_setSuggestedPrompts(
            channel_id=channel, thread_ts="", prompts=prompts
        )

        assert slack.prompts_of(channel) == prompts


@pytest.mark.parametrize(
    ("typed", "encoded"),
    [
        ("@dana and @nobody", "<@UDANA> and @nobody"),
        ("mail dana@tidewater.example", "mail dana@tidewater.example"),
        ("see #pricing, not #nowhere", "see <#CPRICING|pricing>, not #nowhere"),
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("look: https://a.example/x?y=1&z=2.", "look: <https://a.example/x?y=1&amp;z=2>."),
        (
            "<@ULEE> <!here> <https://a.example|a> &amp;",
            "<@ULEE> <!here> <https://a.example|a> &amp;",
        ),
        ("(@dana) @DANA.", "(<@UDANA>) <@UDANA>."),
    ],
)
def test_typed_text_becomes_slacks(typed: str, encoded: str) -> None:
    """Names to ids, addresses to links, the rest escaped, what is Slack's already kept."""
    people, channels = {"dana": "UDANA"}, {"pricing": "CPRICING"}

    assert encode(typed, people=people, channels=channels) == encoded


def test_escaping_goes_back() -> None:
    """Three entities, in the right order."""
    text = "a &lt; < & > &amp;"

    assert unescape(escape(text)) == text


async def test_an_archived_channel_is_closed_to_people_too() -> None:
    """And who writes in a public channel for the first time joins it."""
    async with slack_room() as slack:
        await slack.say("priya", "CSUPPORT", "hello, support")
        joined, hello = slack.messages_in("lee", "CSUPPORT")[-2:]
        await slack.archive("lee", "CSUPPORT")
        with pytest.raises(Refused, match="is_archived"):
            await slack.say("lee", "CSUPPORT", "anyone?")

    assert (joined["subtype"], joined["user"]) == ("channel_join", "UPRIYA")
    assert hello["text"] == "hello, support"
