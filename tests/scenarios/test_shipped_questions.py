"""The fifteen questions that ship with the invented company, through the whole product."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from evals.cases import shipped
from evals.graders import grade
from evals.stage import Stage, open_stage

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
QUESTIONS = shipped()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    data: Path = tmp_path_factory.mktemp("shipped")
    async with open_stage(QUESTIONS.workspace, data) as opened:
        await opened.settled()
        yield opened


@pytest.mark.parametrize("name", [case.id for case in QUESTIONS.cases])
async def test_a_shipped_question_gets_a_whole_answer(stage: Stage, name: str) -> None:
    """Required sources cited, facts said, nothing forbidden, quotes verbatim, links read."""
    (case,) = QUESTIONS.only(name).cases

    told = await stage.ask(case.asker, case.channel, case.text)

    unmet = [check for check in grade(case, told, QUESTIONS.workspace).checks if check.missing]
    assert not unmet, told.text
