"""Cutting text into the smallest pieces that a citation may point at."""

import re

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
_SHORT = 40
_WRAPPED = range(45, 121)  # letters of a line that an editor has wrapped
_FULL = 68  # letters of a line that had no room for another word
_GOES_ON = re.compile(r"[ \t]*[\"'“‘(\[*_`]*[a-z\d]")
_STARTS = re.compile(r"\s*(?:[-*+•>#|]|\d+[.)]\s)")


def pieces(text: str) -> tuple[str, ...]:
    """Sentences or lines, each at least a few words long; together they are the text again."""
    cut: list[str] = []
    start = 0
    for end in _END.finditer(text):
        if _is_wrap(text, end):
            continue
        if end.end() - start >= _SHORT or "\n" in end[0]:
            cut.append(text[start : end.end()])
            start = end.end()
    if start < len(text):
        cut.append(text[start:])
    return tuple(_without_blank(cut))


def _is_wrap(text: str, end: re.Match[str]) -> bool:
    """Whether it is a line break in the middle of a sentence, as hard-wrapped files have."""
    if end[0] != "\n":
        return False
    line = text[text.rfind("\n", 0, end.start()) + 1 : end.start()]
    is_row = line.lstrip().startswith(("#", "|")) or line.endswith((":", "|"))
    if is_row or len(line) not in _WRAPPED or _STARTS.match(text, end.end()):
        return False
    return len(line) >= _FULL or bool(_GOES_ON.match(text, end.end()))


def _without_blank(cut: list[str]) -> list[str]:
    """The API takes no blank block, so blank pieces join the one before."""
    kept: list[str] = []
    for piece in cut:
        if kept and (not piece.strip() or not kept[-1].strip()):
            kept[-1] += piece
        else:
            kept.append(piece)
    return kept
