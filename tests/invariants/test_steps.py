"""A run goes on after a restart only if its steps still come in the order it recorded."""

import json
import re
import sqlite3
from contextlib import closing
from itertools import groupby
from pathlib import Path

from bot.wiring import VERSION
from tests.scenarios import scripts
from tests.scenarios.laboratory import laboratory, question
from tests.scenarios.shelf import Book

KNOWN = Path(__file__).with_name("steps.json")
SLACK = (Book(key="C1:1", title="#pricing", text="From October the prices are 20 euros."),)
EFFORTS = {"quick": "quick", "broad": "compare"}


async def runs(folder: Path) -> None:
    async with laboratory(folder, SLACK, ()) as lab:
        for run, effort in EFFORTS.items():
            roles = {
                "triage": scripts.triaged(effort),
                "lead": scripts.lead_of(1),
                "subagent": scripts.searching("slack"),
                "writer": scripts.writing,
                "verifier": scripts.verifying,
            }
            lab.claude.script = scripts.by_role(roles)
            await lab.desk.start(question("what are the prices?", run=run))
            await lab.ended(run)


def steps_of(folder: Path) -> dict[str, list[str]]:
    """Names of the steps of each workflow in their order, without numbers and repetitions."""
    query = "select workflow_uuid, function_name from operation_outputs order by 1, function_id"
    with closing(sqlite3.connect(folder / "engine.sqlite")) as database:
        rows = database.execute(query).fetchall()
    return {
        str(workflow): [
            name for name, _ in groupby(re.sub(r" [\d.]+$", "", step) for _, step in of)
        ]
        for workflow, of in groupby(rows, key=lambda row: row[0])
    }


async def test_other_steps_are_another_version(tmp_path: Path) -> None:
    """Give `VERSION` in bot/wiring.py a new name, and put what is told here into steps.json."""
    await runs(tmp_path)
    told = {"version": VERSION, **steps_of(tmp_path)}

    assert told == json.loads(KNOWN.read_text(encoding="utf-8")), json.dumps(told, indent=1)
