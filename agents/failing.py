"""Sources that gave no answer, as gaps that name them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from agents.looking import Look
from domain.answer import Gap, GapKind
from domain.plan import Outcome
from domain.question import SourceKind
from store.findings import Report

# What a source did not say is the source's failing; a document that is not there is an answer.
_NO_ANSWER = {
    "PatienceOver",
    "SourceBusy",
    "SourceGarbled",
    "SourceSignIn",
    "StepFailed",
    "TimeoutError",
}


def failures_of(looks: Sequence[Look]) -> Mapping[SourceKind, int]:
    """How many tries each source left unanswered, of those from which nothing was read."""
    read = {look.source for look in looks if look.read}
    failed = [look for look in looks if look.failure in _NO_ANSWER and look.source not in read]
    return {
        kind: sum(look.tries for look in failed if look.source is kind)
        for kind in dict.fromkeys(look.source for look in failed)
    }


def silent(kind: SourceKind, tries: int) -> Gap:
    """Its words are made when the answer is."""
    return Gap(kind=GapKind.SOURCE_DOWN, text=str(tries), source=kind)


def with_source_gaps(report: Report, failures: Mapping[SourceKind, int]) -> Report:
    """A report that names the sources that did not answer."""
    found = report.outcome is Outcome.FOUND
    gaps = tuple(silent(kind, tries) for kind, tries in failures.items())
    return replace(
        report,
        outcome=report.outcome if found else Outcome.FAILED,
        gaps=(*report.gaps, *gaps),
    )
