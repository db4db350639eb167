"""Reading files of the sandbox's Drive with Google's own client."""

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pypdfium2
import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseDownload

from tests.wire.drive_room import (
    BO,
    TABLE,
    Drive,
    Vendor,
    drive_room,
)


@pytest.fixture
async def drive() -> AsyncIterator[Drive]:
    async with drive_room() as drive:
        yield drive


async def test_documents_export_to_text_and_markdown(drive: Drive) -> None:
    """Markdown as written; plain text without marks; slides have no Markdown."""
    markdown = await drive.ask(
        lambda api: api.files().export(fileId="decision", mimeType="text/markdown")
    )
    plain = await drive.ask(
        lambda api: api.files().export(fileId="decision", mimeType="text/plain")
    )
    slides = await drive.ask(
        lambda api: api.files().export(fileId="deck", mimeType="text/plain")
    )
    csv = await drive.ask(lambda api: api.files().export(fileId="numbers", mimeType="text/csv"))

    assert markdown.decode() == TABLE
    assert plain.decode("utf-8-sig").startswith("Pricing\n\nList prices stay")
    assert "up five percent" in slides.decode()
    assert csv.decode().splitlines() == ["Plan,Price,", "Pro,49", ",,"]
    assert await drive.refusal(
        lambda api: api.files().export(fileId="deck", mimeType="text/markdown")
    ) == (400, "badRequest")


async def test_what_cannot_be_exported_or_downloaded_says_why(drive: Drive) -> None:
    """Three different 403s that mean three different things."""
    files = {
        "exportSizeLimitExceeded": lambda api: api.files().export(
            fileId="big", mimeType="text/markdown"
        ),
        "fileNotExportable": lambda api: api.files().export(
            fileId="paper", mimeType="text/plain"
        ),
        "fileNotDownloadable": lambda api: api.files().get_media(fileId="decision"),
    }

    for reason, call in files.items():
        assert await drive.refusal(call) == (403, reason)


def download(api: Vendor, http: Vendor, *, key: str, chunk: int) -> tuple[bytes, int]:
    """A file's bytes by the client's own downloader, and how many chunks it took."""
    request, buffer = api.files().get_media(fileId=key), io.BytesIO()
    request.http = http
    downloader, done, chunks = MediaIoBaseDownload(buffer, request, chunksize=chunk), False, 0
    while not done:
        _, done = downloader.next_chunk()
        chunks += 1
    return buffer.getvalue(), chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """Looks like a request, so that it runs where requests run."""

    api: Vendor
    key: str
    chunk: int = 4 * 2**20

    def execute(self, *, http: Vendor) -> tuple[bytes, int]:
        return download(self.api, http, key=self.key, chunk=self.chunk)


async def test_a_pdf_has_the_words_and_comes_in_ranges(drive: Drive) -> None:
    """Real bytes; what Latin-1 lacks is written in plain signs or as question marks."""
    body, chunks = await drive.ask(lambda api: Download(api=api, key="paper", chunk=1024))

    document = pypdfium2.PdfDocument(body)
    text = document[0].get_textpage().get_text_range()
    assert chunks > 1
    assert len(document) > 1
    assert "List prices stay" in text
    assert '"Wörds" - ??' in text


@pytest.mark.parametrize(
    ("key", "member"),
    [
        ("letter", ("word/document.xml", "List ")),
        ("deckfile", ("ppt/slides/slide1.xml", "up five percent")),
        ("deckfile", ("ppt/notesSlides/notesSlide1.xml", "say why")),
    ],
)
async def test_office_files_are_real_archives(
    drive: Drive, key: str, member: tuple[str, str]
) -> None:
    """A reader of Word or PowerPoint files finds the words where they belong."""
    body, _ = await drive.ask(lambda api: Download(api=api, key=key))

    part, text = member
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert text in archive.read(part).decode()


async def test_an_empty_file_is_downloaded_as_nothing(drive: Drive) -> None:
    """The server says 416 with a length of zero, which the client takes for done."""
    assert await drive.ask(lambda api: Download(api=api, key="empty")) == (b"", 1)


async def test_comments_need_fields(drive: Drive) -> None:
    """So does about; the mistake has its own reason."""
    found = await drive.ask(
        lambda api: api.comments().list(
            fileId="decision", fields="comments(content,author/displayName)"
        )
    )

    assert found["comments"] == [{"content": "Sure?", "author": {"displayName": "Bo"}}]
    assert await drive.refusal(lambda api: api.comments().list(fileId="decision")) == (
        400,
        "required",
    )


async def test_sheets_give_tabs_and_ranges(drive: Drive) -> None:
    """Tabs by name, cells by range, without what is empty at the ends."""
    sheet = await drive.ask_sheets(
        lambda api: api.spreadsheets().get(
            spreadsheetId="numbers", fields="sheets/properties(title)"
        )
    )
    ranges = ["'By plan'!A1:B2", "Costs", "Costs!B:B", "A1"]
    values = await drive.ask_sheets(
        lambda api: api.spreadsheets().values().batchGet(spreadsheetId="numbers", ranges=ranges)
    )

    titles = [one["properties"]["title"] for one in sheet["sheets"]]
    assert titles == ["By plan", "Costs"]
    assert [one["values"] for one in values["valueRanges"]] == [
        [["Plan", "Price"], ["Pro", "49"]],
        [["Region", "EU"], ["Cost", "7"]],
        [["EU"], ["7"]],
        [["Plan"]],
    ]


async def test_sheets_obey_the_same_rights(drive: Drive) -> None:
    """The Sheets API has its own 404."""
    with pytest.raises(HttpError) as caught:
        await drive.ask_sheets(
            lambda api: api.spreadsheets().get(spreadsheetId="numbers"), who=BO
        )

    assert caught.value.status_code == 404
