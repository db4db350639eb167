"""Which conversations a caller may know of, read, and write to."""

from sandbox.slack.calls import Call
from sandbox.slack.scopes import FAMILY, require
from sandbox.slack.state import Conversation
from sandbox.slack.team import Team
from sandbox.slack.wire import Refused


def known(call: Call, channel: str, right: str = "read") -> Conversation:
    """The conversation, if this caller may know that it is there.

    Raises:
        Refused: `channel_not_found`, or `missing_scope` for its kind, such as `groups:read`.
    """
    conversation = found(call.team, channel)
    if not call.team.may_see(call.actor.user, conversation):
        raise Refused("channel_not_found")
    require(f"{FAMILY[conversation.kind]}:{right}", provided=call.actor.scopes)
    return conversation


def found(team: Team, channel: str) -> Conversation:
    """By id; a user's id stands for their direct message with the bot, as for posting."""
    if channel in team.people:
        return team.direct(channel)
    user = "U" + channel.removeprefix("D")
    if channel.startswith("D") and user in team.people:
        return team.direct(user)
    return team.state.conversation(channel)


def readable(call: Call, channel: str) -> Conversation:
    """As `known`, and the bot has to be a member to read; a person need not be, in public ones.

    Raises:
        Refused: also `not_in_channel`.
    """
    conversation = known(call, channel, "history")
    if call.actor.is_bot and call.actor.user not in conversation.members:
        raise Refused("not_in_channel")
    return conversation


def writable(call: Call, channel: str) -> Conversation:
    """A conversation the caller is in, and that is open.

    Raises:
        Refused: `channel_not_found`, `not_in_channel`, `is_archived`.
    """
    conversation = found(call.team, channel)
    if not call.team.may_see(call.actor.user, conversation):
        raise Refused("channel_not_found")
    if call.actor.user not in conversation.members:
        raise Refused("not_in_channel")
    if conversation.archived:
        raise Refused("is_archived")
    return conversation
