"""Notion's "Markdown & CSV" export: `Title <32 hex digits>.md`, its children in a folder."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import cast

from sandbox.workspace.archive import Archive, Entry, UnreadableError
from sandbox.workspace.notion_table import Table, read_table
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import NotionDatabase, NotionPage

_NAMED = re.compile(r"(?P<title>.*?)[ _]?(?P<id>[0-9a-f]{32})?(?P<all>_all)?", re.DOTALL)
_LOCAL_LINK = re.compile(r"(!?)\[([^\]\n]*)\]\((?!https?://|mailto:)[^)\n]*\)")
_TITLE_LINE = re.compile(r"\s*# (.*)(?:\n|$)")
TABLES_PAGE = "Tables of the export"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotionContent:
    """`tops` are the ids of the pages that stand at the top."""

    pages: tuple[NotionPage, ...]
    databases: tuple[NotionDatabase, ...]
    tops: tuple[str, ...]


def read_notion_export(archive: Archive, *, owner: str, today: datetime) -> NotionContent:
    """Every page and table that can be read; what cannot is noted in `archive.skipped`.

    The export names no people: all pages are edited by `owner`, at their file's date (none
    later than `today`). Tables at the top get a page of their own to stand under.
    """
    reader = _Reader(archive=archive, owner=owner, today=today)
    pages = [reader.page(one) for one in reader.pages]
    databases, rows = [], []
    for one in reader.tables:
        for database, left_over in reader.table(one):
            databases.append(database)
            rows += left_over
    if any(not database.parent for database in databases):
        pages.append(top := reader.tables_page())
        databases = [replace(one, parent=one.parent or top.id) for one in databases]
    tops = tuple(page.id for page in pages if not page.parent)
    return NotionContent(pages=(*pages, *rows), databases=tuple(databases), tops=tops)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A page or table by its file's name; `stem` is its path without the extension."""

    entry: Entry
    title: str
    id: str

    @property
    def stem(self) -> PurePosixPath:
        return self.entry.path.with_suffix("")


@dataclass(slots=True, kw_only=True)
class _Reader:
    archive: Archive
    owner: str
    today: datetime
    _pages: dict[str, _Named] = field(default_factory=dict)
    _tables: dict[str, _Named] = field(default_factory=dict)
    _folders: dict[PurePosixPath, str] = field(default_factory=dict)
    _read: dict[str, Table] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.archive.entries.values():
            self._sort(entry)
        for one in (*self.tables, *self.pages):
            # Old exports give the folder the whole name, newer ones the title alone.
            self._folders.setdefault(_cleaned(one.stem), one.id)
        self._folders |= {one.stem: one.id for one in (*self.tables, *self.pages)}

    def _sort(self, entry: Entry) -> None:
        # The pattern takes any name; all but its title may be missing.
        match = cast("re.Match[str]", _NAMED.fullmatch(entry.path.stem))
        kind, title = entry.path.suffix.lower(), match["title"].strip()
        known = notion_id(match["id"] or str(entry.path.with_name(f"{title}{kind}")))
        one = _Named(entry=entry, title=title or "Untitled", id=known)
        if kind == ".csv" and known not in self._pages:
            # Beside a table as its view shows it Notion writes `_all.csv` with every row.
            if match["all"] or known not in self._tables:
                self._tables[known] = one
        elif kind == ".md" and known not in self._pages.keys() | self._tables.keys():
            self._pages[known] = one
        elif kind in {".md", ".csv"}:
            self.archive.skip(entry.name, "a second one with the same id")
        else:
            self.archive.skip(entry.name, "an attachment, neither a page nor a table")

    @property
    def pages(self) -> tuple[_Named, ...]:
        return tuple(self._pages.values())

    @property
    def tables(self) -> tuple[_Named, ...]:
        return tuple(self._tables.values())

    def _text(self, one: _Named) -> str:
        """A page that cannot be read stays, empty, for the sake of what stands below it."""
        try:
            return self.archive.text(one.entry.name)
        except UnreadableError as unreadable:
            self.archive.skip(one.entry.name, str(unreadable))
            return ""

    def page(self, one: _Named) -> NotionPage:
        text = self._text(one)
        if heading := _TITLE_LINE.match(text):
            text = text[heading.end() :]
        title = heading[1].strip() if heading and heading[1].strip() else one.title
        parent = self._parent(one.entry.path.parent)
        row = self._table(parent).row(title) if parent in self._tables else ()
        body = _without_properties(text, {name for name, _ in row}) if row else text
        return self._made(one, title=title, parent=parent, text=body, properties=row)

    def _made(
        self,
        one: _Named,
        *,
        title: str,
        parent: str,
        text: str,
        properties: tuple[tuple[str, str], ...],
    ) -> NotionPage:
        at = min(one.entry.modified, self.today)
        return NotionPage(
            id=one.id,
            title=title,
            text=_LOCAL_LINK.sub(_link_text, text).strip(),
            created=at,
            edited=at,
            edited_by=self.owner,
            parent=parent,
            properties=properties,
        )

    def table(self, one: _Named) -> Iterator[tuple[NotionDatabase, list[NotionPage]]]:
        """The database, and the rows for which the export has no page."""
        table = self._table(one.id)
        if not table.columns:
            return
        database = NotionDatabase(
            id=one.id,
            title=one.title,
            parent=self._parent(one.entry.path.parent),
            columns=tuple((name, kind) for name, kind in table.columns),
        )
        yield (
            database,
            [
                replace(
                    self._made(one, title=title, parent=one.id, text="", properties=row),
                    id=notion_id(f"{one.id}/{number}"),
                )
                for number, (title, row) in enumerate(table.unread())
            ],
        )

    def tables_page(self) -> NotionPage:
        return NotionPage(
            id=notion_id(TABLES_PAGE),
            title=TABLES_PAGE,
            text="",
            created=self.today,
            edited=self.today,
            edited_by=self.owner,
        )

    def _table(self, wanted: str) -> Table:
        """The table's rows, read once; one that cannot be read has no columns."""
        if wanted not in self._read:
            one = self._tables[wanted]
            try:
                self._read[wanted] = read_table(self.archive.text(one.entry.name))
            except UnreadableError as unreadable:
                self.archive.skip(one.entry.name, str(unreadable))
                self._read[wanted] = Table()
        return self._read[wanted]

    def _parent(self, folder: PurePosixPath) -> str:
        """Whose children `folder` holds; a folder that belongs to nothing is looked through."""
        if folder == PurePosixPath():
            return ""
        known = self._folders.get(folder) or self._folders.get(_cleaned(folder), "")
        is_broken = known in self._tables and not self._table(known).columns
        return known if known and not is_broken else self._parent(folder.parent)


def _cleaned(path: PurePosixPath) -> PurePosixPath:
    titles = (_NAMED.fullmatch(part) for part in path.parts)
    return PurePosixPath(*(match["title"] or "-" for match in titles if match))


def _link_text(match: re.Match[str]) -> str:
    """Links inside the export lead nowhere here; their words stay, pictures go."""
    return "" if match[1] else match[2]


def _without_properties(text: str, names: set[str]) -> str:
    """The text without the lines at its top that repeat the row's properties."""
    lines = text.lstrip("\n").split("\n")
    count = 0
    while count < len(lines) and lines[count].partition(":")[0] in names:
        count += 1
    return "\n".join(lines[count:])
