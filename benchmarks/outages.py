"""A source down, slow, rate-limited or talking nonsense; and a model that is often too busy.

The whole product in the sandbox. Each source fails in each way while a broad question is
answered: the answer must come in time and name the source. Then the model answers 529 to 30 %
of its calls while a hundred questions are asked, ten at a time.
"""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from benchmarks.measuring import Samples, percent, table
from benchmarks.placing import SHIPPED, place_of
from evals.stage import NoAnswerError, Stage, open_stage
from sandbox.faults import Fault, FaultKind, Service
from sandbox.workspace.loading import load

WARMING = "when and where is the offsite?"
BROAD = (
    "what changed about our pricing this quarter, who decided it, "
    "and how do we now compare with Tessaly and Quillfrost?"
)
NAMES: dict[Service, str] = {
    "slack": "Slack",
    "drive": "Drive",
    "notion": "Notion",
    "web": "Web",
}
KINDS: tuple[tuple[FaultKind, float], ...] = (
    ("down", 1.0),
    ("slow", 60.0),
    ("busy", 30.0),
    ("garbage", 1.0),
)
# Slack carries the conversation too; there only what reads history is broken.
PATHS: dict[Service, tuple[str, ...]] = {
    "slack": ("search", "conversations.history", "conversations.replies"),
}
IN_TIME_SECONDS = 120.0
RUNS, AT_ONCE, OVERLOADED = 100, 10, 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """What one failing source did to one question."""

    service: Service
    kind: FaultKind
    state: str
    seconds: float
    gap: str
    claims: int

    @property
    def held(self) -> bool:
        """Answered in time, the source named."""
        in_time = self.state == "delivered" and self.seconds <= IN_TIME_SECONDS
        return in_time and bool(self.gap)


async def outage(service: Service, kind: FaultKind, seconds: float) -> Outage:
    """The source works, then fails, then the question is asked."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(load(SHIPPED), Path(folder)) as stage:
            await stage.ask("nikhil", "general", WARMING)
            if service == "notion":
                await stage.settled()  # its copy is whole
            for path in PATHS.get(service, ("",)):
                stage.sandbox.faults.add(service, Fault(kind=kind, seconds=seconds, path=path))
            try:
                return await _asked(stage, service, kind)
            finally:
                stage.sandbox.faults.clear()


async def _asked(stage: Stage, service: Service, kind: FaultKind) -> Outage:
    began = time.monotonic()
    try:
        told = await stage.ask("dana", "pricing", BROAD, seconds=IN_TIME_SECONDS + 60)
    except NoAnswerError:
        took = time.monotonic() - began
        return Outage(service=service, kind=kind, state="none", seconds=took, gap="", claims=0)
    answer = told.answer
    gaps = [gap.text for gap in answer.gaps] if answer else []
    named = [text for text in gaps if text.startswith(NAMES[service])]
    return Outage(
        service=service,
        kind=kind,
        state=str(told.report["state"]),
        seconds=time.monotonic() - began,
        gap="; ".join(named),
        claims=len(answer.claims) if answer else 0,
    )


async def overloaded(runs: int, *, at_once: int, share: float) -> Samples:
    """Seconds of each run that was answered, while the model refuses `share` of its calls."""
    turns = asyncio.Semaphore(at_once)
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(load(SHIPPED), Path(folder)) as stage:
            await stage.ask("nikhil", "general", WARMING)
            stage.sandbox.faults.add("model", Fault(kind="overloaded", share=share))

            async def one(number: int) -> float:
                async with turns:
                    began = time.monotonic()
                    person, channel = place_of(stage.sandbox.workspace, number)
                    told = await stage.ask(person, channel, WARMING, seconds=300)
                    answered = told.answer is not None and bool(told.answer.claims)
                    return time.monotonic() - began if answered else -1.0

            took = await asyncio.gather(*(one(n) for n in range(runs)), return_exceptions=True)
            stage.sandbox.faults.clear()
    return Samples(values=tuple(t for t in took if isinstance(t, float) and t >= 0))


async def run() -> bool:
    """Prints what each outage did; True if each answer came in time and named its source."""
    outages = [
        await outage(service, kind, seconds)
        for service, (kind, seconds) in product(NAMES, KINDS)
    ]
    rows = [(o.service, o.kind, o.state, o.seconds, o.claims, o.gap) for o in outages]
    print(table(("source", "fault", "state", "seconds", "claims", "gap"), *rows), flush=True)
    samples = await overloaded(RUNS, at_once=AT_ONCE, share=OVERLOADED)
    print(
        f"\nthe model refusing {percent(OVERLOADED)}: "
        f"{len(samples.values)} of {RUNS} answered; "
        f"median {samples.median:.1f} s, p95 {samples.quantile(0.95):.1f} s"
    )
    return all(one.held for one in outages) and len(samples.values) >= 0.98 * RUNS
