"""Money set aside for calls at work is far more than they cost; it must not end a run early."""

import asyncio
from pathlib import Path

import pytest

from agents.conversation import Request, Role, TextPart, UserTurn
from agents.thinking import Thinker
from domain.question import RunId
from sandbox.claude.reply import says, text
from store.durable import StepFailed
from tests.scenarios.laboratory import Laboratory, laboratory, question

ONE = 0.10  # dollars: enough to set aside for one of these calls, not for two


def thinker(lab: Laboratory, agent: str, *, cap: float = ONE) -> Thinker:
    return Thinker(resources=lab.resources, run=RunId("R1"), agent=agent, cap=cap)


def asks(words: str) -> Request:
    turn = UserTurn(parts=(TextPart(text=words),))
    return Request(role=Role.SUBAGENT, system="Answer.", turns=(turn,), tools=())


async def test_a_call_that_does_not_fit_beside_another_waits_for_it(tmp_path: Path) -> None:
    """Each costs a fraction of a cent, and together they stay under the cap."""
    async with laboratory(tmp_path, latency=0.3) as lab:
        lab.claude.script = lambda _: says(text("It is so."))
        await lab.resources.runs.create(question("what about prices?"))
        said = await asyncio.gather(
            *(thinker(lab, f"a{at}").say(asks(f"{at}?"), turn=1) for at in range(3))
        )
        spend = await lab.resources.ledger.spend(RunId("R1"))

        assert [one.text for one in said] == ["It is so."] * 3
        assert spend.model_calls == 3
        assert spend.usd < ONE


async def test_a_call_that_can_never_fit_is_refused_at_once(tmp_path: Path) -> None:
    """Nothing is at work that could give money back."""
    async with laboratory(tmp_path) as lab:
        await lab.resources.runs.create(question("what about prices?"))
        async with asyncio.timeout(2):
            with pytest.raises(StepFailed, match="LimitReached"):
                await thinker(lab, "a", cap=0.01).say(asks("1?"), turn=1)
