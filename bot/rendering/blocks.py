"""Rows to Block Kit. The only inline elements that this can build are `text` and `link`."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.rendering.inert import one_line
from bot.rendering.layout import Aligned, Grid, Item, Line, Piece, Row, Text
from bot.rendering.limits import BUTTON_TEXT, BUTTON_VALUE, CONTEXT_TEXT

Json = dict[str, object]
_BREAK = Piece(text="\n")


def elements(pieces: Iterable[Piece]) -> list[Json]:
    """Slack refuses empty text and empty sections."""
    return [_element(piece) for piece in pieces if piece.text] or [
        {"type": "text", "text": " "}
    ]


def _element(piece: Piece) -> Json:
    style: Json = {"style": {"bold": True}} if piece.bold else {}
    if piece.url:
        return {"type": "link", "url": piece.url, "text": piece.text, **style}
    return {"type": "text", "text": piece.text, **style}


def blocks_of(rows: Sequence[Row]) -> list[Json]:
    """Rows in order; text rows share a block until one of them opens a new one."""
    blocks: list[Json] = []
    for run in _runs(rows):
        match run[0]:
            case Grid() as grid:
                blocks.append(_table(grid))
            case _:
                texts = [row for row in run if not isinstance(row, Grid)]
                blocks.append({"type": "rich_text", "elements": _parts(texts)})
    return blocks


def count_blocks(rows: Sequence[Row]) -> int:
    return len(_runs(rows))


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    runs: list[list[Row]] = []
    for row in rows:
        if not runs or _starts_block(runs[-1][-1], row):
            runs.append([row])
        else:
            runs[-1].append(row)
    return runs


def _starts_block(before: Row, row: Row) -> bool:
    if isinstance(before, Grid) or isinstance(row, Grid):
        return True
    return isinstance(row, Line) and row.opens


def _parts(rows: Sequence[Text]) -> list[Json]:
    parts: list[Json] = []
    for shape, group in groupby(rows, key=type):
        same = list(group)
        if shape is Item:
            items = [
                {"type": "rich_text_section", "elements": elements(r.pieces)} for r in same
            ]
            parts.append({"type": "rich_text_list", "style": "bullet", "elements": items})
        elif shape is Aligned:
            # One frame for all rows, so that they are read as a table.
            parts.append(_lines("rich_text_preformatted", [row.pieces for row in same]))
        else:
            # One section for all lines: sections in a row may run on or may not.
            parts.append(_lines("rich_text_section", [row.pieces for row in same]))
    return parts


def _lines(kind: str, lines: Sequence[Sequence[Piece]]) -> Json:
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        pieces += [*([_BREAK] if number else []), *line]
    return {"type": kind, "elements": elements(pieces)}


def _table(grid: Grid) -> Json:
    return {"type": "table", "rows": [[_cell(cell) for cell in row] for row in grid.rows]}


def _cell(pieces: Sequence[Piece]) -> Json:
    section: Json = {"type": "rich_text_section", "elements": elements(pieces)}
    return {"type": "rich_text", "elements": [section]}


def plain(text: str, limit: int = CONTEXT_TEXT) -> Json:
    return {"type": "plain_text", "text": one_line(text, limit) or " ", "emoji": False}


def context(text: str) -> Json:
    return {"type": "context", "elements": [plain(text)]}


def section(text: str) -> Json:
    return {"type": "section", "text": plain(text, 2_900)}


def button(text: str, action: str, value: str, *, style: str = "") -> Json:
    """`style` is primary, danger or empty."""
    made: Json = {
        "type": "button",
        "text": plain(text, BUTTON_TEXT),
        "action_id": action,
        "value": value[:BUTTON_VALUE],
    }
    return made | ({"style": style} if style else {})


def actions(block_id: str, *buttons: Json) -> Json:
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)}
