"""Start, Cheaper and Cancel under a plan with its price, pressed or said."""

import asyncio
from pathlib import Path

import pytest

from bot.rendering.words import ENGLISH
from domain.events import PlanAgreed, PlanQuoted, RunState, Triaged
from domain.post import Post, QuotePost
from domain.question import Effort, Question, SourceKind
from domain.quote import Choice, Quote, QuotedPart
from store.outbox import Outbox
from store.replies import Reply
from store.runs import Runs
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.slack_room import until

PARTS = tuple(
    QuotedPart(title=f"part {number}", sources=(source,))
    for number, source in enumerate((*SourceKind, SourceKind.SLACK, SourceKind.NOTION), 1)
)
QUOTE = Quote(
    parts=PARTS, usd=(2.0, 4.0), minutes=9, limit_usd=4.0, cheaper_parts=3, cheaper_usd=1.0
)


async def quoted(room: BotRoom) -> tuple[Question, str]:
    """A run that waits, and the moment of the message with its price."""
    ts = await room.slack.say("dana", "CPRICING", "@dossier everything about our prices")
    await until(lambda: room.work.started)
    question = room.work.started[0]
    triaged = Triaged(effort=Effort.DEEP, topic="prices", language="en", asks_first=True)
    await room.work.note(question.run, "triaged", triaged)
    await Runs(room.database).move(question.run, RunState.WAITING)
    await room.work.note(question.run, "quoted/1", PlanQuoted(quote=QUOTE))
    post = Post(
        key=f"{question.run}/quote/1",
        channel=question.room.channel,
        content=QuotePost(quote=QUOTE),
        thread=question.thread,
        run=question.run,
    )
    await Outbox(room.database).put(post, at=room.work.now())
    await until(lambda: room.replies("CPRICING", ts))
    return question, ts


async def heard(room: BotRoom, question: Question) -> Reply:
    """The first reply that reaches the run."""
    async with asyncio.timeout(20):
        while True:
            if replies := await room.work.replies(question.run):
                return replies[0]
            await asyncio.sleep(0.05)


async def test_the_plan_is_shown_with_parts_time_and_price(tmp_path: Path) -> None:
    """Six lines, two numbers and three buttons; nothing else is posted meanwhile."""
    async with bot_room(tmp_path, plays=False) as room:
        _, ts = await quoted(room)
        (text,) = room.texts("CPRICING", ts)

        assert (
            "This needs a deep run: 6 parts (5 internal, 1 web), about 9 minutes, $2–4." in text
        )
        assert "6. Notion · part 6" in text
        assert "StartCheaper: 3 parts, about $1Cancel" in text


async def test_the_first_who_presses_decides_and_the_next_is_told(tmp_path: Path) -> None:
    """Until the buttons are gone, somebody may press one more."""
    async with bot_room(tmp_path, plays=False) as room:
        question, ts = await quoted(room)
        message = room.replies("CPRICING", ts)[0]["ts"]
        await room.slack.press("dana", "CPRICING", message, action_id="cheaper")
        reply = await heard(room, question)
        await Runs(room.database).move(question.run, RunState.RESEARCHING)
        await room.slack.press("lee", "CPRICING", message, action_id="start")
        await until(lambda: room.calls("chat.postEphemeral"))

        assert reply.steer == "cheaper"
        assert room.calls("chat.postEphemeral")[0]["text"] == ENGLISH.not_waiting


async def test_a_press_that_comes_too_late_changes_nothing(tmp_path: Path) -> None:
    """Whoever pressed is told why."""
    async with bot_room(tmp_path, plays=False) as room:
        question, ts = await quoted(room)
        message = room.replies("CPRICING", ts)[0]["ts"]
        await Runs(room.database).move(question.run, RunState.RESEARCHING)
        await room.slack.press("lee", "CPRICING", message, action_id="start")
        await until(lambda: room.calls("chat.postEphemeral"))

        assert room.calls("chat.postEphemeral")[0]["text"] == ENGLISH.not_waiting
        assert await room.work.replies(question.run) == []


async def test_cancel_stops_the_run(tmp_path: Path) -> None:
    """In the name of whoever pressed."""
    async with bot_room(tmp_path, plays=False) as room:
        question, ts = await quoted(room)
        message = room.replies("CPRICING", ts)[0]["ts"]
        await room.slack.press("lee", "CPRICING", message, action_id="cancel_run")
        await until(lambda: room.work.stopped)

        assert room.work.stopped[0][:2] == (question.run, "Lee Park")


@pytest.mark.parametrize(
    ("said", "steer"),
    [
        ("start", "start"),
        ("yes, go ahead", "start"),
        ("ok", "start"),
        ("Los!", "start"),
        ("cheaper, please", "cheaper"),
        ("die günstigere Variante", "cheaper"),
        ("only since October", "since:2026-10-01T00:00:00+02:00"),
        ("leave out the reasons", ""),
    ],
)
async def test_words_agree_as_buttons_do(tmp_path: Path, said: str, steer: str) -> None:
    """In the languages that we write; any other words are for the lead."""
    async with bot_room(tmp_path, plays=False) as room:
        question, ts = await quoted(room)
        await room.slack.say("dana", "CPRICING", said, thread_ts=ts)
        await until(lambda: "white_check_mark" in all_reactions(room, ts))
        await room.face.intake.drain()
        (reply,) = await room.work.replies(question.run)

        assert reply.steer == steer


def all_reactions(room: BotRoom, ts: str) -> set[str]:
    messages = room.slack.messages_in("dana", "CPRICING", thread_ts=ts)
    return {one["name"] for message in messages for one in message.get("reactions", [])}


async def test_the_meter_runs_in_the_plans_title(tmp_path: Path) -> None:
    """The plan appears once somebody agreed, with what was spent of what was agreed."""
    async with bot_room(tmp_path, plays=False) as room:
        question, ts = await quoted(room)
        await Runs(room.database).move(question.run, RunState.RESEARCHING)
        agreed = PlanAgreed(choice=Choice.START, by="Dana", limit_usd=4.0)
        await room.work.note(question.run, "agreed", agreed)
        await until(lambda: any("of $4" in text for text in room.texts("CPRICING", ts)))

        assert any("$0.00 of $4" in shown(m) for m in room.replies("CPRICING", ts))


async def test_words_that_come_too_late_for_the_lead_are_asked_further(tmp_path: Path) -> None:
    """While the answer is being written nobody listens any more; a stop is still a stop."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        run = room.work.started[0].run
        await Runs(room.database).move(run, RunState.WRITING)
        await room.slack.say("lee", "CPRICING", "and for annual plans?", thread_ts=ts)
        await until(lambda: len(room.work.started) == 2)

        assert await room.work.replies(run) == []
        assert room.work.started[1].text == "and for annual plans?"
