"""The reading half of Sheets v4: a spreadsheet's tabs, and cells by range."""

import re
from dataclasses import dataclass

from aiohttp import web

from sandbox.google_drive.errors import entity_not_found, invalid
from sandbox.google_drive.fields import picked
from sandbox.google_drive.files import FileAnswers
from sandbox.google_drive.kinds import address
from sandbox.google_drive.parameters import parameters
from sandbox.wire import Json, RefusedError
from sandbox.workspace.schema import DriveFile, SheetTab

_RANGE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?([A-Z]{0,3})(\d*)(?::([A-Z]{0,3})(\d*))?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Cells of one tab; rows and columns count from 0, ends are exclusive."""

    tab: SheetTab
    top: int
    left: int
    bottom: int
    right: int

    @property
    def values(self) -> list[list[str]]:
        """Rows without the empty cells at their ends, nor empty rows at the end."""
        rows = [_trimmed(row[self.left : self.right]) for row in self.tab.rows]
        rows = rows[self.top : self.bottom]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @property
    def name(self) -> str:
        first, last = _letters(self.left), _letters(self.right - 1)
        return f"{_quoted(self.tab.name)}!{first}{self.top + 1}:{last}{self.bottom}"


@dataclass(slots=True, kw_only=True)
class SheetAnswers:
    files: FileAnswers

    async def get(self, request: web.Request) -> web.Response:
        asked = await parameters(request, "ranges", "includeGridData")
        sheet = self._visible(request)
        answer: Json = {
            "spreadsheetId": sheet.id,
            "properties": {"title": sheet.name, "locale": "en_GB", "timeZone": "Etc/UTC"},
            "sheets": [_tab(n, tab) for n, tab in enumerate(sheet.tabs)],
            "spreadsheetUrl": address(sheet),
        }
        fields = asked.get("fields")
        return web.json_response(picked(answer, fields, schema="Spreadsheet", api="sheets"))

    async def batch_get(self, request: web.Request) -> web.Response:
        asked = await parameters(
            request, "ranges", "majorDimension", "valueRenderOption", "dateTimeRenderOption"
        )
        sheet = self._visible(request)
        boxes = [_box(sheet, wanted) for wanted in asked.all("ranges")]
        by_columns = asked.get("majorDimension", "ROWS") == "COLUMNS"
        answer: Json = {
            "spreadsheetId": sheet.id,
            "valueRanges": [_values(box, by_columns=by_columns) for box in boxes],
        }
        fields, schema = asked.get("fields"), "BatchGetValuesResponse"
        return web.json_response(picked(answer, fields, schema=schema, api="sheets"))

    def _visible(self, request: web.Request) -> DriveFile:
        email = self.files.identity.email(request)
        try:
            file = self.files.visible(request.match_info["file_id"], email)
        except RefusedError:
            raise entity_not_found() from None
        if file.kind != "sheet":
            raise invalid("This operation is not supported for this document", location="id")
        return file


def _tab(number: int, tab: SheetTab) -> Json:
    width = max(map(len, tab.rows), default=0)
    grid = {"rowCount": max(len(tab.rows), 1), "columnCount": max(width, 1)}
    properties = {"sheetId": number, "title": tab.name, "index": number, "sheetType": "GRID"}
    return {"properties": properties | {"gridProperties": grid}}


def _values(box: Box, *, by_columns: bool) -> Json:
    rows = box.values
    found: Json = {"range": box.name, "majorDimension": "COLUMNS" if by_columns else "ROWS"}
    if by_columns:
        width = max(map(len, rows), default=0)
        rows = [[row[n] if n < len(row) else "" for row in rows] for n in range(width)]
    return found | ({"values": rows} if rows else {})


def _box(sheet: DriveFile, wanted: str) -> Box:
    """A range in A1 notation: `Tab`, `Tab!A1:C5`, `Tab!B:D`, `A1`.

    Raises:
        RefusedError: 400 `invalid`, no such tab or no such notation.
    """
    whole = {tab.name: tab for tab in sheet.tabs}.get(wanted.strip("'"))
    if whole is not None:
        return _all_of(whole)
    match = _RANGE.fullmatch(wanted)
    if match is None:
        raise invalid(f"Unable to parse range: {wanted}", location="ranges")
    quoted, bare, left, top, right, bottom = match.groups()
    name = quoted.replace("''", "'") if quoted else bare
    tabs = [tab for tab in sheet.tabs if name in (None, tab.name)]
    if not tabs:
        raise invalid(f"Unable to parse range: {wanted}", location="ranges")
    single = right is None and bottom is None
    return _clipped(tabs[0], (left, top), (left, top) if single else (right, bottom))


def _all_of(tab: SheetTab) -> Box:
    width = max(map(len, tab.rows), default=0)
    return Box(tab=tab, top=0, left=0, bottom=len(tab.rows), right=width)


def _clipped(tab: SheetTab, first: tuple[str, str], last: tuple[str, str]) -> Box:
    """Open sides reach to the end of what is written."""
    whole = _all_of(tab)
    return Box(
        tab=tab,
        top=int(first[1]) - 1 if first[1] else 0,
        left=_number(first[0]) - 1 if first[0] else 0,
        bottom=int(last[1]) if last[1] else whole.bottom,
        right=_number(last[0]) if last[0] else whole.right,
    )


def _trimmed(row: tuple[str, ...]) -> list[str]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _number(letters: str) -> int:
    """A column's number from 1: A is 1, Z 26, AA 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def _letters(column: int) -> str:
    """The inverse, for a column that counts from 0."""
    found, left = "", max(column, 0) + 1
    while left:
        left, rest = divmod(left - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _quoted(name: str) -> str:
    return name if name.isalnum() else "'" + name.replace("'", "''") + "'"
