"""How close a run comes to its critical path, and what a lead costs over one agent.

Every model call takes 300 ms; the sources answer from memory: what is left over is ours.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.measuring import Samples, percent, table
from domain.audience import ALL_MEMBERS
from domain.events import RunState
from domain.question import Effort, Question
from sandbox.claude.seen import Seen
from tests.scenarios import scripts
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.shelf import Book

LATENCY = 0.3
AGENTS = 4
REPEATS = 5
COMPARE_CALLS = 8  # triage, lead, three turns of a subagent, lead, writer, verifier
QUICK_CALLS = 3  # triage, writer, verifier
SHELF = tuple(
    Book(
        key=f"b{at}",
        title=f"Notes on {word}",
        text=f"The {word} this quarter are settled at {at}0 euros.",
        audience=ALL_MEMBERS,
    )
    for at, word in enumerate(scripts.WORDS, 1)
)
SCRIPT = scripts.by_role(
    {
        "triage": scripts.triaged("compare", internal_sources=["slack"]),
        "lead": scripts.lead_of(AGENTS),
        "subagent": scripts.searching("slack"),
        "writer": scripts.writing,
        "verifier": scripts.verifying,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One run: seconds from question to delivered, and what it took."""

    seconds: float
    calls: int
    in_sequence: int
    tokens: int
    usd: float
    at_once: int


async def timed(
    effort: Effort, *, one_agent: bool = False, times: int = REPEATS, latency: float = LATENCY
) -> tuple[Timed, ...]:
    """The same scripted question several times, after a first one that warms up."""
    with tempfile.TemporaryDirectory() as folder:
        async with laboratory(Path(folder), SHELF, latency=latency) as lab:
            lab.claude.script = SCRIPT
            runs = [
                question(
                    "prices this quarter", run=f"R{at}", effort=effort, one_agent=one_agent
                )
                for at in range(times + 1)
            ]
            _, *measured = [await _asked(lab, run) for run in runs]
            return tuple(measured)


async def _asked(lab: Laboratory, template: Question) -> Timed:
    asked = replace(template, asked_at=lab.resources.now())
    lab.claude.requests.clear()
    await lab.desk.start(asked)
    state = await lab.ended(asked.run)
    assert state is RunState.DELIVERED, state
    events = await lab.resources.journal.of(asked.run)
    spend = await lab.resources.ledger.spend(asked.run)
    requests = lab.claude.requests
    agents = [seen for seen in requests if scripts.role_of(seen.body) == "subagent"]
    return Timed(
        seconds=(events[-1].at - asked.asked_at).total_seconds(),
        calls=len(requests),
        in_sequence=longest_chain([(seen.started, seen.ended) for seen in requests]),
        tokens=spend.input_tokens + spend.output_tokens + spend.cache_read_tokens,
        usd=spend.usd,
        at_once=at_once(agents),
    )


def at_once(agents: Sequence[Seen]) -> int:
    """The most calls that were being answered at one moment."""
    starts = [seen.started for seen in agents]
    return max((sum(s.started <= at < s.ended for s in agents) for at in starts), default=0)


def longest_chain(spans: Sequence[tuple[float, float]]) -> int:
    """How many calls at most came one after the other."""
    count, free_from = 0, float("-inf")
    for started, ended in sorted(spans, key=lambda span: span[1]):
        if started >= free_from:
            count, free_from = count + 1, ended
    return count


async def run() -> bool:
    """Prints times beside the critical path; True if all hold."""
    led = await timed(Effort.COMPARE)
    alone = await timed(Effort.COMPARE, one_agent=True)
    quick = await timed(Effort.QUICK)
    rows = [
        _row("led, four subagents", led, COMPARE_CALLS),
        _row("one agent", alone, 6),
        _row("quick", quick, QUICK_CALLS),
    ]
    head = (
        "what",
        "median s",
        "best s",
        "path s",
        "ratio",
        "noise",
        "calls",
        "in sequence",
        "at once",
    )
    print(table((*head, "tokens", "usd"), *rows))
    ratio = _seconds(led).median / _seconds(alone).median
    money = led[0].usd / alone[0].usd
    print(f"led against one agent: {ratio:.2f} × the time, {money:.2f} × the money")
    return (
        _seconds(led).median <= 1.2 * COMPARE_CALLS * LATENCY
        and max(one.in_sequence for one in quick) <= QUICK_CALLS
    )


def _seconds(runs: Sequence[Timed]) -> Samples:
    return Samples(values=tuple(one.seconds for one in runs))


def _row(name: str, runs: Sequence[Timed], path_calls: int) -> tuple[object, ...]:
    seconds, first = _seconds(runs), runs[0]
    path = path_calls * LATENCY
    return (
        name,
        seconds.median,
        min(seconds.values),
        path,
        seconds.median / path,
        percent(seconds.noise),
        first.calls,
        first.in_sequence,
        first.at_once,
        first.tokens,
        first.usd,
    )
