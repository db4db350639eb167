"""Slack's JSON as far as we read it; see https://docs.slack.dev/reference/objects ."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    next_cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireProfile:
    display_name: str | None = None
    real_name: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireUser:
    """`is_email_confirmed` is missing for some kinds of account."""

    id: str
    team_id: str = ""
    name: str = ""
    real_name: str | None = None
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    is_email_confirmed: bool | None = None
    tz: str | None = None
    locale: str | None = None
    profile: WireProfile = WireProfile()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireChannel:
    """`user` is the other side of a direct message."""

    id: str
    name: str | None = None
    user: str = ""
    is_im: bool = False
    is_mpim: bool = False
    is_private: bool = False
    is_member: bool = False
    is_archived: bool = False
    is_shared: bool = False
    is_org_shared: bool = False
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WireFile:
    name: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireAttachment:
    fallback: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireEdit:
    ts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireMessage:
    """`thread_ts` is the thread's root, also on the root itself once it has replies."""

    ts: str
    text: str | None = None
    user: str | None = None
    bot_id: str | None = None
    username: str | None = None
    subtype: str | None = None
    thread_ts: str | None = None
    reply_count: int = 0
    latest_reply: str | None = None
    hidden: bool = False
    edited: WireEdit | None = None
    files: tuple[WireFile, ...] | None = None
    attachments: tuple[WireAttachment, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UserReply:
    user: WireUser


@dataclass(frozen=True, slots=True, kw_only=True)
class UsersReply:
    members: tuple[WireUser, ...]
    response_metadata: Paging = Paging()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelReply:
    channel: WireChannel


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelsReply:
    channels: tuple[WireChannel, ...]
    response_metadata: Paging = Paging()


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersReply:
    members: tuple[str, ...]
    response_metadata: Paging = Paging()


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesReply:
    messages: tuple[WireMessage, ...]
    has_more: bool = False
    response_metadata: Paging | None = None

    @property
    def next_cursor(self) -> str:
        return self.response_metadata.next_cursor if self.response_metadata else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityReply:
    """`url` is the workspace's address, with a slash at its end."""

    url: str
    team: str
    team_id: str
    user_id: str
    bot_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNeighbour:
    """Its fields have other names than those of the message it stands beside."""

    ts: str = ""
    text: str = ""
    user_id: str = ""
    author_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAround:
    before: tuple[FoundNeighbour, ...] = ()
    after: tuple[FoundNeighbour, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessage:
    """A message as the search API gives it."""

    channel_id: str
    message_ts: str
    content: str = ""
    context_messages: FoundAround = FoundAround()
    channel_name: str = ""
    author_user_id: str = ""
    author_name: str = ""
    permalink: str = ""
    thread_ts: str | None = None
    reply_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMessages:
    messages: tuple[FoundMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchReply:
    results: FoundMessages
    response_metadata: Paging = field(default=Paging())
