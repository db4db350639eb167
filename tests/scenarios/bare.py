"""Databases with their texts laid open: what encryption hides, a search for bytes misses."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from store.keyring import Keyring

FILES = ("dossier.sqlite", "engine.sqlite")
ENCRYPTED = re.compile(r"enc1:[^:]+:[a-z_]*:[\w=-]+")


async def lay_bare(folder: Path, keyring: Keyring) -> int:
    """Decrypt every text where it rests; how many there were. They must all open."""
    opened = 0
    for name in FILES:
        with closing(sqlite3.connect(folder / name, timeout=30)) as file, file:
            for table, column, row, text in _texts(file):
                hidden = ENCRYPTED.findall(text)
                shown = await keyring.decrypt(hidden)
                for before, after in zip(hidden, shown, strict=True):
                    assert after is not None
                    text = text.replace(before, after)  # noqa: PLW2901 - text by text
                change = f"update {table} set {column} = ? where rowid = ?"  # noqa: S608 - names from the schema
                file.execute(change, (text, row))
                opened += len(hidden)
    return opened


def _texts(file: sqlite3.Connection) -> Iterator[tuple[str, str, int, str]]:
    """Table, column, row and text of all that is encrypted, or holds something that is."""
    tables = file.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (table,) in tables:
        for _, column, *_ in file.execute(f"pragma table_info({table})").fetchall():
            query = f"select rowid, {column} from {table} where {column} like '%enc1:%'"  # noqa: S608 - names from the schema
            for row, text in file.execute(query).fetchall():
                yield table, column, row, text
