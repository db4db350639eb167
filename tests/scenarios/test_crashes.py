"""kill -9 at telling moments of a run; `make bench B=crashes` takes all of them."""

from pathlib import Path

import pytest

from sandbox.workspace.loading import load
from tests.scenarios.crashing import theatre

SHIPPED = Path("sandbox/workspace/kelvane")
ASKED = "when and where is the offsite?"


@pytest.mark.slow
@pytest.mark.parametrize(
    "killed_at", ["slack users.info", "model writer", "slack chat.postMessage"]
)
async def test_a_killed_run_ends_in_one_answer_and_pays_nothing_twice(
    tmp_path: Path, killed_at: str
) -> None:
    """Before the run began, with a model call in flight, and while the answer was posted."""
    async with theatre(load(SHIPPED), tmp_path) as stage:
        after = await stage.killed(
            lambda name, _number: name == killed_at, ASKED, person="nikhil", channel="general"
        )

        assert after.killed_at == killed_at
        assert (after.answers, after.state) == (1, "delivered")
        assert after.plans <= 1
        assert after.repaid == ()
        assert after.uncounted <= 0
        assert after.lost == (1 if killed_at == "model writer" else 0)
