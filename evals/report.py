"""Grades as lines for a terminal."""

import statistics
from collections.abc import Iterator, Sequence

from domain.events import Searched, WasRead
from evals.graders import Grade
from evals.stage import Told


def lines_of(grade: Grade, *, verbose: bool = False) -> Iterator[str]:
    """One line, and one more for each demand that was not met."""
    report = grade.told.report
    coverage = report["coverage"] or {"read": 0, "cited": 0}
    mark = "ok  " if grade.holds else "FAIL"
    yield (
        f"{mark} {grade.case.id:<22} {report['effort']:<8} {grade.seconds:6.1f} s  "
        f"{coverage['read']:3} read {coverage['cited']:3} cited  "
        f"{report['spend']['model_calls']:3} calls"
    )
    for check in grade.checks:
        yield from (f"       {check.name}: {missing}" for missing in check.missing)
    if verbose:
        yield from (f"       ? {line}" for line in _looked(grade.told))
        yield from (f"       | {line}" for line in grade.told.text.splitlines())


def _looked(told: Told) -> Iterator[str]:
    """What was searched for and read, in order."""
    for event in told.events:
        match event.what:
            case Searched(source=source, query=query, found=found):
                yield f"{source.value}: {query} ({found})"
            case WasRead(ref=ref, passages=passages):
                titles = {str(p.origin.ref): p.origin.title for p in told.passages}
                yield f"read {ref} {titles.get(ref, '')} ({passages})"
            case _:
                pass


def totals(grades: Sequence[Grade]) -> Iterator[str]:
    """How many questions met each demand, and the times."""
    if not grades:
        return
    names = [check.name for check in grades[0].checks]
    yield ""
    yield f"all of it    {sum(grade.holds for grade in grades)}/{len(grades)}"
    for at, name in enumerate(names):
        yield f"{name:<12} {sum(grade.checks[at].holds for grade in grades)}/{len(grades)}"
    seconds = sorted(grade.seconds for grade in grades)
    yield (
        f"seconds      median {statistics.median(seconds):.1f}, slowest {seconds[-1]:.1f}, "
        f"together {sum(seconds):.1f}"
    )
