"""Searching and reading on a subagent's behalf, under the room's policy.

What not every reader of the room may open is dropped here, before any model sees it: no title,
no count. How much was dropped is kept for the asker alone. Secrets are taken out of what stays.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from xml.sax.saxutils import escape

from agents import fence
from agents.tools import ReadCall, SearchCall
from connectors.patience import PatienceOver
from connectors.source import READ_TIMEOUT, SEARCH_TIMEOUT, Access, Source
from domain.errors import (
    SourceBusy,
    SourceError,
    SourceMissing,
    SourceTooLarge,
    SourceUnsupported,
)
from domain.evidence import (
    Document,
    Excerpt,
    Filters,
    Hit,
    Origin,
    Passage,
    PassageId,
    SourceRef,
)
from domain.question import RunId, SourceKind
from domain.window import OPEN, Window
from policy.access import covers
from policy.redaction import redacted

_MOST_HITS = 12
_OVERFETCH = 3
_SNIPPET = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What one tool call gave: `text` for the model, the rest for the record.

    `failure` is the class of the source's error, `withheld` are refs that the room may not see,
    `copied` is when the copy was made that was searched in a silent source's place.
    """

    text: str
    source: SourceKind
    is_error: bool = False
    found: tuple[str, ...] = ()
    read: str = ""
    passages: tuple[Passage, ...] = ()
    withheld: tuple[str, ...] = ()
    copied: datetime | None = None
    failure: str = ""
    tries: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The sources as one run may use them; company sources are searched from `since` on.

    What is known to be older than a person's `window` is neither found nor read, on the web
    either.
    """

    run: RunId
    sources: Mapping[SourceKind, Source]
    access: Access
    since: datetime | None = None
    window: Window = OPEN

    async def search(self, kind: SourceKind, call: SearchCall) -> Looked:
        """Hits that every reader of the room may open, over-fetched so that none starve."""
        limit = min(max(call.limit, 1), _MOST_HITS)
        filters = Filters(since=self._since(kind, call), until=_moment(call.until))
        source = self.sources[kind]

        async def ask() -> Looked:
            page = await source.search(
                call.query, filters, self.access, limit=limit * _OVERFETCH
            )
            open_hits = [hit for hit in page.hits if covers(hit.audience, self.access.room)]
            shown = [hit for hit in open_hits if self.window.covers(hit.origin)][:limit]
            return Looked(
                text=_hits_text(call.query, shown, (*page.notes, *self._notes())),
                source=kind,
                found=_refs(shown),
                withheld=_refs(hit for hit in page.hits if hit not in open_hits),
                copied=page.copied,
            )

        return await _failing_softly(kind, SEARCH_TIMEOUT.total_seconds(), ask)

    def _since(self, kind: SourceKind, call: SearchCall) -> datetime | None:
        """The latest of the limits; what the web calls a date is too rare to search by."""
        own = (self.since, self.window.since) if kind.is_internal else ()
        limits = [limit for limit in (*own, _moment(call.since)) if limit]
        return max(limits, default=None)

    def _notes(self) -> tuple[str, ...]:
        since = self.window.since
        return (_ONLY_SINCE.format(day=since.date()),) if since else ()

    async def read(self, kind: SourceKind, call: ReadCall) -> Looked:
        """Passages of one document. One that the room may not see does not exist."""
        try:
            ref = SourceRef.parse(call.ref)
        except ValueError:
            return Looked(text=_NO_REF, source=kind, is_error=True)
        if ref.source is not kind:
            return Looked(text=_WRONG_TOOL, source=kind, is_error=True)
        source = self.sources[kind]

        async def ask() -> Looked:
            try:
                document = await source.read(
                    ref, self.access, offset=max(call.offset, 0), find=call.find
                )
            except (SourceTooLarge, SourceUnsupported):
                if covers(await source.audience_of(ref, self.access), self.access.room):
                    raise
                return _withheld(ref)
            if not covers(document.audience, self.access.room):
                return _withheld(ref)
            passages = passages_of(self.run, document)
            recent = tuple(one for one in passages if self.window.covers(one.origin))
            if passages and not recent:
                return Looked(text="\n".join(self._notes()), source=kind, is_error=True)
            return Looked(
                text=_document_text(document, recent),
                source=kind,
                read=str(ref),
                passages=recent,
            )

        return await _failing_softly(kind, READ_TIMEOUT.total_seconds(), ask)


_NO_REF = "There is no such ref. Use one exactly as a search printed it."
_WRONG_TOOL = "This ref belongs to another source's tool."
_ONLY_SINCE = "A person asked for it: nothing from before {day} is found or read."


def _withheld(ref: SourceRef) -> Looked:
    """In the words for what is not there, so that nobody learns of it."""
    text = SourceMissing.for_model
    return Looked(text=text, source=ref.source, is_error=True, withheld=(str(ref),))


async def _failing_softly(
    kind: SourceKind, seconds: float, ask: Callable[[], Awaitable[Looked]]
) -> Looked:
    try:
        async with asyncio.timeout(seconds):
            return await ask()
    except TimeoutError:
        error: SourceError = SourceBusy(kind, "timeout")
    except SourceError as failed:
        error = failed
    return Looked(
        text=error.for_model,
        source=kind,
        is_error=True,
        failure=type(error).__name__,
        tries=error.tries if isinstance(error, PatienceOver) else 1,
    )


def passages_of(run: RunId, document: Document) -> tuple[Passage, ...]:
    """Passages with ids derived from run, document, revision and place."""
    return tuple(
        Passage(
            id=_passage_id(run, document.origin, excerpt),
            origin=_origin_of(document.origin, excerpt),
            audience=document.audience,
            text=redacted(excerpt.text),
            start=excerpt.start,
            end=excerpt.end,
            heading=redacted(excerpt.heading),
        )
        for excerpt in document.excerpts
        if excerpt.text.strip()
    )


def _origin_of(origin: Origin, excerpt: Excerpt) -> Origin:
    return replace(
        origin,
        title=redacted(origin.title),
        url=excerpt.url or origin.url,
        author=excerpt.author or origin.author,
        created=excerpt.at or origin.created,
        modified=excerpt.at or origin.modified,
    )


def _refs(hits: Iterable[Hit]) -> tuple[str, ...]:
    return tuple(str(hit.origin.ref) for hit in hits)


def _passage_id(run: RunId, origin: Origin, excerpt: Excerpt) -> PassageId:
    place = (run, str(origin.ref), origin.revision, str(excerpt.start), excerpt.text)
    seed = "\x00".join(place)
    return PassageId("p" + hashlib.sha256(seed.encode()).hexdigest()[:8])


def _moment(text: str) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(text[:10]), time(), UTC)
    except ValueError:
        return None


def _hits_text(query: str, hits: list[Hit], notes: tuple[str, ...]) -> str:
    blocks = [_hit_text(number, hit) for number, hit in enumerate(hits, 1)]
    head = [f"No hits for “{query}”."] if not hits else []
    return "\n\n".join([*head, *blocks, *notes])


def _hit_text(number: int, hit: Hit) -> str:
    origin = hit.origin
    facts = [
        origin.title,
        origin.author,
        fence.day(origin.modified or origin.created),
        origin.place or origin.domain,
    ]
    line = escape(redacted(" — ".join(" ".join(fact.split()) for fact in facts if fact)))
    snippet = escape(redacted(" ".join(hit.snippet.split()))[:_SNIPPET])
    return f"[h{number}] {line} ({origin.ref.source.value})\nref: {origin.ref}\n{snippet}"


def _document_text(document: Document, passages: tuple[Passage, ...]) -> str:
    parts = [fence.material(passage) for passage in passages]
    if document.next_offset is not None:
        parts.append(f"next offset: {document.next_offset}")
    return "\n".join([*parts, *document.notes]) or "This document has no text here."
