"""Each post once, whatever Slack or the process does."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery import _Errand, _Place, opaque
from bot.rendering.message import Message, Rendered
from bot.rendering.notices import notice
from domain.answer import Answer, Paragraph, Span
from domain.post import AnswerPost, Post, SentencePost
from domain.question import ChannelId, MessageTs, RoomKind, RunId
from sandbox.faults import Fault, FaultKind
from store.outbox import Outbox, Pending
from tests.wire.bot_room import (
    SEARCHED,
    BotRoom,
    PlayedWork,
    an_answer,
    bot_room,
    face_in,
    open_database,
    shown,
)
from tests.wire.slack_room import slack_room, until


async def answered(room: BotRoom, answer: Answer) -> str:
    """Ask, and wait until an answer with this is in the thread."""
    room.work.answer = answer
    ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
    await until(lambda: room.replies("CPRICING", ts))
    return ts


@pytest.mark.parametrize(
    "kind",
    [
        "busy",
        *(
            pytest.param(kind, marks=pytest.mark.slow)
            for kind in ("overloaded", "garbage", "down")
        ),
    ],
)
async def test_a_post_that_slack_fails_is_made_once_it_works(
    tmp_path: Path, kind: FaultKind
) -> None:
    """429, 503, nonsense and a closed connection: tried again, posted once."""
    async with bot_room(tmp_path) as room:
        fault = Fault(kind=kind, seconds=1, times=2, path="chat.postMessage")
        room.slack.team.faults.add("slack", fault)
        ts = await answered(room, an_answer())
        await asyncio.sleep(0.6)

        assert fault.struck == 2
        assert len(room.replies("CPRICING", ts)) == 1


async def test_a_post_whose_reply_was_lost_is_found_and_not_repeated(tmp_path: Path) -> None:
    """Slack took it, and the process died before it knew: the key is in the thread."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=False)
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            ts = await slack.say("dana", "CPRICING", "@dossier what changed?")
            await until(lambda: work.started)
            question = work.started[0]
            key = f"{question.run}/answer"
            await face.slack.post(
                notice("taken"), channel="CPRICING", thread=ts, key=opaque(key)
            )
            await face.delivery.drain()
        await work.deliver(question)
        await Outbox(database).trying(key)
        async with face_in(slack, database, work):
            await asyncio.sleep(1.5)

        assert room.texts("CPRICING", ts) == ["taken"]


async def test_a_long_answer_is_a_short_one_with_a_file_that_holds_the_whole(
    tmp_path: Path,
) -> None:
    """Nothing is lost, and the thread stays readable."""
    text = " ".join(f"word{number}" for number in range(20_000))
    answer = Answer(
        blocks=(Paragraph(spans=(Span(text=text, cites=(1,)),)),), sources=(SEARCHED,)
    )
    async with bot_room(tmp_path) as room:
        ts = await answered(room, answer)
        await until(lambda: len(room.replies("CPRICING", ts)) == 2)
        upload = next(iter(room.slack.team.uploads.values()))

        assert "the full answer is in the file" in room.texts("CPRICING", ts)[0]
        assert upload.body is not None
        assert b"word19999" in upload.body


async def test_no_link_goes_out_but_in_new_messages_without_previews(tmp_path: Path) -> None:
    """A preview would fetch the address."""
    async with bot_room(tmp_path) as room:
        ts = await answered(room, an_answer())
        message = room.replies("CPRICING", ts)[0]["ts"]

        assert room.slack.team.unfurls["CPRICING", message] == (False, False)
        for call in room.calls("chat.update") + room.calls("chat.postEphemeral"):
            assert "https://" not in str(call)


async def test_a_room_that_was_archived_meanwhile_hears_nothing_and_the_asker_all(
    tmp_path: Path,
) -> None:
    """The answer goes to whoever asked, with a line on why it is there."""
    async with bot_room(tmp_path, plays=False) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        await room.slack.archive("dana", "CPRICING")
        await room.work.deliver(room.work.started[0])
        await until(lambda: len(_direct(room)) == 2)

        first, second = (shown(message) for message in _direct(room))
        assert "could not post this in the channel" in first
        assert "Prices went up" in second


def _direct(room: BotRoom) -> list[dict[str, object]]:
    return [m for m in room.slack.messages_in("dana", "DDANA") if m["user"] == "UDOSSIER"]


async def test_a_bot_that_was_removed_from_the_room_answers_the_asker_alone(
    tmp_path: Path,
) -> None:
    """`not_in_channel` loses nothing."""
    async with bot_room(tmp_path, plays=False) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        await room.slack.dismiss("dana", "CPRICING")
        await room.work.deliver(room.work.started[0])
        await until(lambda: len(_direct(room)) == 2)

        assert "Prices went up" in shown(_direct(room)[1])


async def test_blocks_that_slack_refuses_go_out_as_plain_text(tmp_path: Path) -> None:
    """Whatever we got wrong about blocks, the words arrive."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("lee", "CPRICING", "a root")
        post = Post(
            key="k",
            channel=ChannelId("CPRICING"),
            content=AnswerPost(answer=an_answer()),
            thread=MessageTs(ts),
        )
        broken = Message(text="t", blocks=({"type": "unheard_of"},))
        rendered = Rendered(messages=(broken,), plain=Message(text="Plain words."))
        errand = _Errand(pending=Pending(post=post, tries=0), question=None, rendered=rendered)
        place = _Place(channel=ChannelId("CPRICING"), thread=MessageTs(ts))
        await room.face.delivery._post_in(place, errand)
        said = room.replies("CPRICING", ts)

        assert [message["text"] for message in said] == ["Plain words.", ""]
        (upload,) = room.slack.team.uploads.values()
        assert upload.body is not None
        assert b"Prices went up by 12 % [1](" in upload.body


async def test_an_answer_asked_for_in_a_terminal_is_not_posted(tmp_path: Path) -> None:
    """It is shown there, whoever it was asked as."""
    async with bot_room(tmp_path, plays=False) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        asked = room.work.started[0]
        terminal = replace(asked.room, kind=RoomKind.TERMINAL, channel=ChannelId(""))
        question = replace(asked, run=RunId("terminal"), room=terminal)
        await room.work.start(question)
        await room.work.deliver(question)
        await asyncio.sleep(0.8)

        assert room.calls("chat.postMessage") == []


async def test_a_renewed_connection_loses_no_question(tmp_path: Path) -> None:
    """Slack asks every few hours to come back on a new address."""
    async with bot_room(tmp_path) as room:
        await room.slack.refresh_connections()
        stamps = [
            await room.slack.say("dana", "CPRICING", f"@dossier question {n}?")
            for n in range(4)
        ]
        await until(lambda: all(room.texts("CPRICING", ts) for ts in stamps))

        assert len(room.work.started) == 4


async def test_words_for_one_person_go_to_their_direct_message(tmp_path: Path) -> None:
    """A post addressed to a person's id is nobody else's to read."""
    async with bot_room(tmp_path) as room:
        post = Post(
            key="k", channel=ChannelId("UDANA"), content=SentencePost(sentence="Only for you.")
        )
        await Outbox(room.database).put(post, at=room.slack.team.clock.now())
        await until(lambda: _direct(room))

        assert shown(_direct(room)[0]) == "Only for you."
