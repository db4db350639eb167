"""kill -9 at every step of a run in turn, then a restart: one plan, one answer, nothing repaid.

A step is a request that any server of the sandbox sees, from the mention to the last post. The
bot is a child process; each point is a question of its own in the same folder of data. A broad
question has more steps, so of these every fourth is taken.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import table
from benchmarks.placing import SHIPPED
from sandbox.workspace.loading import load
from tests.scenarios.crashing import Aftermath, Theatre, theatre

QUICK = "when and where is the offsite?"
BROAD = (
    "what changed about our pricing this quarter, who decided it, "
    "and how do we now compare with Tessaly and Quillfrost?"
)
_MOST_STEPS = 400


async def swept(text: str, *, person: str, channel: str, stride: int) -> list[Aftermath]:
    """Kills at step 1, 1 + stride, … until a run ends before its step comes."""
    found: list[Aftermath] = []
    with tempfile.TemporaryDirectory() as folder:
        async with theatre(load(SHIPPED), Path(folder)) as stage:
            for step in range(1, _MOST_STEPS, stride):
                after = await _killed_at(stage, step, text, person=person, channel=channel)
                if not after.killed_at:
                    return found
                found.append(after)
                if not after.whole:
                    print(f"step {step}: {after}", flush=True)
    return found


async def _killed_at(
    stage: Theatre, step: int, text: str, *, person: str, channel: str
) -> Aftermath:
    return await stage.killed(
        lambda _name, number: number == step, text, person=person, channel=channel
    )


async def run() -> bool:
    """Prints one row per question; True if every run came out whole."""
    quick = await swept(QUICK, person="nikhil", channel="general", stride=1)
    broad = await swept(BROAD, person="dana", channel="pricing", stride=4)
    rows = [_row("quick, every step", quick), _row("broad, every fourth step", broad)]
    head = ("question", "kills", "whole", "repaid", "lost and counted", "uncounted")
    print(table(head, *rows))
    return all(after.whole for after in (*quick, *broad))


def _row(name: str, runs: Sequence[Aftermath]) -> tuple[object, ...]:
    return (
        name,
        len(runs),
        sum(after.whole for after in runs),
        sum(len(after.repaid) for after in runs),
        sum(after.lost for after in runs),
        sum(max(0, after.uncounted) for after in runs),
    )
