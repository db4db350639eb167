"""What must be posted, as domain objects; rendering happens when it is posted."""

from dataclasses import dataclass
from typing import Literal

from domain.answer import Answer
from domain.digest import Edition
from domain.events import FailureKind
from domain.question import ChannelId, MessageTs, RunId
from domain.quote import Quote

US = "Dossier"  # who stopped a run that nobody stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPost:
    answer: Answer
    kind: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarifyPost:
    """One question with buttons; `options` are at most four short labels."""

    question: str
    options: tuple[str, ...]
    kind: Literal["clarify"] = "clarify"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePost:
    """A plan with its price, for somebody to start, make cheaper or cancel."""

    quote: Quote
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedPost:
    """The factual account of a stop: titles of parts done and not done, and what it cost.

    `cut_off_usd` is what calls in flight may add at most to `usd`.
    """

    by: str
    done: tuple[str, ...]
    not_done: tuple[str, ...]
    usd: float
    cut_off_usd: float = 0.0
    reason: str = ""
    kind: Literal["stopped"] = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class FailurePost:
    """`language` is that of a question that became no run; a run's is known from its words."""

    failure: FailureKind
    detail: str = ""
    language: str = ""
    kind: Literal["failure"] = "failure"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateOfferPost:
    """For the asker alone: `count` more sources match; not everyone in the room may open.

    `question` is what they asked there, in their own words.
    """

    count: int
    room_name: str
    question: str = ""
    kind: Literal["private_offer"] = "private_offer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectPost:
    """For the asker alone: their own Drive was missing, and they may connect it."""

    language: str = ""
    kind: Literal["connect"] = "connect"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBackPost:
    """For the asker alone: what was posted in a room was taken back.

    `what` is the kind of its content; `is_private` if the asker may still read all of it.
    """

    what: str
    room_name: str
    question: str
    is_private: bool
    language: str
    kind: Literal["taken_back"] = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePost:
    """One plain sentence in our own words."""

    sentence: str
    kind: Literal["sentence"] = "sentence"


@dataclass(frozen=True, slots=True, kw_only=True)
class GreetingPost:
    """What is said once in a channel that we joined; `language` is that of who invited us."""

    sentence: str
    language: str = ""
    kind: Literal["greeting"] = "greeting"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPost:
    edition: Edition
    kind: Literal["digest"] = "digest"


Content = (
    AnswerPost
    | ClarifyPost
    | QuotePost
    | StoppedPost
    | FailurePost
    | PrivateOfferPost
    | ConnectPost
    | TakenBackPost
    | SentencePost
    | GreetingPost
    | DigestPost
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """`key` is unique and opaque to readers; a repeated write under it changes nothing.

    `channel` is a conversation, or a person's id for a direct message; `thread` is empty for a
    message of its own.
    """

    key: str
    channel: ChannelId
    content: Content
    thread: MessageTs = MessageTs("")
    run: RunId | None = None
