"""A PDF's text, page by page; runs in the parsing child, since PDFium is C++."""

import re
from itertools import pairwise

import pypdfium2

from connectors.invisible import without_invisible
from connectors.parse_result import Parsed, Unreadable, UnreadableError

MOST_PAGES = 200
_FULL_LINE = 0.7  # of the longest line on the page; a shorter one was ended on purpose
_ENDED = re.compile(r"[.:;!?\u3002\uff01\uff1f]$")
_BEGINS = re.compile(r"\s*(?:[-*\u2022\u2013]\s|\(?\d{1,3}[.)]\s|$)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]$")


def parse_pdf(body: bytes) -> Parsed:
    """Each page under a heading of its own. Raises UnreadableError."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as broken:
        why = Unreadable.UNSUPPORTED if "assword" in str(broken) else Unreadable.GARBLED
        raise UnreadableError(why, "not a readable PDF") from broken
    count = len(document)
    pages = [_page(document, number) for number in range(min(count, MOST_PAGES))]
    if not any(pages):
        raise UnreadableError(Unreadable.UNSUPPORTED, "a PDF without text, perhaps a scan")
    text = "\n\n".join(f"## Page {n}\n\n{page}" for n, page in enumerate(pages, start=1))
    notes = (f"only the first {MOST_PAGES} of {count} pages were read",)
    title = document.get_metadata_dict().get("Title", "")
    return Parsed(text=text + "\n", title=title, notes=notes if count > MOST_PAGES else ())


def _page(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number]
    lines = page.get_textpage().get_text_bounded()
    text = without_invisible(lines)
    # PDFium marks a hyphen that a line end put into a word.
    text = re.sub(r"\ufffe\n?", "", text)
    return _unwrapped(re.sub(r"[ \t]+\n", "\n", text).strip())


def _unwrapped(text: str) -> str:
    """Lines that only the page's width had ended are joined, so that sentences are whole."""
    lines = text.split("\n")
    full = max(map(len, lines)) * _FULL_LINE
    joined = lines[:1]
    for before, line in pairwise(lines):
        if len(before) >= full and not _ENDED.search(before) and not _BEGINS.match(line):
            space = "" if _CJK.search(before) else " "
            joined[-1] += space + line
        else:
            joined.append(line)
    return "\n".join(joined)
