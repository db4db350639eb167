"""Sources that gave no answer, as gaps that name them."""

from collections.abc import Sequence
from dataclasses import replace

from agents.gaps import TOO_LARGE
from agents.looking import Look
from domain.answer import Gap, GapKind
from domain.plan import Outcome
from domain.question import SourceKind
from store.findings import Report

_TOO_LARGE = "SourceTooLarge"
_NOT_CONNECTED = "SourceNotConnected"
# What a source did not say is the source's failing; a document that is not there is an answer.
_NO_ANSWER = {
    "PatienceOver",
    "SourceBusy",
    "SourceGarbled",
    "SourceSignIn",
    "StepFailed",
    "TimeoutError",
}
_UNHEARD = _NO_ANSWER | {_NOT_CONNECTED}


def silent_in(looks: Sequence[Look]) -> tuple[Gap, ...]:
    """The sources that did not answer, or that the asker has not connected.

    Only those from which nothing was read.
    `text` is how often each was tried; the words are made when the answer is.
    """
    read = {look.source for look in looks if look.read}
    unheard = [
        look
        for look in looks
        if (look.failure in _UNHEARD or look.copied) and look.source not in read
    ]
    kinds = dict.fromkeys(look.source for look in unheard)
    return tuple(
        _silent(kind, [look for look in unheard if look.source is kind]) for kind in kinds
    )


def _silent(kind: SourceKind, looks: Sequence[Look]) -> Gap:
    if any(look.failure == _NOT_CONNECTED for look in looks):
        return Gap(kind=GapKind.NO_ACCESS, text="", source=kind)
    tries = sum(look.tries for look in looks if look.failure)
    copies = [look.copied for look in looks if look.copied]
    return Gap(
        kind=GapKind.SOURCE_DOWN,
        text=str(max(tries, 1)),
        source=kind,
        copied=min(copies, default=None),
    )


def with_gaps_of(report: Report, looks: Sequence[Look]) -> Report:
    """A report that names what gave no answer, and counts what is too large to be read."""
    silent = silent_in(looks)
    named = with_source_gaps(report, silent) if silent else report
    return replace(named, gaps=(*named.gaps, *_too_large_in(looks)))


def _too_large_in(looks: Sequence[Look]) -> tuple[Gap, ...]:
    count = sum(look.failure == _TOO_LARGE for look in looks)
    return (Gap(kind=GapKind.UNREADABLE, text=f"{TOO_LARGE}{count}"),) if count else ()


def with_source_gaps(report: Report, silent: Sequence[Gap]) -> Report:
    """A report that names the sources that did not answer."""
    found = report.outcome is Outcome.FOUND
    return replace(
        report,
        outcome=report.outcome if found else Outcome.FAILED,
        gaps=(*report.gaps, *silent),
    )
