"""Text rests encrypted, each run's under keys of its own; a key that is dropped ends its text.

The keys lie in a file beside the database, wrapped under the operator's. Without its key a text
is unreadable wherever a copy of it lies: in free pages, in logs, in a backup of the database.
An encrypted text names its key, so that nobody has to know which one it was; text from before
there were keys is read as it is.
"""

from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import aiosqlite
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from domain.errors import Misconfigured

_MARK = "enc1"  # it begins no JSON, and nobody's words as they were kept without keys
_AT_HAND = 4096  # keys that are kept in memory
_AT_ONCE = 500
# Written through at once: a text must never be on the disk before its key.
_PREPARE = """
PRAGMA busy_timeout=30000;
PRAGMA synchronous=FULL;
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS keys(label TEXT PRIMARY KEY, wrapped BLOB NOT NULL);
"""
_KEY = "SELECT wrapped FROM keys WHERE label = ?"


def read_in(run: str) -> str:
    """The label of the key for what a run read and found."""
    return f"{run}/read"


def said_in(run: str) -> str:
    """The label of the key for what was asked and answered in a run."""
    return f"{run}/said"


def heard_on(day: datetime) -> str:
    """The label of the key for what Slack told us on a day."""
    return f"heard/{day.date().isoformat()}"


def posted_on(day: datetime) -> str:
    """The label of the key for a day's posts that belong to no run."""
    return f"posted/{day.date().isoformat()}"


def of_digest(digest: str) -> str:
    """The label of the key for what a digest asks, said and remembers."""
    return f"digest/{digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorKey:
    """`former` still opens what it closed; nothing is closed with it."""

    current: str = field(repr=False)
    former: str = field(default="", repr=False)

    @classmethod
    def made_of(cls, current: str, *, former: str = "") -> "OperatorKey":
        """From the settings. Raises Misconfigured for what `dossier key` did not make."""
        named = {"DOSSIER_SECRET_KEY": current} | (
            {"DOSSIER_SECRET_KEY_FORMER": former} if former else {}
        )
        for name, value in named.items():
            try:
                Fernet(value.encode())
            except ValueError as wrong:
                raise Misconfigured(name, "make one with `dossier key`") from wrong
        return cls(current=current, former=former)

    @property
    def first(self) -> str:
        """The one that was in use before."""
        return self.former or self.current

    def box(self, purpose: str) -> MultiFernet:
        secrets = [self.current, *filter(None, [self.former])]
        digests = (sha256(f"{purpose}\n{secret}".encode()).digest() for secret in secrets)
        return MultiFernet([Fernet(urlsafe_b64encode(digest)) for digest in digests])


class Texts(Protocol):
    """How texts rest in the database; `Keyring` encrypts them, `PlainTexts` does not."""

    async def encrypt(self, label: str, text: str, *, tag: str = "") -> str:
        """`tag` stays legible beside it, for the database to choose rows by."""
        ...

    async def decrypt(self, texts: Sequence[str]) -> list[str | None]:
        """In the same order; None for what no key opens any more."""
        ...

    async def drop(self, labels: Iterable[str]) -> Sequence[str]:
        """End every text of these labels, at once; the labels that had a key."""
        ...

    async def drop_days(self, kind: str, *, before: datetime) -> Sequence[str]:
        """The same for days that are over; `kind` is what their labels begin with."""
        ...


class PlainTexts:
    """For who only looks at what is not text, and for tests that search for bytes."""

    async def encrypt(self, label: str, text: str, *, tag: str = "") -> str:
        del label, tag
        return text

    async def decrypt(self, texts: Sequence[str]) -> list[str | None]:
        return [None if is_encrypted(text) else text for text in texts]

    async def drop(self, labels: Iterable[str]) -> Sequence[str]:
        del labels
        return ()

    async def drop_days(self, kind: str, *, before: datetime) -> Sequence[str]:
        del kind, before
        return ()


def is_encrypted(text: str) -> bool:
    return text.startswith(f"{_MARK}:")


class Keyring:
    def __init__(self, path: Path, *, key: OperatorKey) -> None:
        self.key = key
        self._path = path
        self._box = key.box("keys")
        self._at_hand: OrderedDict[str, Fernet] = OrderedDict()

    async def encrypt(self, label: str, text: str, *, tag: str = "") -> str:
        key = self._at_hand.get(label) or await self._made(label)
        self._keep_at_hand(label, key)
        return f"{_MARK}:{label}:{tag}:{key.encrypt(text.encode()).decode()}"

    async def decrypt(self, texts: Sequence[str]) -> list[str | None]:
        labels = {_label(text) for text in texts if is_encrypted(text)}
        keys = {label: self._at_hand[label] for label in labels if label in self._at_hand}
        if missing := sorted(labels - keys.keys()):
            keys |= await self._found(missing)
        for label, key in keys.items():
            self._keep_at_hand(label, key)
        return [_opened(text, keys) if is_encrypted(text) else text for text in texts]

    async def drop(self, labels: Iterable[str]) -> Sequence[str]:
        wanted = list(labels)
        for label in wanted:
            self._at_hand.pop(label, None)
        sql = "DELETE FROM keys WHERE label = ? RETURNING label"
        async with self._file() as file:
            gone = [await file.execute_fetchall(sql, (label,)) for label in wanted]
        return [row[0] for rows in gone for row in rows]

    async def drop_days(self, kind: str, *, before: datetime) -> Sequence[str]:
        days = (f"{kind}/", f"{kind}/{before.date().isoformat()}")
        sql = "SELECT label FROM keys WHERE label > ? AND label < ?"
        async with self._file() as file:
            older = await file.execute_fetchall(sql, days)
        return await self.drop(row[0] for row in older)

    async def secret(self, label: str, *, first: str) -> str:
        """A text of our own that rests here; `first` if there is none yet."""
        async with self._file() as file:
            rows = list(await file.execute_fetchall(_KEY, (label,)))
            if not rows:  # another process may make it at this moment
                made = (label, self._box.encrypt(first.encode()))
                await file.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", made)
                rows = list(await file.execute_fetchall(_KEY, (label,)))
        return self._box.decrypt(rows[0][0]).decode()

    async def check(self) -> None:
        """Raises Misconfigured if the operator's key is not the one that keys rest under."""
        async with self._file() as file:
            newest = "SELECT wrapped FROM keys ORDER BY rowid DESC LIMIT 1"
            rows = await file.execute_fetchall(newest)
        try:
            for row in rows:
                self._box.decrypt(row[0])
        except InvalidToken as wrong:
            remedy = (
                "it is not the key that texts here were encrypted with; set that one as "
                f"DOSSIER_SECRET_KEY_FORMER, or, if it is lost, move {self._path} away"
            )
            raise Misconfigured("DOSSIER_SECRET_KEY", remedy) from wrong

    async def rewrap(self) -> int:
        """Put every key under the operator's current one; how many. What is lost stays lost."""
        turned: list[tuple[bytes, str]] = []
        async with self._file() as file:
            await file.execute("BEGIN IMMEDIATE")
            rows = await file.execute_fetchall("SELECT label, wrapped FROM keys")
            for label, wrapped in rows:
                with suppress(InvalidToken):
                    turned.append((self._box.rotate(wrapped), label))
            await file.executemany("UPDATE keys SET wrapped = ? WHERE label = ?", turned)
        return len(turned)

    def _keep_at_hand(self, label: str, key: Fernet) -> None:
        self._at_hand[label] = key
        self._at_hand.move_to_end(label)
        if len(self._at_hand) > _AT_HAND:
            self._at_hand.popitem(last=False)

    @asynccontextmanager
    async def _file(self) -> AsyncIterator[aiosqlite.Connection]:
        """A transaction. Keys are asked for seldom, so nothing stays open between."""
        if not self._path.exists():
            self._path.touch(mode=0o600)
        async with aiosqlite.connect(self._path) as connection:
            await connection.executescript(_PREPARE)
            yield connection
            await connection.commit()

    async def _made(self, label: str) -> Fernet:
        return Fernet((await self.secret(label, first=Fernet.generate_key().decode())).encode())

    async def _found(self, labels: Sequence[str]) -> dict[str, Fernet]:
        found: dict[str, Fernet] = {}
        async with self._file() as file:
            for start in range(0, len(labels), _AT_ONCE):
                some = labels[start : start + _AT_ONCE]
                places = ", ".join("?" * len(some))
                sql = f"SELECT label, wrapped FROM keys WHERE label IN ({places})"  # noqa: S608 - question marks alone
                for label, wrapped in await file.execute_fetchall(sql, some):
                    with suppress(InvalidToken):
                        found[label] = Fernet(self._box.decrypt(wrapped))
        return found


def _label(text: str) -> str:
    """From the right: the run of a digest has colons in its name."""
    return text.rsplit(":", 2)[0].removeprefix(f"{_MARK}:")


def _opened(text: str, keys: dict[str, Fernet]) -> str | None:
    key = keys.get(_label(text))
    try:
        return key.decrypt(text.rpartition(":")[2].encode()).decode() if key else None
    except InvalidToken:
        return None
