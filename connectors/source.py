"""The contract that every source keeps; SDK types stop behind it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
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


class Condition(StrEnum):
    """What a check can find; the words for it are the face's."""

    FINE = "fine"
    IN_CHANNELS = "in_channels"
    IN_NO_CHANNEL = "in_no_channel"
    COPIED = "copied"
    COPIED_IN_PART = "copied_in_part"  # some of it has no readers yet
    OWN_ACCOUNTS = "own_accounts"
    KEY_FINE = "key_fine"  # which proves no delegation
    DELEGATED = "delegated"
    SEARCH_FINE = "search_fine"
    SILENT = "silent"
    TOKEN_REFUSED = "token_refused"  # noqa: S105 - what a check can find, no secret
    DELEGATION_REFUSED = "delegation_refused"
    CLIENT_REFUSED = "client_refused"
    NO_DOMAINS = "no_domains"


_REFUSED = frozenset(
    {Condition.TOKEN_REFUSED, Condition.DELEGATION_REFUSED, Condition.CLIENT_REFUSED}
)
_BROKEN = _REFUSED | {Condition.SILENT, Condition.NO_DOMAINS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What `check` found: `name` and `count` belong to the condition.

    `cause` is for the operator: an error's class, or empty.
    """

    source: SourceKind
    condition: Condition = Condition.FINE
    name: str = ""
    count: int = 0
    cause: str = ""

    @property
    def works(self) -> bool:
        return self.condition not in _BROKEN

    @property
    def refuses(self) -> bool:
        """Whether the source turns us away, so that somebody must connect it anew."""
        return self.condition in _REFUSED


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
