"""Slack's events as far as the index and the directory care; others are Ignored.

See https://docs.slack.dev/reference/events/message and its subtypes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from connectors.slack_door import SLACK
from connectors.slack_shapes import WireMessage
from connectors.vendor_replies import parsed
from domain.audience import PersonId
from domain.question import ChannelId, MessageTs


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message is new, or was edited."""

    channel: ChannelId
    message: WireMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    channel: ChannelId
    ts: MessageTs


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The bot may no longer read the channel, or there is none any more."""

    channel: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class Altered:
    """The channel's name, openness or archiving changed."""

    channel: ChannelId


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Somebody came or went."""

    channel: ChannelId
    person: PersonId
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """Nothing for us."""


Happening = Said | Deleted | Left | Altered | Membership | Ignored

_LEFT = frozenset({"channel_left", "group_left", "channel_deleted", "group_deleted"})
_ALTERED = frozenset(
    f"{kind}_{what}"
    for kind in ("channel", "group")
    for what in ("rename", "archive", "unarchive", "shared", "unshared")
) | {"channel_convert_to_private", "channel_convert_to_public"}


def event_from(event: Mapping[str, object]) -> Happening:
    """The inner `event` of an envelope. Raises SourceGarbled."""
    kind = event.get("type")
    channel = ChannelId(_channel(event.get("channel")))
    if not channel:
        return Ignored()
    if kind == "message":
        return _message(event, channel)
    if kind in _LEFT:
        return Left(channel=channel)
    if kind in _ALTERED:
        return Altered(channel=channel)
    if kind in ("member_joined_channel", "member_left_channel"):
        person = PersonId(str(event.get("user", "")))
        return Membership(
            channel=channel, person=person, joined=kind == "member_joined_channel"
        )
    return Ignored()


def _channel(given: object) -> str:
    """Most events name the channel; renames carry an object."""
    if isinstance(given, Mapping):
        return str(given.get("id", ""))
    return str(given or "")


def _message(event: Mapping[str, object], channel: ChannelId) -> Happening:
    match event.get("subtype"):
        case "message_deleted":
            return Deleted(channel=channel, ts=MessageTs(str(event.get("deleted_ts", ""))))
        case "message_changed":
            return Said(
                channel=channel, message=parsed(SLACK, WireMessage, event.get("message"))
            )
        case "message_replied":
            return Ignored()
        case _:
            return Said(channel=channel, message=parsed(SLACK, WireMessage, event))
