"""Google Drive as a source, asked as the person who asks."""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from connectors.counting import Count, open_files
from connectors.drive_accounts import Subject
from connectors.drive_audience import DriveAudience
from connectors.drive_door import DriveDoor
from connectors.drive_finding import DriveFinder
from connectors.drive_health import drive_health
from connectors.drive_matches import Match
from connectors.drive_reading import DriveReading, Text
from connectors.drive_shapes import FILE_FIELDS, File
from connectors.passages import window
from connectors.source import Access, Health
from domain.audience import Audience
from domain.errors import SourceError, SourceMissing
from domain.evidence import Document, Filters, Hit, Origin, SearchPage, SourceRef
from domain.question import SourceKind
from store.search_words import SearchWords, snippet

_DRIVE = SourceKind.DRIVE
_MOST_WITHHELD = 10
_SNIPPETS = 5
_SNIPPET_SECONDS = 3.0
_TEXT_KEPT_SECONDS = 10 * 60.0
_MOST_TEXTS = 64
_SHORTCUT = "application/vnd.google-apps.shortcut"
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_ADDRESSES = ("https://docs.google.com/", "https://drive.google.com/")
_ABOUT = """Searches Google Drive as the asker: names and text of Docs, Sheets, Slides,
PDF, Word, PowerPoint and text files, in shared drives too. It matches whole words, not parts
or meanings, so try synonyms and other word forms; names match by how their words begin.
Best matches come first, not the newest: look at the dates. Very recent edits may be missing.
Snippets are from the text. Example: the words of a project's name with the word budget."""


@dataclass(slots=True, kw_only=True)
class DriveSource:
    """`doorkeeper` is somebody as whom `check` tries delegation; None leaves it untried."""

    door: DriveDoor
    reading: DriveReading
    audience: DriveAudience
    doorkeeper: Subject | None = None
    monotonic: Callable[[], float] = time.monotonic
    kind: SourceKind = SourceKind.DRIVE
    about: str = _ABOUT
    _finder: DriveFinder = field(init=False)
    _texts: OrderedDict[tuple[Subject, str, str], tuple[float, Text]] = field(
        default_factory=OrderedDict, init=False
    )

    def __post_init__(self) -> None:
        self._finder = DriveFinder(door=self.door, audience=self.audience)

    async def search(
        self, query: str, filters: Filters, access: Access, *, limit: int, cursor: str = ""
    ) -> SearchPage:
        """At most `limit` hits that the room may read, as if there were no others.

        On the first page some that only the asker may read come after them.
        """
        found = await self._finder.find(query, filters, access)
        matches = found.matches
        start = int(cursor) if cursor.isdigit() else 0
        shown = await self._hits(matches.open[start : start + limit], query, access)
        aside = () if start else tuple(map(_hit, matches.closed[:_MOST_WITHHELD]))
        rest = str(start + limit) if start + limit < len(matches.open) else ""
        return SearchPage(hits=(*shown, *aside), cursor=rest, notes=found.notes)

    async def read(
        self,
        ref: SourceRef,
        access: Access,
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        subject = self.door.subject(access.asker)
        file = await self._file(ref.key, subject)
        text, audience = await asyncio.gather(
            self._text(file, subject), self.audience.of(file.id, access)
        )
        seen = window(text.text, offset=offset, limit=limit, find=find)
        notes = list(text.notes)
        if file.trashed:
            notes.append("this file is in the bin")
        if not seen.found:
            notes.append("the words were not found; this is the beginning")
        return Document(
            origin=_origin(file),
            audience=audience,
            excerpts=seen.excerpts,
            next_offset=seen.next_offset,
            notes=tuple(notes),
        )

    async def audience_of(self, ref: SourceRef, access: Access) -> Audience:
        """Raises SourceMissing if the asker may no longer open it."""
        file = await self._file(ref.key, self.door.subject(access.asker))
        return await self.audience.of(file.id, access)

    async def count(self, access: Access) -> Count | None:
        return await open_files(self.door, access)

    async def check(self) -> Health:
        return await drive_health(self.door, self.doorkeeper)

    async def _hits(
        self, found: tuple[Match, ...], query: str, access: Access
    ) -> tuple[Hit, ...]:
        subject = self.door.subject(access.asker)
        reading = [
            asyncio.create_task(self._snippet(match.file, subject, query))
            for match in found[:_SNIPPETS]
        ]
        try:
            if reading:
                await asyncio.wait(reading, timeout=_SNIPPET_SECONDS)
        finally:
            for task in reading:
                task.cancel()
        snippets = [_result(task) for task in reading] + [""] * len(found)
        return tuple(map(_hit, found, snippets))

    async def _snippet(self, file: File, subject: Subject, query: str) -> str:
        try:
            text = await self._text(file, subject)
        except SourceError:
            return ""
        return snippet(text.text, SearchWords.of(query))

    async def _text(self, file: File, subject: Subject) -> Text:
        """Kept for some minutes by person and revision; access was checked just before."""
        key = (subject, file.id, file.revision)
        at, kept = self._texts.get(key, (float("-inf"), None))
        if kept is not None and file.revision and self.monotonic() - at < _TEXT_KEPT_SECONDS:
            return kept
        body, comments = await asyncio.gather(
            self.reading.text_of(file, subject), self.reading.comments_on(file, subject)
        )
        whole = "\n\n".join(part for part in (body.text.rstrip(), comments.text) if part)
        text = Text(text=whole, notes=(*body.notes, *comments.notes))
        self._texts[key] = (self.monotonic(), text)
        while len(self._texts) > _MOST_TEXTS:
            self._texts.popitem(last=False)
        return text

    async def _file(self, file_id: str, subject: Subject) -> File:
        """A shortcut leads to its target. Raises SourceMissing for what is no id."""
        for _ in range(2):
            if not _ID.fullmatch(file_id):
                raise SourceMissing(_DRIVE, "not a file id")
            request = self.door.files.get(
                fileId=file_id, fields=FILE_FIELDS, supportsAllDrives=True
            )
            file = await self.door.ask(subject, request, File)
            if file.mime_type != _SHORTCUT:
                return file
            file_id = file.shortcut_details.target_id
        raise SourceMissing(_DRIVE, "a shortcut to a shortcut")


def _hit(match: Match, snippet: str = "") -> Hit:
    return Hit(origin=_origin(match.file), audience=match.audience, snippet=snippet)


def _result(task: "asyncio.Task[str]") -> str:
    return task.result() if task.done() and not task.cancelled() else ""


def _origin(file: File) -> Origin:
    opens = file.web_view_link
    if not opens.startswith(_ADDRESSES):
        opens = f"https://drive.google.com/open?id={file.id}"
    return Origin(
        ref=SourceRef(source=_DRIVE, key=file.id),
        title=file.name,
        url=opens,
        author=file.author,
        created=file.created_time,
        modified=file.modified_time,
        revision=file.revision,
    )
