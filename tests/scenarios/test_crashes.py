"""kill -9 at telling moments of a run; `make bench B=crashes` takes all of them."""

from pathlib import Path

import pytest

from sandbox.workspace.loading import load
from tests.scenarios.crashing import Aftermath, Theatre, theatre

SHIPPED = Path("sandbox/workspace/kelvane")
ASKED = "when and where is the offsite?"


async def killed_at(stage: Theatre, request: str) -> Aftermath:
    return await stage.killed(
        lambda name, _number: name == request, ASKED, person="nikhil", channel="general"
    )


@pytest.mark.slow
async def test_a_killed_run_ends_in_one_answer_and_pays_nothing_twice(tmp_path: Path) -> None:
    """Killed with a model call in flight, and again while the answer was posted."""
    async with theatre(load(SHIPPED), tmp_path) as stage:
        thinking = await killed_at(stage, "model writer")
        posting = await killed_at(stage, "slack chat.postMessage")

        for after in (thinking, posting):
            assert after.killed_at, "the moment came"
            assert after.whole, after
        assert (thinking.lost, posting.lost) == (1, 0)
        assert (thinking.committed, posting.committed) == (1, 3)
