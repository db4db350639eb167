"""The words of one document written as text: Markdown, plain, HTML, comma-separated."""

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice

import trafilatura
import yaml
from lxml import etree

from sandbox.workspace.archive import UnreadableError, decoded
from sandbox.workspace.schema import FileKind, SheetTab

MOST_ROWS = 10_000
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_HEADING = re.compile(r"\s*#\s+(\S.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What Drive shows of a document. `title` is empty when only the file's name is known."""

    kind: FileKind
    title: str = ""
    text: str = ""
    tabs: tuple[SheetTab, ...] = ()
    content: bytes = b""


def markdown(body: bytes) -> Words:
    """A document; its title from the front matter or from a heading that opens it."""
    text = decoded(body)
    title = ""
    if front := _FRONT_MATTER.match(text):
        title = _title(front[1])
        text = text[front.end() :]
    if not title and (heading := _HEADING.match(text)):
        title = heading[1].strip()
    return Words(kind="doc", title=title, text=text.strip())


def _title(front_matter: str) -> str:
    try:
        fields = yaml.safe_load(front_matter)
    except yaml.YAMLError:
        return ""
    title = fields.get("title") if isinstance(fields, dict) else None
    return str(title).strip() if title else ""


def plain_text(body: bytes) -> Words:
    return Words(kind="text", text=decoded(body))


def web_text(body: bytes) -> Words:
    """A saved web page as a document: its main text and its title."""
    html = decoded(body)
    text = trafilatura.extract(
        html, output_format="markdown", include_tables=True, favor_recall=True
    )
    try:
        tree = etree.HTML(html)
    except (etree.ParserError, ValueError) as wrong:
        raise UnreadableError(f"no HTML ({wrong})") from wrong
    if tree is None:
        raise UnreadableError("no HTML")
    title = (tree.findtext(".//title") or "").strip()
    visible = text or " ".join("".join(tree.itertext()).split())
    return Words(kind="doc", title=title, text=visible)


def comma_separated(body: bytes) -> Words:
    """A sheet with one tab, of its first `MOST_ROWS` rows."""
    lines = io.StringIO(decoded(body), newline="")
    try:
        rows = tuple(tuple(row) for row in islice(csv.reader(lines), MOST_ROWS))
    except csv.Error as wrong:
        raise UnreadableError(f"no table ({wrong})") from wrong
    return Words(kind="sheet", tabs=(SheetTab(name="Sheet1", rows=rows),))
