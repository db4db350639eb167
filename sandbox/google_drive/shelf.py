"""The files of a workspace as Drive holds them: their bytes, words and metadata."""

import csv
import hashlib
import io
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache

from sandbox.google_drive import office
from sandbox.google_drive.kinds import DOCX, PPTX, address, is_native, mime_type
from sandbox.google_drive.query import Candidate
from sandbox.google_drive.sharing import Sharings
from sandbox.prose import blocks, plain_text
from sandbox.wire import Json
from sandbox.words import words
from sandbox.workspace.schema import DriveFile, SheetTab

ROOT = "root"
# Drive puts one before a document's plain text.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def drive_id(name: str) -> str:
    """The id of the shared drive of this name; empty for My Drive."""
    return "0A" + hashlib.sha256(name.encode()).hexdigest()[:17] if name else ""


def moment(at: datetime) -> str:
    """RFC 3339 with milliseconds, as Google writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


def sheet_csv(tab: SheetTab) -> str:
    page = io.StringIO()
    csv.writer(page, lineterminator="\r\n").writerows(tab.rows)
    return page.getvalue()


_MADE: Mapping[str, Callable[[str, str], bytes]] = {
    "pdf": office.pdf,
    "application/pdf": office.pdf,
    "docx": office.word,
    DOCX: office.word,
    "pptx": office.presentation,
    PPTX: office.presentation,
}


@lru_cache(maxsize=1024)
def content(file: DriveFile) -> bytes:
    """What `alt=media` downloads; for Google's own kinds the bytes that count as its size."""
    if file.content:
        return file.content
    if make := _MADE.get(file.kind):
        return make(file.name, file.text)
    if file.kind == "sheet":
        return "".join(map(sheet_csv, file.tabs)).encode()
    return file.text.encode()


def exported(file: DriveFile, media_type: str) -> bytes:
    """A file of Google's own kind in one of its export types."""
    if make := _MADE.get(media_type):
        return make(file.name, file.text)
    match media_type:
        case "text/csv":
            return sheet_csv(file.tabs[0]).encode() if file.tabs else b""
        case "text/plain" if file.kind == "slides":
            return office.slides_text(file.text).encode()
        case "text/plain":
            return BYTE_ORDER_MARK + plain_text(blocks(file.text)).encode()
        case _:
            return file.text.encode()


@lru_cache(maxsize=4096)
def text_words(file: DriveFile) -> tuple[str, ...]:
    cells = [cell for tab in file.tabs for row in tab.rows for cell in row]
    return words("\n".join([file.text, *cells]))


def candidate(file: DriveFile, sharings: Sharings, email: str) -> Candidate:
    """One file as `email`'s query sees it."""
    owners = frozenset() if file.shared_drive else frozenset([sharings.email(file.owner)])
    return Candidate(
        name=file.name,
        name_words=words(file.name),
        text_words=text_words(file),
        mime_type=mime_type(file),
        created=file.created,
        modified=file.modified,
        parents=(parent_of(file),),
        trashed=file.trashed,
        owners=owners,
        writers=frozenset([sharings.email(file.owner)]),
        readers=sharings.addresses(file),
        shared_with_me=email not in owners
        and not file.shared_drive
        and sharings.is_named(file, email),
        visibility=_visibility(file),
    )


def _visibility(file: DriveFile) -> str:
    """The widest of what its sharing lets in beside those it names."""
    if file.sharing.link:
        return "anyoneWithLink"
    return "domainCanFind" if file.sharing.domain else "limited"


def parent_of(file: DriveFile) -> str:
    return file.folder or drive_id(file.shared_drive) or ROOT


def metadata(file: DriveFile, sharings: Sharings, email: str) -> Json:
    """The File resource with every field that we know, before `fields` picks some."""
    owns = sharings.email(file.owner) == email
    found: Json = {
        "kind": "drive#file",
        "id": file.id,
        "name": file.name,
        "mimeType": mime_type(file),
        "createdTime": moment(file.created),
        "modifiedTime": moment(file.modified),
        "parents": [parent_of(file)],
        "trashed": file.trashed,
        "version": str(int(file.modified.timestamp())),
        "webViewLink": address(file),
        "lastModifyingUser": user(sharings, file.modified_by or file.owner, me=email),
        "ownedByMe": owns and not file.shared_drive,
        "shared": len(sharings.grants(file)) > 1,
        "spaces": ["drive"],
        "capabilities": {"canDownload": True, "canShare": owns, "canEdit": owns},
    }
    return found | _place(file, sharings, email) | _bytes_of(file)


def _place(file: DriveFile, sharings: Sharings, email: str) -> Json:
    """A shared drive's files have no owners; permissions show to who may share alone."""
    if file.shared_drive:
        return {"driveId": drive_id(file.shared_drive)}
    owner = user(sharings, file.owner, me=email)
    if not owner["me"]:
        return {"owners": [owner]}
    return {"owners": [owner], "permissions": [one.as_json() for one in sharings.grants(file)]}


def _bytes_of(file: DriveFile) -> Json:
    if file.kind == "folder":
        return {}
    whole = content(file)
    if is_native(file):
        return {"size": str(len(whole))}
    digest = hashlib.md5(whole, usedforsecurity=False).hexdigest()
    return {
        "size": str(len(whole)),
        "md5Checksum": digest,
        "headRevisionId": digest[:24],
        "originalFilename": file.name,
    }


def user(sharings: Sharings, handle: str, *, me: str) -> Json:
    email = sharings.email(handle)
    return {
        "kind": "drive#user",
        "displayName": sharings.name(handle),
        "emailAddress": email,
        "permissionId": f"user-{email}",
        "me": email == me,
    }
