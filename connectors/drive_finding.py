"""What a search in Drive finds for a room: open files first, however many hidden ones match."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from connectors.drive_accounts import Subject
from connectors.drive_audience import DriveAudience
from connectors.drive_door import DriveDoor
from connectors.drive_matches import Match, Matches, merged_matches
from connectors.drive_query import Variant, discoverable, folder_named, variants
from connectors.drive_shapes import LIST_FIELDS, File, FileList
from connectors.source import Access
from domain.audience import NOBODY, Audience
from domain.errors import SourceError, SourceGarbled
from domain.evidence import Filters

MOST_OPEN = 25  # of one way of asking
_PAGE = 100
_MOST_PAGES = 10
_SECONDS = 8.0  # after which no further page is asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    matches: Matches
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveFinder:
    door: DriveDoor
    audience: DriveAudience
    monotonic: Callable[[], float] = time.monotonic

    async def find(self, query: str, filters: Filters, access: Access) -> Found:
        """Raises the first failure if no way of asking was answered."""
        folders, notes = await self._folders(filters, self.door.subject(access.asker))
        asked = variants(query, filters, folders)
        if not asked:
            return Found(
                matches=Matches(), notes=(*notes, "the query has no words to look for")
            )
        audiences = _Audiences(self.audience, access)
        answers = await asyncio.gather(
            *(self._matches(one, access, audiences) for one in asked)
        )
        lists = [answer for answer in answers if isinstance(answer, Matches)]
        failures = [answer for answer in answers if isinstance(answer, SourceError)]
        if not lists:
            raise failures[0]
        found = merged_matches(lists)
        if failures or found.incomplete:
            notes = (*notes, "Drive did not search everything this time")
        if any(len(answer.open) == MOST_OPEN for answer in lists):
            notes = (*notes, "there are more matches than are listed; narrow the words")
        return Found(matches=found, notes=notes)

    async def _matches(
        self, asked: Variant, access: Access, audiences: "_Audiences"
    ) -> Matches | SourceError:
        """Where all members read along, Drive itself leaves out what is for fewer.

        Then neither the list nor the time it takes depends on what is hidden.
        """
        if not access.room.all_members:
            return await self._paged(asked, access, audiences)
        open_, whole = await asyncio.gather(
            self._paged(discoverable(asked), access, audiences),
            self._paged(asked, access, audiences, most_pages=1),
        )
        if isinstance(open_, SourceGarbled):  # a Drive that knows no such term
            return await self._paged(asked, access, audiences)
        if isinstance(open_, SourceError):
            return open_
        return replace(open_, closed=whole.closed if isinstance(whole, Matches) else ())

    async def _paged(
        self,
        asked: Variant,
        access: Access,
        audiences: "_Audiences",
        *,
        most_pages: int = _MOST_PAGES,
    ) -> Matches | SourceError:
        """Page after page until there are enough that the room may read.

        Hidden ones never take an open one's place in the list, nor count in what is said of it.
        """
        found, page, until = Matches(), "", self.monotonic() + _SECONDS
        for _ in range(most_pages):
            answer = await self._listed(asked, self.door.subject(access.asker), page=page)
            if isinstance(answer, SourceError):
                return replace(found, incomplete=True) if page else answer
            found = replace(found, incomplete=found.incomplete or answer.incomplete_search)
            for some in batched(answer.files):
                if len(found.open) >= MOST_OPEN or self.monotonic() > until:
                    return replace(found, open=found.open[:MOST_OPEN])
                known = await asyncio.gather(*map(audiences.of, some))
                found = found.joined(known, access.room)
            page = answer.next_page_token
            if not page:
                break
        return replace(found, open=found.open[:MOST_OPEN])

    async def _listed(
        self, asked: Variant, subject: Subject, *, page: str = ""
    ) -> FileList | SourceError:
        request = self.door.files.list(
            q=asked.q,
            orderBy=asked.order or None,
            corpora="allDrives",
            includeItemsFromAllDrives=True,
            supportsAllDrives=True,
            spaces="drive",
            pageSize=_PAGE,
            pageToken=page or None,
            fields=LIST_FIELDS,
        )
        try:
            return await self.door.ask(subject, request, FileList)
        except SourceError as failed:
            return failed

    async def _folders(
        self, filters: Filters, subject: Subject
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Ids of the folders that are asked for, and notes on those that there are not."""
        ids: list[str] = []
        notes: list[str] = []
        for name in filters.places:
            answer = await self._listed(Variant(q=folder_named(name)), subject)
            if isinstance(answer, SourceError):
                raise answer
            ids += [file.id for file in answer.files]
            if not answer.files:
                notes.append("a folder of that name was not found; all folders were searched")
        return tuple(ids), tuple(notes)


def batched(files: Sequence[File]) -> Iterator[Sequence[File]]:
    """Each file may cost a request, so that no more are looked at than are needed."""
    return (files[at : at + MOST_OPEN] for at in range(0, len(files), MOST_OPEN))


class _Audiences:
    """Of the files of one search, each asked for once; what cannot be learned is nobody."""

    def __init__(self, known: DriveAudience, access: Access) -> None:
        self._known = known
        self._access = access
        self._asked: dict[str, asyncio.Task[Audience]] = {}

    async def of(self, file: File) -> Match:
        if file.id not in self._asked:
            self._asked[file.id] = asyncio.create_task(self._one(file))
        return Match(file=file, audience=await self._asked[file.id])

    async def _one(self, file: File) -> Audience:
        try:
            return await self._known.of(file.id, self._access, listed=file.permissions)
        except SourceError:
            return NOBODY
