"""Each failure through the whole program: what happened, what to do, and the run's name."""

import asyncio
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.events import RunState
from domain.names import short_name
from domain.question import Question, SourceKind
from evals.stage import Stage, Told, open_stage
from sandbox.faults import Fault
from sandbox.slack.wire import Json
from sandbox.thread_text import text_of
from sandbox.workspace.loading import load
from store.database import Database
from store.lost_sources import LostSources
from store.runs import Runs
from tests.wire.slack_room import until

SHIPPED = Path("sandbox/workspace/kelvane")
OFFSITE = "when and where is the offsite?"
BROAD = (
    "What changed about our pricing this quarter, who decided it, and how do we now compare "
    "with Acme and Globex?"
)
GIVEN_UP = "update workflow_status set status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'"
INTERNAL = re.compile(
    r"Error\b|Exception|Traceback|Busy|SignIn|StepFailed|DOSSIER_|_TOKEN|\.py"
)
TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def names_its_run(told: Told) -> bool:
    return f"run {short_name(told.question.run)}".casefold() in told.text.casefold()


async def pressed(stage: Stage, told: Told, action: str) -> str:
    """What whoever asked is told alone, once they press a button under the last message."""
    slack, person = stage.sandbox.slack, "nikhil"
    place, thread = told.question.room.channel, told.question.thread

    def whispers() -> list[Json]:
        seen = slack.messages_in(person, place, thread_ts=thread)
        return [message for message in seen if message.get("is_ephemeral")]

    before = len(whispers())
    await slack.press(person, place, str(told.posted[-1]["ts"]), action_id=action)
    await until(lambda: len(whispers()) > before, seconds=30)
    return text_of(whispers()[-1])


async def as_if_lost(folder: Path, source: SourceKind, at: datetime) -> None:
    """As an earlier process left its database."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'dossier.sqlite'}")
    await database.create_tables()
    await LostSources(database).refused(source, at=at)
    await database.close()


@pytest.mark.slow
async def test_no_access_is_told_with_its_day_and_who_mends_it(tmp_path: Path) -> None:
    """Notion refuses us since Tuesday: the others answer, and `How` names who can act."""
    await as_if_lost(tmp_path, SourceKind.NOTION, TUESDAY)
    own = {"NOTION_TOKEN": "removed"}
    async with open_stage(load(SHIPPED), tmp_path, own=own) as stage:
        told = await stage.ask("nikhil", "general", OFFSITE)
        how = await pressed(stage, told, "how")

        assert told.answer is not None
        assert told.answer.claims
        assert (
            "I can't read Notion: the connection was removed on Tuesday. An admin can "
            "reconnect it."
        ) in told.text
        assert names_its_run(told)
        assert not INTERNAL.search(told.text)
        assert how.startswith("Tomás Ferraz can reconnect Notion")


@pytest.mark.slow
async def test_a_source_that_is_down_is_told_with_how_often_it_was_tried(
    tmp_path: Path,
) -> None:
    """It breaks when its health was just found good; the partial answer is kept."""
    async with open_stage(load(SHIPPED), tmp_path) as stage:
        await stage.ask("nikhil", "general", OFFSITE)
        stage.sandbox.faults.add("drive", Fault(kind="down"))
        told = await stage.ask("nikhil", "general", OFFSITE)

        assert re.search(r"Drive did not answer(?: \(\d+ tries\))?", told.text)
        assert "Try Drive again" in told.text
        assert told.answer is not None
        assert told.answer.claims
        assert names_its_run(told)
        assert not INTERNAL.search(told.text)


@pytest.mark.slow
async def test_a_budget_that_is_spent_is_told_and_an_admin_is_asked(tmp_path: Path) -> None:
    """Before anything is asked of a model; the note goes to who is named in the rules."""
    own = {"DOSSIER_CHANNEL_MONTH_USD": "0.05"}
    async with open_stage(load(SHIPPED), tmp_path, own=own) as stage:
        slack = stage.sandbox.slack
        place = next(c.id for c in stage.sandbox.workspace.channels if c.name == "general")
        ts = await slack.say("nikhil", place, f"@dossier {OFFSITE}")
        await until(
            lambda: len(slack.messages_in("nikhil", place, thread_ts=ts)) > 1, seconds=30
        )
        said = slack.messages_in("nikhil", place, thread_ts=ts)[-1]
        await slack.press("nikhil", place, str(said["ts"]), action_id="ask_admin")
        direct = slack.team.direct(slack.team.person("tomas").id).id
        await until(lambda: slack.messages_in("tomas", direct), seconds=30)
        note = text_of(slack.messages_in("tomas", direct)[-1])

        assert (
            "#general has $0.05 left of $0.05 for this month, and a question needs at least "
            "$0.50 (resets 1 December)."
        ) in text_of(said)
        assert "in #general for a higher limit" in note
        assert "DOSSIER_CHANNEL_MONTH_USD" in note
        assert not stage.sandbox.claude.requests


@pytest.mark.slow
async def test_where_nothing_is_connected_nothing_is_said_to_be_not_found(
    tmp_path: Path,
) -> None:
    """The rules leave Notion alone, and it is not connected: nothing was searched."""
    own = {"DOSSIER_RULES": 'sources = ["notion"]', "NOTION_TOKEN": ""}
    async with open_stage(load(SHIPPED), tmp_path, own=own) as stage:
        told = await stage.ask("nikhil", "general", OFFSITE)

        assert "Nothing that I may read for this is connected" in told.text
        assert told.answer is None
        assert names_its_run(told)
        assert not stage.sandbox.claude.requests


@pytest.mark.slow
async def test_a_model_that_refuses_our_key_is_not_said_to_be_silent(tmp_path: Path) -> None:
    """Waiting would mend nothing: an admin has to look."""
    own = {"ANTHROPIC_API_KEY": "wrong"}
    async with open_stage(load(SHIPPED), tmp_path, own=own) as stage:
        told = await stage.ask("nikhil", "general", OFFSITE)

        assert "The model does not take my requests" in told.text
        assert "Try again" in told.text
        assert names_its_run(told)
        assert not INTERNAL.search(told.text)


@pytest.mark.slow
async def test_a_run_that_was_lost_says_so_and_goes_on_at_a_press(tmp_path: Path) -> None:
    """As if it had killed its process again and again while its price was shown."""
    own = {"DOSSIER_ASK_ABOVE_USD": "0.01"}
    async with open_stage(load(SHIPPED), tmp_path, own=own) as stage:
        place = next(c.id for c in stage.sandbox.workspace.channels if c.name == "pricing")
        await stage.sandbox.slack.command("dana", place, "/research", f"effort:deep {BROAD}")
        question = await waiting(stage)
        with closing(sqlite3.connect(tmp_path / "engine.sqlite")) as engine, engine:
            engine.execute(GIVEN_UP)
        await reached(stage, question, RunState.STOPPED)
        await until(lambda: "‹Continue›" in told_in(stage, question), seconds=30)
        lost = await stage.told("dana", question)
        stopped = next(one for one in lost.posted if "Stopped: " in text_of(one))
        ts = str(stopped["ts"])
        await stage.sandbox.slack.press("dana", place, ts, action_id="continue")
        await reached(stage, question, RunState.WAITING, RunState.DELIVERED)

        assert "restarted again and again while I worked on this." in text_of(stopped)
        assert names_its_run(lost)
        assert not INTERNAL.search(lost.text)


async def waiting(stage: Stage) -> Question:
    """The one run, once it waits for somebody to agree to its price."""
    runs = Runs(stage.database)
    async with asyncio.timeout(60):
        while True:
            for row in await runs.active():
                if row.state is RunState.WAITING:
                    return row.question
            await asyncio.sleep(0.1)


async def reached(stage: Stage, question: Question, *states: RunState) -> None:
    async with asyncio.timeout(60):
        while await Runs(stage.database).state(question.run) not in states:  # noqa: ASYNC110 - waits for what another program does
            await asyncio.sleep(0.1)


def told_in(stage: Stage, question: Question) -> str:
    messages = stage.sandbox.slack.messages_in(
        "dana", question.room.channel, thread_ts=question.thread
    )
    return "\n".join(map(text_of, messages))
