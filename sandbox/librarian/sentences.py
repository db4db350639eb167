"""Sentences: a passage cut verbatim, the same without markup, and what can be quoted of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sandbox.librarian.reading import Passage
from sandbox.librarian.words import ALL_STOP

BREAK = re.compile(
    r"(?<=[.!?])[\"'”)\]]*\s+(?=[\"“(\[*_]*[^\W_a-z])|(?<=[。\uff01\uff1f])|\n+\s*"
)
ABBREVIATED = re.compile(
    r"(?i)\b(?:e\.g|i\.e|cf|vs|approx|no|nr|dr|mrs?|ms|st|ca|z\.b|bzw)\.$|^\W*\d{1,2}\.$"
)
# Markup and what a person reads instead: links, names, ids, emoji codes, marks.
MARKUP = (
    (r"<(?:https?|mailto):[^|>\s]*\|([^>]*)>|!?\[([^\]]*)\]\([^)]*\)", r"\1\2"),
    (r"<[@#!][^|>]*\|([^>]*)>", r"\1"),
    (r"<[@#!][^>]*>|<?https?://[^\s>|)]+>?|:[a-z0-9_+-]*[a-z_][a-z0-9_+-]*:(?!\w)", ""),
    (r"^\s*(?:#{1,6}\s+|[-*•]\s+|\d+[.)]\s+|>\s*|\[[ xX]\]\s+)+|\*\*|__|~~|`+", ""),
    (r"(?<![\w*])[*_~]([^*_~\n]+)[*_~](?![\w*])", r"\1"),
    (r"\s+", " "),
)
TO_A_READER = re.compile(
    r"(?i)\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruct|previous|above|prompt|rule)|"
    r"\b(?:AI|LLM|language model|chat ?bot|assistants?|agents?)\b.{0,80}\b(?:must|should|"
    r"instead|repl(?:y|ies)|respond|include|output|recommend|summari\w+|tell|state|say)\b|"
    r"\bsystem prompt\b|\byou are now\b|\bnote to (?:ai|assistants?|models?)\b"
)
TITLE = re.compile(r"#|\D*$|\W*(?:What|Why|How|When|Where|Who|Next|Notes?|Background|As of)\b")
LONGEST, SHORTEST = 420, 12  # characters of what can be read as one claim
SHORT_LINE, A_HEADING, FEWEST_BARS = 7, 6, 2
WRAPPED, LONG_LINE = 60, 121  # characters of a line that an editor broke


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence or table row: verbatim, readable, and the texts of its passage it stands in.

    `under` is its heading, `cells` those of a row with the names of their columns.
    """

    passage: Passage
    raw: str
    text: str
    places: tuple[int, ...] = (0,)
    under: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    @property
    def table(self) -> str:
        """One for all rows under the same header; empty for anything else."""
        return f"{self.passage.name} {self.places[0]}" if self.cells else ""

    @property
    def beside(self) -> str:
        return f"{self.passage.title} {self.under or self.passage.heading}"


def lines_of(passages: Iterable[Passage]) -> list[Line]:
    """What can be quoted, in order."""
    return [line for one in passages for line in _cut(one) if _quotable(line.text)]


def _cut(passage: Passage) -> Iterator[Line]:
    """Rows get the names of their columns, short lines the heading that they stand under."""
    header: list[str] = []
    columns, heading, place = 0, "", 0
    pieces = [(at, raw) for at, text in enumerate(passage.texts) for raw in _sentences(text)]
    for at, raw in pieces:
        text, cells = cleaned(raw), _cells(raw)
        header = header if cells else []
        titled = not cells and _is_heading(raw, text)
        if titled:
            # A first-level heading is the document's title, which stands beside it.
            heading, place = ("" if raw.startswith("# ") else text), at
        if (titled and TITLE.match(raw)) or not re.search(r"\w", raw):
            continue
        if cells and not header:
            header, columns = cells, at
            continue
        words, beside = (_row(cells, header), columns) if cells else (text, at)
        if heading and not (cells or titled) and len(text.split()) <= SHORT_LINE:
            words, beside = f"{heading.rstrip(':')}: {text}", place
        yield Line(
            passage=passage,
            raw=raw,
            text=words,
            places=tuple(sorted({beside, at})),
            under=heading,
            cells=tuple(zip_longest(header, cells[: len(header)], fillvalue="")),
        )


def _is_heading(raw: str, text: str) -> bool:
    marked = raw.startswith(("-", "*", "•", ">")) and not raw.startswith("**")
    named = text[:1].isupper() and len(text.split()) <= A_HEADING
    return raw.startswith("#") or (named and not marked and not text.endswith((*".!?。,",)))


def _cells(line: str) -> list[str]:
    """Of a Markdown table's row; empty for anything else."""
    bars = line.count("|")
    if not (line.startswith("|") and bars > 1) and line.count(" | ") < FEWEST_BARS:
        return []
    return [cleaned(cell) for cell in line.strip().strip("|").split("|")]


def _row(cells: list[str], header: list[str]) -> str:
    pairs = [(name, cell) for name, cell in zip(header, cells, strict=False) if cell]
    named = [cell if cell.startswith(name) else f"{name} {cell}" for name, cell in pairs]
    return f"{cells[0]}: {', '.join(named[1:])}" if named[1:] else cells[0]


def _sentences(text: str) -> list[str]:
    """Verbatim, in order; an open quotation mark or a broken line holds them together."""
    found: list[str] = []
    start = 0
    for seam in BREAK.finditer(text):
        piece = text[start : seam.start()].strip()
        quoting = piece.count('"') % 2 and "\n" not in piece + seam[0]
        last = piece.rpartition("\n")[2]
        wrapped = seam[0].count("\n") == 1 and WRAPPED <= len(last) < LONG_LINE
        hangs = last.rpartition(" ")[2].lower() in ALL_STOP
        goes_on = (hangs or text[seam.end() : seam.end() + 1].islower()) and "|" not in last
        if quoting or ABBREVIATED.search(piece) or (wrapped and goes_on):
            continue
        found.append(piece)
        start = seam.end()
    return [piece for piece in (*found, text[start:].strip()) if piece]


def cleaned(text: str) -> str:
    """What a person would read aloud."""
    for mark, words in MARKUP:
        text = re.sub(mark, words, text)
    return text.strip(" |")


def _quotable(words: str) -> bool:
    """Long enough to say something, short enough to be one claim, no question, no order."""
    fits = SHORTEST <= len(words) <= LONGEST and not words.endswith(("?", "\uff1f", ":"))
    return fits and not TO_A_READER.search(words) and bool(re.search(r"[^\W\d_]", words))
