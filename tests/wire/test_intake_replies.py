"""Replies in a thread: they steer what is at work, and ask further when it is done."""

import asyncio
from pathlib import Path

from domain.events import SubtaskStarted
from domain.plan import SubtaskId
from domain.post import Post, PrivateOfferPost
from domain.question import ChannelId, Effort, Question, RoomKind
from store.outbox import Outbox
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.slack_room import until
from tests.wire.test_progress import DRIVE, WEB, asked, happen, triaged


async def at_work(room: BotRoom) -> tuple[str, Question]:
    ts, question = await asked(room)
    started = [SubtaskStarted(subtask=task) for task in (DRIVE, WEB)]
    await happen(room.work, question, triaged(), *started)
    return ts, question


async def test_skip_the_web_cancels_its_part_and_tells_the_lead(tmp_path: Path) -> None:
    """Code does it, whatever the model thinks of it; a reaction says that it was heard."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        said = await room.slack.say("lee", "CPRICING", "skip the web", thread_ts=ts)
        await until(lambda: room.work.cancelled)
        await until(lambda: room.calls("reactions.add")[-1]["timestamp"] == said)
        await asyncio.sleep(0.1)
        (reply,) = await room.work.replies(question.run)

        assert room.work.cancelled == [(question.run, SubtaskId("s2"), "Lee Park")]
        assert (reply.author, reply.text, reply.steer) == (
            "Lee Park",
            "skip the web",
            "skip:web",
        )
        assert room.calls("reactions.add")[-1]["name"] == "white_check_mark"
        assert len(room.work.started) == 1


async def test_other_words_reach_the_lead_as_they_are(tmp_path: Path) -> None:
    """No mention is needed in a thread where somebody asked."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        await room.slack.say("lee", "CPRICING", "also check what support heard", thread_ts=ts)
        await until(lambda: len(room.calls("reactions.add")) == 2)
        await room.slack.say("dana", "CPRICING", "@dossier mind the currencies", thread_ts=ts)
        await asyncio.sleep(0.5)
        replies = await room.work.replies(question.run)

        assert [(r.text, r.steer) for r in replies] == [
            ("also check what support heard", "also"),
            ("mind the currencies", ""),
        ]
        assert len(room.work.started) == 1


async def test_the_word_stop_stops_the_run_for_whoever_says_it(tmp_path: Path) -> None:
    """Within two seconds, with the name of who said it."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        await room.slack.say("lee", "CPRICING", "Stop, please.", thread_ts=ts)
        await until(lambda: room.work.stopped, seconds=2)

        assert room.work.stopped == [(question.run, "Lee Park", "")]


async def test_slacks_own_stop_ends_the_run_and_the_session(tmp_path: Path) -> None:
    """Slack leaves the session as it was; we close it."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        await until(lambda: room.slack.session_of("CPRICING", ts) == "processing")
        await room.slack.stop_session("dana", "CPRICING", ts)
        await until(lambda: room.slack.session_of("CPRICING", ts) == "active")

        assert room.work.stopped == [(question.run, "Dana Roth", "")]


async def test_a_reply_after_the_answer_is_a_follow_up_that_knows_the_thread(
    tmp_path: Path,
) -> None:
    """A new run with the rights of whoever asks, and what was said and answered before."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        await room.slack.say("lee", "CPRICING", "and for annual plans?", thread_ts=ts)
        await until(lambda: len(room.texts("CPRICING", ts)) == 2)
        question = room.work.started[1]

        assert question.asker.name == "Lee Park"
        assert question.text == "and for annual plans?"
        assert [(turn.author, turn.own) for turn in question.earlier] == [
            ("Dana Roth", False),
            ("Dossier", True),
        ]
        assert "Prices went up by 12 % [1]." in question.earlier[1].text


async def test_thanks_and_words_for_others_start_nothing(tmp_path: Path) -> None:
    """People may talk in a thread without being answered by a machine."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        await room.slack.say("dana", "CPRICING", "great, thanks!", thread_ts=ts)
        await room.slack.say("lee", "CPRICING", "@priya did you know?", thread_ts=ts)
        other = await room.slack.say("lee", "CPRICING", "lunch?")
        await room.slack.say("dana", "CPRICING", "yes", thread_ts=other)
        await asyncio.sleep(0.8)

        assert len(room.work.started) == 1
        assert len(room.texts("CPRICING", ts)) == 1


async def test_an_edited_question_reaches_the_lead_while_it_works(tmp_path: Path) -> None:
    """Afterwards an edit changes nothing."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await at_work(room)
        await room.slack.edit("dana", "CPRICING", ts, "@dossier what changed since May?")
        await until(lambda: len(room.calls("reactions.add")) == 2)
        (reply,) = await room.work.replies(question.run)

        assert reply.text == "The question now reads: what changed since May?"
        assert reply.steer == "edited"


async def test_dig_deeper_asks_again_with_the_rights_of_whoever_pressed(
    tmp_path: Path,
) -> None:
    """Once per click, however often the click arrives."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        answer = room.replies("CPRICING", ts)[0]["ts"]
        await room.slack.press("lee", "CPRICING", answer, action_id="dig_deeper")
        await until(lambda: len(room.work.started) == 2)
        question = room.work.started[1]

        assert question.effort is Effort.DEEP
        assert question.asker.name == "Lee Park"
        assert question.text == "what changed?"
        assert question.thread == ts


async def test_a_colleagues_message_stays_theirs_when_it_is_asked_again(tmp_path: Path) -> None:
    """Asking deeper, even by its author, makes nobody's question of it."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("lee", "CPRICING", "Acme raised its prices, I hear")
        await room.slack.shortcut("dana", "research_this", "CPRICING", ts)
        await until(lambda: room.texts("CPRICING", ts))
        answer = room.replies("CPRICING", ts)[0]["ts"]
        await room.slack.press("lee", "CPRICING", answer, action_id="dig_deeper")
        await until(lambda: len(room.work.started) == 2)

        assert [one.own_words for one in room.work.started] == ["", ""]


async def test_feedback_is_kept_with_the_run(tmp_path: Path) -> None:
    """A person's last verdict counts."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.texts("CPRICING", ts))
        run, answer = room.work.started[0].run, room.replies("CPRICING", ts)[0]["ts"]
        for verdict in ("good", "bad"):
            await room.slack.press(
                "lee", "CPRICING", answer, action_id="feedback", value=f"{verdict}:{run}"
            )
        await asyncio.sleep(0.5)

        assert await room.face.arrivals.ratings_of(run) == {"ULEE": False}


async def test_a_private_search_runs_in_the_askers_direct_message(tmp_path: Path) -> None:
    """The thread says nothing; the direct message hears of it, and of the answer."""
    async with bot_room(tmp_path) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        first = room.work.started[0]
        offer = Post(
            key="offer",
            channel=ChannelId("UDANA"),
            content=PrivateOfferPost(count=2, room_name="#pricing"),
            run=first.run,
        )
        await Outbox(room.database).put(offer, at=room.slack.team.clock.now())
        await until(lambda: room.slack.messages_in("dana", "DDANA"))
        said = room.slack.messages_in("dana", "DDANA")[0]
        await room.slack.press("dana", "DDANA", said["ts"], action_id="search_privately")
        await until(lambda: len(room.work.started) == 2)
        question = room.work.started[1]

        assert "2 more sources match your question in #pricing" in shown(said)
        assert question.room.kind is RoomKind.DM
        assert question.room.readers.members == {"UDANA"}
        assert question.text == "what changed?"
