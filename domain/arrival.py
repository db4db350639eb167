"""What Slack can tell us, parsed at the edge; everything we do begins with one of these."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from domain.audience import PersonId
from domain.plan import SubtaskId
from domain.question import ChannelId, Effort, MessageTs, RunId, SourceKind


class Way(StrEnum):
    """How a question was asked."""

    MENTION = "mention"
    DM = "dm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A mention or a direct message. `text` is as Slack sent it; a top level has no `thread`.

    `token` lets us search Slack for this event for a short while; it is never stored in clear.
    """

    person: PersonId
    channel: ChannelId
    ts: MessageTs
    text: str
    way: Way
    thread: MessageTs = MessageTs("")
    token: str = ""
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """A reply in a thread, without a mention. Whether the thread is ours is decided later."""

    person: PersonId
    channel: ChannelId
    ts: MessageTs
    thread: MessageTs
    text: str
    token: str = ""
    kind: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedMessage:
    """Anything else that was said in a joined channel: for the index of messages alone."""

    person: PersonId
    channel: ChannelId
    ts: MessageTs
    text: str
    thread: MessageTs = MessageTs("")
    kind: Literal["indexed_message"] = "indexed_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """`ts` is the message's own moment, `edit` the edit's; `text` is the new text."""

    person: PersonId
    channel: ChannelId
    ts: MessageTs
    text: str
    edit: MessageTs
    thread: MessageTs = MessageTs("")
    kind: Literal["edited"] = "edited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    channel: ChannelId
    ts: MessageTs
    kind: Literal["deleted"] = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A slash command; `id` is its trigger's, which is all that tells repetitions."""

    person: PersonId
    channel: ChannelId
    command: str
    text: str
    id: str
    kind: Literal["commanded"] = "commanded"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEmpty:
    """`/research` without words: it opens a form, for which `trigger` is good three seconds."""

    person: PersonId
    channel: ChannelId
    trigger: str
    kind: Literal["command_empty"] = "command_empty"


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
class ShortcutUsed:
    """`Research this` on a message: `text` is the message's, `person` who wants to know."""

    person: PersonId
    channel: ChannelId
    ts: MessageTs
    text: str
    id: str
    thread: MessageTs = MessageTs("")
    kind: Literal["shortcut_used"] = "shortcut_used"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDecided:
    """A button on a card with the exact words of a search; `nonce` is the card's own."""

    person: PersonId
    run: RunId
    nonce: str
    approved: bool
    channel: ChannelId
    click: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStopped:
    """Slack's own Stop in a thread."""

    person: PersonId
    channel: ChannelId
    thread: MessageTs
    kind: Literal["session_stopped"] = "session_stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeOpened:
    person: PersonId
    kind: Literal["home_opened"] = "home_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class DmOpened:
    person: PersonId
    channel: ChannelId
    kind: Literal["dm_opened"] = "dm_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedChannel:
    """`person` joined; whether that is us is decided later. `by` invited, or is empty."""

    person: PersonId
    channel: ChannelId
    by: str = ""
    kind: Literal["joined_channel"] = "joined_channel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelChanged:
    """Who reads a channel, its name or its life changed; `what` is the event's name."""

    channel: ChannelId
    what: str
    kind: Literal["channel_changed"] = "channel_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft:
    """Somebody's account was deactivated."""

    person: PersonId
    kind: Literal["person_left"] = "person_left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """The app was taken out of the workspace, or its tokens were revoked."""

    what: str
    kind: Literal["removed"] = "removed"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    reason: str
    kind: Literal["ignored"] = "ignored"


Arrival = (
    Asked
    | Replied
    | IndexedMessage
    | Edited
    | Deleted
    | Commanded
    | CommandEmpty
    | ResearchFormSent
    | ShortcutUsed
    | StopPressed
    | SubtaskCancelPressed
    | SubtaskAsked
    | ButtonPressed
    | SearchDecided
    | ClarifyChosen
    | FeedbackGiven
    | SessionStopped
    | HomeOpened
    | DmOpened
    | JoinedChannel
    | ChannelChanged
    | PersonLeft
    | Removed
    | DigestPressed
    | DigestFormSent
    | DrivePressed
    | DriveConnected
    | Ignored
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """An arrival with the `key` that is the same for every delivery of it."""

    key: str
    team: str
    arrival: Arrival
