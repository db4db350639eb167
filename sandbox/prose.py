"""Markdown as the workspace writes it, taken apart so that each server can show it its own way.

Only what people write in documents: headings, paragraphs, lists with levels, tasks, quotes,
code, tables and rules; inside a line bold, italic, code and links.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A list item; `depth` counts from 0. `mark` is `-`, `1.`, `[ ]` or `[x]`."""

    text: str
    mark: str
    depth: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    language: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The first row is the header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    pass


Block = Heading | Paragraph | Item | Quote | Code | Table | Rule

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_ITEM = re.compile(r"(\s*)([-*+]|\d+[.)])\s+(?:(\[[ xX]\])\s+)?(.*)$")
_RULE = re.compile(r"\s*(-{3,}|\*{3,}|_{3,})\s*$")
_DELIMITER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_SPAN = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*\s][^*]*?)\*"
    r"|(?<!\w)_(?P<under>[^_]+)_(?!\w)|!?\[(?P<label>[^\]]*)\]\((?P<href>[^)\s]+)[^)]*\)"
)


def blocks(markdown: str) -> tuple[Block, ...]:
    return tuple(_Reader(markdown).all())


class _Reader:
    """Walks the lines once; each method takes the lines of one block."""

    def __init__(self, markdown: str) -> None:
        self.lines = markdown.replace("\r\n", "\n").split("\n")
        self.at = 0

    def all(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            if self.lines[self.at].strip():
                yield self._block()
            else:
                self.at += 1

    def _block(self) -> Block:
        line = self.lines[self.at]
        if line.lstrip().startswith("```"):
            return self._code()
        if self._is_table():
            return self._table()
        if line.startswith(">"):
            quoted = self._while(lambda one: one.startswith(">"))
            return Quote(text="\n".join(one.lstrip("> ") for one in quoted))
        return self._one_line(line) or self._paragraph()

    def _one_line(self, line: str) -> Block | None:
        if _RULE.match(line):
            self.at += 1
            return Rule()
        if heading := _HEADING.match(line):
            self.at += 1
            return Heading(level=len(heading[1]), text=heading[2])
        if item := _ITEM.match(line):
            return self._item(item)
        return None

    def _item(self, found: re.Match[str]) -> Item:
        self.at += 1
        more = self._while(lambda one: one.startswith("  ") and not _ITEM.match(one))
        indent, bullet, task, text = found.groups()
        mark = task.lower() if task else "1." if bullet[0].isdigit() else "-"
        whole = " ".join([text, *(one.strip() for one in more)])
        return Item(text=whole, mark=mark, depth=len(indent.expandtabs(4)) // 2)

    def _code(self) -> Code:
        language = self.lines[self.at].strip().strip("`").strip()
        self.at += 1
        inside = self._while(lambda one: not one.lstrip().startswith("```"))
        self.at += 1
        return Code(language=language, text="\n".join(inside))

    def _is_table(self) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        return (
            "|" in self.lines[self.at]
            and "|" in following
            and bool(_DELIMITER.match(following))
        )

    def _table(self) -> Table:
        found = self._while(lambda one: "|" in one)
        return Table(rows=tuple(_cells(line) for line in [found[0], *found[2:]]))

    def _paragraph(self) -> Paragraph:
        first = self.lines[self.at].strip()
        self.at += 1
        more = self._while(_continues)
        return Paragraph(text="\n".join([first, *(one.strip() for one in more)]))

    def _while(self, belongs: Callable[[str], bool]) -> list[str]:
        start = self.at
        while self.at < len(self.lines) and belongs(self.lines[self.at]):
            self.at += 1
        return self.lines[start : self.at]


def _continues(line: str) -> bool:
    starts = _HEADING.match(line) or _ITEM.match(line) or _RULE.match(line)
    return bool(line.strip()) and not starts and not line.lstrip().startswith(("```", ">", "|"))


def _cells(line: str) -> tuple[str, ...]:
    inside = line.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inside))


def spans(text: str) -> tuple[Span, ...]:
    """A line's runs of one look, in order; joined they are the text without its marks."""
    found: list[Span] = []
    end = 0
    for match in _SPAN.finditer(text):
        if match.start() > end:
            found.append(Span(text=text[end : match.start()]))
        found.append(_span(match))
        end = match.end()
    if end < len(text):
        found.append(Span(text=text[end:]))
    return tuple(found)


def _span(match: re.Match[str]) -> Span:
    groups = match.groupdict()
    if groups["code"]:
        return Span(text=groups["code"], code=True)
    if groups["bold"]:
        return Span(text=plain(groups["bold"]), bold=True)
    if groups["href"]:
        return Span(text=groups["label"], href=groups["href"])
    return Span(text=groups["italic"] or groups["under"] or "", italic=True)


def plain(text: str) -> str:
    """A line without its marks."""
    return "".join(span.text for span in spans(text))


def plain_text(content: Iterable[Block]) -> str:
    """Whole blocks without their marks, one blank line between them."""
    return "\n\n".join(filter(None, map(_plain_block, content)))


def _plain_block(block: Block) -> str:
    match block:
        case Heading() | Paragraph() | Quote():
            return plain(block.text)
        case Item():
            return f"{'  ' * block.depth}{block.mark} {plain(block.text)}"
        case Code():
            return block.text
        case Table():
            return "\n".join("\t".join(map(plain, row)) for row in block.rows)
        case Rule():
            return ""
