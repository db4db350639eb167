"""The writer's cited text, read into lines whose every statement rests on a citation.

What carries no citation is left out here, by construction: a claim is a stretch of a line that
ends in a citation. Headings and lead-ins stay only beside claims.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from agents.conversation import CitedText, Pointer


class LineKind(StrEnum):
    HEADING = "heading"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text with the citations that close it; without any it is glue."""

    text: str
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`columns` are the names over a table's row, empty for its header and for other lines."""

    kind: LineKind
    stretches: tuple[Stretch, ...]
    columns: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)

    @property
    def is_cited(self) -> bool:
        return any(stretch.pointers for stretch in self.stretches)


_BULLET = re.compile(r"^\s*[-*•]\s+")
_HEADING = re.compile(r"^\s*(?:#{1,6}\s+(?P<hash>.+)|\*\*(?P<bold>[^*]+)\*\*:?)\s*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE = re.compile(r"^[\s|:\-]+$")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)(\S+)", re.IGNORECASE)
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"\w[^\w|]*?[.!?](?=\s)|[。！？]")


def read(texts: Sequence[CitedText]) -> tuple[Line, ...]:
    """Lines in order; uncited ones are kept only if they are headings or table headers."""
    lines = [line for raw in _raw_lines(texts) if (line := _line(raw))]
    return tuple(_with_columns(_with_headings_of_something(_cited_only(lines))))


def cells(row: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))


def _raw_lines(texts: Sequence[CitedText]) -> list[list[Stretch]]:
    """The text cut at line breaks; a citation stays with each line of its stretch."""
    lines: list[list[Stretch]] = [[]]
    for cited in texts:
        for number, part in enumerate(_clean(cited.text).split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Stretch(text=part, pointers=cited.pointers))
    return lines


def _clean(text: str) -> str:
    """Link markup becomes its label, an address its host: links come from the registry only."""
    unlinked = _LINK.sub(r"\1", text)
    return _ADDRESS.sub(lambda found: found[1].split("/")[0], unlinked)


def _line(stretches: list[Stretch]) -> Line | None:
    text = "".join(stretch.text for stretch in stretches)
    if not _WORD.search(text):
        return None
    cited = any(stretch.pointers for stretch in stretches)
    if _ROW.match(text):
        return (
            None if _RULE.match(text) else Line(kind=LineKind.ROW, stretches=_joined(stretches))
        )
    if (heading := _HEADING.match(text)) and not cited:
        title = (heading["hash"] or heading["bold"]).strip("* ")
        return Line(kind=LineKind.HEADING, stretches=(Stretch(text=title),))
    kind = LineKind.BULLET if _BULLET.match(text) else LineKind.PARAGRAPH
    return Line(kind=kind, stretches=_joined(_without_mark(stretches)))


def _without_mark(stretches: list[Stretch]) -> list[Stretch]:
    """Without the bullet's mark, which may be a stretch of its own."""
    first, *rest = stretches
    text = "".join(stretch.text for stretch in stretches)
    mark = _BULLET.match(text)
    if not mark:
        return stretches
    cut = first.text[len(mark[0]) :] if len(first.text) >= len(mark[0]) else ""
    return [Stretch(text=cut, pointers=first.pointers), *rest] if cut else rest


def _joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Glue joins the cited stretch that follows it; what trails uncited is dropped."""
    joined: list[Stretch] = []
    glue = ""
    for stretch in stretches:
        if stretch.pointers:
            glue = _unfinished(glue)
        if stretch.pointers and _WORD.search(glue + stretch.text):
            joined.append(Stretch(text=glue + stretch.text, pointers=stretch.pointers))
            glue = ""
        elif joined and not _WORD.search(stretch.text) and not glue:
            last = joined.pop()
            joined.append(Stretch(text=last.text + stretch.text, pointers=last.pointers))
        else:
            glue += stretch.text
    if not joined:
        return (Stretch(text=glue),)
    return tuple(joined)


def _unfinished(glue: str) -> str:
    """What a cited stretch completes: whole sentences before it have no source of their own."""
    end = max((found.end() for found in _SENTENCE_END.finditer(glue)), default=0)
    return glue[end:]


def _cited_only(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    for line in lines:
        starts_table = line.kind is LineKind.ROW and (
            not kept or kept[-1].kind is not LineKind.ROW
        )
        if line.is_cited or line.kind is LineKind.HEADING or starts_table:
            kept.append(line)
    return kept


def _with_headings_of_something(lines: list[Line]) -> Iterable[Line]:
    """Without headings, or table headers, that nothing follows."""
    for line, following in pairwise([*lines, None]):
        if line is None:
            continue
        follows = following.kind if following else None
        if line.kind is LineKind.HEADING and follows in (None, LineKind.HEADING):
            continue
        if not line.is_cited and line.kind is LineKind.ROW and follows is not LineKind.ROW:
            continue
        yield line


def _with_columns(lines: Iterable[Line]) -> Iterable[Line]:
    header: tuple[str, ...] = ()
    for line in lines:
        is_row = line.kind is LineKind.ROW
        yield replace(line, columns=header) if is_row else line
        header = (header or cells(line.text)) if is_row else ()
