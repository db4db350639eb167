"""What an answer rests on, counted from the run's events; the model is never asked."""

from collections.abc import Sequence
from datetime import datetime

from agents.composing import Composed
from domain.answer import Coverage
from domain.budget import Spend
from domain.events import RunEvent, Searched, WasRead
from domain.question import SourceKind


def coverage(
    events: Sequence[RunEvent],
    composed: Composed,
    *,
    spend: Spend,
    asked: datetime,
    now: datetime,
) -> Coverage:
    read = {
        (what.source, what.ref)
        for what in (e.what for e in events)
        if isinstance(what, WasRead)
    }
    by_source = tuple(
        (kind, count)
        for kind in SourceKind
        if (count := sum(source is kind for source, _ in read))
    )
    cited = {str(source.origin.ref) for source in composed.sources}
    return Coverage(
        read=len(read),
        cited=len(cited),
        read_by_source=by_source,
        searched_in=_searched_in(events),
        claims=len(composed.claims) + composed.dropped,
        supported=composed.supported,
        hedged=composed.hedged,
        dropped=composed.dropped,
        seconds=round((now - asked).total_seconds(), 1),
        usd=round(spend.usd, 4),
    )


def _searched_in(events: Sequence[RunEvent]) -> tuple[SourceKind, ...]:
    kinds = {event.what.source for event in events if isinstance(event.what, Searched)}
    return tuple(kind for kind in SourceKind if kind in kinds)


def queries(events: Sequence[RunEvent]) -> tuple[str, ...]:
    """What was searched for, each once, for the answer that found nothing.

    By the alphabet: which search ended first may depend on what the room may not see.
    """
    said = (
        what.query for what in (event.what for event in events) if isinstance(what, Searched)
    )
    return tuple(sorted({" ".join(query.split()) for query in said}))[:8]
