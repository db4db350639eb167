"""The SQL of the text index: one table of texts, and for each shelf one of its words."""

from dataclasses import dataclass
from datetime import datetime

CREATE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=NORMAL;
PRAGMA secure_delete=ON;
PRAGMA busy_timeout=30000;
CREATE TABLE IF NOT EXISTS shelf(id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS mark(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS text(
  id INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, shelf TEXT NOT NULL,
  title TEXT NOT NULL, place TEXT NOT NULL, author TEXT NOT NULL, body TEXT NOT NULL,
  url TEXT NOT NULL, parent TEXT NOT NULL, revision TEXT NOT NULL,
  created REAL NOT NULL, modified REAL NOT NULL);
CREATE INDEX IF NOT EXISTS text_by_shelf ON text(shelf);
CREATE INDEX IF NOT EXISTS text_by_parent ON text(parent);
"""

CREATE_SHELF = """
CREATE VIRTUAL TABLE IF NOT EXISTS SHELF USING fts5(
  title, place, author, body, pairs, content='',
  tokenize="porter unicode61 remove_diacritics 2")
"""

_INSERT = (
    "INSERT INTO SHELF(rowid, title, place, author, body, pairs) VALUES (?, ?, ?, ?, ?, ?)"
)
_DELETE = (
    "INSERT INTO SHELF(SHELF, rowid, title, place, author, body, pairs)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
# Titles weigh most; the pairs repeat the body's letters, so they count like it.
_BEST = (
    "SELECT text.*, bm25(SHELF, 2.5, 0.6, 0.6, 1.0, 1.0) AS rank FROM SHELF"
    " JOIN text ON text.id = SHELF.rowid WHERE SHELF MATCH ?"
)
_HAVING = "SELECT rowid FROM SHELF WHERE SHELF MATCH ?"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf's statements; its table is named by a number, never by what others wrote."""

    number: int

    def sql(self, statement: str) -> str:
        return statement.replace("SHELF", f"words_{self.number}")

    @property
    def insert(self) -> str:
        return self.sql(_INSERT)

    @property
    def delete(self) -> str:
        """Wants the very texts that were inserted."""
        return self.sql(_DELETE)

    @property
    def best(self) -> str:
        return self.sql(_BEST)

    @property
    def having(self) -> str:
        return self.sql(_HAVING)

    @property
    def order(self) -> str:
        return " ORDER BY rank, text.key LIMIT ?"


def filters_sql(
    *, since: datetime | None, until: datetime | None, places: tuple[str, ...]
) -> tuple[str, tuple[str | float, ...]]:
    """Conditions and their values; a text counts when any moment of it lies in the period."""
    conditions: list[str] = []
    values: list[str | float] = []
    if since is not None:
        conditions.append("text.modified >= ?")
        values.append(since.timestamp())
    if until is not None:
        conditions.append("text.created < ?")
        values.append(until.timestamp())
    if places:
        marks = ", ".join("?" for _ in places)
        conditions.append(f"lower(ltrim(text.place, '#')) IN ({marks})")
        values += [place.lstrip("#").lower() for place in places]
    return "".join(f" AND {condition}" for condition in conditions), tuple(values)
