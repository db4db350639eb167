"""kill -9 at every step of a run in turn, then a restart: one plan, one answer, nothing repaid.

A step is a request that a server of the sandbox sees or a commit of the bot, every event of the
journal and every step of the engine among them, from the mention to the last post. The bot is a
child process; each kill has a question of its own. On two cores the quick question takes about
nine minutes, the broad one an hour; each kill is printed as it ends. A part, to go on from:
`python -m benchmarks.crashes --only broad --first 100 --every 2 --lanes 2`.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.measuring import table
from benchmarks.placing import SHIPPED
from sandbox.workspace.loading import load
from tests.scenarios.aftermath import Aftermath
from tests.scenarios.crashing import Asked, Theatre, theatre

QUESTIONS = {
    "quick": Asked(text="when and where is the offsite?", person="nikhil", channel="general"),
    "broad": Asked(
        text=(
            "what changed about our pricing this quarter, who decided it, "
            "and how do we now compare with Tessaly and Quillfrost?"
        ),
        person="dana",
        channel="pricing",
    ),
}
_MISSES = 3  # runs in a row that ended before their step came: the sweep is through


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Steps first, first + every, … `lanes` bots work side by side, each in its own world."""

    first: int = 1
    every: int = 1
    lanes: int = 2


class Swept:
    """One question's kills; each lane takes the next step that nobody has taken."""

    def __init__(self, name: str, sweep: Sweep) -> None:
        self.name = name
        self.found: list[Aftermath] = []
        self.missed = 0
        self._steps = count(sweep.first, sweep.every)

    def steps(self) -> Iterator[int]:
        while self.missed < _MISSES:
            yield next(self._steps)

    def take(self, step: int, after: Aftermath) -> None:
        if not after.killed_at:
            self.missed += 1
            return
        self.missed = 0
        self.found.append(after)
        print(f"{self.name} {step:>4}  {_told(after)}  {after.killed_at}", flush=True)


async def swept(name: str, sweep: Sweep) -> Swept:
    kills = Swept(name, sweep)
    async with asyncio.TaskGroup() as lanes:
        for _ in range(sweep.lanes):
            lanes.create_task(_lane(kills))
    return kills


async def _lane(kills: Swept) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with theatre(load(SHIPPED), Path(folder)) as stage:
            for step in kills.steps():
                kills.take(step, await _killed_at(stage, step, QUESTIONS[kills.name]))


async def _killed_at(stage: Theatre, step: int, asked: Asked) -> Aftermath:
    return await stage.killed(lambda _name, number: number == step, asked)


async def run(names: Sequence[str] = tuple(QUESTIONS), sweep: Sweep | None = None) -> bool:
    """Prints each kill and a row for each question; True if every run came out whole."""
    rows: list[tuple[object, ...]] = []
    for name in names:
        began = time.monotonic()
        kills = await swept(name, sweep or Sweep())
        rows.append(_row(kills, time.monotonic() - began))
    head = ("question", "kills", "whole", "repaid", "lost and counted", "uncounted", "seconds")
    print(f"\n{table(head, *rows)}", flush=True)
    return all(kills == whole for _, kills, whole, *_ in rows)


def _row(kills: Swept, seconds: float) -> tuple[object, ...]:
    found = kills.found
    return (
        kills.name,
        len(found),
        sum(after.whole for after in found),
        sum(len(after.repaid) for after in found),
        sum(after.lost for after in found),
        sum(after.uncounted for after in found),
        round(seconds),
    )


def _told(after: Aftermath) -> str:
    return f"whole, {after.lost} lost" if after.whole else f"NOT WHOLE {after}"


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crashes")
    parser.add_argument("--only", choices=tuple(QUESTIONS), help="one of the questions")
    parser.add_argument("--first", type=int, default=1, metavar="STEP")
    parser.add_argument("--every", type=int, default=1, metavar="STEPS")
    parser.add_argument("--lanes", type=int, default=2, metavar="BOTS")
    given = parser.parse_args()
    names = (given.only,) if given.only else tuple(QUESTIONS)
    sweep = Sweep(first=given.first, every=given.every, lanes=given.lanes)
    sys.exit(0 if asyncio.run(run(names, sweep)) else 1)


if __name__ == "__main__":
    _main()
