"""A document's Markdown as the bytes of real PDF, Word and PowerPoint files."""

import io
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import docx
import fpdf
import pptx

from sandbox.prose import (
    Block,
    Code,
    Heading,
    Item,
    Paragraph,
    Quote,
    Rule,
    Table,
    blocks,
    plain,
    plain_text,
    spans,
)

_LATIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u2026": "...",
        "\u2022": "-",
        "\u2192": "->",
        "\u20ac": "EUR",
        "\u2265": ">=",
        "\u2264": "<=",
    }
)


def latin(text: str) -> str:
    """Text for the fonts that every PDF reader has; they stop at Latin-1.

    Typographic signs become plain ones, accents are dropped where the letter with one is
    missing, and other scripts become question marks.
    """
    found = "".join(map(_latin_letter, text.translate(_LATIN)))
    return found.encode("latin-1", "replace").decode("latin-1")


def _latin_letter(letter: str) -> str:
    if ord(letter) < 256:  # noqa: PLR2004 - where Latin-1 ends
        return letter
    bare = unicodedata.normalize("NFKD", letter).encode("latin-1", "ignore").decode("latin-1")
    return bare or letter


def slides_of(markdown: str) -> tuple[str, ...]:
    """Slides are separated by a line of three dashes."""
    parts = re.split(r"^---\s*$", markdown, flags=re.MULTILINE)
    return tuple(part.strip() for part in parts if part.strip())


def slides_text(markdown: str) -> str:
    """What Drive's text export of a presentation holds: the words, slide after slide."""
    return "\n\n".join(plain_text(blocks(slide)) for slide in slides_of(markdown))


def pdf(title: str, markdown: str) -> bytes:
    """A4, one column, page numbers at the foot."""
    paper = _Paper()
    paper.set_title(latin(title))
    paper.add_page()
    for block in blocks(markdown):
        _print(paper, block)
    return bytes(paper.output())


class _Paper(fpdf.FPDF):
    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 10, str(self.page_no()), align="C")


def _print(paper: _Paper, block: Block) -> None:
    match block:
        case Heading():
            paper.set_font("Helvetica", style="B", size=max(11, 20 - 2 * block.level))
            _lines(paper, plain(block.text))
        case Item():
            paper.set_font("Helvetica", size=11)
            _lines(paper, f"{'    ' * block.depth}{block.mark} {plain(block.text)}")
        case Table():
            _pdf_table(paper, block)
        case Code():
            paper.set_font("Courier", size=9)
            _lines(paper, block.text)
        case Paragraph() | Quote():
            paper.set_font("Helvetica", size=11)
            _lines(paper, plain(block.text))
        case Rule():
            paper.ln(4)


def _lines(paper: _Paper, text: str) -> None:
    paper.multi_cell(0, 6, latin(text), align="L", new_x="LMARGIN", new_y="NEXT")
    paper.ln(2)


def _pdf_table(paper: _Paper, table: Table) -> None:
    paper.set_font("Helvetica", size=9)
    rows = _even([[latin(plain(cell)) for cell in row] for row in table.rows])
    with paper.table() as grid:
        for row in rows:
            drawn = grid.row()
            for cell in row:
                drawn.cell(cell)
    paper.ln(3)


def _even(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows of one length; short ones are filled with empty cells."""
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def word(title: str, markdown: str) -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for block in blocks(markdown):
        _write(document, block)
    return _saved(document)


def _write(document: Any, block: Block) -> None:  # noqa: ANN401 - the library has no types
    match block:
        case Heading():
            document.add_heading(plain(block.text), level=min(block.level, 9))
        case Item():
            style = "List Number" if block.mark == "1." else "List Bullet"
            _runs(document.add_paragraph(style=style), block.text)
        case Table():
            _word_table(document, block)
        case Quote():
            _runs(document.add_paragraph(style="Quote"), block.text)
        case Paragraph():
            _runs(document.add_paragraph(), block.text)
        case Code():
            document.add_paragraph(block.text)
        case Rule():
            document.add_paragraph()


def _runs(paragraph: Any, text: str) -> None:  # noqa: ANN401 - the library has no types
    for span in spans(text):
        run = paragraph.add_run(span.text)
        run.bold, run.italic = span.bold or None, span.italic or None


def _word_table(document: Any, table: Table) -> None:  # noqa: ANN401 - no types
    rows = _even(table.rows)
    grid = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for line, row in zip(grid.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = plain(text)


def presentation(title: str, markdown: str) -> bytes:
    """A slide's first heading is its title; a paragraph that begins with `Notes:` its notes."""
    deck = pptx.Presentation()
    deck.core_properties.title = title
    for slide in slides_of(markdown):
        _add_slide(deck, blocks(slide))
    return _saved(deck)


def _add_slide(deck: Any, content: Sequence[Block]) -> None:  # noqa: ANN401 - no types
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    head = next((block for block in content if isinstance(block, Heading)), None)
    slide.shapes.title.text = plain(head.text) if head else ""
    lines: list[str] = []
    for block in content:
        match block:
            case Table():
                _slide_table(slide, block)
            case Paragraph() if block.text.startswith("Notes:"):
                notes = plain(block.text.removeprefix("Notes:").strip())
                slide.notes_slide.notes_text_frame.text = notes
            case Item():
                lines.append(plain(block.text))
            case _:
                lines += [plain_text([block])] if block is not head else []
    slide.placeholders[1].text = "\n".join(lines)


def _slide_table(slide: Any, table: Table) -> None:  # noqa: ANN401 - the library has no types
    rows = _even(table.rows)
    left, top, width, height = (pptx.util.Inches(size) for size in (1, 4, 8, 2))
    shape = slide.shapes.add_table(len(rows), len(rows[0]), left, top, width, height)
    for line, row in zip(shape.table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = plain(text)


def _saved(document: Any) -> bytes:  # noqa: ANN401 - the libraries have no types
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
