"""Slack delivers twice, late, out of order and not only what people said to us."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.face import Duties
from domain.arrival import Arrival
from sandbox.slack.events import announce, mention_event, message_event
from sandbox.slack.team import typed
from sandbox.slack.wire import BOT_USER, Json
from tests.wire.bot_room import (
    BotRoom,
    PlayedWork,
    bot_room,
    face_in,
    open_database,
)
from tests.wire.slack_room import slack_room, until

MENTION = "<@UDOSSIER> what changed?"


def tell(room: BotRoom, message: Json, *, mentions: bool = False) -> None:
    """One event of a message in #pricing, as it is given."""
    conversation = room.slack.team.state.conversations["CPRICING"]
    shape = mention_event if mentions else message_event
    announce(room.slack.team, shape(conversation, message), conversation=conversation)


def untold(room: BotRoom, text: str, *, seconds_ago: int = 0) -> Json:
    """A message of Dana's that stands in #pricing, and that no event has told of."""
    at = room.slack.team.clock.now() - timedelta(seconds=seconds_ago)
    message = typed(text, user="UDANA", ts=room.slack.team.state.ts_of(at))
    room.slack.team.state.conversations["CPRICING"].keep(message)
    return message


def failing_once(duties: Duties) -> Duties:
    """The first thing that is heard cannot be written down."""
    failures = iter([True])

    async def index(_: Arrival) -> None:
        if next(failures, False):
            raise OSError("the disk is full")

    return replace(duties, index=index)


async def test_what_could_not_be_written_down_is_delivered_again(tmp_path: Path) -> None:
    """Without an ack Slack sends it a second time, numbered one; the first had a zero."""
    async with bot_room(tmp_path, changed=failing_once) as room:
        room.slack.redeliver_after_seconds = 0.3
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        await asyncio.sleep(0.5)

        assert room.slack.team.sockets.redelivered == 1
        assert len(room.work.started) == 1
        assert len(room.texts("CPRICING", ts)) == 1


OTHERS: dict[str, Callable[[Json], Json]] = {
    "another bot": lambda said: said | {"bot_id": "B0OTHER", "user": "UOTHER"},
    "another bot, in the old way": lambda said: said | {"subtype": "bot_message", "user": ""},
    "an app in a person's name": lambda said: said | {"app_id": "A0OTHER"},
    "Slackbot": lambda said: said | {"user": "USLACKBOT"},
    "ourselves": lambda said: said | {"user": BOT_USER, "bot_id": "B0DOSSIER"},
}


@pytest.mark.parametrize("who", OTHERS)
async def test_what_no_person_said_is_not_answered(tmp_path: Path, who: str) -> None:
    """Bots that answer each other never stop; the next person is answered all the same."""
    async with bot_room(tmp_path) as room:
        other = OTHERS[who](untold(room, MENTION))
        tell(room, other, mentions=True)
        tell(room, other)
        ts = await room.slack.say("dana", "CPRICING", "@dossier and what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        await asyncio.sleep(0.3)

        assert [question.message for question in room.work.started] == [ts]


async def test_a_mention_that_an_edit_adds_is_a_question_once(tmp_path: Path) -> None:
    """Its event has the message's own ts; a further edit of it begins nothing."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "what changed?")
        edited = typed(MENTION, user="UDANA", ts=ts) | {"edited": {"user": "UDANA", "ts": "9"}}
        tell(room, edited, mentions=True)
        await until(lambda: room.texts("CPRICING", ts))
        tell(room, edited | {"text": f"{MENTION} And why?"}, mentions=True)
        await asyncio.sleep(0.4)

        assert [question.text for question in room.work.started] == ["what changed?"]
        assert len(room.texts("CPRICING", ts)) == 1


async def test_a_deletion_right_behind_its_question_stops_its_run(tmp_path: Path) -> None:
    """What is said in a thread is dealt with in its order, however little lies between."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await room.slack.delete("dana", "CPRICING", ts)
        await until(lambda: room.work.stopped)
        (question,) = room.work.started

        assert room.work.stopped == [(question.run, "Dana Roth", "the question was deleted")]


async def test_replies_that_overtook_their_question_are_taken_in_after_it(
    tmp_path: Path,
) -> None:
    """Slack repeats an event after a minute; what was said under it meanwhile still steers."""
    async with bot_room(tmp_path, plays=False) as room:
        asked = untold(room, MENTION, seconds_ago=60)
        ts = asked["ts"]
        await room.slack.say("lee", "CPRICING", "also check support", thread_ts=ts)
        await room.slack.say("lee", "CPRICING", "lunch?")
        tell(room, asked, mentions=True)
        await until(lambda: "white_check_mark" in noticed(room))
        run = room.work.started[0].run
        async with asyncio.timeout(5):
            while not (heard := await room.work.replies(run)):  # noqa: ASYNC110 - the tick comes a moment before the reply is kept
                await asyncio.sleep(0.02)

        assert [(reply.author, reply.text) for reply in heard] == [
            ("Lee Park", "also check support")
        ]


def noticed(room: BotRoom) -> set[str]:
    """The reactions to what was said in #pricing."""
    messages = room.slack.team.state.conversations["CPRICING"].messages.values()
    return {reaction["name"] for one in messages for reaction in one.get("reactions", [])}


async def test_what_waited_while_nobody_was_connected_is_answered(tmp_path: Path) -> None:
    """Slack keeps what it could not deliver, and the bot comes back."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now)
        ts = await slack.say("dana", "CPRICING", "@dossier what changed?")
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            await until(lambda: room.texts("CPRICING", ts))

        assert len(work.started) == 1
