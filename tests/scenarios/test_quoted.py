"""What a colleague wrote is researched, but the web hears of it only what the asker approved.

The models here search the web for whatever the question says.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from domain.audience import PersonId
from domain.events import AnswerReady, RunState
from domain.question import ChannelId, MessageTs, Question, RunId, SourceKind
from evals.stage import Stage
from sandbox.claude.reply import Reply, says
from sandbox.slack.wire import Json
from store.approvals import Click, ProposedSearch
from store.runs import Runs
from tests.scenarios import scripts
from tests.scenarios.besieging import besieged
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.shelf import Book, Shelf

CODENAME = "Marmot"
MESSAGE = f"rivals of {CODENAME} charge less"
SLACK = (
    Book(
        key="C1:1",
        title="#plans",
        text=f"{CODENAME} is what the plan for our prices is called.",
    ),
)
WEB = (Book(key="u1", title="Rivals", text=f"Rivals of {CODENAME} charge 18 euros."),)
RUN = RunId("R1")


def asked_in(request: Json) -> str:
    return scripts.between(scripts.said_to(request), "<question>", "</question>")


def sized(effort: str, request: Json) -> Reply | None:
    words = f"{CODENAME} prices" if CODENAME in asked_in(request) else "prices"
    return scripts.triaged(effort, web_queries=[words])(request, 1)


def leading(request: Json, number: int) -> Reply:
    """The very first dispatch is for the web, in the question's words."""
    if number == 1:
        words = asked_in(request)
        tasks = (
            scripts.subtask("s1", ["slack"], "plan"),
            scripts.subtask("w1", ["web"], words, queries=[f"{CODENAME} prices"]),
        )
        return says(scripts.dispatch(*tasks), scripts.wait())
    idle = '"running": []' in scripts.said_to(request)
    return says(scripts.finish() if idle else scripts.wait())


def working(request: Json, number: int) -> Reply:
    said = scripts.said_to(request)
    source = "web" if "Sources: web" in said else "slack"
    if number == 1:
        return says(scripts.search(source, scripts.between(said, "Objective: ", "\n")))
    return says(scripts.report())


async def researched(lab: Laboratory, asked: Question, *, effort: str = "quick") -> None:
    lab.claude.script = scripts.by_role(
        {
            "triage": lambda request, _: sized(effort, request),
            "lead": leading,
            "subagent": working,
        }
    )
    await lab.desk.start(asked)
    assert await lab.ended() is RunState.DELIVERED


def quoting() -> Question:
    return replace(question(MESSAGE), is_quoted=True)


def web_calls(lab: Laboratory) -> Sequence[str]:
    shelf = lab.resources.sources(RUN)[SourceKind.WEB]
    assert isinstance(shelf, Shelf)
    return shelf.calls


@pytest.mark.parametrize("effort", ["quick", "compare"])
async def test_a_colleagues_words_do_not_reach_the_web(tmp_path: Path, effort: str) -> None:
    """Neither by triage nor by a first dispatch; the exact search waits for the asker."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        await researched(lab, quoting(), effort=effort)
        kept = await lab.resources.approvals.of(RUN)

        assert web_calls(lab) == []
        assert [search.words for search in kept] == [f"{CODENAME} prices"]


@pytest.mark.parametrize("effort", ["quick", "compare"])
async def test_as_the_askers_own_words_they_would(tmp_path: Path, effort: str) -> None:
    """The control: the same message, without saying who wrote it."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        await researched(lab, replace(quoting(), is_quoted=False), effort=effort)

        assert CODENAME in "\n".join(web_calls(lab))


async def test_one_agent_for_all_of_it_leaves_the_web_to_the_asker_too(tmp_path: Path) -> None:
    """Also without a lead there is something to approve."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        await researched(lab, replace(quoting(), one_agent=True), effort="compare")
        kept = await lab.resources.approvals.of(RUN)

        assert web_calls(lab) == []
        assert [search.words for search in kept] == [f"{CODENAME} prices"]


async def test_approved_words_are_searched_once(tmp_path: Path) -> None:
    """The useful case: exactly these, and the answer then rests on what they found."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        await researched(lab, quoting())
        (search,) = await lab.resources.approvals.of(RUN)
        await approved(lab, search)
        answer = await second_answer(lab)

        assert [one for one in web_calls(lab) if one.startswith("search")] == [
            f"search {CODENAME} prices"
        ]
        assert any(one.origin.ref.source is SourceKind.WEB for one in answer.answer.sources)


async def approved(lab: Laboratory, search: ProposedSearch) -> None:
    dana, now = PersonId("UDANA"), lab.resources.now()
    await lab.resources.approvals.offer(RUN, search, asker=dana, nonce="n", at=now)
    press = Click(run=RUN, nonce="n", person=dana, id="c")
    await lab.resources.approvals.decide(press, at=now, approved=True)
    assert await lab.desk.search_approved(RUN)


async def second_answer(lab: Laboratory) -> AnswerReady:
    async with asyncio.timeout(20):
        while True:
            events = await lab.resources.journal.of(RUN)
            answers = [e.what for e in events if isinstance(e.what, AnswerReady)]
            if len(answers) > 1:
                return answers[-1]
            await asyncio.sleep(0.05)


async def test_the_shortcut_tells_the_web_nothing_of_a_colleagues_message(
    tmp_path: Path,
) -> None:
    """At the web's own server, from the press on: nor is an address in it opened."""
    async with besieged(tmp_path) as stage:
        heard = await heard_after_a_press(stage, by="dana")

        assert CODENAME.casefold() not in heard


async def test_the_shortcut_on_ones_own_message_searches_at_once(tmp_path: Path) -> None:
    """The same message by its author: the words that the test above looks for are seen."""
    async with besieged(tmp_path) as stage:
        heard = await heard_after_a_press(stage, by="lee")

        assert f"{CODENAME.casefold()} prices" in heard


async def heard_after_a_press(stage: Stage, *, by: str) -> str:
    """What the web was asked once this person researches Lee's message."""
    stage.sandbox.claude.script = scripts.by_role(
        {"triage": lambda request, _: sized("quick", request)}
    )
    slack = stage.sandbox.slack
    ts = await slack.say("lee", "CPRICING", f"see https://{CODENAME}.example: {MESSAGE}")
    await slack.shortcut(by, "research_this", "CPRICING", ts)
    await answered(stage, ts)
    lines = (f"{one.host} {one.path} {one.query}" for one in stage.sandbox.web.requests)
    return "\n".join(lines).casefold()


async def answered(stage: Stage, ts: str) -> None:
    runs = Runs(stage.database)
    async with asyncio.timeout(60):
        while True:
            rows = await runs.of_thread(ChannelId("CPRICING"), MessageTs(ts))
            if rows and rows[0].state is RunState.DELIVERED:
                return
            await asyncio.sleep(0.1)
