"""What code allows of a plan, whatever the model proposes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.planning import Situation, judge
from agents.tools import ProposedSubtask
from domain.budget import Budget
from domain.plan import MixedSourcesError, Plan, Subtask, SubtaskClass, SubtaskId
from domain.question import SourceKind
from policy.egress import Latch

FRESH = Situation(
    plan=Plan(),
    running=frozenset(),
    available=tuple(SourceKind),
    latch=Latch.OPEN,
    rounds=0,
    budget=Budget(subtasks=5, rounds=2),
)


def proposed(id_: str, objective: str, *sources: str) -> ProposedSubtask:
    return ProposedSubtask(id=id_, title=objective, objective=objective, sources=sources)


def test_a_subtask_of_two_classes_cannot_be_made() -> None:
    """Internal text and the web never meet in one context."""
    with pytest.raises(MixedSourcesError):
        Subtask(
            id=SubtaskId("s1"),
            title="x",
            objective="x",
            sources=(SourceKind.SLACK, SourceKind.WEB),
        )

    accepted, refused = judge([proposed("s1", "prices", "slack", "web")], FRESH)

    assert accepted == ()
    assert len(refused) == 1


def test_a_web_subtask_waits_for_no_company_subtask() -> None:
    """Else whether it starts, and when, would be up to whoever has read company words."""
    inside, first = proposed("s1", "our plan", "slack"), proposed("w1", "rivals", "web")
    needing = ("s1", "w1")
    second = replace(proposed("w2", "prices abroad", "web"), needs=needing)
    later = replace(proposed("s2", "margins in the files", "drive"), needs=needing)

    accepted, _ = judge([inside, first, second, later], FRESH)

    assert [task.needs for task in accepted] == [(), (), ("w1",), needing]


def test_the_web_is_closed_after_the_first_dispatch() -> None:
    """Internal words may be in the lead's context by then."""
    closed = replace(FRESH, latch=Latch.CLOSED)

    accepted, refused = judge([proposed("s1", "list prices of Tessaly", "web")], closed)

    assert accepted == ()
    assert "company sources" in refused[0].reason


def test_the_same_work_is_not_done_twice() -> None:
    """Overlap is refused within a dispatch and against what was dispatched before."""
    once = proposed("s1", "what changed about the Team price this quarter", "slack")
    again = proposed("s2", "what changed about the Team price this quarter", "slack", "drive")

    accepted, refused = judge([once, again], FRESH)
    later, refused_later = judge([again], replace(FRESH, plan=Plan(subtasks=accepted)))

    assert [task.id for task in accepted] == ["s1"]
    assert "overlaps s1" in refused[0].reason
    assert later == ()
    assert refused_later


def test_different_work_on_one_source_is_allowed() -> None:
    """Two facets may both live in Slack."""
    accepted, refused = judge(
        [
            proposed("s1", "what changed about the Team price", "slack"),
            proposed("s2", "customer complaints in support tickets", "slack"),
        ],
        FRESH,
    )

    assert len(accepted) == 2
    assert refused == ()


def test_rounds_end() -> None:
    """A lead that goes on dispatching is told to finish."""
    accepted, refused = judge(
        [proposed("s9", "one more thing", "slack")], replace(FRESH, rounds=2)
    )

    assert accepted == ()
    assert "no more rounds" in refused[0].reason


@given(
    st.lists(
        st.builds(
            ProposedSubtask,
            id=st.text(max_size=8),
            title=st.text(max_size=20),
            objective=st.text(max_size=40),
            sources=st.lists(
                st.sampled_from(["slack", "drive", "notion", "web", "shell", ""]), max_size=4
            ).map(tuple),
            needs=st.lists(st.text(max_size=4), max_size=2).map(tuple),
        ),
        max_size=12,
    ),
    st.sampled_from(list(Latch)),
)
def test_no_proposal_breaks_the_rules(proposals: list[ProposedSubtask], latch: Latch) -> None:
    """Ids are unique and ours, numbers bounded, classes pure, the latch obeyed."""
    accepted, refused = judge(proposals, replace(FRESH, latch=latch))

    assert len(accepted) + len(refused) == len(proposals)
    assert len(accepted) <= FRESH.budget.subtasks
    assert len({task.id for task in accepted}) == len(accepted)
    if latch is Latch.CLOSED:
        assert all(task.kind is SubtaskClass.INTERNAL for task in accepted)
