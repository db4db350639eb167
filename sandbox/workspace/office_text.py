"""The words of PDF and Office files, read by the libraries that know them."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth
import pypdfium2
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError
from lxml import etree
from pptx import Presentation
from pptx.exc import PackageNotFoundError

from sandbox.workspace.archive import UnreadableError
from sandbox.workspace.document_text import MOST_ROWS, Words
from sandbox.workspace.workbook import read_workbook

LONGEST_TEXT = 2_000_000  # characters
MOST_UNPACKED = 200_000_000  # bytes
MOST_PAGES = 2_000
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, AttributeError, OSError)


def pdf_text(body: bytes) -> Words:
    """The bytes as they are, and the words of the first `MOST_PAGES` pages.

    Raises:
        UnreadableError: no PDF, a locked one, or one of scanned pages.
    """
    try:
        with pypdfium2.PdfDocument(body) as document:
            text = "\n\n".join(
                document[number].get_textpage().get_text_bounded().replace("\r\n", "\n").strip()
                for number in range(min(len(document), MOST_PAGES))
            )
    except pypdfium2.PdfiumError as wrong:
        raise UnreadableError(f"no PDF, or one with a password ({wrong})") from wrong
    if not text.strip():
        raise UnreadableError("holds pictures of text only")
    return Words(kind="pdf", text=text[:LONGEST_TEXT], content=body)


def page_text(body: bytes) -> Words:
    """A Word document. Raises UnreadableError."""
    _refuse_bomb(body)
    try:
        text = str(mammoth.extract_raw_text(io.BytesIO(body)).value).strip()
    except (*_BROKEN, ExpatError) as wrong:
        raise UnreadableError(f"no Word document ({wrong})") from wrong
    return Words(kind="docx", text=text[:LONGEST_TEXT], content=body)


def slides_text(body: bytes) -> Words:
    """A presentation, its slides apart by three dashes. Raises UnreadableError."""
    _refuse_bomb(body)
    try:
        deck = Presentation(io.BytesIO(body))
        slides = ["\n\n".join(_lines(slide)) for slide in deck.slides]
    except (*_BROKEN, PackageNotFoundError, etree.LxmlError) as wrong:
        raise UnreadableError(f"no presentation ({wrong})") from wrong
    return Words(kind="pptx", text="\n\n---\n\n".join(slides)[:LONGEST_TEXT], content=body)


def workbook(body: bytes) -> Words:
    """A spreadsheet, one tab per sheet. Raises UnreadableError."""
    _refuse_bomb(body)
    try:
        return Words(kind="sheet", tabs=read_workbook(body, MOST_ROWS))
    except (*_BROKEN, ParseError, DefusedXmlException) as wrong:
        raise UnreadableError(f"no workbook ({wrong})") from wrong


def _lines(slide: Any) -> Iterator[str]:  # noqa: ANN401 - python-pptx has no types
    for shape in slide.shapes:
        if shape.has_text_frame and shape.text_frame.text.strip():
            yield shape.text_frame.text.strip()
        if shape.has_table:
            yield from (" | ".join(cell.text for cell in row.cells) for row in shape.table.rows)


def _refuse_bomb(body: bytes) -> None:
    """Office files are zip files; zipfile never unpacks more than an entry claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as wrong:
        raise UnreadableError("no Office file") from wrong
    if unpacked > MOST_UNPACKED:
        raise UnreadableError("unpacks to more than is allowed")
