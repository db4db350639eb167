"""A model that wants to spend without end, in the whole product: its run's limit holds."""

from pathlib import Path

import pytest

from domain.budget import Spend
from evals.stage import Told, open_stage
from sandbox.claude.reply import Reply, says
from sandbox.launch import Sandbox
from store.ledger import Ledger
from tests.scenarios import scripts
from tests.scenarios.hostile import QUESTION, hostile_workspace
from tests.scenarios.scripts import Json

CAP = 1.0  # dollars
_MANY = 9
_LONG = "very long words " * 200

pytestmark = pytest.mark.slow


def dispatching(_request: Json, number: int) -> Reply:
    """As many parts as it can think of, in every turn; it never finishes."""
    parts = (
        scripts.subtask(f"x{number}n{at}", ["slack"], f"heron {'abcdefghi'[at] * 5} {number}")
        for at in range(_MANY)
    )
    return says(scripts.dispatch(*parts), scripts.wait())


def searching(_request: Json, number: int) -> Reply:
    """Other words each time, as many as a reply holds; it never reports."""
    queries = (f"heron plan {number} {at} {_LONG}" for at in range(_MANY))
    return says(*(scripts.search("slack", query) for query in queries))


async def spent_by(folder: Path, cap: float) -> tuple[Told, Spend]:
    def greedy(sandbox: Sandbox) -> None:
        sandbox.slack.enforce_limits = False
        triage = scripts.triaged("deep")
        sandbox.claude.script = scripts.by_role(
            {"triage": triage, "lead": dispatching, "subagent": searching}
        )

    own = {"NOTION_TOKEN": "", "DOSSIER_RUN_USD": f"{cap:g}"}
    own |= {"DOSSIER_PERSON_DAY_USD": "1000", "DOSSIER_CHANNEL_DAY_USD": "1000"}
    own |= {"DOSSIER_PERSON_MONTH_USD": "1000", "DOSSIER_CHANNEL_MONTH_USD": "1000"}
    async with open_stage(hostile_workspace(), folder, own=own, before=greedy) as stage:
        told = await stage.ask("dana", "pricing", QUESTION)
        return told, await Ledger(stage.database).spend(told.question.run)


async def test_it_ends_under_its_limit_with_an_answer(tmp_path: Path) -> None:
    """What is set aside for its calls counts; the answer says that money ended it."""
    told, spent = await spent_by(tmp_path, CAP)

    assert 0 < spent.usd <= CAP
    assert told.answer is not None
    assert "Stopped at the limit of $1" in told.text


async def test_with_the_limit_lifted_it_spends_more(tmp_path: Path) -> None:
    """The control; the number of turns and parts ends it then."""
    _, spent = await spent_by(tmp_path, 100 * CAP)

    assert spent.usd > CAP
