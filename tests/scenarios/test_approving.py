"""A web search after company sources were read leaves only as the words that were approved."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from domain.answer import Answer, GapKind
from domain.audience import PersonId
from domain.events import AnswerReady, RunState
from domain.question import RunId, SourceKind
from sandbox.claude.reply import Reply
from store.approvals import Click
from tests.scenarios.laboratory import Laboratory, laboratory, question
from tests.scenarios.playing import FINISH, WAIT, Cast, dispatch, subtask
from tests.scenarios.shelf import Book, Shelf

SLACK = (Book(key="C1:1", title="#pricing", text="Initech undercuts us, says Priya."),)
WEB = (
    Book(
        key="u1",
        title="Initech",
        text="Rivals charge less: the price of Initech for Team is 9 euros in 2026.",
    ),
)
RUN, WORDS = RunId("R1"), "Initech price 2026"
INSIDE = subtask("inside", "rivals named inside", "slack")
OUTSIDE = subtask("outside", "Initech list prices", "web") | {"queries": [WORDS]}
AFTERWARDS = [dispatch(INSIDE), WAIT, dispatch(OUTSIDE), FINISH]


async def researched(lab: Laboratory, lead: Sequence[Reply]) -> Answer:
    lab.claude.script = Cast(lead=lead)
    await lab.desk.start(question("what do our rivals charge, and who are they?"))
    assert await lab.ended() is RunState.DELIVERED
    return await answer_of(lab)


async def answer_of(lab: Laboratory) -> Answer:
    events = await lab.resources.journal.of(RUN)
    return [event.what.answer for event in events if isinstance(event.what, AnswerReady)][-1]


async def second_answer(lab: Laboratory) -> None:
    async with asyncio.timeout(20):
        for wait in iter(lambda: 0.05, None):
            events = await lab.resources.journal.of(RUN)
            if sum(isinstance(event.what, AnswerReady) for event in events) > 1:
                return
            await asyncio.sleep(wait)


def asked_of_the_web(lab: Laboratory) -> list[str]:
    shelf = lab.resources.sources(RUN)[SourceKind.WEB]
    assert isinstance(shelf, Shelf)
    return shelf.calls


async def test_a_later_search_is_a_gap_and_nothing_leaves(tmp_path: Path) -> None:
    """Its exact words are kept for the asker."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        answer = await researched(lab, AFTERWARDS)
        kept = await lab.resources.approvals.of(RUN)

        assert [gap.kind for gap in answer.gaps if gap.source is SourceKind.WEB] == [
            GapKind.NEEDS_WEB
        ]
        assert [search.words for search in kept] == [WORDS]
        assert asked_of_the_web(lab) == []


async def test_before_anything_was_read_the_same_search_leaves_unasked(tmp_path: Path) -> None:
    """The control, and the useful case: web first needs nobody's approval."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        await researched(lab, [dispatch(INSIDE, OUTSIDE), WAIT, WAIT, FINISH])

        assert asked_of_the_web(lab)


async def test_once_approved_exactly_these_words_leave_once(tmp_path: Path) -> None:
    """No model comes between the approval and the search; the answer then rests on it."""
    async with laboratory(tmp_path, SLACK, (), (), WEB) as lab:
        await researched(lab, AFTERWARDS)
        (search,) = await lab.resources.approvals.of(RUN)
        dana, now = PersonId("UDANA"), lab.resources.now()
        await lab.resources.approvals.offer(RUN, search, asker=dana, nonce="n", at=now)
        press = Click(run=RUN, nonce="n", person=dana, id="c")
        await lab.resources.approvals.decide(press, at=now, approved=True)

        assert await lab.desk.search_approved(RUN)
        await second_answer(lab)

        answer = await answer_of(lab)
        assert [call for call in asked_of_the_web(lab) if call.startswith("search")] == [
            f"search {WORDS}"
        ]
        assert any(one.origin.ref.source is SourceKind.WEB for one in answer.sources)
        assert all(gap.kind is not GapKind.NEEDS_WEB for gap in answer.gaps)
