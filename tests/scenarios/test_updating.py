"""A new version whose steps come in another order, started on the folder of the old one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from agents.desk import UPDATED
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
        assert [one.reason for one in said if isinstance(one, StoppedPost)] == [UPDATED]
        assert ended is RunState.DELIVERED
        assert await new.resources.runs.state(RUN) is RunState.DELIVERED
