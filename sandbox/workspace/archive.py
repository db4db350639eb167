"""A folder or a zip file that somebody hands in: its files by name, read with care.

Nothing is unpacked to disk. Names that climb out, links that lead out, files that are too
large and bombs are refused one by one, each with its reason.
"""

import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Protocol

from sandbox.workspace.fields import ContentError

LARGEST_FILE = 50_000_000
LARGEST_ARCHIVE = 2_000_000_000
MOST_FILES = 200_000
_LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """Something that was handed in and not loaded; `name` is its path in what was handed in."""

    name: str
    reason: str


class UnreadableError(Exception):
    """One file cannot be used; the text says why in words for the person who handed it in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`name` is a relative path with forward slashes; `modified` is in UTC, `size` in bytes."""

    name: str
    modified: datetime
    size: int

    @property
    def path(self) -> PurePosixPath:
        return PurePosixPath(self.name)


class Source(Protocol):
    """Where an archive's bytes come from."""

    def entries(self) -> Iterator[Entry]: ...

    def read(self, name: str, limit: int) -> bytes:
        """At most `limit` bytes. Raises UnreadableError."""
        ...


@dataclass(slots=True, kw_only=True)
class Archive:
    """`skipped` grows as entries are refused."""

    source: Source
    entries: dict[str, Entry] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    _read: int = 0

    def admit(self, entry: Entry) -> None:
        """Takes an entry in, or notes why not."""
        if any(part.startswith(".") and part != ".." for part in entry.path.parts):
            return
        if _LITTER & set(entry.path.parts):
            return
        if ".." in entry.path.parts or entry.path.is_absolute() or "\\" in entry.name:
            self.skip(entry.name, "its name leads out of the archive")
        elif entry.size > LARGEST_FILE:
            self.skip(entry.name, f"larger than {LARGEST_FILE // 1_000_000} MB")
        elif len(self.entries) >= MOST_FILES:
            self.skip(entry.name, f"more than {MOST_FILES} files")
        else:
            self.entries[entry.name] = entry

    def skip(self, name: str, reason: str) -> None:
        self.skipped.append(Skipped(name=name, reason=reason))

    def read(self, name: str) -> bytes:
        """The whole file.

        Raises:
            UnreadableError: it is missing, damaged, locked, or larger than it claimed.
        """
        if name not in self.entries:
            raise UnreadableError("there is no such file")
        body = self.source.read(name, LARGEST_FILE + 1)
        self._read += len(body)
        if len(body) > LARGEST_FILE or self._read > LARGEST_ARCHIVE:
            raise UnreadableError("unpacks to more than is allowed")
        return body

    def text(self, name: str) -> str:
        """The file as UTF-8, or as Windows' Western letters if it is none.

        Raises:
            UnreadableError: as `read`, or it holds no text.
        """
        return decoded(self.read(name))

    def under(self, folder: str) -> list[Entry]:
        """Entries directly in `folder` (empty for the top), by name."""
        parent = PurePosixPath(folder)
        return sorted(
            (one for one in self.entries.values() if one.path.parent == parent),
            key=lambda entry: entry.name,
        )


def decoded(body: bytes) -> str:
    """Text in UTF-8, or in Windows' Western letters if it is none.

    Raises:
        UnreadableError: it holds no text.
    """
    if b"\0" in body[:4096]:
        raise UnreadableError("holds no text")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def open_archive(path: Path) -> Archive:
    """A folder, a zip file, or a zip of zip files (as Notion hands out large exports).

    Raises:
        ContentError: there is nothing at `path`, or it is neither.
    """
    if path.is_dir():
        return _filled(_Folder(path))
    if not path.is_file():
        raise ContentError(f"{path}: there is no such file or folder")
    try:
        return _filled(_Zip.opened(path))
    except (zipfile.BadZipFile, UnreadableError) as damaged:
        raise ContentError(f"{path}: neither a folder nor a zip file ({damaged})") from damaged


def _filled(source: Source) -> Archive:
    archive = Archive(source=source)
    for entry in source.entries():
        archive.admit(entry)
    return archive


@dataclass(frozen=True, slots=True)
class _Folder:
    root: Path

    def entries(self) -> Iterator[Entry]:
        # os.walk does not follow links to folders.
        for folder, folders, names in os.walk(self.root):
            folders.sort()
            for path in (Path(folder) / name for name in sorted(names)):
                yield from self._entry(path)

    def _entry(self, path: Path) -> Iterator[Entry]:
        if path.is_symlink() or not path.is_file():
            return
        known = path.stat()
        yield Entry(
            name=path.relative_to(self.root).as_posix(),
            modified=datetime.fromtimestamp(known.st_mtime, UTC),
            size=known.st_size,
        )

    def read(self, name: str, limit: int) -> bytes:
        try:
            with (self.root / name).open("rb") as file:
                return file.read(limit)
        except OSError as denied:
            raise UnreadableError(f"cannot be opened ({denied.strerror})") from denied


@dataclass(frozen=True, slots=True)
class _Zip:
    """`parts` are the zip files that hold the entries: one, or those inside the outer one."""

    parts: tuple[zipfile.ZipFile, ...]

    @classmethod
    def opened(cls, path: Path) -> "_Zip":
        outer = zipfile.ZipFile(path)
        names = [one for one in outer.infolist() if not one.is_dir()]
        if not names or not all(one.filename.lower().endswith(".zip") for one in names):
            return cls((outer,))
        bodies = [_unpack(outer, one, LARGEST_ARCHIVE // len(names)) for one in names]
        return cls(tuple(zipfile.ZipFile(io.BytesIO(body)) for body in bodies))

    def entries(self) -> Iterator[Entry]:
        for part in self.parts:
            for one in part.infolist():
                if not one.is_dir():
                    yield Entry(
                        name=one.filename,
                        modified=_zip_moment(one.date_time),
                        size=one.file_size,
                    )

    def read(self, name: str, limit: int) -> bytes:
        part = next(part for part in self.parts if name in part.NameToInfo)
        return _unpack(part, part.getinfo(name), limit)


def _unpack(part: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> bytes:
    try:
        # The size that an entry claims is the author's word; reading stops at the limit.
        with part.open(info) as file:
            return file.read(limit)
    except RuntimeError as locked:
        raise UnreadableError("is locked with a password") from locked
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as damaged:
        raise UnreadableError(f"is damaged ({damaged})") from damaged


def _zip_moment(fields: tuple[int, int, int, int, int, int]) -> datetime:
    try:
        return datetime(*fields, tzinfo=UTC)
    except ValueError:
        return datetime(1980, 1, 1, tzinfo=UTC)
