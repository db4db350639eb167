"""A folder of documents becomes a Drive, and what cannot be read is named."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # has no types
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from sandbox.workspace.archive import Skipped, UnreadableError, open_archive
from sandbox.workspace.document_text import Words, comma_separated, markdown, web_text
from sandbox.workspace.documents import read_documents
from sandbox.workspace.office_text import page_text, pdf_text, slides_text, workbook
from sandbox.workspace.schema import DriveFile

TODAY = datetime(2030, 1, 1, tzinfo=UTC)


def documents(
    folder: Path, files: dict[str, bytes]
) -> tuple[dict[str, DriveFile], tuple[Skipped, ...]]:
    """What became of the files, by name, and what was skipped."""
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    archive = open_archive(folder)
    found = read_documents(archive, owner="dana", today=TODAY)
    return {file.name: file for file in found}, tuple(archive.skipped)


def pdf(text: str) -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica")
    paper.multi_cell(0, text=text)
    return bytes(paper.output())


def word(text: str) -> bytes:
    document, body = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(body)
    return body.getvalue()


def deck(*titles: str) -> bytes:
    slides, body = Presentation(), io.BytesIO()
    for title in titles:
        slides.slides.add_slide(slides.slide_layouts[5]).shapes.title.text = title
    slides.save(body)
    return body.getvalue()


def spreadsheet() -> bytes:
    body = io.BytesIO()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Prices")
        sheet.write_row(0, 0, ["Plan", "Price"])
        sheet.write_row(2, 1, [56.5])
        book.add_worksheet("Empty")
    return body.getvalue()


def test_every_type_is_read(tmp_path: Path) -> None:
    """Words for searching, and the bytes themselves where Drive serves bytes."""
    found, skipped = documents(
        tmp_path,
        {
            "plan.md": b"---\ntitle: The plan\n---\n\nDo it.",
            "note.md": b"# A note\n\nWords.",
            "a.txt": b"Plain",
            "page.html": b"<title>Saved</title><body><p>Some words.</p></body>",
            "t.csv": b"a,b\n1,2\n",
            "p.pdf": pdf("Paper words"),
            "w.docx": word("Word words"),
            "s.pptx": deck("First", "Second"),
            "x.xlsx": spreadsheet(),
        },
    )

    assert skipped == ()
    assert found["The plan"].text == "Do it."
    assert found["A note"].kind == "doc"
    assert found["a.txt"].kind == "text"
    assert "Some words." in found["Saved"].text
    assert found["t.csv"].tabs[0].rows == (("a", "b"), ("1", "2"))
    assert found["p.pdf"].text == "Paper words"
    assert found["p.pdf"].content.startswith(b"%PDF")
    assert found["w.docx"].text == "Word words"
    assert found["s.pptx"].text == "First\n\n---\n\nSecond"
    assert [tab.name for tab in found["x.xlsx"].tabs] == ["Prices", "Empty"]
    assert found["x.xlsx"].tabs[0].rows == (("Plan", "Price"), ("", "56.5"))


def test_folders_stay_folders(tmp_path: Path) -> None:
    """Where something lies is often half of what it says."""
    found, _ = documents(tmp_path, {"a/b/c.txt": b"x", "top.txt": b"y"})

    assert found["c.txt"].folder == found["b"].id
    assert found["b"].folder == found["a"].id
    assert found["a"].folder == found["top.txt"].folder == ""


def test_documents_are_shared_with_the_company(tmp_path: Path) -> None:
    """The report says so when they load."""
    found, _ = documents(tmp_path, {"a/b.txt": b"x"})

    assert all(file.sharing.domain for file in found.values())
    assert all(file.modified <= TODAY for file in found.values())


def test_what_cannot_be_read_is_named_and_the_rest_loads(tmp_path: Path) -> None:
    """Each with a reason that a person can act on."""
    found, skipped = documents(
        tmp_path,
        {
            "photo.jpg": b"\xff\xd8",
            "broken.pdf": b"%PDF-1.7 and nothing",
            "broken.docx": b"PK nothing",
            "broken.pptx": word("not slides"),
            "broken.xlsx": word("no sheets"),
            "binary.txt": b"\0\1\2",
            "good.txt": b"x",
        },
    )

    assert list(found) == ["good.txt"]
    assert {one.name: one.reason.partition(" (")[0] for one in skipped} == {
        "photo.jpg": "no reader for .jpg",
        "broken.pdf": "no PDF, or one with a password",
        "broken.docx": "no Office file",
        "broken.pptx": "no presentation",
        "broken.xlsx": "no workbook",
        "binary.txt": "holds no text",
    }


def test_a_pdf_without_words_is_named(tmp_path: Path) -> None:
    """A scan would be found by nobody."""
    _, skipped = documents(tmp_path, {"scan.pdf": pdf("")})

    assert skipped[0].reason == "holds pictures of text only"


@pytest.mark.parametrize("read", [pdf_text, page_text, slides_text, workbook])
@given(noise=st.binary(max_size=200), cut=st.integers(0, 3000))
def test_damaged_files_are_unreadable_and_nothing_worse(
    read: Callable[[bytes], Words], noise: bytes, cut: int
) -> None:
    """Half a download must not end the import."""
    whole = spreadsheet()
    try:
        read(whole[:cut] + noise)
    except UnreadableError as unreadable:
        reason = str(unreadable)
    else:
        reason = "read"

    assert reason


@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_unreadable(body: bytes) -> None:
    """The readers for text take whatever somebody has saved."""
    for read in (markdown, comma_separated, web_text):
        try:
            kind = read(body).kind
        except UnreadableError:
            kind = "doc"

        assert kind in {"doc", "sheet"}
