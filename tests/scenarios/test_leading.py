"""The lead and its team, played by scripted models over the real engine."""

import asyncio
from pathlib import Path

from domain.answer import Answer, GapKind
from domain.budget import Budget
from domain.events import (
    AnswerReady,
    ModelCalled,
    RunState,
    Searched,
    SubtaskEnded,
    SubtaskRefused,
    SubtaskStarted,
    What,
)
from domain.plan import Outcome
from domain.question import RunId
from domain.record import to_json
from sandbox.claude.reply import says, tool_use
from store.replies import Reply
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import (
    FINISH,
    WAIT,
    Cast,
    dispatch,
    dispatching,
    read,
    report,
    search,
    subtask,
    task_of,
)
from tests.scenarios.shelf import Book

SLACK = (Book(key="C1:1", title="#pricing", text="Priya decided that Team costs 20 euros."),)
DRIVE = (Book(key="D1", title="Margins", text="The margin of Team was 4 points too low."),)
NOTION = (Book(key="N1", title="Prices", text="Team costs 20 euros from October."),)
WEB = (Book(key="u1", title="Tessaly", text="Tessaly Team costs 18 euros."),)
RUN = RunId("R1")
BROAD = "who decided the Team price, and how do margins compare?"


async def happened(lab: Laboratory) -> list[What]:
    return [event.what for event in await lab.resources.journal.of(RUN)]


async def answer_of(lab: Laboratory) -> Answer:
    ready = [what for what in await happened(lab) if isinstance(what, AnswerReady)]
    return ready[-1].answer


def outcomes(events: list[What]) -> dict[str, Outcome]:
    return {what.subtask: what.outcome for what in events if isinstance(what, SubtaskEnded)}


async def begun(lab: Laboratory, part: str) -> None:
    """Until this part is at work."""
    async with asyncio.timeout(15):
        while True:
            events = await happened(lab)
            if part in [w.subtask.id for w in events if isinstance(w, SubtaskStarted)]:
                return
            await asyncio.sleep(0.05)


async def under_way(lab: Laboratory) -> None:
    """Until it was triaged and planned and some part is at work."""
    async with asyncio.timeout(15):
        while len(lab.claude.requests) < 3:  # noqa: ASYNC110 - waits for another server
            await asyncio.sleep(0.02)


async def test_a_quick_question_costs_three_model_calls(tmp_path: Path) -> None:
    """Triage, writer, verifier: what lies between is done by code."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION, WEB) as lab:
        lab.claude.script = Cast(effort="quick")

        await lab.desk.start(question("what does Team cost?"))
        await lab.ended()

        calls = [what.role for what in await happened(lab) if isinstance(what, ModelCalled)]
        assert calls == ["triage", "writer", "verifier"]
        assert (await answer_of(lab)).claims


async def test_steering_by_a_person_is_done_by_code(tmp_path: Path) -> None:
    """The words end the web part whatever the lead does next; the others go on."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION, WEB, latency=0.2) as lab:
        lab.claude.script = Cast(
            lead=[
                dispatch(
                    subtask("inside", "prices inside", "slack"),
                    subtask("outside", "prices of Tessaly", "web"),
                ),
                WAIT,
                WAIT,
                FINISH,
            ],
            subagents={
                "outside": [says(search("web", f"query {n}")) for n in range(30)],
                "inside": [
                    says(search("slack", "Team")),
                    says(read("slack", "slack:C1:1")),
                    report(),
                ],
            },
        )
        await lab.desk.start(question("prices inside and at Tessaly?"))
        await begun(lab, "outside")

        await lab.desk.hear(
            RUN, Reply(sequence=0, author="Lee", text="skip the web", steer="skip:web")
        )
        await lab.ended()

        ended = outcomes(await happened(lab))
        assert ended["outside"] is Outcome.CANCELLED
        assert ended["inside"] is not Outcome.CANCELLED


async def test_a_subagent_that_circles_is_stopped(tmp_path: Path) -> None:
    """The same call is refused, and the limit of calls holds without the model's consent."""
    async with laboratory(tmp_path, SLACK) as lab:
        lab.claude.script = Cast(
            lead=[dispatch(subtask("s1", "prices", "slack")), WAIT, FINISH],
            subagents={"s1": [says(search("slack", "Team price"))]},
        )

        await lab.desk.start(question("prices and reasons?"))
        await lab.ended()

        searches = [what for what in await happened(lab) if isinstance(what, Searched)]
        assert len(searches) == 1


async def test_findings_rest_on_passages_that_were_read(tmp_path: Path) -> None:
    """An invented id, or a quote that stands nowhere, is dropped before the lead sees it."""
    async with laboratory(tmp_path, SLACK) as lab:
        lab.claude.script = Cast(
            lead=[dispatch(subtask("s1", "prices", "slack")), WAIT, FINISH],
            subagents={
                "s1": [
                    says(read("slack", "slack:C1:1")),
                    report(("Team is free.", "pdeadbeef", "Team is free")),
                ]
            },
        )

        await lab.desk.start(question("prices and reasons?"))
        await lab.ended()

        answer = await answer_of(lab)
        assert answer.claims == ()
        assert outcomes(await happened(lab))["s1"] is Outcome.NOTHING


async def test_a_subagent_that_fails_never_ends_the_run(tmp_path: Path) -> None:
    """Its part becomes a gap; the others' findings are answered from."""
    async with laboratory(tmp_path, SLACK, DRIVE) as lab:
        cast = Cast(
            lead=[
                dispatch(
                    subtask("good", "who decided the Team price", "slack"),
                    subtask("bad", "margins", "drive"),
                ),
                WAIT,
                WAIT,
                FINISH,
            ],
        )

        def script(request: dict[str, object]) -> object:
            if "tools" in request and task_of(request) == "bad":
                return says({"type": "text", "text": "I refuse"})
            return cast(request)

        lab.claude.script = script  # type: ignore[assignment]  # a script of two parts

        await lab.desk.start(question("who decided the Team price, and the margins?"))

        assert await lab.ended() is RunState.DELIVERED
        assert (await answer_of(lab)).claims


async def test_money_that_runs_out_ends_in_an_answer_that_says_so(tmp_path: Path) -> None:
    """At the cap the run writes up what it has."""
    budget = Budget(usd=0.9)
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION, budget=budget) as lab:
        lab.claude.script = Cast(
            lead=[dispatch(subtask("s1", "who decided the Team price", "slack")), WAIT, WAIT],
        )

        await lab.desk.start(question("who decided the Team price, and why?"))
        state = await lab.ended()

        spend = await lab.resources.ledger.spend(RUN)
        assert spend.usd <= budget.usd
        assert state in (RunState.DELIVERED, RunState.FAILED)


async def test_stop_ends_calls_and_discards_what_comes_late(tmp_path: Path) -> None:
    """Within two seconds nothing new begins, and no answer follows."""
    async with laboratory(tmp_path, SLACK, DRIVE, latency=0.3) as lab:
        await lab.desk.start(question(BROAD))
        await under_way(lab)

        await lab.desk.stop(RUN, by="Dana")
        await asyncio.sleep(1.0)
        calls = len(lab.claude.requests)
        await asyncio.sleep(1.5)

        assert len(lab.claude.requests) == calls
        assert await lab.resources.runs.state(RUN) is RunState.STOPPED
        assert not [what for what in await happened(lab) if isinstance(what, AnswerReady)]


async def test_continue_takes_a_stopped_run_up_again(tmp_path: Path) -> None:
    """From plan, findings and spend, not from the beginning."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION, latency=0.1) as lab:
        await lab.desk.start(question(BROAD))
        await under_way(lab)
        await lab.desk.stop(RUN, by="Dana")

        assert await lab.desk.go_on(RUN)
        assert await lab.ended() is RunState.DELIVERED


async def test_a_question_taken_in_twice_is_one_run(tmp_path: Path) -> None:
    """Slack delivers at least once; the run's id is the lock."""
    async with laboratory(tmp_path, SLACK) as lab:
        lab.claude.script = Cast(effort="quick")
        asked = question("what does Team cost?")

        await asyncio.gather(*(lab.desk.start(asked) for _ in range(5)))
        await lab.ended()

        answers = [what for what in await happened(lab) if isinstance(what, AnswerReady)]
        assert len(answers) == 1
        assert to_json(answers[0])


async def test_nothing_found_is_said_with_what_was_tried(tmp_path: Path) -> None:
    """Never a guess."""
    async with laboratory(tmp_path, (), (), ()) as lab:
        await lab.desk.start(question("where is the Berlin office?"))
        await lab.ended()

        answer = await answer_of(lab)
        assert answer.blocks == ()
        assert answer.searched
        assert all(gap.kind is not GapKind.UNSUPPORTED for gap in answer.gaps)


async def test_a_subtask_skipped_for_a_failed_need_says_why(tmp_path: Path) -> None:
    """`needs` is kept by code, and what was not done is on record."""
    async with laboratory(tmp_path, SLACK, DRIVE) as lab:
        lab.claude.script = Cast(
            lead=[
                says(
                    dispatching(
                        subtask("first", "who decided the price", "slack"),
                        subtask("second", "margins behind it", "drive", needs=["first"]),
                    )
                ),
                says(tool_use("cancel", {"subtask": "first", "reason": "pointless"})),
                FINISH,
            ],
            subagents={"first": [says(search("slack", f"q{n}")) for n in range(30)]},
        )
        lab.claude.latency_seconds = 0.1

        await lab.desk.start(question("who decided the price and why?"))
        await lab.ended()

        events = await happened(lab)
        assert [what.subtask for what in events if isinstance(what, SubtaskRefused)] == [
            "second"
        ]
        assert outcomes(events)["second"] is Outcome.SKIPPED


async def test_a_part_that_was_cut_off_is_begun_anew_after_continue(tmp_path: Path) -> None:
    """Under another name: the engine never runs a cancelled workflow again."""
    async with laboratory(tmp_path, SLACK, DRIVE, NOTION, WEB, latency=0.5) as lab:
        lab.claude.script = Cast(
            lead=[dispatch(subtask("s1", "prices inside", "slack")), WAIT, FINISH]
        )
        await lab.desk.start(question(BROAD))
        await begun(lab, "s1")
        await lab.desk.stop(RUN, by="Dana")
        await lab.ended()
        lab.claude.latency_seconds = 0.0
        await lab.desk.go_on(RUN)
        async with asyncio.timeout(20):
            while True:
                if any(isinstance(what, AnswerReady) for what in await happened(lab)):
                    break
                await asyncio.sleep(0.05)
        parts = [w.subtask.id for w in await happened(lab) if isinstance(w, SubtaskStarted)]

        assert len(parts) == 2
        assert len(set(parts)) == 2
