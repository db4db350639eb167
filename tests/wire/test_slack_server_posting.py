"""Posting, editing, reacting, files and sessions, through Slack's own client."""

from datetime import timedelta

import pytest

from sandbox.clock import SandboxClock
from sandbox.slack.wire import BOT_USER
from tests.wire.slack_room import client_of, plain, refusal, rich, slack_room, until_refused


async def test_a_post_can_be_found_again_by_its_metadata() -> None:
    """The bot looks for its own outbox key before it posts a second time."""
    metadata = {"event_type": "dossier", "event_payload": {"key": "7F3K/answer"}}
    async with slack_room() as slack, client_of(slack) as client:
        root = await slack.say("dana", "CPRICING", "@dossier well?")
        await client.chat_postMessage(
            channel="CPRICING",
            thread_ts=root,
            text="Because.",
            blocks=[rich("Because.")],
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        kept = await client.conversations_replies(
            channel="CPRICING", ts=root, include_all_metadata=True
        )
        bare = await client.conversations_replies(channel="CPRICING", ts=root)
        flags = slack.unfurls_of("CPRICING", kept["messages"][1]["ts"])

    assert [m["user"] for m in kept["messages"]] == ["UDANA", BOT_USER]
    assert kept["messages"][0]["reply_count"] == 1
    assert kept["messages"][1]["metadata"] == metadata
    assert "metadata" not in bare["messages"][1]
    assert flags == (False, False)


async def test_an_edit_keeps_rich_text_rich() -> None:
    """Slack answers block_mismatch when rich text would become something else."""
    async with slack_room() as slack, client_of(slack) as client:
        ts = (await client.chat_postMessage(channel="CPRICING", text="a", blocks=[rich("a")]))[
            "ts"
        ]
        await client.chat_update(channel="CPRICING", ts=ts, text="b", blocks=[rich("b")])
        section = {"type": "section", "text": plain("c")}
        mismatch = await refusal(
            client.chat_update(channel="CPRICING", ts=ts, text="c", blocks=[section])
        )
        (shown,) = [m for m in slack.messages_in("dana", "CPRICING") if m["ts"] == ts]

    assert mismatch["error"] == "block_mismatch"
    assert shown["text"] == "b"
    assert shown["edited"]["user"] == BOT_USER


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"markdown_text": "x", "blocks": [rich("x")]}, "markdown_text_conflict"),
        (
            {"text": "x", "blocks": [rich("x" * 7_000), rich("y" * 7_000)]},
            "msg_blocks_too_long",
        ),
        ({"text": "x", "blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"text": "x", "metadata": {"event_type": 1}}, "invalid_metadata_format"),
        ({"text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
    ],
)
async def test_a_post_that_slack_would_refuse_is_refused(
    content: dict[str, object], error: str
) -> None:
    """With Slack's own names, on which the bot decides how to degrade."""
    async with slack_room() as slack, client_of(slack) as client:
        args = {"channel": "CPRICING", **content}
        answer = await refusal(client.api_call("chat.postMessage", json=args))

    assert answer["error"] == error


async def test_an_edit_may_hold_less_text_than_a_post() -> None:
    """Slack cuts at 4,000 there."""
    async with slack_room() as slack, client_of(slack) as client:
        ts = (await client.chat_postMessage(channel="CPRICING", text="x" * 4_001))["ts"]
        answer = await refusal(client.chat_update(channel="CPRICING", ts=ts, text="x" * 4_001))

    assert answer["error"] == "msg_too_long"


async def test_permalinks_lead_into_the_thread() -> None:
    """The form is Slack's, with the thread's root in the query."""
    async with slack_room() as slack, client_of(slack) as client:
        root = (await client.conversations_history(channel="CPRICING"))["messages"][1]
        replies = await client.conversations_replies(channel="CPRICING", ts=root["ts"])
        reply = replies["messages"][1]["ts"]
        answer = await client.chat_getPermalink(channel="CPRICING", message_ts=reply)

    assert answer["permalink"] == (
        f"https://tidewater.slack.com/archives/CPRICING/p{reply.replace('.', '')}"
        f"?thread_ts={root['ts']}&cid=CPRICING"
    )


async def test_writing_to_a_person_opens_their_direct_message() -> None:
    """Digests and private notes go there; the id is fixed by the handle."""
    async with slack_room() as slack, client_of(slack) as client:
        opened = await client.conversations_open(users="UDANA")
        await client.chat_postMessage(channel=opened["channel"]["id"], text="For you only")
        seen = slack.messages_in("dana", "DDANA")

    assert opened["channel"]["id"] == "DDANA"
    assert [m["text"] for m in seen] == ["For you only"]


async def test_an_archived_channel_takes_no_more_posts() -> None:
    """A digest has to notice."""
    async with slack_room() as slack, client_of(slack) as client:
        await slack.archive("dana", "CPRICING")
        answer = await refusal(client.chat_postMessage(channel="CPRICING", text="Monday"))
        info = await client.conversations_info(channel="CPRICING")

    assert answer["error"] == "is_archived"
    assert info["channel"]["is_archived"]


async def test_posting_is_limited_in_each_channel() -> None:
    """A burst in one channel leaves the others alone."""
    async with slack_room() as slack, client_of(slack) as client:
        answer = await until_refused(
            lambda number: client.chat_postMessage(channel="CPRICING", text=str(number))
        )
        await client.chat_postMessage(channel="CGLOBEXBRIDGE", text="1")
        posted = slack.messages_in("dana", "CPRICING")

    assert answer["error"] == "ratelimited"
    assert len(posted) >= 2 + 10


async def test_a_file_goes_up_in_three_steps() -> None:
    """As files_upload_v2 does it; it ends as a message in the thread."""
    async with slack_room() as slack, client_of(slack) as client:
        root = await slack.say("dana", "CPRICING", "@dossier all of it")
        await client.files_upload_v2(
            filename="answer.md",
            content="# All of it",
            title="The answer",
            channel="CPRICING",
            thread_ts=root,
            initial_comment="Too long for a message:",
        )
        _, reply = slack.messages_in("dana", "CPRICING", thread_ts=root)

    assert reply["text"] == "Too long for a message:"
    assert (reply["files"][0]["title"], reply["files"][0]["size"]) == ("The answer", 11)


async def test_the_status_line_goes_with_the_next_message() -> None:
    """Slack takes it away when the bot speaks."""
    async with slack_room() as slack, client_of(slack) as client:
        ts = await slack.say("dana", "CPRICING", "@dossier well?")
        await client.assistant_threads_setStatus(
            channel_id="CPRICING", thread_ts=ts, status="reading"
        )
        before = slack.status_line_of("CPRICING", ts)
        await client.chat_postMessage(channel="CPRICING", thread_ts=ts, text="Done")
        after = slack.status_line_of("CPRICING", ts)

    assert (before, after) == ("reading", "")


async def test_the_status_line_fades_after_two_minutes() -> None:
    """A bot that works longer has to set it again."""
    async with slack_room() as slack, client_of(slack) as client:
        ts = await slack.say("dana", "CPRICING", "@dossier well?")
        await client.assistant_threads_setStatus(
            channel_id="CPRICING", thread_ts=ts, status="reading"
        )
        clock = slack.team.clock
        slack.team.clock = SandboxClock(offset=clock.offset + timedelta(seconds=119))
        shortly_before = slack.status_line_of("CPRICING", ts)
        slack.team.clock = SandboxClock(offset=clock.offset + timedelta(seconds=121))
        after = slack.status_line_of("CPRICING", ts)

    assert (shortly_before, after) == ("reading", "")


async def test_sessions_need_their_thread_and_a_member() -> None:
    """Slack's errors for a session that cannot be."""
    async with slack_room() as slack, client_of(slack) as client:
        status = {"status": "processing", "channel_id": "CPRICING"}
        threadless = await refusal(client.api_call("agents.sessions.setStatus", json=status))
        outside = status | {"channel_id": "CSUPPORT", "thread_ts": "1.2"}
        foreign = await refusal(client.api_call("agents.sessions.setStatus", json=outside))
        prompts = [{"title": "A", "message": "B"}] * 5
        many = await refusal(
            client.assistant_threads_setSuggestedPrompts(
                channel_id="DDANA", thread_ts="", prompts=prompts
            )
        )

    assert threadless["error"] == "thread_ts_required"
    assert foreign["error"] == "not_authorized"
    assert many["error"] == "invalid_arguments"


async def test_reactions_come_and_go_once() -> None:
    """The second time is an error with a name."""
    async with slack_room() as slack, client_of(slack) as client:
        ts = await slack.say("dana", "CPRICING", "@dossier well?")
        await client.reactions_add(channel="CPRICING", timestamp=ts, name="eyes")
        twice = await refusal(
            client.reactions_add(channel="CPRICING", timestamp=ts, name="eyes")
        )
        shown = slack.messages_in("dana", "CPRICING")[-1]["reactions"]
        await client.reactions_remove(channel="CPRICING", timestamp=ts, name="eyes")
        gone = await refusal(
            client.reactions_remove(channel="CPRICING", timestamp=ts, name="eyes")
        )

    assert shown == [{"name": "eyes", "users": [BOT_USER], "count": 1}]
    assert (twice["error"], gone["error"]) == ("already_reacted", "no_reaction")
