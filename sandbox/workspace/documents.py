"""A folder (or zip) of documents as files and folders of a shared Drive."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from sandbox.workspace.archive import Archive, Entry, UnreadableError
from sandbox.workspace.document_text import (
    Words,
    comma_separated,
    markdown,
    plain_text,
    web_text,
)
from sandbox.workspace.office_text import page_text, pdf_text, slides_text, workbook
from sandbox.workspace.schema import DriveFile, Sharing

EVERYONE = Sharing(domain=True)
_READERS: Mapping[str, Callable[[bytes], Words]] = {
    ".md": markdown,
    ".markdown": markdown,
    ".txt": plain_text,
    ".html": web_text,
    ".htm": web_text,
    ".csv": comma_separated,
    ".pdf": pdf_text,
    ".docx": page_text,
    ".pptx": slides_text,
    ".xlsx": workbook,
}


def read_documents(archive: Archive, *, owner: str, today: datetime) -> tuple[DriveFile, ...]:
    """Every document that can be read, shared with the whole company, in its folders.

    What cannot be read is noted in `archive.skipped`. Dates are those of the files, none later
    than `today`.
    """
    drive = _Drive(archive=archive, owner=owner, today=today)
    files = [file for entry in archive.entries.values() for file in drive.file(entry)]
    return (*drive.folders.values(), *files)


@dataclass(slots=True, kw_only=True)
class _Drive:
    archive: Archive
    owner: str
    today: datetime
    folders: dict[PurePosixPath, DriveFile] = field(default_factory=dict)

    def file(self, entry: Entry) -> Iterator[DriveFile]:
        """The file, or nothing when it was skipped."""
        read = _READERS.get(entry.path.suffix.lower())
        if read is None:
            self.archive.skip(entry.name, f"no reader for {entry.path.suffix or 'such files'}")
            return
        try:
            words = read(self.archive.read(entry.name))
        except UnreadableError as unreadable:
            self.archive.skip(entry.name, str(unreadable))
            return
        at = min(entry.modified, self.today)
        yield DriveFile(
            id=document_id(entry.name),
            name=words.title or entry.path.name,
            kind=words.kind,
            owner=self.owner,
            created=at,
            modified=at,
            modified_by=self.owner,
            sharing=EVERYONE,
            folder=self._folder(entry.path.parent),
            text=words.text,
            tabs=words.tabs,
            content=words.content,
        )

    def _folder(self, path: PurePosixPath) -> str:
        """The id of the folder, which is made (with those above it) when first needed."""
        if path == PurePosixPath():
            return ""
        if path not in self.folders:
            above = self._folder(path.parent)
            self.folders[path] = DriveFile(
                id=document_id(f"{path}/"),
                name=path.name,
                kind="folder",
                owner=self.owner,
                created=self.today,
                modified=self.today,
                modified_by=self.owner,
                sharing=EVERYONE,
                folder=above,
            )
        return self.folders[path].id


def document_id(name: str) -> str:
    """An id as long as Drive's own, the same for the same path."""
    return "1" + hashlib.sha256(name.encode()).hexdigest()[:32]
