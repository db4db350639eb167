"""The plan message: when it comes, how it is edited, and that it ends in the truth."""

import asyncio
from pathlib import Path

import pytest

from domain.events import (
    RunStarted,
    RunState,
    Searched,
    StateChanged,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
    WasRead,
    What,
)
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import Effort, Question, SourceKind
from tests.wire.bot_room import BotRoom, PlayedWork, bot_room, face_in, open_database
from tests.wire.slack_room import slack_room, until

DRIVE = Subtask(
    id=SubtaskId("s1"),
    title="the reasoning behind the new prices",
    objective="why",
    sources=(SourceKind.DRIVE,),
)
WEB = Subtask(
    id=SubtaskId("s2"), title="competitors", objective="prices", sources=(SourceKind.WEB,)
)


def triaged(effort: Effort = Effort.COMPARE) -> Triaged:
    return Triaged(
        effort=effort,
        topic="pricing changes",
        language="en",
        period="1 September to today",
        estimate_usd=(0.5, 0.9),
        estimate_minutes=2,
    )


async def happen(work: PlayedWork, question: Question, *events: What) -> None:
    for number, event in enumerate(events):
        await work.note(question.run, f"{event.kind}-{number}", event)


async def asked(room: BotRoom, channel: str = "CPRICING") -> tuple[str, Question]:
    before = len(room.work.started)
    ts = await room.slack.say("dana", channel, "@dossier what changed in our pricing?")
    await until(lambda: len(room.work.started) > before)
    return ts, room.work.started[-1]


async def test_the_plan_appears_is_edited_in_place_and_ends_with_the_answer(
    tmp_path: Path,
) -> None:
    """One message through the whole run; the answer is a second one."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await happen(room.work, question, triaged(), *map(_started, (DRIVE, WEB)))
        await until(lambda: room.texts("CPRICING", ts))
        first = room.texts("CPRICING", ts)[0]
        session = room.slack.session_of("CPRICING", ts)
        await happen(room.work, question, *_drive_is_done())
        await until(lambda: "done · Drive" in room.texts("CPRICING", ts)[0])
        await room.work.deliver(question)
        await until(lambda: "Done in" in room.texts("CPRICING", ts)[0])
        await until(lambda: len(room.replies("CPRICING", ts)) == 2)
        await until(lambda: room.slack.session_of("CPRICING", ts) == "active")

        assert "Researching · pricing changes, 1 September to today · 2 parts" in first
        assert "about 2 min, $0.50–0.90" in first
        assert "waiting · Drive · the reasoning behind the new prices" in first
        assert session == "processing"
        plan, answer = room.texts("CPRICING", ts)
        assert "1 read" in plan
        assert "done · Drive · the reasoning behind the new prices — 1 read, 1 useful" in plan
        assert "Prices went up" in answer
        assert len(room.calls("chat.update")) <= 4


def _started(subtask: Subtask) -> SubtaskStarted:
    return SubtaskStarted(subtask=subtask)


def _drive_is_done() -> tuple[What, ...]:
    return (
        Searched(subtask=DRIVE.id, source=SourceKind.DRIVE, query="secret words", found=2),
        WasRead(subtask=DRIVE.id, source=SourceKind.DRIVE, ref="drive:1", passages=3),
        SubtaskEnded(subtask=DRIVE.id, outcome=Outcome.FOUND, useful=1),
    )


async def test_the_plan_shows_counts_and_never_what_was_searched_for(tmp_path: Path) -> None:
    """Not everyone may see what was found until the answer is checked."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await happen(room.work, question, triaged(), _started(DRIVE), *_drive_is_done()[:2])
        await until(lambda: "reading · Drive" in "".join(room.texts("CPRICING", ts)))

        assert "secret words" not in str(room.slack.requests)


async def test_a_small_question_shows_no_plan(tmp_path: Path) -> None:
    """Its answer is there before a plan would be worth reading."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await happen(room.work, question, triaged(Effort.QUICK), _started(DRIVE))
        await asyncio.sleep(1.0)
        await room.work.deliver(question)
        await until(lambda: room.texts("CPRICING", ts))
        await asyncio.sleep(0.5)

        assert len(room.replies("CPRICING", ts)) == 1
        assert "Prices went up" in room.texts("CPRICING", ts)[0]


async def test_the_plan_reaches_its_end_after_a_restart(tmp_path: Path) -> None:
    """The process dies in the middle; what happened meanwhile is shown in the same message."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=False)
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            ts, question = await asked(room)
            await happen(work, question, triaged(), _started(DRIVE))
            await until(lambda: room.texts("CPRICING", ts))
        await work.deliver(question)
        async with face_in(slack, database, work):
            await until(lambda: len(room.replies("CPRICING", ts)) == 2)
            await until(lambda: "Done in" in room.texts("CPRICING", ts)[0])

        assert len(room.replies("CPRICING", ts)) == 2


async def test_a_deleted_question_stops_its_run_and_the_plan_says_so(tmp_path: Path) -> None:
    """In one line, as the storyboard has it."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await room.slack.say("lee", "CPRICING", "good question", thread_ts=ts)
        await happen(room.work, question, triaged(), _started(DRIVE))
        await until(lambda: room.texts("CPRICING", ts))
        await room.slack.delete("dana", "CPRICING", ts)
        await until(lambda: room.work.stopped)
        await until(lambda: "Stopped" in room.texts("CPRICING", ts)[0])

        assert room.work.stopped == [(question.run, "Dana Roth", "the question was deleted")]
        assert "Stopped: the question was deleted" in room.texts("CPRICING", ts)[0]


async def test_the_stop_button_stops_the_run_and_names_who_pressed_it(tmp_path: Path) -> None:
    """Anybody in the thread may; the plan message shows it at once."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await happen(room.work, question, triaged(), _started(DRIVE))
        await until(lambda: room.replies("CPRICING", ts))
        plan = room.replies("CPRICING", ts)[0]["ts"]
        await room.slack.press("lee", "CPRICING", plan, action_id="stop")
        await until(lambda: "Stopped by Lee Park" in room.texts("CPRICING", ts)[0])

        assert room.work.stopped == [(question.run, "Lee Park", "")]
        assert "stop" not in str(room.replies("CPRICING", ts)[0]["blocks"])


async def test_a_parts_menu_cancels_it_or_says_how_far_it_is(tmp_path: Path) -> None:
    """Both choices of the menu beside Stop."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        run = question.run
        await happen(room.work, question, triaged(), _started(DRIVE), *_drive_is_done()[:2])
        await until(lambda: room.replies("CPRICING", ts))
        plan = room.replies("CPRICING", ts)[0]["ts"]
        for choice in (f"cancel:{run}:s1", f"found:{run}:s1"):
            await room.slack.press("dana", "CPRICING", plan, action_id="part", selected=choice)
        await until(lambda: room.work.cancelled)
        await until(lambda: room.calls("chat.postEphemeral"))

        assert room.work.cancelled == [(run, "s1", "Dana Roth")]
        told = room.calls("chat.postEphemeral")[0]
        assert told["user"] == "UDANA"
        assert "1 search, 1 read so far" in told["text"]


@pytest.mark.slow
async def test_a_run_that_waits_for_its_turn_says_that_it_is_queued(tmp_path: Path) -> None:
    """Nothing has happened to it yet, so the journal is silent; the thread is not."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await happen(room.work, question, StateChanged(state=RunState.QUEUED))
        await until(lambda: room.texts("CPRICING", ts))

        assert room.texts("CPRICING", ts)[0].startswith("Queued · next to begin, as soon as")


@pytest.mark.slow
async def test_a_queued_run_says_how_many_wait_before_it(tmp_path: Path) -> None:
    """Roughly, and less as others begin; whoever waits is not left to guess."""
    async with bot_room(tmp_path, plays=False) as room:
        threads = []
        for _ in range(3):
            ts, question = await asked(room)
            await happen(room.work, question, StateChanged(state=RunState.QUEUED))
            threads.append(ts)
        last = threads[-1]
        await until(lambda: room.texts("CPRICING", last))
        before = room.texts("CPRICING", last)[0]
        for question in room.work.started[:2]:
            await room.work.note(question.run, "turn", StateChanged(state=RunState.PLANNING))
        await until(lambda: "next to begin" in room.texts("CPRICING", last)[0])

        assert before.startswith(
            "Queued · begins when others are done, about 2 questions before it"
        )


async def test_a_run_taken_up_again_gets_a_plan_message_of_its_own(tmp_path: Path) -> None:
    """The stopped one keeps saying that it was stopped."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await happen(room.work, question, triaged(), _started(DRIVE))
        await until(lambda: room.texts("CPRICING", ts))
        await room.work.stop(question.run, by="Dana")
        await until(lambda: "Stopped by Dana" in room.texts("CPRICING", ts)[0])
        await room.work.note(question.run, "again", RunStarted())
        await room.work.note(question.run, "again-triaged", triaged())
        await until(lambda: len(room.texts("CPRICING", ts)) == 2)

        assert "Stopped by Dana" in room.texts("CPRICING", ts)[0]
        assert "Planning" in room.texts("CPRICING", ts)[1]
