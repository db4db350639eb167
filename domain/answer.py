"""What is answered: blocks of cited text, gaps, and what it all rests on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.evidence import Origin, PassageId
from domain.question import SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A passage and the exact span in it: `quote` is verbatim, `number` its source's number."""

    passage: PassageId
    origin: Origin
    quote: str
    number: int


class Support(StrEnum):
    SUPPORTED = "supported"
    PARTIAL = "partial"
    UNSUPPORTED = "unsupported"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style; `cites` are numbers of the answer's sources."""

    text: str
    bold: bool = False
    cites: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    spans: tuple[Span, ...]
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    items: tuple[tuple[Span, ...], ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`rows[0]` is the header; every row has the same number of cells."""

    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    kind: Literal["table"] = "table"


Block = Paragraph | Heading | Bullets | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of the answer with what it rests on. Raises ValueError without a citation."""

    text: str
    citations: tuple[Citation, ...]
    support: Support = Support.UNCHECKED

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a claim without a citation is no claim")


class GapKind(StrEnum):
    NOT_FOUND = "not_found"
    SOURCE_DOWN = "source_down"
    NO_ACCESS = "no_access"  # the asker has not connected theirs
    LOST = "lost"  # we may no longer read it, whoever asks
    NEEDS_WEB = "needs_web"
    CANCELLED = "cancelled"
    LIMIT = "limit"
    STALE = "stale"
    CONTRADICTION = "contradiction"
    UNSUPPORTED = "unsupported"
    UNREADABLE = "unreadable"
    OLDER = "older"  # somebody asked for nothing before a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What the answer lacks. `text` is a sentence for people and names nothing withheld.

    `copied` is when the copy was made that was searched in a silent source's place.
    """

    kind: GapKind
    text: str
    source: SourceKind | None = None
    copied: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered source of the answer, as listed under it."""

    number: int
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Counted from tool results, never asked of the model; `seconds` since the question."""

    read: int = 0
    cited: int = 0
    read_by_source: tuple[tuple[SourceKind, int], ...] = ()
    searched_in: tuple[SourceKind, ...] = ()
    claims: int = 0
    supported: int = 0
    hedged: int = 0
    dropped: int = 0
    seconds: float = 0.0
    usd: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`blocks` lead with the answer; a `blocks` of nothing means that nothing was found.

    `searched` are the queries that were tried, for the answer that found nothing.
    `headline` is a sentence that comes before everything else (a limit that was reached);
    `more_usd` is about what going on beyond that limit would cost. `period` is how the time in
    the question was read, where it names one.
    """

    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    sources: tuple[Source, ...] = ()
    gaps: tuple[Gap, ...] = ()
    coverage: Coverage = Coverage()
    language: str = "en"
    searched: tuple[str, ...] = ()
    headline: str = ""
    more_usd: float = 0.0
    period: str = ""
