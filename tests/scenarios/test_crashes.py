"""kill -9 at telling moments of a run; `make bench B=crashes` takes all of them."""

from pathlib import Path

import pytest

from sandbox.workspace.loading import load
from tests.scenarios.aftermath import Aftermath
from tests.scenarios.crashing import Asked, Theatre, theatre

SHIPPED = Path("sandbox/workspace/kelvane")
ASKED = Asked(text="when and where is the offsite?", person="nikhil", channel="general")


async def killed_at(stage: Theatre, step: str) -> Aftermath:
    return await stage.killed(lambda name, _number: name.endswith(step), ASKED)


@pytest.mark.slow
async def test_a_killed_run_ends_in_one_answer_and_pays_nothing_twice(tmp_path: Path) -> None:
    """With a call in flight, paid and not yet recorded, recorded; and with the post made."""
    async with theatre(load(SHIPPED), tmp_path) as stage:
        thinking = await killed_at(stage, "model writer")
        noting = await killed_at(stage, "journal writer/1/1")
        recorded = await killed_at(stage, "model writer 1")
        posting = await killed_at(stage, "slack chat.postMessage")
        told = (thinking, noting, recorded, posting)

        assert all(after.killed_at for after in told), "the moments came"
        assert [after for after in told if not after.whole] == []
        assert [after.lost for after in told] == [1, 1, 0, 0]
        assert [after.committed for after in told] == [1, 1, 2, 3]
