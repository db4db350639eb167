"""From a comparison to an edition: news with numbered sources, and what is remembered; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from domain.answer import Citation, Claim, Source
from domain.digest import News, NewsItem, QuoteMark, Remembered
from domain.question import RunId, SourceKind
from scheduling.comparing import Comparison, Correction
from scheduling.likeness import gist
from scheduling.marks import mark_of
from store.digest_memory import Learned


@dataclass(slots=True)
class _Numbering:
    """Sources in the order in which the news lean on them."""

    sources: dict[str, Source] = field(default_factory=dict)

    def of(self, citations: Sequence[Citation]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._number(citation) for citation in citations))

    def _number(self, citation: Citation) -> int:
        origin = citation.origin
        in_slack = origin.ref.source is SourceKind.SLACK
        key = f"{origin.ref} {origin.url}" if in_slack else str(origin.ref)
        if key not in self.sources:
            self.sources[key] = Source(number=len(self.sources) + 1, origin=origin)
        return self.sources[key].number


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    news: tuple[NewsItem, ...]
    sources: tuple[Source, ...]


def reported(found: Comparison) -> Reported:
    """What is new first, then what is no longer so."""
    numbering = _Numbering()
    new = [
        NewsItem(news=News.NEW, text=claim.text, cites=numbering.of(claim.citations))
        for claim in found.new
    ]
    changed = [_corrected(pair, News.CHANGED, numbering) for pair in found.changed]
    against = [_corrected(pair, News.CONTRADICTED, numbering) for pair in found.contradicted]
    gone = [
        NewsItem(news=News.GONE, text=old.text, earlier=old.text, earlier_at=old.said)
        for old in found.gone
    ]
    news = (*new, *changed, *against, *gone)
    return Reported(news=news, sources=tuple(numbering.sources.values()))


def _corrected(pair: Correction, news: News, numbering: _Numbering) -> NewsItem:
    """A contradicted source still stands, so it is cited beside the new one."""
    citations = list(pair.now.citations)
    if news is News.CONTRADICTED:
        citations += pair.before.citations
    return NewsItem(
        news=news,
        text=pair.now.text,
        cites=numbering.of(citations),
        earlier=pair.before.text,
        earlier_at=pair.before.said,
    )


def linked(item: NewsItem, url: str) -> NewsItem:
    return replace(item, earlier_url=url)


def learned(found: Comparison, *, said: datetime, run: RunId) -> Learned:
    """What is news is remembered as said now; what is gone or was changed is let go.

    Of a contradiction both sides stand and are remembered: else they would take turns.
    """
    corrected = (*found.changed, *found.contradicted)
    fresh = (*found.new, *(pair.now for pair in corrected))
    known = (
        replace(
            pair.before,
            citations=pair.now.citations,
            marks=_marks(pair.now.citations),
            read_in=run,
        )
        for pair in found.known
    )
    gone = (*found.gone, *(pair.before for pair in found.changed))
    kept = tuple(_remembered(claim, said=said, run=run) for claim in fresh)
    return Learned(
        remember=(*known, *kept), forget=tuple(dict.fromkeys(old.id for old in gone))
    )


def _remembered(claim: Claim, *, said: datetime, run: RunId) -> Remembered:
    return Remembered(
        id=sha256(f"{run}\n{claim.text}".encode()).hexdigest()[:16],
        text=claim.text,
        citations=claim.citations,
        said=said,
        run=run,
        read_in=run,
        gist=gist(claim.text),
        marks=_marks(claim.citations),
    )


def _marks(citations: Sequence[Citation]) -> tuple[QuoteMark, ...]:
    return tuple(mark_of(citation.quote) for citation in citations)
