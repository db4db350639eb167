"""What waits for a person shows its buttons while it waits, and afterwards how it ended."""

from pathlib import Path

import pytest

from domain.events import (
    ClarificationAsked,
    PlanAgreed,
    PlanQuoted,
    ReplyHeard,
    RunStarted,
    RunState,
    StateChanged,
    SubtaskStarted,
    Triaged,
    What,
)
from domain.plan import Subtask, SubtaskId
from domain.post import ClarifyPost, Content, Post, PrivateOfferPost, QuotePost, StoppedPost
from domain.question import ChannelId, Effort, Question, SourceKind
from domain.quote import Choice
from sandbox.slack.wire import Json
from store.outbox import Outbox
from store.runs import Runs
from tests.wire.bot_room import BotRoom, PlayedWork, bot_room, face_in, open_database, shown
from tests.wire.slack_room import slack_room, until
from tests.wire.test_agreeing import QUOTE, heard

READINGS = ("API p95", "Page load")
ASKED = ClarificationAsked(question="Which do you mean?", options=READINGS)
TRIAGED = Triaged(effort=Effort.COMPARE, topic="latency", language="en")
PART = Subtask(
    id=SubtaskId("s1"), title="latency", objective="latency", sources=(SourceKind.SLACK,)
)


async def put(room: BotRoom, question: Question, content: Content, *, key: str) -> None:
    post = Post(
        key=f"{question.run}/{key}",
        channel=question.room.channel,
        thread=question.thread,
        run=question.run,
        content=content,
    )
    await Outbox(room.database).put(post, at=room.work.now())


async def asked(room: BotRoom, *before: What) -> tuple[str, Question]:
    ts = await room.slack.say("dana", "CPRICING", "@dossier how are we doing on latency?")
    await until(lambda: room.work.started)
    question = room.work.started[0]
    for number, what in enumerate(before):
        await room.work.note(question.run, f"before/{number}", what)
    return ts, question


async def clarifying(room: BotRoom, *before: What) -> tuple[str, Question]:
    """A run that asked back."""
    ts, question = await asked(room, *before)
    await Runs(room.database).move(question.run, RunState.WAITING)
    await room.work.note(question.run, "clarification", ASKED)
    await put(
        room, question, ClarifyPost(question=ASKED.question, options=READINGS), key="clarify"
    )
    await until(
        lambda: any("Which do you mean?" in text for text in room.texts("CPRICING", ts))
    )
    return ts, question


async def quoted(room: BotRoom, number: int, question: Question) -> None:
    await Runs(room.database).move(question.run, RunState.WAITING)
    await room.work.note(question.run, f"quoted/{number}", PlanQuoted(quote=QUOTE))
    await put(room, question, QuotePost(quote=QUOTE), key=f"quote/{number}")


def buttons(message: Json) -> list[str]:
    every = [e for block in message["blocks"] for e in block.get("elements", [])]
    return [e["action_id"] for e in every if e.get("type") in ("button", "static_select")]


def _reads(room: BotRoom, ts: str, words: str) -> bool:
    return any(words in text for text in room.texts("CPRICING", ts))


def _cards(room: BotRoom, ts: str) -> list[Json]:
    """The questions back and the prices, without a plan that a slow machine may show."""
    asked = ("Which do you mean?", "This needs a deep run")
    said = room.replies("CPRICING", ts)
    return [one for one in said if any(words in shown(one) for words in asked)]


def _card(room: BotRoom, ts: str) -> Json:
    return _cards(room, ts)[0]


async def test_the_chosen_reading_stands_where_the_buttons_were(tmp_path: Path) -> None:
    """With the name of whoever pressed."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await clarifying(room)
        message = _card(room, ts)
        await room.slack.press("lee", "CPRICING", message["ts"], action_id="clarify:1")
        await heard(room, question)
        await room.work.note(question.run, "triaged", TRIAGED)
        await until(lambda: _reads(room, ts, "Lee Park chose: Page load"))
        message = _card(room, ts)

        assert "Which do you mean?" in shown(message)
        assert "API p95" not in shown(message)
        assert buttons(message) == []


async def test_a_question_back_that_was_answered_in_words_has_no_buttons(
    tmp_path: Path,
) -> None:
    """The words themselves stand in the thread."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await clarifying(room)
        await room.slack.say("dana", "CPRICING", "the checkout page", thread_ts=ts)
        await heard(room, question)
        await room.work.note(question.run, "triaged", TRIAGED)
        await until(lambda: _reads(room, ts, "Dana Roth answered in the thread."))

        assert buttons(_card(room, ts)) == []


async def test_an_unanswered_question_back_says_which_reading_was_taken(
    tmp_path: Path,
) -> None:
    """After two minutes the run goes on by itself."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await clarifying(room)
        await room.work.note(question.run, "triaged", TRIAGED)
        await until(lambda: _reads(room, ts, "Nobody answered, so I went on with: API p95"))

        assert buttons(_card(room, ts)) == []


async def test_a_stop_ends_the_question_back_too(tmp_path: Path) -> None:
    """Nothing is left to choose."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await clarifying(room)
        await room.work.stop(question.run, by="Lee Park")
        await until(lambda: _reads(room, ts, "The run ended before anybody answered."))

        assert buttons(_card(room, ts)) == []


async def test_who_started_stands_under_the_price(tmp_path: Path) -> None:
    """Pressed or said, it is read from the journal."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await quoted(room, 1, question)
        await until(lambda: _reads(room, ts, "This needs a deep run"))
        agreed = PlanAgreed(choice=Choice.CHEAPER, by="Dana Roth", limit_usd=2.0)
        await room.work.note(question.run, "agreed/1", agreed)
        await until(lambda: _reads(room, ts, "Started by Dana Roth, with 3 parts."))

        assert buttons(_card(room, ts)) == []


async def test_a_cancelled_plan_names_who_cancelled_it(tmp_path: Path) -> None:
    """The card is used, and says so."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await quoted(room, 1, question)
        await until(lambda: _reads(room, ts, "This needs a deep run"))
        message = _card(room, ts)["ts"]
        await room.slack.press("lee", "CPRICING", message, action_id="cancel_run")
        await until(lambda: _reads(room, ts, "Cancelled by Lee Park."))

        assert buttons(_card(room, ts)) == []


async def test_of_two_plans_with_prices_only_the_newer_can_be_started(tmp_path: Path) -> None:
    """The older one says that somebody wanted it otherwise."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room)
        await quoted(room, 1, question)
        await until(lambda: _reads(room, ts, "This needs a deep run"))
        heard = ReplyHeard(person="Lee Park", text="")
        await room.work.note(question.run, "reply/1", heard)
        await quoted(room, 2, question)
        await until(lambda: _reads(room, ts, "Lee Park asked for changes."))
        await until(lambda: len(_cards(room, ts)) == 2)
        older, newer = _cards(room, ts)

        assert buttons(older) == []
        assert "start" in buttons(newer)


async def test_a_stop_that_was_taken_up_again_cannot_be_taken_up_twice(tmp_path: Path) -> None:
    """Continue goes with its use; the account stays."""
    async with bot_room(tmp_path, plays=False) as room:
        ts, question = await asked(room, TRIAGED, SubtaskStarted(subtask=PART))
        account = StoppedPost(by="Dana Roth", done=(), not_done=("Slack",), usd=0.1)
        await room.work.stop(question.run, by="Dana Roth")
        await put(room, question, account, key="stopped")
        await until(lambda: _reads(room, ts, "Not done: Slack."))
        await room.work.note(question.run, "again", RunStarted())
        await until(lambda: _reads(room, ts, "Taken up again."))
        message = next(one for one in room.replies("CPRICING", ts) if "Not done" in shown(one))

        assert buttons(message) == []


async def test_it_is_said_after_a_restart_too(tmp_path: Path) -> None:
    """What happened while nobody looked is in the journal."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=False)
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            ts, question = await clarifying(room)
        await work.note(question.run, "triaged", TRIAGED)
        async with face_in(slack, database, work):
            await until(lambda: _reads(room, ts, "so I went on with"))

        assert buttons(_card(room, ts)) == []


@pytest.mark.slow
async def test_while_it_waits_the_plan_neither_works_nor_offers_stop(tmp_path: Path) -> None:
    """Slack's own `is working` goes as well, and comes back with the answer."""
    async with bot_room(tmp_path, plays=False) as room:
        at_work = (TRIAGED, SubtaskStarted(subtask=PART))
        ts, question = await asked(room, *at_work)
        await until(lambda: _reads(room, ts, "Researching"))
        await until(lambda: room.slack.session_of("CPRICING", ts) == "processing")
        await quoted(room, 1, question)
        await until(lambda: _reads(room, ts, "Waiting for somebody to start it"))
        await until(lambda: room.slack.session_of("CPRICING", ts) == "suspended")
        resting = buttons(room.replies("CPRICING", ts)[0])
        agreed = PlanAgreed(choice=Choice.START, by="Dana", limit_usd=4.0)
        await room.work.note(question.run, "agreed/1", agreed)
        await room.work.note(question.run, "on", StateChanged(state=RunState.RESEARCHING))
        await until(lambda: room.slack.session_of("CPRICING", ts) == "processing")
        await until(lambda: "stop" in buttons(room.replies("CPRICING", ts)[0]))

        assert resting == []


async def test_private_offers_say_which_question_they_are_about_and_are_used_once(
    tmp_path: Path,
) -> None:
    """In the asker's own words, in their own direct message."""
    async with bot_room(tmp_path) as room:
        await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: room.work.started)
        run = room.work.started[0].run
        for number, words in enumerate(("what changed?", "and for annual plans?")):
            offer = PrivateOfferPost(count=2, room_name="#pricing", question=words)
            post = Post(key=f"o{number}", channel=ChannelId("UDANA"), content=offer, run=run)
            await Outbox(room.database).put(post, at=room.slack.team.clock.now())
        await until(lambda: len(room.slack.messages_in("dana", "DDANA")) == 2)
        first, second = room.slack.messages_in("dana", "DDANA")
        await room.slack.press("dana", "DDANA", first["ts"], action_id="search_privately")
        await until(lambda: not buttons(room.slack.messages_in("dana", "DDANA")[0]))

        assert "You asked: what changed?" in shown(first)
        assert "You asked: and for annual plans?" in shown(second)
        assert "I search for you alone" in shown(room.slack.messages_in("dana", "DDANA")[0])
        assert buttons(room.slack.messages_in("dana", "DDANA")[1]) == ["search_privately"]
