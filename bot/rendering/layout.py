"""The renderer's grammar between an answer and Slack: pieces of text in rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.rendering.inert import inert


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Literal text, already inert; with `url` it is a link, which only the registry makes."""

    text: str
    bold: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph. `opens` starts a new block, which sets it apart from what came before."""

    pieces: tuple[Piece, ...]
    opens: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One bullet; `goes_on` marks the rest of one that was split."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Text in a fixed width."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table that fits Slack's limits; every row has the same number of cells."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


Text = Line | Item | Aligned
Row = Text | Grid


def literal(text: str, *, bold: bool = False) -> Piece:
    """The one way that text becomes a piece."""
    return Piece(text=inert(text), bold=bold)


def width(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def size(row: Row) -> int:
    """Characters, with one for the line break."""
    if isinstance(row, Grid):
        return sum(width(cell) for cells in row.rows for cell in cells)
    return width(row.pieces) + 1


def fitting(row: Row, limit: int) -> Iterator[Row]:
    """The same row, or as many as it takes for none to be larger than `limit`."""
    if isinstance(row, Grid) or size(row) <= limit:
        yield row
        return
    for pieces in _chunks(row.pieces, limit - 1):
        yield replace(row, pieces=pieces)


def _chunks(pieces: Sequence[Piece], limit: int) -> Iterator[tuple[Piece, ...]]:
    chunk: list[Piece] = []
    room = limit
    for whole in pieces:
        rest = whole
        while len(rest.text) > room:
            head, tail = _cut(rest, room, may_wait=bool(chunk))
            if head.text:
                chunk.append(head)
            yield tuple(chunk)
            chunk, room, rest = [], limit, tail
        if rest.text:
            chunk.append(rest)
            room -= len(rest.text)
    if chunk:
        yield tuple(chunk)


def _cut(piece: Piece, room: int, *, may_wait: bool) -> tuple[Piece, Piece]:
    """Cut after a space; a link or a long word goes to the next chunk whole if it can."""
    space = (
        -1
        if piece.url
        else max(piece.text.rfind(" ", 0, room), piece.text.rfind("\n", 0, room))
    )
    at = space + 1 if space >= 0 else (0 if may_wait else room)
    return replace(piece, text=piece.text[:at]), replace(piece, text=piece.text[at:])
