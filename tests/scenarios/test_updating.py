"""Runs that the engine will not take up again: of another version, or killed too often."""

import sqlite3
from contextlib import closing
from pathlib import Path

from agents.phrases import phrases
from domain.events import RunState
from domain.post import StoppedPost
from tests.scenarios.laboratory import laboratory, question
from tests.scenarios.test_price_first import ASKING, RUN, SHELVES, a_deep_cast, quoted


def as_if_begun_under_another_version(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "engine.sqlite")) as database, database:
        database.execute("update workflow_status set application_version = 'older'")


async def test_a_run_of_an_older_version_stops_with_a_sentence_and_can_go_on(
    tmp_path: Path,
) -> None:
    """It would wait for a process that never comes, its plan drawn again and again."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as old:
        old.claude.script = a_deep_cast()
        await old.desk.start(question("everything about our prices"))
        await quoted(old)
    as_if_begun_under_another_version(tmp_path)
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as new:
        new.claude.script = a_deep_cast()
        await new.desk.leave_stranded()
        stopped = await new.resources.runs.state(RUN)
        due = await new.resources.outbox.due(new.resources.now())
        said = [one.post.content for one in due]
        await new.desk.go_on(RUN)
        ended = await new.ended()
        await new.desk.leave_stranded()

        assert stopped is RunState.STOPPED
        assert [one.reason for one in said if isinstance(one, StoppedPost)] == [
            phrases("en").updated
        ]
        assert ended is RunState.DELIVERED
        assert await new.resources.runs.state(RUN) is RunState.DELIVERED


async def test_a_run_that_was_killed_too_often_stops_with_a_sentence_and_can_go_on(
    tmp_path: Path,
) -> None:
    """The engine takes up a run that kills its process ten times and no more."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        await lab.resources.runs.move(RUN, RunState.RESEARCHING)
        with closing(sqlite3.connect(tmp_path / "engine.sqlite")) as database, database:
            given_up = "update workflow_status set status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'"
            database.execute(given_up)
        await lab.desk.sweep()
        stopped = await lab.resources.runs.state(RUN)
        due = await lab.resources.outbox.due(lab.resources.now())
        said = [one.post.content for one in due]
        await lab.desk.go_on(RUN)

        assert stopped is RunState.STOPPED
        assert [one.reason for one in said if isinstance(one, StoppedPost)] == [
            phrases("en").broke_off
        ]
        assert await lab.ended() is RunState.DELIVERED
