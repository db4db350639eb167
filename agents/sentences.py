"""Cutting text into the smallest pieces that a citation may point at."""

import re

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
_SHORT = 40


def pieces(text: str) -> tuple[str, ...]:
    """Sentences or lines, each at least a few words long; together they are the text again."""
    cut: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if end.end() - start >= _SHORT or "\n" in end[0]:
            cut.append(text[start : end.end()])
            start = end.end()
    if start < len(text):
        cut.append(text[start:])
    return tuple(_without_blank(cut))


def _without_blank(cut: list[str]) -> list[str]:
    """The API takes no blank block, so blank pieces join the one before."""
    kept: list[str] = []
    for piece in cut:
        if kept and (not piece.strip() or not kept[-1].strip()):
            kept[-1] += piece
        else:
            kept.append(piece)
    return kept
