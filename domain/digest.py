"""A saved question with a cadence, and the memory of what it already said."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from domain.answer import Citation, Gap, Source
from domain.audience import PersonId
from domain.question import ChannelId, RunId

DigestId = NewType("DigestId", str)

KEPT_FOR = timedelta(days=90)  # then it must be renewed
REMINDED_BEFORE = timedelta(days=7)
OLDEST_LATEST = timedelta(days=1)  # a missed slot older than this is not made up for
FAILURES_IN_A_ROW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """When: one or several cron lines of five fields, read in local time of an IANA `zone`.

    Weekdays count as in cron (0 and 7 are Sunday) and may say which of the month they are:
    `mon#1`, `fri#L`; the day `L` is the month's last. `until` is the last local day.
    """

    crons: tuple[str, ...]
    zone: str
    until: date | None = None


class Missed(StrEnum):
    """What becomes of slots that came due while nobody was there to run them."""

    LATEST = "latest"
    SKIP = "skip"
    ALL = "all"


class WhenUnchanged(StrEnum):
    """What is said when nothing is new."""

    LINE = "line"
    SILENCE = "silence"


class DigestState(StrEnum):
    """A draft was read back and not saved yet; an ended one is over for good."""

    DRAFT = "draft"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """`channel` is where it is posted; of a direct message the conversation's own id.

    `place` and `owner_name` are for showing, `language` is what it speaks. `usd_per_month` caps
    what its runs cost in one calendar month of its zone. Moments are aware.
    """

    id: DigestId
    question: str
    cadence: Cadence
    owner: PersonId
    owner_name: str
    channel: ChannelId
    place: str
    created: datetime
    expires: datetime
    missed: Missed = Missed.LATEST
    unchanged: WhenUnchanged = WhenUnchanged.LINE
    usd_per_month: float = 20.0
    language: str = "en"


class SlotState(StrEnum):
    """`settled` slots have their post written down; the outbox may still have to take it."""

    WAITING = "waiting"
    STARTED = "started"
    SETTLED = "settled"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class SlotKind(StrEnum):
    """Due by its cadence, asked for with Run now, or tried before it was saved."""

    DUE = "due"
    NOW = "now"
    TRY = "try"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One due time of a digest; `at` is the moment it was due, `start` when it may begin."""

    digest: DigestId
    at: datetime
    start: datetime
    kind: SlotKind = SlotKind.DUE
    state: SlotState = SlotState.WAITING

    @property
    def run(self) -> RunId:
        """The run's id, which is the lock: whoever starts it again starts nothing."""
        mark = "" if self.kind is SlotKind.DUE else f"-{self.kind.value}"
        return RunId(f"digest:{self.digest}:{self.at:%Y%m%dT%H%M%SZ}{mark}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a sentence is about and which values it names, as traces: to compare, not to read.

    `whole` is the trace of all of it.
    """

    stems: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    whole: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteMark:
    """A quote's length and trace: enough to find it again in a text, not to read it."""

    letters: int
    trace: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A claim that a digest has posted, when and in which run; `read_in` last read it.

    Its words go when their time is over: then `text` or the quotes are empty, and `gist` and
    `marks`, one for each citation, are what it is known by.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    said: datetime
    run: RunId
    read_in: RunId
    gist: Gist = Gist()
    marks: tuple[QuoteMark, ...] = ()


class Standing(StrEnum):
    """What a second reading of a remembered claim's sources showed."""

    STANDS = "stands"
    REWORDED = "reworded"  # the document is there, its words are not
    GONE = "gone"  # the document is not
    UNKNOWN = "unknown"  # it could not be read now, or not by everyone in the room


class News(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    CONTRADICTED = "contradicted"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One thing that a digest reports. `earlier` is what was said before, and when.

    `cites` are numbers of the post's sources; `earlier_url` opens our earlier message.
    """

    news: News
    text: str
    cites: tuple[int, ...] = ()
    earlier: str = ""
    earlier_at: datetime | None = None
    earlier_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What one run of a digest looked at, as it stays on record."""

    read: int = 0
    checked: int = 0
    unchanged: int = 0
    unchecked: int = 0
    usd: float = 0.0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One issue of a digest: what it reports. `since` is the last time it looked, if it did.

    `due` is set when it comes late.
    """

    digest: DigestId
    title: str
    maker: str
    news: tuple[NewsItem, ...] = ()
    sources: tuple[Source, ...] = ()
    gaps: tuple[Gap, ...] = ()
    covered: Covered = Covered()
    since: datetime | None = None
    due: datetime | None = None
    zone: str = "UTC"
    is_trial: bool = False
    language: str = "en"
