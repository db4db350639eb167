"""The session that Slack shows for a thread: its name, its state, and when Stop is offered."""

from pathlib import Path

from domain.events import ClarificationAsked, RunStarted
from domain.question import RunId
from tests.wire.bot_room import (
    BotRoom,
    PlayedWork,
    bot_room,
    face_in,
    open_database,
)
from tests.wire.slack_room import slack_room, until


async def in_a_direct_message(room: BotRoom, text: str) -> tuple[str, str, RunId]:
    channel = await room.slack.open_dm("dana")
    ts = await room.slack.say("dana", channel, text)
    await until(lambda: room.slack.session_of(channel, ts) == "processing")
    return channel, ts, room.work.started[0].run


async def test_a_session_is_named_by_its_question_and_ends_with_the_answer(
    tmp_path: Path,
) -> None:
    """The title stands in a person's list of sessions, and has two hundred characters."""
    async with bot_room(tmp_path, plays=False) as room:
        text = "what changed in our pricing? " * 10
        channel, ts, _ = await in_a_direct_message(room, text)
        await room.work.deliver(room.work.started[0])
        await until(lambda: room.slack.session_of(channel, ts) == "active")
        told = room.calls("agents.sessions.setStatus")

        assert told[0]["title"] == text.strip()[:200]
        assert told[0]["initiator_user_id"] == "UDANA"
        assert [one["status"] for one in told] == ["processing", "active"]
        assert room.slack.status_line_of(channel, ts) == ""


async def test_a_run_that_waits_for_a_person_offers_no_stop(tmp_path: Path) -> None:
    """Its session is suspended until they have chosen, and then works on."""
    async with bot_room(tmp_path, plays=False) as room:
        channel, ts, run = await in_a_direct_message(room, "how is latency?")
        asked = ClarificationAsked(question="Which do you mean?", options=("API", "page"))
        await room.work.note(run, "asked", asked)
        await until(lambda: room.slack.session_of(channel, ts) == "suspended")
        await room.work.note(run, "started again", RunStarted())
        await until(lambda: room.slack.session_of(channel, ts) == "processing")
        said = [one["status"] for one in room.calls("agents.sessions.setStatus")]

        assert said == ["processing", "suspended", "processing"]


async def test_a_run_that_ended_while_nobody_watched_looks_busy_no_longer(
    tmp_path: Path,
) -> None:
    """The process that told Slack of it was killed; the next one ends the session."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=False)
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            channel, ts, run = await in_a_direct_message(room, "what changed?")
        await work.stop(run, by="Dana Roth")
        async with face_in(slack, database, work):
            await until(lambda: slack.session_of(channel, ts) == "active")

        assert slack.session_of(channel, ts) == "active"


async def test_no_deprecated_method_of_assistants_is_called(tmp_path: Path) -> None:
    """Titles and states are the session's; prompts and the line have no other method yet."""
    async with bot_room(tmp_path) as room:
        channel = await room.slack.open_dm("dana")
        ts = await room.slack.say("dana", channel, "when is the offsite?")
        await until(lambda: room.texts(channel, ts))
        called = {seen.method for seen in room.slack.requests}
        old = {name for name in called if name.startswith("assistant.threads.")}

        assert old <= {"assistant.threads.setStatus", "assistant.threads.setSuggestedPrompts"}
