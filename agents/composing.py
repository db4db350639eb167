"""From the writer's lines and the verifier's verdicts to an answer."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from agents.draft import Line, LineKind, Stretch, cells
from agents.library import Library, Piece
from agents.phrases import Phrases
from agents.verifier import Statement
from domain.answer import (
    Block,
    Bullets,
    Citation,
    Claim,
    Heading,
    Paragraph,
    Source,
    Span,
    Support,
    Table,
)
from domain.evidence import Passage
from domain.question import SourceKind

_DROPPED = (Support.UNSUPPORTED, Support.CONTRADICTED)
_NO_BLANK_BEFORE = tuple(" |,.;:!?)。、")
_WORD = re.compile(r"\w")
_BOLD = re.compile(r"\*\*")
_MARKS = re.compile(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    blocks: tuple[Block, ...] = ()
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    supported: int = 0
    hedged: int = 0
    dropped: int = 0


def statements(lines: Sequence[Line], library: Library) -> tuple[Statement, ...]:
    """The claims of the text, in order, with the pieces that they cite."""
    return tuple(
        Statement(text=_told(line, stretch), pieces=_pieces(stretch, library))
        for line in lines
        for stretch in line.stretches
        if stretch.pointers
    )


@dataclass(slots=True)
class _Registry:
    """Numbers sources in the order in which the answer first leans on them."""

    sources: dict[str, Source] = field(default_factory=dict)

    def number(self, passage: Passage) -> int:
        ref = passage.origin.ref
        key = f"{ref} {passage.origin.url}" if ref.source is SourceKind.SLACK else str(ref)
        if key not in self.sources:
            self.sources[key] = Source(number=len(self.sources) + 1, origin=passage.origin)
        return self.sources[key].number


def compose(
    lines: Sequence[Line], library: Library, verdicts: Sequence[Support], *, phrases: Phrases
) -> Composed:
    """Drops what is not supported, hedges what is partly, numbers the sources."""
    composer = _Composer(library, phrases)
    remaining = iter(verdicts)
    said = [
        (line.kind, spans)
        for line in lines
        if (spans := tuple(composer.spans(line, remaining)))
    ]
    claims = tuple(composer.claims)
    return Composed(
        blocks=tuple(_blocks(_without_lonely_headings(said))),
        claims=claims,
        sources=tuple(composer.registry.sources.values()),
        supported=sum(claim.support is Support.SUPPORTED for claim in claims),
        hedged=sum(claim.support is Support.PARTIAL for claim in claims),
        dropped=len(verdicts) - len(claims),
    )


class _Composer:
    """One pass over the lines that gathers claims and numbers sources."""

    def __init__(self, library: Library, phrases: Phrases) -> None:
        self.registry = _Registry()
        self.claims: list[Claim] = []
        self._library = library
        self._phrases = phrases

    def spans(self, line: Line, verdicts: Iterator[Support]) -> Iterator[Span]:
        """The line's spans; a statement that follows another one begins with a blank."""
        said = False
        for stretch in line.stretches:
            if stretch.pointers:
                told = _told(line, stretch)
                spans = tuple(self._cited(stretch, next(verdicts), told=told))
            else:
                spans = tuple(_styled(stretch.text))
            if said and spans and spans[0].text[:1] not in _NO_BLANK_BEFORE:
                yield Span(text=" ")
            said = said or bool(spans)
            yield from spans

    def _cited(self, stretch: Stretch, support: Support, *, told: str) -> Iterator[Span]:
        pieces = _pieces(stretch, self._library)
        if support in _DROPPED or not pieces:
            return
        citations = tuple(_citation(piece, self.registry) for piece in pieces)
        claim = Claim(text=told, citations=citations, support=support)
        self.claims.append(claim)
        hedge = f" ({self._phrases.partly})" if support is Support.PARTIAL else ""
        numbers = tuple(dict.fromkeys(citation.number for citation in citations))
        yield from _styled(stretch.text, hedge=hedge, cites=numbers)


def _pieces(stretch: Stretch, library: Library) -> tuple[Piece, ...]:
    found = (piece for pointer in stretch.pointers for piece in library.pointed_at(pointer))
    return tuple({(piece.passage.id, piece.text): piece for piece in found}.values())


def _citation(piece: Piece, registry: _Registry) -> Citation:
    return Citation(
        passage=piece.passage.id,
        origin=piece.passage.origin,
        quote=piece.text.strip(),
        number=registry.number(piece.passage),
    )


def _styled(text: str, *, hedge: str = "", cites: tuple[int, ...] = ()) -> Iterator[Span]:
    """Bold by `**`; other marks are taken out. Citations close the last span."""
    parts = [(part, index % 2 == 1) for index, part in enumerate(_BOLD.split(text))]
    spans = [Span(text=_MARKS.sub("", part), bold=bold) for part, bold in parts if part]
    worded = [number for number, span in enumerate(spans) if _WORD.search(span.text)]
    if not worded:
        return
    yield from spans[: worded[-1]]
    last = "".join(span.text for span in spans[worded[-1] :]).rstrip()
    yield Span(text=last + hedge, bold=spans[worded[-1]].bold, cites=cites)


def _told(line: Line, stretch: Stretch) -> str:
    """The claim by itself: a row says what its cells are, `Site: Before €50, Now €56`."""
    if not line.columns or len(line.stretches) > 1:
        return _plain(stretch.text)
    name, *said = cells(stretch.text)
    named = zip(line.columns[1:], said, strict=False)
    return _plain(f"{name}: " + ", ".join(f"{column} {cell}" for column, cell in named if cell))


def _plain(text: str) -> str:
    return " ".join(_MARKS.sub("", text).replace("|", " ").split())


def _without_lonely_headings(
    said: list[tuple[LineKind, tuple[Span, ...]]],
) -> list[tuple[LineKind, tuple[Span, ...]]]:
    kept: list[tuple[LineKind, tuple[Span, ...]]] = []
    for kind, spans in reversed(said):
        lonely = not kept or kept[-1][0] is LineKind.HEADING
        if kind is LineKind.HEADING and lonely:
            continue
        kept.append((kind, spans))
    return kept[::-1]


def _blocks(said: Iterable[tuple[LineKind, tuple[Span, ...]]]) -> Iterator[Block]:
    for kind, group in groupby(said, key=_kind):
        lines = [spans for _, spans in group]
        match kind:
            case LineKind.HEADING:
                yield from (Heading(text="".join(s.text for s in line)) for line in lines)
            case LineKind.PARAGRAPH:
                yield from (Paragraph(spans=line) for line in lines)
            case LineKind.BULLET:
                yield Bullets(items=tuple(lines))
            case LineKind.ROW:
                yield from _table(lines)


def _kind(line: tuple[LineKind, tuple[Span, ...]]) -> LineKind:
    return line[0]


def _table(lines: list[tuple[Span, ...]]) -> Iterator[Block]:
    """A table of one row is no table; it becomes a bullet."""
    rows = [_cells(line) for line in lines]
    width = max(len(row) for row in rows)
    if len(rows) == 1:
        yield Bullets(items=(lines[0],))
        return
    yield Table(rows=tuple((*row, *(((),) * (width - len(row)))) for row in rows))


def _cells(spans: tuple[Span, ...]) -> tuple[tuple[Span, ...], ...]:
    """A row's spans cut at the bars; the citations stay with the cell they close."""
    cells: list[list[Span]] = [[]]
    for span in spans:
        parts = span.text.split("|")
        for index, part in enumerate(parts):
            if index:
                cells.append([])
            cites = span.cites if index == _last_word(parts) else ()
            if part.strip():
                cells[-1].append(Span(text=part.strip(), bold=span.bold, cites=cites))
    outer = cells[1:] if not cells[0] else cells
    return tuple(tuple(cell) for cell in (outer[:-1] if outer and not outer[-1] else outer))


def _last_word(parts: list[str]) -> int:
    return max((i for i, part in enumerate(parts) if part.strip()), default=0)
