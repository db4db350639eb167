"""What a stopped run is said to have done."""

from datetime import UTC, datetime

from agents.phrases import phrases
from agents.stopped_parts import stopped_parts
from domain.events import RunEvent, SubtaskEnded, SubtaskStarted, What
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import RunId, SourceKind

DRIVE, NOTION, SLACK, WEB = (
    SourceKind.DRIVE,
    SourceKind.NOTION,
    SourceKind.SLACK,
    SourceKind.WEB,
)


def started(name: str, *sources: SourceKind, title: str = "") -> SubtaskStarted:
    title = title or f"about {name}"
    task = Subtask(id=SubtaskId(name), title=title, objective="x", sources=sources)
    return SubtaskStarted(subtask=task)


def ended(name: str, outcome: Outcome = Outcome.FOUND) -> SubtaskEnded:
    return SubtaskEnded(subtask=SubtaskId(name), outcome=outcome)


def told(*whats: What) -> tuple[tuple[str, ...], tuple[str, ...]]:
    events = [
        RunEvent(
            run=RunId("r"), key=str(number), at=datetime(2026, 11, 20, tzinfo=UTC), what=what
        )
        for number, what in enumerate(whats)
    ]
    return stopped_parts(events, phrases("en"))


def test_parts_are_told_by_their_sources() -> None:
    """Once each, as the thread's plan names them."""
    parts = (started("a", SLACK, NOTION), started("b", SLACK), started("c", WEB))
    account = told(*parts, started("d", DRIVE), ended("a"), ended("b", Outcome.NOTHING))

    assert account == (("Slack", "Notion"), ("Web", "Drive"))


def test_where_a_source_is_in_both_the_titles_tell_the_parts_apart() -> None:
    """What is done and not done by the same name would say nothing."""
    parts = (started("a", SLACK, DRIVE), started("b", SLACK))
    account = told(*parts, ended("a"), ended("b", Outcome.CANCELLED))

    assert account == (("about a",), ("about b",))


def test_parts_of_one_title_are_told_apart_by_their_sources() -> None:
    """Else the same words would stand among what is done and what is not."""
    parts = (started("a", SLACK, title="prices"), started("b", WEB, title="prices"))
    account = told(*parts, started("c", SLACK), ended("b"), ended("c"))

    assert account == (("prices (Web)", "about c"), ("prices (Slack)",))


def test_a_run_stopped_before_it_had_parts_has_nothing_to_tell() -> None:
    """Neither done nor not done."""
    assert told() == ((), ())
