"""The text of a Drive file as Markdown, whatever its kind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.drive_accounts import Subject
from connectors.drive_door import DriveDoor
from connectors.drive_shapes import (
    COMMENT_FIELDS,
    SHEET_FIELDS,
    BatchValues,
    Comment,
    CommentList,
    File,
    Reply,
    Spreadsheet,
    TabProperties,
)
from connectors.invisible import without_invisible
from connectors.markdown import without_marks
from connectors.parse_markup import table_markdown
from connectors.parsing import MOST_BYTES, Kind, Parser
from connectors.parsing import File as Bytes
from domain.errors import (
    SourceDenied,
    SourceError,
    SourceGarbled,
    SourceTooLarge,
    SourceUnsupported,
)
from domain.question import SourceKind

GOOGLE = "application/vnd.google-apps."
MOST_ROWS, MOST_COLUMNS, MOST_TABS = 2_000, "AZ", 30
_OFFICE = "application/vnd.openxmlformats-officedocument."
_PARSED: dict[str, Kind] = {
    "application/pdf": "pdf",
    _OFFICE + "wordprocessingml.document": "docx",
    _OFFICE + "presentationml.presentation": "pptx",
    "text/html": "html",
}
_TEXT = ("text/", "application/json", "application/xml", "application/x-yaml")
# Images arrive as base64 in reference lines at the end of a Markdown export.
_IMAGE_DATA = re.compile(r"^\[[^\]\n]+\]:\s*<?data:image/[^\n]*$", re.MULTILINE)
_IMAGE_MARK = re.compile(r"!\[[^\]\n]*\]\[[^\]\n]*\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A file's whole text; `notes` say what is not in it."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class DriveReading:
    door: DriveDoor
    parser: Parser

    async def text_of(self, file: File, subject: Subject) -> Text:
        """Raises SourceError; SourceUnsupported for a kind of file that has no text for us."""
        if not file.capabilities.can_download:
            raise SourceDenied(SourceKind.DRIVE, "its owner forbids copying")
        match file.mime_type.removeprefix(GOOGLE):
            case "document":
                return Text(text=_without_images(await self._export(file, subject, "markdown")))
            case "presentation":
                return Text(text=await self._export(file, subject, "plain"))
            case "spreadsheet":
                return await self._sheet(file, subject)
            case _:
                return await self._stored(file, subject)

    async def _stored(self, file: File, subject: Subject) -> Text:
        """A file that Drive keeps as it was uploaded."""
        if (file.size or 0) > MOST_BYTES:
            raise SourceTooLarge(SourceKind.DRIVE, f"{file.size:,} bytes")
        if file.mime_type in _PARSED:
            return await self._parsed(file, subject, _PARSED[file.mime_type])
        if file.mime_type.startswith(_TEXT):
            return Text(text=_decoded(await self._bytes(file, subject)))
        raise SourceUnsupported(SourceKind.DRIVE, file.mime_type)

    async def comments_on(self, file: File, subject: Subject) -> Text:
        """What people wrote beside the file, as a section of its own; empty without any."""
        request = self.door.comments.list(
            fileId=file.id, pageSize=100, fields=COMMENT_FIELDS, includeDeleted=False
        )
        try:
            page = await self.door.ask(subject, request, CommentList)
        except SourceError:
            return Text(text="", notes=("its comments could not be read",))
        lines = [line for one in page.comments if not one.deleted for line in _comment(one)]
        more = ("only the first 100 comments were read",) if page.next_page_token else ()
        return Text(
            text="## Comments\n\n" + "\n".join(lines) + "\n" if lines else "", notes=more
        )

    async def _export(self, file: File, subject: Subject, kind: str) -> str:
        request = self.door.files.export(fileId=file.id, mimeType=f"text/{kind}")
        return _decoded(await self.door.call(subject, request))

    async def _bytes(self, file: File, subject: Subject) -> bytes:
        request = self.door.files.get_media(fileId=file.id, supportsAllDrives=True)
        body = await self.door.call(subject, request)
        if not isinstance(body, bytes):
            raise SourceGarbled(SourceKind.DRIVE, "a file without bytes")
        return body

    async def _parsed(self, file: File, subject: Subject, kind: Kind) -> Text:
        body = await self._bytes(file, subject)
        found = await self.parser.parse(Bytes(kind=kind, body=body), source=SourceKind.DRIVE)
        return Text(text=found.text, notes=found.notes)

    async def _sheet(self, file: File, subject: Subject) -> Text:
        """Every visible tab as a table under its name."""
        request = self.door.sheets.get(spreadsheetId=file.id, fields=SHEET_FIELDS)
        book = await self.door.ask(subject, request, Spreadsheet)
        grids = [tab.properties for tab in book.sheets if tab.properties.sheet_type == "GRID"]
        tabs = [grid for grid in grids if not grid.hidden][:MOST_TABS]
        if not tabs:
            raise SourceUnsupported(SourceKind.DRIVE, "a spreadsheet without cells")
        ranges = [f"{_quoted(tab.title)}!A1:{MOST_COLUMNS}{MOST_ROWS}" for tab in tabs]
        values = await self.door.ask(
            subject,
            self.door.sheets.values().batchGet(
                spreadsheetId=file.id, ranges=ranges, valueRenderOption="FORMATTED_VALUE"
            ),
            BatchValues,
        )
        parts = [
            f"## {tab.title}\n\n{_table(cells.values)}"
            for tab, cells in zip(tabs, values.value_ranges, strict=False)
        ]
        return Text(text="\n\n".join(parts) + "\n", notes=_sheet_notes(grids, tabs))


def _sheet_notes(
    grids: Sequence[TabProperties], tabs: Sequence[TabProperties]
) -> tuple[str, ...]:
    notes = []
    if any(grid.hidden for grid in grids):
        notes.append("hidden tabs were not read")
    if len(tabs) == MOST_TABS:
        notes.append(f"at most {MOST_TABS} tabs were read")
    if any(tab.grid_properties.row_count > MOST_ROWS for tab in tabs):
        notes.append(f"at most {MOST_ROWS:,} rows of each tab were read")
    return tuple(notes)


def _table(rows: Sequence[Sequence[str | float | bool | None]]) -> str:
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return table_markdown([row for row in cells if any(cell.strip() for cell in row)])


def _quoted(title: str) -> str:
    escaped = title.replace("'", "''")
    return f"'{escaped}'"


def _decoded(body: object) -> str:
    if not isinstance(body, bytes):
        raise SourceGarbled(SourceKind.DRIVE, "an export without text")
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise SourceGarbled(SourceKind.DRIVE, "not UTF-8") from wrong
    return without_invisible(text)


def _without_images(markdown: str) -> str:
    return without_marks(_IMAGE_MARK.sub("", _IMAGE_DATA.sub("", markdown))).rstrip() + "\n"


def _comment(comment: Comment) -> list[str]:
    about = " ".join(comment.quoted_file_content.value.split())[:120]
    on = f' (on "{about}")' if about else ""
    done = " (resolved)" if comment.resolved else ""
    replies = [f"  - {_said(reply)}" for reply in comment.replies if not reply.deleted]
    return [f"- {_said(comment)}{on}{done}", *replies]


def _said(one: Comment | Reply) -> str:
    day = f" on {one.created_time.date().isoformat()}" if one.created_time else ""
    words = " ".join(without_invisible(one.content).split())
    return f"{one.author.display_name or 'Somebody'}{day}: {words}"
