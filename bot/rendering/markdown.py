"""Rows as Markdown, for the file that carries a very long answer, and as plain text."""

from collections.abc import Iterable, Sequence

from bot.rendering.layout import Aligned, Grid, Item, Line, Piece, Row


def markdown(rows: Iterable[Row]) -> str:
    """Links are written `[1](https://…)`; nothing else can make one."""
    return "\n".join(_row(row, links=True) for row in rows).strip() + "\n"


def plain_text(rows: Iterable[Row]) -> str:
    return "\n".join(_row(row, links=False) for row in rows).strip()


def _row(row: Row, *, links: bool) -> str:
    match row:
        case Line(pieces=pieces, opens=opens):
            return ("\n" if opens else "") + _text(pieces, links=links)
        case Item(pieces=pieces):
            return "- " + _text(pieces, links=links)
        case Aligned(pieces=pieces):
            return "    " + _text(pieces, links=links)
        case Grid(rows=rows):
            return "\n" + "\n".join(_grid(rows, links=links))


def _grid(rows: Sequence[Sequence[Sequence[Piece]]], *, links: bool) -> list[str]:
    lines = [
        "| " + " | ".join(_text(c, links=links).replace("\n", " ") for c in row) + " |"
        for row in rows
    ]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]


def _text(pieces: Iterable[Piece], *, links: bool) -> str:
    return "".join(_piece(piece, links=links) for piece in pieces)


def _piece(piece: Piece, *, links: bool) -> str:
    if not links:
        return piece.text
    if piece.url:
        return f"{piece.text}({piece.url})"
    bold = piece.bold and piece.text.strip()
    return f"**{piece.text}**" if bold else _unlinked(piece.text)


def _unlinked(text: str) -> str:
    # In Markdown `[x](y)` and `![x](y)` would link; what others wrote must not.
    return text.replace("](", "]\\(").replace("<", "&lt;")
