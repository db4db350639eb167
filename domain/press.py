"""What people press, choose and fill in, parsed at the edge."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from domain.audience import PersonId
from domain.plan import SubtaskId
from domain.question import ChannelId, Effort, MessageTs, RunId, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ResearchFormSent:
    """The form of `/research`; `channel` is where the command was typed."""

    person: PersonId
    channel: ChannelId
    text: str
    id: str
    sources: tuple[SourceKind, ...]
    effort: Effort | None = None
    is_private: bool = False
    kind: Literal["research_form_sent"] = "research_form_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPressed:
    person: PersonId
    run: RunId
    kind: Literal["stop_pressed"] = "stop_pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtaskCancelPressed:
    person: PersonId
    run: RunId
    subtask: SubtaskId
    kind: Literal["subtask_cancel_pressed"] = "subtask_cancel_pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtaskAsked:
    """`What have you found?` in a part's menu."""

    person: PersonId
    run: RunId
    subtask: SubtaskId
    channel: ChannelId
    thread: MessageTs
    kind: Literal["subtask_asked"] = "subtask_asked"


class Button(StrEnum):
    SOURCES = "sources"
    DIG_DEEPER = "dig_deeper"
    MAKE_DIGEST = "make_digest"
    CONTINUE = "continue"
    ANSWER_NOW = "answer_now"
    TRY_AGAIN = "try_again"
    SEARCH_PRIVATELY = "search_privately"
    START = "start"
    CHEAPER = "cheaper"
    CANCEL_RUN = "cancel_run"
    SHOW_SEARCH = "show_search"
    ASK_ADMIN = "ask_admin"
    HOW = "how"


@dataclass(frozen=True, slots=True, kw_only=True)
class ButtonPressed:
    """`click` tells one click from another; `ts` is the message that bears the button."""

    person: PersonId
    button: Button
    run: RunId
    channel: ChannelId
    ts: MessageTs
    thread: MessageTs
    click: str
    trigger: str = ""
    kind: Literal["button_pressed"] = "button_pressed"


class Enquiry(StrEnum):
    SIGHT = "sight"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnquiryPressed:
    """A button under the greeting: something about this channel, for whoever pressed."""

    person: PersonId
    enquiry: Enquiry
    channel: ChannelId
    thread: MessageTs
    kind: Literal["enquiry_pressed"] = "enquiry_pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDecided:
    """A button on a card with the exact words of a search; `nonce` is the card's own.

    `ts` is the card's message.
    """

    person: PersonId
    run: RunId
    nonce: str
    approved: bool
    channel: ChannelId
    click: str
    ts: MessageTs = MessageTs("")
    kind: Literal["search_decided"] = "search_decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarifyChosen:
    """An option of a clarifying question; `option` is its label."""

    person: PersonId
    run: RunId
    option: str
    kind: Literal["clarify_chosen"] = "clarify_chosen"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackGiven:
    person: PersonId
    run: RunId
    good: bool
    kind: Literal["feedback_given"] = "feedback_given"


class DigestAction(StrEnum):
    NEW = "new"
    SAVE = "save"
    CHANGE = "change"
    TRY = "try"
    PAUSE = "pause"
    RESUME = "resume"
    RENEW = "renew"
    RUN = "run"
    DELETE = "delete"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestPressed:
    """A button of a digest, in a message or in Home; there `channel` and `ts` are empty."""

    person: PersonId
    action: DigestAction
    digest: str
    channel: ChannelId
    ts: MessageTs
    thread: MessageTs
    click: str
    trigger: str = ""
    kind: Literal["digest_pressed"] = "digest_pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFormSent:
    """The form as it was filled in; `digest` is the one that is changed, or is empty.

    `channel` is empty for a direct message; `form` tells one sending from another.
    """

    person: PersonId
    form: str
    question: str
    when: str
    channel: ChannelId
    digest: str = ""
    missed: str = ""
    unchanged: str = ""
    usd_per_month: float = 20.0
    kind: Literal["digest_form_sent"] = "digest_form_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrivePressed:
    """`Connect my Drive`, or the end of it; `language` is that of the button."""

    person: PersonId
    connects: bool
    language: str
    click: str
    kind: Literal["drive_pressed"] = "drive_pressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveConnected:
    """Somebody came back from Google; `sign_in` tells one time from another."""

    person: PersonId
    sign_in: str
    kind: Literal["drive_connected"] = "drive_connected"
