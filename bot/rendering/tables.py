"""A table of the answer as a Slack table when it fits, else as text in columns."""

from collections.abc import Sequence
from itertools import zip_longest

from bot.rendering.layout import Aligned, Grid, Piece, Row, width
from bot.rendering.limits import TABLE_CHARACTERS, TABLE_COLUMNS, TABLE_ROWS

Cells = tuple[tuple[Piece, ...], ...]

# Wider columns than this make lines that no screen shows whole.
_WIDEST = 60


def table_rows(rows: Sequence[Cells], *, is_first: bool) -> list[Row]:
    """Rows may be ragged; `is_first` since Slack takes one table in a message."""
    if not rows or not any(rows):
        return []
    square = _squared(rows)
    if is_first and _fits(square):
        return [Grid(rows=square)]
    return [Aligned(pieces=line) for line in _aligned(square)]


def _squared(rows: Sequence[Cells]) -> tuple[Cells, ...]:
    columns = list(zip_longest(*rows, fillvalue=()))
    return tuple(zip(*columns, strict=True))


def _fits(rows: Sequence[Cells]) -> bool:
    characters = sum(width(cell) for row in rows for cell in row)
    return (
        len(rows) <= TABLE_ROWS
        and len(rows[0]) <= TABLE_COLUMNS
        and characters <= TABLE_CHARACTERS
    )


def _aligned(rows: Sequence[Cells]) -> list[tuple[Piece, ...]]:
    """One line a row, columns apart by ` | `, short cells filled up with spaces."""
    widths = [min(max(map(width, column)), _WIDEST) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: Cells, widths: Sequence[int]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for cell, wide in zip(row, widths, strict=True):
        if pieces:
            pieces.append(Piece(text=" | "))
        # A line break inside a cell would break the column.
        pieces += [Piece(text=p.text.replace("\n", " "), bold=p.bold, url=p.url) for p in cell]
        pieces.append(Piece(text=" " * (wide - width(cell))))
    return tuple(pieces)
