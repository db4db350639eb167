"""How much time a run adds to what its model calls take."""

import pytest

from benchmarks.thinking import COMPARE_CALLS, LATENCY, QUICK_CALLS, timed
from domain.question import Effort

_TIMES = 2


@pytest.mark.slow
async def test_four_subagents_take_hardly_longer_than_the_longest_chain_of_calls() -> None:
    """The best of two, since other work on the machine only ever adds."""
    runs = await timed(Effort.COMPARE, times=_TIMES)

    assert min(run.seconds for run in runs) <= 1.2 * COMPARE_CALLS * LATENCY
    assert all(run.at_once == 4 for run in runs)


async def test_a_quick_question_makes_three_model_calls_in_sequence() -> None:
    """Triage, writer, verifier."""
    (run,) = await timed(Effort.QUICK, times=1, latency=0.02)

    assert run.in_sequence == run.calls == QUICK_CALLS
