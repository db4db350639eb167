"""What was asked, by whom, and where the answer goes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.audience import PersonId, PersonKind, Readers

RunId = NewType("RunId", str)
ChannelId = NewType("ChannelId", str)
MessageTs = NewType("MessageTs", str)


class Effort(StrEnum):
    QUICK = "quick"
    COMPARE = "compare"
    DEEP = "deep"


class SourceKind(StrEnum):
    SLACK = "slack"
    DRIVE = "drive"
    NOTION = "notion"
    WEB = "web"

    @property
    def is_internal(self) -> bool:
        return self is not SourceKind.WEB


class RoomKind(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    GROUP_DM = "group_dm"
    DM = "dm"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """`email` is empty where Slack gave none; then Drive cannot be read as the asker.

    `locale` is the language of their Slack, such as `de-DE`, or empty.
    """

    id: PersonId
    name: str
    email: str = ""
    timezone: str = "UTC"
    kind: PersonKind = PersonKind.MEMBER
    locale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where an answer is posted, with its readers as looked up when the run began.

    `size` is how many people are in it, or 0 where they were not counted.
    `shared_outside` marks a channel shared with another organisation.
    """

    channel: ChannelId
    kind: RoomKind
    name: str = ""
    readers: Readers = Readers()
    shared_outside: bool = False
    archived: bool = False
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadTurn:
    """What was said before in the thread: `author` is a name, `own` marks our answers."""

    author: str
    text: str
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """`text` is the asker's own words without our mention; `asked_at` is aware.

    With `is_quoted` it is a message of somebody else that the asker wants researched; its
    words may not reach the web unasked.
    `thread` is the thread's root and `message` the asking message, both empty in a terminal.
    `urls` are the addresses the asker wrote. `earlier` is the thread so far, oldest first.
    `sources` are those that may be used at all, by the operator's rules and the asker's wish.
    `digest` names the digest that asks: its answer is compared with what was said before, and
    is not posted as it is. `since` is when it last looked; company sources are searched from
    there on.
    """

    run: RunId
    text: str
    asker: Asker
    room: Room
    asked_at: datetime
    thread: MessageTs = MessageTs("")
    message: MessageTs = MessageTs("")
    urls: tuple[str, ...] = ()
    earlier: tuple[ThreadTurn, ...] = ()
    one_agent: bool = False
    effort: Effort | None = None
    sources: tuple[SourceKind, ...] = tuple(SourceKind)
    digest: str = ""
    since: datetime | None = None
    is_quoted: bool = False

    @property
    def own_words(self) -> str:
        """What the asker is known to have written, or nothing."""
        return "" if self.is_quoted else self.text
