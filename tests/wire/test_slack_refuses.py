"""Each way in which Slack refuses a post, and what becomes of the answer then."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.faults import Fault
from sandbox.slack.wire import BOT_USER
from store.outbox import Outbox
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.slack_room import until


def refusing(room: BotRoom, code: str, *, times: int | None, path: str) -> Fault:
    fault = Fault(kind="refused", code=code, times=times, path=path)
    room.slack.team.faults.add("slack", fault)
    return fault


def alone(room: BotRoom, person: str = "dana") -> str:
    """What the bot said to a person in their direct message."""
    channel = f"D{person.upper()}"
    return " ".join(
        shown(m) or str(m["text"])
        for m in room.slack.messages_in(person, channel)
        if m["user"] == BOT_USER
    )


async def asked(room: BotRoom) -> str:
    """A question that is at work, and has no answer yet."""
    ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
    await until(lambda: room.work.started)
    return ts


@pytest.mark.parametrize(
    "code", ["invalid_blocks", "msg_too_long", "msg_blocks_too_long", "metadata_too_large"]
)
async def test_an_answer_in_a_form_that_slack_refuses_arrives_in_plain_words_with_a_file(
    tmp_path: Path, code: str
) -> None:
    """Less is shown, and nothing is lost."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room)
        refusing(room, code, times=1, path="chat.postMessage")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.slack.team.uploads and len(room.replies("CPRICING", ts)) == 2)
        upload = next(iter(room.slack.team.uploads.values()))
        plain = room.replies("CPRICING", ts)[0]

        assert "Prices went up by 12 %" in str(plain["text"])
        assert not plain.get("blocks") or "rich_text" in str(plain["blocks"])
        assert b"Prices went up by 12 % [1](" in (upload.body or b"")


@pytest.mark.parametrize(
    "code",
    [
        "ratelimited",
        *(
            pytest.param(code, marks=pytest.mark.slow)
            for code in ("rate_limited", "internal_error")
        ),
    ],
)
async def test_an_answer_that_slack_puts_off_is_posted_later_and_once(
    tmp_path: Path, code: str
) -> None:
    """Whether it says so by its status or in its reply."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room)
        fault = refusing(room, code, times=1, path="chat.postMessage")
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.replies("CPRICING", ts), seconds=20)
        await asyncio.sleep(0.5)

        assert fault.struck == 1
        assert len(room.replies("CPRICING", ts)) == 1


@pytest.mark.parametrize(
    "code", ["channel_not_found", "not_in_channel", "is_archived", "restricted_action"]
)
async def test_an_answer_for_a_room_that_is_closed_to_us_goes_to_the_asker_with_the_reason(
    tmp_path: Path, code: str
) -> None:
    """A channel that is gone or archived, or that the bot was removed from."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room)
        refusing(room, code, times=1, path="chat.postMessage")
        await room.work.deliver(room.work.started[0])
        await until(lambda: "Prices went up" in alone(room))

        assert "could not post this in the channel" in alone(room)
        assert room.replies("CPRICING", ts) == []


async def test_a_post_that_nobody_can_be_given_is_given_up_and_stops_nothing(
    tmp_path: Path,
) -> None:
    """Neither room nor direct message takes it; the next question is answered all the same."""
    async with bot_room(tmp_path, plays=False) as room:
        await asked(room)
        fault = refusing(room, "is_archived", times=2, path="chat.postMessage")
        await room.work.deliver(room.work.started[0])
        await until(lambda: fault.struck == 2)
        room.slack.team.faults.clear("slack")
        room.work.plays = True
        ts = await room.slack.say("lee", "CPRICING", "@dossier what changed since?")
        await until(lambda: room.replies("CPRICING", ts))

        assert "Prices went up" in room.texts("CPRICING", ts)[0]


async def test_a_reaction_or_status_that_slack_refuses_costs_no_answer(tmp_path: Path) -> None:
    """Signs of life are worth having, and not worth failing for."""
    async with bot_room(tmp_path) as room:
        for path in ("reactions.add", "assistant.threads.setStatus", "agents.sessions"):
            refusing(room, "feature_disabled", times=None, path=path)
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.replies("CPRICING", ts))

        assert "Prices went up" in room.texts("CPRICING", ts)[0]


async def test_after_the_tokens_were_revoked_an_answer_waits_for_the_next_installation(
    tmp_path: Path,
) -> None:
    """It is not given up: a new token posts it."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await asked(room)
        refusing(room, "token_revoked", times=None, path="")
        await room.work.deliver(room.work.started[0])
        await until(room.face.slack.standing.lost.is_set)
        await room.face.delivery.drain()
        later = room.work.now() + timedelta(minutes=10)
        waiting = await Outbox(room.database).due(later)

        assert room.replies("CPRICING", ts) == []
        assert [one.post.run for one in waiting] == [room.work.started[0].run]
