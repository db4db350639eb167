"""A stop and a cancelled part, at random moments: afterwards nothing begins."""

import asyncio
import random
from pathlib import Path

from domain.events import (
    AnswerReady,
    RunStopped,
    Searched,
    SubtaskEnded,
    SubtaskStarted,
    WasRead,
    What,
)
from domain.plan import SubtaskId
from domain.question import RunId
from sandbox.claude.reply import says
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, search, subtask, task_of
from tests.scenarios.test_leading import DRIVE, SLACK

MOMENTS = 8
PART = SubtaskId("outside")
_CHANCE = random.Random(4)
_NEVER_ENDING = [says(search("drive", f"margin {turn}")) for turn in range(60)]
CAST = Cast(
    lead=[
        dispatch(subtask("inside", "prices", "slack"), subtask(PART, "margins", "drive")),
        WAIT,
        WAIT,
        FINISH,
    ],
    subagents={
        "inside": [says(search("slack", f"team price {turn}")) for turn in range(8)],
        PART: _NEVER_ENDING,
    },
)


async def _at_work(lab: Laboratory, run: RunId) -> None:
    """Some moment after the part has begun."""
    await lab.desk.start(question("prices and margins?", run=run))
    async with asyncio.timeout(20):
        while True:
            if any(isinstance(what, SubtaskStarted) for what in await _happened(lab, run)):
                break
            await asyncio.sleep(0.02)
    await asyncio.sleep(_CHANCE.uniform(0.0, 0.9))


async def _happened(lab: Laboratory, run: RunId) -> list[What]:
    return [event.what for event in await lab.resources.journal.of(run)]


def _calls_since(lab: Laboratory, moment: float, *, part: str = "") -> int:
    calls = [seen for seen in lab.claude.requests if seen.started > moment]
    return sum(
        not part or (bool(seen.body.get("tools")) and task_of(seen.body) == part)
        for seen in calls
    )


async def test_after_a_stop_no_call_begins_and_no_answer_follows(tmp_path: Path) -> None:
    """Neither of the lead nor of a subagent, whatever was under way."""
    late: list[int] = []
    async with laboratory(tmp_path, SLACK, DRIVE, latency=0.2) as lab:
        lab.claude.script = CAST
        for number in range(MOMENTS):
            run = RunId(f"stop{number}")
            await _at_work(lab, run)
            await lab.desk.stop(run, by="Dana")
            stopped = asyncio.get_running_loop().time()
            await asyncio.sleep(2.2)
            late.append(_calls_since(lab, stopped))
            whats = await _happened(lab, run)
            end = next(at for at, what in enumerate(whats) if isinstance(what, RunStopped))

            assert not [what for what in whats if isinstance(what, AnswerReady)]
            assert not [what for what in whats[end:] if isinstance(what, WasRead)]

    assert late == [0] * MOMENTS


async def test_a_cancelled_part_makes_no_further_call(tmp_path: Path) -> None:
    """Neither of the model nor of a source; the other part goes on to its end."""
    late: list[int] = []
    async with laboratory(tmp_path, SLACK, DRIVE, latency=0.2) as lab:
        lab.claude.script = CAST
        for number in range(MOMENTS):
            run = RunId(f"cancel{number}")
            await _at_work(lab, run)
            await lab.desk.cancel_subtask(run, PART, by="Dana")
            cancelled = asyncio.get_running_loop().time()
            await lab.ended(run)
            late.append(_calls_since(lab, cancelled, part=PART))
            whats = await _happened(lab, run)
            end = next(
                at
                for at, what in enumerate(whats)
                if isinstance(what, SubtaskEnded) and what.subtask == PART
            )
            after = whats[end + 1 :]
            looked = [
                w for w in after if isinstance(w, Searched | WasRead) and w.subtask == PART
            ]

            assert looked == []
            assert [w.by for w in whats if isinstance(w, SubtaskEnded) and w.by] == ["Dana"]
        assert _calls_since(lab, 0.0, part=PART)

    assert late == [0] * MOMENTS
