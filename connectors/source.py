"""The contract that every source keeps; SDK types stop behind it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.audience import Audience, Readers
from domain.evidence import Document, Filters, SearchPage, SourceRef
from domain.question import Asker, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """On whose behalf and for whom a source is asked.

    `room` is who will read the answer. `token` is what the asker's own event lent us to search
    with (Slack's action token); it is empty for commands, digests and late follow-ups.
    `place` is the channel of the question, so that its own history is in reach.
    """

    asker: Asker
    room: Readers
    token: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What `check` found; `problem` and `remedy` are sentences, empty when all is well."""

    source: SourceKind
    works: bool
    detail: str = ""
    problem: str = ""
    remedy: str = ""


class Source(Protocol):
    """A place to search and read. Every method raises only subclasses of SourceError.

    `about` tells the model in a few sentences what a search matches, how fresh it is, in which
    order hits come and what it cannot see.
    """

    kind: SourceKind
    about: str

    async def search(
        self, query: str, filters: Filters, access: Access, *, limit: int, cursor: str = ""
    ) -> SearchPage: ...

    async def read(
        self,
        ref: SourceRef,
        access: Access,
        *,
        offset: int = 0,
        limit: int = 7000,
        find: str = "",
    ) -> Document:
        """At most `limit` code points from `offset`, or around the words of `find`."""
        ...

    async def audience_of(self, ref: SourceRef, access: Access) -> Audience:
        """Who may read the document now, uncached."""
        ...

    async def check(self) -> Health: ...


SEARCH_TIMEOUT = timedelta(seconds=20)
READ_TIMEOUT = timedelta(seconds=30)
