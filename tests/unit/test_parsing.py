"""Files to text in the parsing process: real small files, damaged ones and bombs."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path

import docx
import fpdf
import pptx
import pypdfium2
import pytest

from connectors.parse_result import Parsed
from connectors.parsing import MOST_BYTES, File, Kind, Parser
from domain.errors import SourceError, SourceGarbled, SourceTooLarge, SourceUnsupported
from domain.question import SourceKind


@pytest.fixture
async def parser() -> AsyncIterator[Parser]:
    one = Parser()
    yield one
    one.close()


async def read(parser: Parser, kind: Kind, body: bytes) -> Parsed:
    return await parser.parse(File(kind=kind, body=body), source=SourceKind.DRIVE)


def a_docx() -> bytes:
    document = docx.Document()
    document.add_heading("Memo", 1)
    document.add_paragraph("Prices rise in October.")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Plan", "Price", "Team", "49"), strict=True):
        cell.text = text
    document.add_paragraph("first", style="List Bullet")
    return saved(document)


def a_pptx() -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Prices"
    slide.placeholders[1].text = "up five percent"
    slide.notes_slide.notes_text_frame.text = "say why"
    return saved(deck)


def a_pdf(pages: int = 2) -> bytes:
    document = fpdf.FPDF()
    document.set_font("Helvetica")
    for number in range(1, pages + 1):
        document.add_page()
        document.cell(text=f"Words of page {number}.")
    return bytes(document.output())


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined] # docx and pptx alike
    return buffer.getvalue()


def swollen(original: bytes, member: str, *, megabytes: int) -> bytes:
    """The file with one member blown up with spaces, which pack to almost nothing."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(original)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            text = old.read(info)
            padding = b" " * (megabytes * 2**20) if info.filename == member else b""
            new.writestr(info.filename, text + padding)
    return buffer.getvalue()


async def test_a_word_file_keeps_headings_tables_and_lists(parser: Parser) -> None:
    """A price in a table is worth more than the words around it."""
    found = await read(parser, "docx", a_docx())

    assert found.text == (
        "# Memo\n\nPrices rise in October.\n\n"
        "| Plan | Price |\n| --- | --- |\n| Team | 49 |\n\n- first\n"
    )


async def test_a_presentation_keeps_titles_points_and_notes(parser: Parser) -> None:
    """What is said is often only in the notes."""
    found = await read(parser, "pptx", a_pptx())

    assert found.text == "## Slide 1: Prices\n\n- up five percent\n\nNotes: say why\n"


async def test_a_pdf_is_read_page_by_page(parser: Parser) -> None:
    """The page is where a reader looks a quote up."""
    found = await read(parser, "pdf", a_pdf())

    assert found.text == "## Page 1\n\nWords of page 1.\n\n## Page 2\n\nWords of page 2.\n"


async def test_a_long_pdf_is_read_to_its_limit_and_says_so(parser: Parser) -> None:
    """Two hundred pages, whatever the file holds."""
    found = await read(parser, "pdf", a_pdf(pages=203))

    assert "Words of page 200." in found.text
    assert "Words of page 201." not in found.text
    assert found.notes == ("only the first 200 of 203 pages were read",)


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx"])
async def test_a_damaged_file_is_garbled(parser: Parser, kind: Kind) -> None:
    """Half a file, and none at all."""
    whole = {"pdf": a_pdf, "docx": a_docx, "pptx": a_pptx}[kind]()
    for body in (b"", b"nonsense", whole[: len(whole) // 3]):
        with pytest.raises((SourceGarbled, SourceUnsupported)):
            await read(parser, kind, body)


async def test_a_scan_has_no_text(parser: Parser) -> None:
    """It is said to have none, not to be empty."""
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(200, 200)

    with pytest.raises(SourceUnsupported):
        await read(parser, "pdf", saved(blank))


@pytest.mark.parametrize(
    ("kind", "member"), [("docx", "word/document.xml"), ("pptx", "ppt/slides/slide1.xml")]
)
async def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(
    parser: Parser, kind: Kind, member: str
) -> None:
    """A few hundred kilobytes that would become hundreds of megabytes."""
    whole = {"docx": a_docx, "pptx": a_pptx}[kind]()
    bomb = swollen(whole, member, megabytes=120)

    with pytest.raises(SourceTooLarge):
        await read(parser, kind, bomb)


async def test_an_archive_of_very_many_members_is_refused(parser: Parser) -> None:
    """Each costs something, however small it is."""
    buffer = io.BytesIO(a_docx())
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"x/{number}", b"")

    with pytest.raises(SourceTooLarge):
        await read(parser, "docx", buffer.getvalue())


async def test_more_bytes_than_allowed_never_reach_the_process(parser: Parser) -> None:
    """Twenty megabytes are the limit."""
    with pytest.raises(SourceTooLarge):
        await read(parser, "pdf", b"x" * (MOST_BYTES + 1))

    assert parser._process is None


async def test_a_page_that_swells_in_memory_is_ended(parser: Parser) -> None:
    """The kernel ends the child at its limit, and the next file is read as ever."""
    deep = b"<html><body><article>" + b"<b><i>" * 1_500_000 + b"text"

    with pytest.raises(SourceError):
        await read(parser, "html", deep)
    assert "Words of page 1." in (await read(parser, "pdf", a_pdf())).text


@pytest.mark.slow
async def test_a_page_that_takes_forever_is_ended(parser: Parser) -> None:
    """Eight seconds on the wall, however they are spent."""
    table = b"<table>" + b"<tr><td>x" * 120_000
    body = b"<html><body><article>" + table + b"<div>" * 100_000

    async with asyncio.timeout(12):
        with pytest.raises(SourceError):
            await read(parser, "html", body)


async def test_a_process_that_died_is_started_anew(parser: Parser) -> None:
    """Whatever ended it, the next file is read."""
    await read(parser, "docx", a_docx())
    assert parser._process is not None
    parser._process.kill()
    parser._process.wait()

    assert (await read(parser, "docx", a_docx())).text.startswith("# Memo")


async def test_files_are_read_at_the_same_time(parser: Parser) -> None:
    """Forty in parallel, each with its own answer."""
    texts = await asyncio.gather(*(read(parser, "pdf", a_pdf(n % 5 + 1)) for n in range(40)))

    assert [text.text.count("## Page") for text in texts] == [n % 5 + 1 for n in range(40)]


def names_in_environment(process: int) -> set[bytes]:
    """Of another process, where the system shows it."""
    environment = Path(f"/proc/{process}/environ")
    if not environment.exists():
        pytest.skip("no /proc here")
    pairs = environment.read_bytes().split(b"\0")
    return {pair.partition(b"=")[0] for pair in pairs if pair}


async def test_what_parses_holds_no_secret(parser: Parser) -> None:
    """The process gets neither our environment nor our files."""
    await read(parser, "docx", a_docx())
    assert parser._process is not None

    assert names_in_environment(parser._process.pid) <= {b"PYTHONUTF8", b"LC_CTYPE"}
