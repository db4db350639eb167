"""The cells of an .xlsx file as texts: a zip of XML parts (ECMA-376, part 1, section 18)."""

import io
import posixpath
import re
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from sandbox.workspace.schema import SheetTab

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_COLUMN = re.compile(r"[A-Z]{1,3}")
MOST_COLUMNS = 200


def read_workbook(body: bytes, most_rows: int) -> tuple[SheetTab, ...]:
    """The sheets in order, numbers and dates as they are stored, formulas as their results.

    Raises:
        zipfile.BadZipFile, KeyError, ValueError, ParseError, DefusedXmlException: no workbook.
    """
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        workbook = fromstring(parts.read("xl/workbook.xml"))
        shared = _shared(parts)
        targets = _targets(parts)
        return tuple(
            SheetTab(
                name=sheet.get("name", "Sheet"),
                rows=_rows(fromstring(parts.read(targets[sheet.get(f"{_REL}id", "")])), shared)[
                    :most_rows
                ],
            )
            for sheet in workbook.iter(f"{_MAIN}sheet")
        )


def _targets(parts: zipfile.ZipFile) -> dict[str, str]:
    """Where each sheet's part is, by its relationship id."""
    relations = fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    return {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:]
        for one in relations.iter(f"{_PACKAGE}Relationship")
    }


def _shared(parts: zipfile.ZipFile) -> tuple[str, ...]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return ()
    strings = fromstring(parts.read("xl/sharedStrings.xml"))
    return tuple(_joined(one) for one in strings.iter(f"{_MAIN}si"))


def _joined(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{_MAIN}t"))


def _rows(sheet: Element, shared: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(_row(row, shared) for row in sheet.iter(f"{_MAIN}row"))


def _row(row: Element, shared: tuple[str, ...]) -> tuple[str, ...]:
    cells: dict[int, str] = {}
    for position, cell in enumerate(row.iter(f"{_MAIN}c")):
        cells[_column(cell.get("r", ""), position)] = _value(cell, shared)
    width = min(max(cells, default=-1) + 1, MOST_COLUMNS)
    return tuple(cells.get(column, "") for column in range(width))


def _column(reference: str, position: int) -> int:
    """`C7` is column 2; a cell without a reference stands where it stands."""
    letters = _COLUMN.match(reference)
    if not letters:
        return position
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: Element, shared: tuple[str, ...]) -> str:
    if cell.get("t") == "inlineStr":
        return _joined(cell)
    value = cell.findtext(f"{_MAIN}v", "")
    if cell.get("t") == "s":
        index = int(value or "-1")
        return shared[index] if 0 <= index < len(shared) else ""
    return value
