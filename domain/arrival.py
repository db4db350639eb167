"""What Slack can tell us, parsed at the edge; everything we do begins with one of these."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from domain.audience import PersonId
from domain.press import (
    ButtonPressed,
    ClarifyChosen,
    DigestFormSent,
    DigestPressed,
    DriveConnected,
    DrivePressed,
    EnquiryPressed,
    FeedbackGiven,
    ResearchFormSent,
    SearchDecided,
    StopPressed,
    SubtaskAsked,
    SubtaskCancelPressed,
)
from domain.question import ChannelId, MessageTs


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
class ShortcutUsed:
    """`Research this` on a message: `text` is the message's, `person` who wants to know.

    `is_own` says that this person wrote it.
    """

    person: PersonId
    channel: ChannelId
    ts: MessageTs
    text: str
    id: str
    thread: MessageTs = MessageTs("")
    is_own: bool = False
    kind: Literal["shortcut_used"] = "shortcut_used"


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
    | EnquiryPressed
    | Ignored
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """An arrival with the `key` that is the same for every delivery of it."""

    key: str
    team: str
    arrival: Arrival
