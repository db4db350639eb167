"""What was found and what was really read."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from domain.audience import NOBODY, Audience
from domain.question import SourceKind

PassageId = NewType("PassageId", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """A document's address within its source.

    `key` is minted by the connector (`CPRICING:1760000.0001`, a file id, a page id, a url id),
    never by a model. As text: `slack:CPRICING:1760000.0001`.
    """

    source: SourceKind
    key: str

    def __str__(self) -> str:
        return f"{self.source.value}:{self.key}"

    @classmethod
    def parse(cls, text: str) -> "SourceRef":
        """Raises ValueError for text that is no ref."""
        source, separator, key = text.partition(":")
        if not separator or not key:
            raise ValueError("a ref looks like drive:1AbC")
        return cls(source=SourceKind(source), key=key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What is known about a document: `place` is a channel, folder, database or site.

    Moments are aware. `url` opens it for a person who may read it. `domain` is the host of a
    web page and empty for internal documents.
    """

    ref: SourceRef
    title: str
    url: str
    author: str = ""
    place: str = ""
    created: datetime | None = None
    modified: datetime | None = None
    revision: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A search result: something that may be worth reading."""

    origin: Origin
    audience: Audience = NOBODY
    snippet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """`notes` say what this search could not do (titles only, unsorted, partial, lagging).

    `copied` is when the copy was made that was searched because the source did not answer.
    """

    hits: tuple[Hit, ...] = ()
    cursor: str = ""
    notes: tuple[str, ...] = ()
    copied: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of text that was read. `start` and `end` are code points of the document's text.

    `id` is derived from run and place, so that reading twice yields the same passage.
    """

    id: PassageId
    origin: Origin
    audience: Audience
    text: str
    start: int
    end: int
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What a connector reads: a passage without the run's id for it.

    `url` points at the very place where the source offers such addresses. `author` and `at`
    are set where parts of a document have authors of their own (messages, comments).
    """

    text: str
    start: int
    end: int
    heading: str = ""
    url: str = ""
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A window on a document. `next_offset` is None at its end."""

    origin: Origin
    audience: Audience
    excerpts: tuple[Excerpt, ...] = ()
    next_offset: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One sentence that a subagent stands for, with existing passages and a verbatim quote."""

    text: str
    passages: tuple[PassageId, ...]
    quote: str = ""
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a subagent returns, and nothing else."""

    main_findings: tuple[Finding, ...] = ()
    uncertainties: tuple[str, ...] = ()
    do_not_overstate: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()

    @property
    def passages(self) -> tuple[PassageId, ...]:
        seen = dict.fromkeys(p for finding in self.main_findings for p in finding.passages)
        return tuple(seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`since` and `until` are aware; `places` limits to channels or folders by name."""

    since: datetime | None = None
    until: datetime | None = None
    places: tuple[str, ...] = field(default=())
