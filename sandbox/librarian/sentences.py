"""Sentences: a text cut verbatim, the same without its markup, and whom it addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BREAK = re.compile(
    r"(?<=[.!?])[\"'”)\]]*\s+(?=[\"“(\[*_]*[^\W_a-z])|(?<=[。\uff01\uff1f])|"
    r"\n+\s*"
)
ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|cf|vs|approx|no|nr|dr|mr|ms|mrs|st|ca|z\.b|bzw)\.$|^\W*\d{1,2}\.$",
    re.IGNORECASE,
)
SLACK_LINK = re.compile(r"<(?:https?|mailto):[^|>\s]*\|([^>]*)>")
BARE_LINK = re.compile(r"<?https?://[^\s>|)]+>?")
SLACK_NAME = re.compile(r"<[@#!][^|>]*\|([^>]*)>")
SLACK_ID = re.compile(r"<[@#!][^>]*>")
MARKDOWN_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
EMOJI = re.compile(r":[a-z0-9_+-]*[a-z_][a-z0-9_+-]*:(?!\w)")
LINE_START = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+|\d+[.)]\s+|>\s*|\[[ xX]\]\s+)+")
STRESS = re.compile(r"(\*\*|__|~~|`+)")
SINGLE_STRESS = re.compile(r"(?<![\w*])[*_~]([^*_~\n]+)[*_~](?![\w*])")
TO_A_READER = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruct|previous|above|prompt|rule)|"
    r"\b(?:AI|LLM|language model|chat ?bot|assistants?|agents?)\b.{0,80}\b(?:must|should|"
    r"instead|repl(?:y|ies)|respond|include|output|recommend|summari\w+|tell|state|say)\b|"
    r"\bsystem prompt\b|\byou are now\b|\bnote to (?:ai|assistants?|models?)\b",
    re.IGNORECASE,
)
LONGEST = 420  # characters; longer is a paragraph that nobody reads as one claim
SHORTEST = 12
FEWEST_BARS = 2
TITLE_START = re.compile(r"(?:What|Why|How|When|Where|Who|Next|Notes?|Background|As of)\b")
SHORT_LINE, A_HEADING = 7, 6  # words
WRAPPED, FULL_LINE, LONG_LINE = 45, 68, 121  # characters of a line that an editor broke
MARKED = re.compile(r"[-*+•>#|]|\d+[.)]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence or table row: verbatim, readable, and in which of the texts it stands.

    `header` is the text that holds the row's column names, or -1.
    """

    raw: str
    clean: str
    text: int
    header: int = -1
    under: str = ""
    is_heading: bool = False


def cut(texts: Sequence[str]) -> Iterator[Piece]:
    """The pieces of texts that follow each other in one document.

    Rows get the names of their columns, short lines the heading that they stand under.
    """
    header: list[str] = []
    columns, heading = -1, (-1, "")
    for at, text in enumerate(texts):
        for raw in _sentences(text):
            clean, cells = cleaned(raw), _cells(raw)
            if cells and not header:
                header, columns = cells, at
            elif cells and any(re.search(r"\w", cell) for cell in cells):
                yield Piece(raw=raw, clean=_row(cells, header), text=at, header=columns)
            elif not cells:
                header = []
                short = len(clean.split()) <= SHORT_LINE and heading[1]
                named = f"{heading[1].rstrip(':')}: {clean}" if short else clean
                place = heading[0] if short else -1
                if _is_heading(raw, clean):
                    # A first-level heading is the document's title, which stands beside it.
                    heading = (at, "" if raw.startswith("# ") else clean)
                yield Piece(
                    raw=raw,
                    clean=clean if heading[0] == at and heading[1] == clean else named,
                    text=at,
                    header=place,
                    under=heading[1],
                    is_heading=_is_heading(raw, clean) and _says_nothing(clean),
                )


def _says_nothing(heading: str) -> bool:
    """A short line with a figure may be a fact, unless it begins like a title."""
    return not re.search(r"\d", heading) or bool(TITLE_START.match(heading))


def _is_heading(raw: str, clean: str) -> bool:
    if raw.startswith("#"):
        return True
    marked = raw.startswith(("-", "*", "•", ">")) and not raw.startswith("**")
    ended = clean.endswith((".", "!", "?", "。", ","))
    named = clean[:1].isupper() and len(clean.split()) <= A_HEADING
    return named and not marked and not ended


def _cells(line: str) -> list[str]:
    """Of a Markdown table's row; empty for anything else."""
    bars = line.count("|")
    if not (line.startswith("|") and bars > 1) and line.count(" | ") < FEWEST_BARS:
        return []
    return [cleaned(cell) for cell in line.strip().strip("|").split("|")]


def _row(cells: list[str], header: list[str]) -> str:
    if len(cells) != len(header):
        return " · ".join(cell for cell in cells if cell)
    pairs = zip(header[1:], cells[1:], strict=True)
    named = [
        cell if cell.startswith(name) else f"{name} {cell}" for name, cell in pairs if cell
    ]
    return f"{cells[0]}: {', '.join(named)}" if named else cells[0]


def _sentences(text: str) -> list[str]:
    """Verbatim, in order; an open quotation mark holds its sentences together."""
    found: list[str] = []
    start = 0
    for seam in BREAK.finditer(text):
        piece = text[start : seam.start()].strip()
        open_quote = piece.count('"') % 2 and "\n" not in piece + seam[0]
        if open_quote or ABBREVIATED.search(piece) or _is_wrap(piece, seam):
            continue
        found.append(piece)
        start = seam.end()
    return [piece for piece in (*found, text[start:].strip()) if piece]


def _is_wrap(piece: str, seam: re.Match[str]) -> bool:
    """Whether an editor broke the line there, in the middle of a sentence."""
    line = piece.rpartition("\n")[2]
    rest = seam.string[seam.end() : seam.end() + 4]
    if seam[0].count("\n") != 1 or not WRAPPED <= len(line) < LONG_LINE:
        return False
    if line.startswith(("#", "|")) or line.endswith((*".!?:|",)) or MARKED.match(rest):
        return False
    return len(line) >= FULL_LINE or not rest[:1].isupper()


def cleaned(text: str) -> str:
    """What a person would read aloud: no links, marks, ids or emoji codes."""
    text = SLACK_LINK.sub(r"\1", text)
    text = MARKDOWN_LINK.sub(r"\1", text)
    text = SLACK_NAME.sub(r"\1", text)
    text = SLACK_ID.sub("", text)
    text = BARE_LINK.sub("", text)
    text = EMOJI.sub("", text)
    text = LINE_START.sub("", text)
    text = SINGLE_STRESS.sub(r"\1", STRESS.sub("", text))
    return re.sub(r"\s+", " ", text).strip(" |")


def addresses_a_machine(text: str) -> bool:
    """Whether it tries to tell the reader's model what to do instead of saying something."""
    return bool(TO_A_READER.search(text))


def quotable(piece: Piece) -> bool:
    """Long enough to say something, short enough to be one claim, no question, no order."""
    words = piece.clean
    if piece.is_heading or piece.raw.startswith("#"):
        return False
    if not SHORTEST <= len(words) <= LONGEST or words.endswith(("?", "\uff1f", ":")):
        return False
    return not addresses_a_machine(words) and not re.fullmatch(r"[\W\d_]*", words)
