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


def started(name: str, *sources: SourceKind) -> SubtaskStarted:
    task = Subtask(id=SubtaskId(name), title=f"about {name}", objective="x", sources=sources)
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


def test_a_run_stopped_before_it_had_parts_has_nothing_to_tell() -> None:
    """Neither done nor not done."""
    assert told() == ((), ())
