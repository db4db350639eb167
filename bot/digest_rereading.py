"""Reading again what a digest's claims rest on, with the rights of those who read it now."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.source import READ_TIMEOUT, Access, Source
from domain.answer import Citation
from domain.digest import QuoteMark, Remembered, Standing
from domain.errors import SourceError, SourceMissing
from domain.evidence import SourceRef
from domain.question import Question, RunId, SourceKind
from policy.access import covers
from scheduling.marks import folded, holds

AT_ONCE = 4
MOST_DOCUMENTS = 40  # in one slot; claims on others count as unchecked
_WINDOWS = 6  # of a document, from its start
_MOST_QUOTES = 8  # of one claim
_FIND = 80  # letters of a quote to look for in a longer one
_BEST_FIRST = (Standing.STANDS, Standing.UNKNOWN, Standing.REWORDED, Standing.GONE)

Place = tuple[SourceRef, RunId]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A document's text as far as it was read; `is_whole` is False if there is more of it."""

    text: str
    is_whole: bool


class Rereading:
    """`sources` are bound to a run: web addresses are known by the run that found them."""

    def __init__(self, sources: Callable[[RunId], Mapping[SourceKind, Source]]) -> None:
        self._sources = sources

    async def standings(
        self, question: Question, memory: Sequence[Remembered]
    ) -> Mapping[str, Standing]:
        access = Access(
            asker=question.asker, room=question.room.readers, place=question.room.channel
        )
        shelf = _Shelf(sources=self._sources, access=access)
        found = await asyncio.gather(*(_standing(shelf, old) for old in memory))
        return {old.id: standing for old, standing in zip(memory, found, strict=True)}


async def _standing(shelf: "_Shelf", old: Remembered) -> Standing:
    """One document that still says it is enough; it must say all that was quoted from it."""
    documents: dict[SourceRef, list[Standing]] = {}
    marks = old.marks or (None,) * len(old.citations)
    for citation, mark in list(zip(old.citations, marks, strict=True))[:_MOST_QUOTES]:
        says = await shelf.says(citation, mark, run=old.read_in)
        documents.setdefault(citation.origin.ref, []).append(says)
    found = [max(standings, key=_BEST_FIRST.index) for standings in documents.values()]
    return min(found, key=_BEST_FIRST.index)


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """Documents, read once each."""

    sources: Callable[[RunId], Mapping[SourceKind, Source]]
    access: Access
    read: "dict[Place, asyncio.Task[_Text | Standing]]" = field(default_factory=dict)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    async def says(self, citation: Citation, mark: QuoteMark | None, *, run: RunId) -> Standing:
        """By its words, or by their mark when their time is over."""
        place = (citation.origin.ref, run)
        if place not in self.read and len(self.read) >= MOST_DOCUMENTS:
            return Standing.UNKNOWN
        if place not in self.read:
            self.read[place] = asyncio.create_task(self._opened(place))
        found = await self.read[place]
        if isinstance(found, Standing):
            return found
        quote = folded(citation.quote)
        if quote in found.text if quote or mark is None else holds(found.text, mark):
            return Standing.STANDS
        if found.is_whole:
            return Standing.REWORDED
        return await self._further(place, quote) if quote else Standing.UNKNOWN

    async def _opened(self, place: Place) -> _Text | Standing:
        """The document from its start; a failing source tells us nothing."""
        ref, run = place
        source = self.sources(run).get(ref.source)
        if source is None:
            return Standing.UNKNOWN
        async with self.room:
            try:
                async with asyncio.timeout(READ_TIMEOUT.total_seconds()):
                    return await self._windows(source, ref)
            except SourceMissing:
                return Standing.UNKNOWN if ref.source is SourceKind.WEB else Standing.GONE
            except (SourceError, TimeoutError):
                return Standing.UNKNOWN

    async def _windows(self, source: Source, ref: SourceRef) -> _Text | Standing:
        parts: list[str] = []
        offset: int | None = 0
        for _ in range(_WINDOWS):
            document = await source.read(ref, self.access, offset=offset or 0)
            if not covers(document.audience, self.access.room):
                return Standing.UNKNOWN
            parts += [excerpt.text for excerpt in document.excerpts]
            offset = document.next_offset
            if offset is None:
                break
        return _Text(text=folded("\n".join(parts)), is_whole=offset is None)

    async def _further(self, place: Place, quote: str) -> Standing:
        """In a long document, around the quote's own words."""
        ref, run = place
        source = self.sources(run).get(ref.source)
        if source is None:
            return Standing.UNKNOWN
        async with self.room:
            try:
                async with asyncio.timeout(READ_TIMEOUT.total_seconds()):
                    document = await source.read(ref, self.access, find=quote[:_FIND])
            except (SourceError, TimeoutError):
                return Standing.UNKNOWN
        text = folded("\n".join(excerpt.text for excerpt in document.excerpts))
        return Standing.STANDS if quote in text else Standing.REWORDED
