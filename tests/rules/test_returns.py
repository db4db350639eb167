"""What a subagent hands back: sentences on passages that exist, with their very words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.checking import fold, report_of
from agents.tools import ReportCall, ReportedFinding
from domain.audience import ALL_MEMBERS
from domain.evidence import Origin, Passage, PassageId, SourceRef
from domain.plan import Subtask, SubtaskId
from domain.question import RunId, SourceKind
from store.database import Database
from store.evidence import Evidence

RUN = RunId("R1")
TEXT = "The Team plan costs 49 euros from October."
TASK = Subtask(id=SubtaskId("s1"), title="t", objective="prices", sources=(SourceKind.NOTION,))
KNOWN = Passage(
    id=PassageId("p1"),
    origin=Origin(ref=SourceRef(source=SourceKind.NOTION, key="n"), title="t", url="https://n"),
    audience=ALL_MEMBERS,
    text=TEXT,
    start=0,
    end=len(TEXT),
)


@pytest.fixture
async def evidence(tmp_path: Path) -> AsyncIterator[Evidence]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/d.sqlite")
    await database.create_tables()
    kept = Evidence(database)
    await kept.keep(RUN, (KNOWN,))
    yield kept
    await database.close()


def finding(quote: str, *ids: str, text: str = "It costs 49 euros.") -> ReportedFinding:
    return ReportedFinding(text=text, passage_ids=ids, quote=quote, confidence="high")


async def kept_of(evidence: Evidence, *said: ReportedFinding) -> list[str]:
    report = await report_of(TASK, ReportCall(main_findings=said), run=RUN, evidence=evidence)
    return [one.quote for one in report.findings.main_findings]


FORGED = (
    finding("The Team plan costs 12 euros", "p1"),
    finding("costs 49 euros", "pdeadbeef"),
    finding("costs 49 euros"),
)


def unfounded(said: ReportedFinding) -> bool:
    """No passage of this run, or words that are not in it."""
    return "p1" not in said.passage_ids or fold(said.quote) not in fold(TEXT)


async def test_what_no_passage_bears_out_is_dropped(evidence: Evidence) -> None:
    """A quote that was changed, an id that was made up, and none at all."""
    assert await kept_of(evidence, *FORGED) == []


def test_as_the_model_said_it_all_three_would_pass() -> None:
    """The control: the same findings before they are checked."""
    assert all(unfounded(one) for one in FORGED)


async def test_true_words_pass_however_their_blanks_are_set(evidence: Evidence) -> None:
    """The useful case."""
    good = finding("costs\u00a049\n euros", "p1", "pdeadbeef")

    assert await kept_of(evidence, good) == [good.quote]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.tuples(st.text(), st.text(), st.lists(st.text(max_size=9), max_size=4)))
async def test_no_odd_output_gets_through(
    evidence: Evidence, odd: tuple[str, str, list[str]]
) -> None:
    """Whatever is said, what stays is bounded and rests on what was read."""
    text, quote, ids = odd
    said = ReportCall(
        main_findings=(finding(quote, *ids, text=text), finding(quote, "p1", text=text * 99)),
        uncertainties=(text * 99,) * 9,
    )
    report = await report_of(TASK, said, run=RUN, evidence=evidence)

    for one in report.findings.main_findings:
        assert one.passages == (KNOWN.id,)
        assert len(one.text) <= 600
        assert len(one.quote) <= 300
        assert fold(one.quote) in fold(TEXT)
    assert len(report.findings.uncertainties) <= 6
