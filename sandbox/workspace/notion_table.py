"""A table of a Notion export: its columns, and its rows by title."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from sandbox.workspace.archive import UnreadableError

MOST_ROWS = 20_000
Properties = tuple[tuple[str, str], ...]


@dataclass(slots=True, kw_only=True)
class Table:
    """`columns` are name and Notion type; the export keeps no types, so most are text.

    A row is handed out once: pages take theirs by title, `unread` has the rest.
    """

    columns: Properties = ()
    rows: dict[str, list[Properties]] = field(default_factory=dict)

    def row(self, title: str) -> Properties:
        """The next row of this title; empty when there is none."""
        waiting = self.rows.get(title.strip(), [])
        return waiting.pop(0) if waiting else ()

    def unread(self) -> Iterator[tuple[str, Properties]]:
        for title, waiting in self.rows.items():
            yield from ((title or "Untitled", row) for row in waiting)


def read_table(text: str) -> Table:
    """The first column holds the titles.

    Raises:
        UnreadableError: it is no table.
    """
    try:
        lines = list(islice(csv.reader(io.StringIO(text, newline="")), MOST_ROWS + 1))
    except csv.Error as wrong:
        raise UnreadableError(f"no table ({wrong})") from wrong
    if not lines or not any(lines[0]):
        raise UnreadableError("no table (its first line is empty)")
    names = [name.strip() or f"Column {number}" for number, name in enumerate(lines[0], 1)]
    table = Table(
        columns=tuple((n, "rich_text" if i else "title") for i, n in enumerate(names))
    )
    for line in lines[1:]:
        if any(line):
            cells = tuple(zip(names, line, strict=False))
            table.rows.setdefault(line[0].strip(), []).append(cells)
    return table
