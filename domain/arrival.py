"""What Slack can tell us, parsed at the edge; everything we do begins with one of these."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from domain.audience import PersonId
from domain.plan import SubtaskId
from domain.question import ChannelId, MessageTs, RunId


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
class Removed:
    """The app was taken out of the workspace, or its tokens were revoked."""

    what: str
    kind: Literal["removed"] = "removed"


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
    | ShortcutUsed
    | StopPressed
    | SubtaskCancelPressed
    | SubtaskAsked
    | ButtonPressed
    | ClarifyChosen
    | FeedbackGiven
    | SessionStopped
    | HomeOpened
    | DmOpened
    | JoinedChannel
    | ChannelChanged
    | Removed
    | Ignored
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """An arrival with the `key` that is the same for every delivery of it."""

    key: str
    team: str
    arrival: Arrival
