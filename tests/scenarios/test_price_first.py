"""A dear plan: shown with its price, started, made cheaper, changed, cancelled, let go."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from domain.budget import Budget
from domain.events import ModelCalled, PlanAgreed, RunState, SubtaskStarted
from domain.post import QuotePost
from domain.question import RunId
from domain.quote import Choice
from sandbox.clock import SandboxClock
from store.replies import Reply
from tests.scenarios.laboratory import OPEN, Laboratory, laboratory, question
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, subtask
from tests.scenarios.test_leading import DRIVE, NOTION, SLACK, WEB

ASKING = Budget(ask_above_usd=1.5)
RUN = RunId("R1")
SHELVES = (SLACK, DRIVE, NOTION, WEB)
PARTS = [
    subtask("s1", "what changed in the prices", "slack"),
    subtask("s2", "the reasons behind the margin", "drive"),
    subtask("s3", "who announced it to customers", "notion"),
    subtask("s4", "list prices of other companies", "web"),
]


def a_deep_cast() -> Cast:
    return Cast(
        effort="deep",
        lead=[dispatch(*PARTS), WAIT, WAIT, FINISH],
        web_queries=["list prices"],
    )


async def quoted(lab: Laboratory) -> None:
    """Until the plan waits for somebody."""
    async with asyncio.timeout(10):
        while True:
            if await lab.resources.runs.state(RUN) is RunState.WAITING:
                break
            await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)


async def started_parts(lab: Laboratory) -> list[str]:
    events = await lab.resources.journal.of(RUN)
    return [e.what.subtask.id for e in events if isinstance(e.what, SubtaskStarted)]


async def agreement(lab: Laboratory) -> PlanAgreed | None:
    events = await lab.resources.journal.of(RUN)
    agreed = [e.what for e in events if isinstance(e.what, PlanAgreed)]
    return agreed[-1] if agreed else None


async def called(lab: Laboratory) -> list[str]:
    """The model calls of the run, by name."""
    events = await lab.resources.journal.of(RUN)
    return [e.key.partition("#")[0] for e in events if isinstance(e.what, ModelCalled)]


@dataclass(slots=True)
class Watch:
    """The hours that have gone by, as the test sets them."""

    hours: float = 0.0

    def now(self) -> datetime:
        return SandboxClock().now() + timedelta(hours=self.hours)


async def say(lab: Laboratory, steer: str, text: str = "") -> None:
    await lab.desk.hear(RUN, Reply(sequence=0, author="Dana", text=text, steer=steer))


async def test_nothing_is_researched_before_somebody_agrees(tmp_path: Path) -> None:
    """The plan and its price come first; the money after."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        before = await started_parts(lab)
        pending = await lab.resources.outbox.due(lab.resources.now())
        quotes = [p.post.content for p in pending if isinstance(p.post.content, QuotePost)]
        await say(lab, "start")
        state = await lab.ended()

        assert before == []
        assert len(quotes) == 1
        assert len(quotes[0].quote.parts) == 4
        assert state is RunState.DELIVERED
        assert len(await started_parts(lab)) == 4


async def test_cheaper_keeps_three_parts_and_a_lower_limit(tmp_path: Path) -> None:
    """What was offered is what is done."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        await say(lab, "cheaper")
        await lab.ended()
        agreed = await agreement(lab)

        assert len(await started_parts(lab)) == 3
        assert agreed is not None
        assert agreed.choice is Choice.CHEAPER
        assert agreed.limit_usd < ASKING.usd


async def test_words_change_the_plan_and_it_is_shown_again(tmp_path: Path) -> None:
    """A reply that is neither yes nor no goes to the lead, which plans anew."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as lab:
        cast = a_deep_cast()
        cast.lead = [dispatch(*PARTS), dispatch(PARTS[0], PARTS[1]), WAIT, FINISH]
        lab.claude.script = cast
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        await say(lab, "skip:web", "without the web, and only two parts")
        await asyncio.sleep(1.5)
        pending = await lab.resources.outbox.due(lab.resources.now())
        quotes = [p.post.content for p in pending if isinstance(p.post.content, QuotePost)]
        await say(lab, "start")
        await lab.ended()

        assert [len(post.quote.parts) for post in quotes] == [4, 2]
        assert await started_parts(lab) == ["s1", "s2"]


async def test_cancel_ends_it_before_anything_was_read(tmp_path: Path) -> None:
    """Only the planning is paid."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        await lab.desk.stop(RUN, by="Dana")
        state = await lab.ended()
        await asyncio.sleep(0.5)

        assert state is RunState.STOPPED
        assert await started_parts(lab) == []


async def test_a_run_that_waits_for_its_price_leaves_its_place_to_others(
    tmp_path: Path,
) -> None:
    """Forty plans that nobody looks at must not keep a small question waiting."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING, places=1) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        lab.claude.script = Cast(effort="quick", lead=[FINISH])
        await lab.desk.start(question("when did prices change?", run="R2"))
        other = await lab.ended("R2")
        meanwhile = await lab.resources.runs.state(RUN)
        lab.claude.script = a_deep_cast()
        await say(lab, "start")
        state = await lab.ended()
        calls = await called(lab)

        assert (other, meanwhile) == (RunState.DELIVERED, RunState.WAITING)
        assert state is RunState.DELIVERED
        assert len(calls) == len(
            set(calls)
        )  # what was thought before the wait is not paid twice


async def test_words_that_came_while_a_run_gave_way_are_not_lost(tmp_path: Path) -> None:
    """Nobody woke it: the next round of the sweep does."""
    async with laboratory(tmp_path, *SHELVES, budget=ASKING) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        reply = Reply(sequence=0, author="Dana", text="", steer="start")
        await lab.resources.replies.add(RUN, "click", reply, at=lab.resources.now())
        await asyncio.sleep(0.3)
        before = await lab.resources.runs.state(RUN)
        await lab.desk.sweep()
        state = await lab.ended()

        assert before is RunState.WAITING
        assert state is RunState.DELIVERED


async def test_a_plan_that_nobody_answers_is_let_go_after_two_hours(tmp_path: Path) -> None:
    """It says so, and nothing was researched."""
    watch = Watch()
    async with laboratory(
        tmp_path, *SHELVES, budget=ASKING, limits=replace(OPEN, now=watch.now)
    ) as lab:
        lab.claude.script = a_deep_cast()
        await lab.desk.start(question("everything about our prices"))
        await quoted(lab)
        watch.hours = 1.9
        await lab.desk.sweep()
        await asyncio.sleep(0.5)
        early = await lab.resources.runs.state(RUN)
        watch.hours = 2.1
        await lab.desk.sweep()
        state = await lab.ended()

        assert early is RunState.WAITING
        assert state is RunState.STOPPED
        assert await started_parts(lab) == []
