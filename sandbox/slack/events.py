"""The Events API's payloads, and sending those that the manifest subscribes to."""

from sandbox.slack.scopes import FAMILY
from sandbox.slack.state import Conversation
from sandbox.slack.team import Team
from sandbox.slack.wire import APP, BOT_USER, TEAM, Json, fresh_id

CHANNEL_TYPE = {
    "public": "channel",
    "shared": "channel",
    "private": "group",
    "im": "im",
    "mpim": "mpim",
}
# Slack names the kind of conversation in some events: `channel_archive`, `group_archive`.
LIFE_EVENT = {"public": "channel", "shared": "channel", "private": "group"}


def announce(team: Team, event: Json, *, conversation: Conversation | None = None) -> None:
    """Send one event, if the app is installed, subscribes to it, and is in the conversation."""
    if not team.installed or not _subscribed(team, event, conversation):
        return
    if conversation is not None and not _told(event, conversation):
        return
    team.sockets.post_event(_callback(team, event, conversation))


def _subscribed(team: Team, event: Json, conversation: Conversation | None) -> bool:
    name = event["type"]
    if name == "message" and conversation is not None:
        name = "message." + FAMILY[conversation.kind]
    return name in team.manifest.events


def _told(event: Json, conversation: Conversation) -> bool:
    """The bot hears of channels it is in, and of its own leaving."""
    leaving = event["type"] in ("channel_left", "group_left", "member_left_channel")
    return BOT_USER in conversation.members or (
        leaving and event.get("user", BOT_USER) == BOT_USER
    )


def _callback(team: Team, event: Json, conversation: Conversation | None) -> Json:
    now = team.clock.now()
    authorization = {
        "team_id": TEAM,
        "user_id": BOT_USER,
        "is_bot": True,
        "is_enterprise_install": False,
        "enterprise_id": None,
    }
    return {
        "type": "event_callback",
        "token": "sandbox",
        "team_id": TEAM,
        "api_app_id": APP,
        "event_id": fresh_id("Ev"),
        "event_time": int(now.timestamp()),
        "event_context": fresh_id("4-"),
        "is_ext_shared_channel": conversation is not None and conversation.kind == "shared",
        "authorizations": [authorization],
        "event": {"event_ts": f"{now.timestamp():.6f}", **event},
    }


def message_event(conversation: Conversation, message: Json) -> Json:
    """`message.channels` and its kin: the message itself."""
    kept = {k: v for k, v in message.items() if k not in ("reactions", "root")}
    return kept | {
        "channel": conversation.id,
        "channel_type": CHANNEL_TYPE[conversation.kind],
        "event_ts": message["ts"],
    }


def mention_event(conversation: Conversation, message: Json) -> Json:
    return message_event(conversation, message) | {"type": "app_mention"}


def changed_event(
    conversation: Conversation, message: Json, *, previous: Json, ts: str
) -> Json:
    """`ts` is the moment of the change; the message's own stays inside."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "channel": conversation.id,
        "channel_type": CHANNEL_TYPE[conversation.kind],
        "ts": ts,
        "event_ts": ts,
        "message": message,
        "previous_message": previous,
    }


def deleted_event(conversation: Conversation, *, previous: Json, ts: str) -> Json:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "channel": conversation.id,
        "channel_type": CHANNEL_TYPE[conversation.kind],
        "ts": ts,
        "event_ts": ts,
        "deleted_ts": previous["ts"],
        "previous_message": previous,
    }


def tombstone(message: Json) -> Json:
    """What Slack leaves in the place of a deleted message that has replies."""
    return {
        "type": "message",
        "subtype": "tombstone",
        "hidden": True,
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "ts": message["ts"],
        "thread_ts": message["ts"],
    }


def membership_event(name: str, conversation: Conversation, *, user: str, inviter: str) -> Json:
    """`member_joined_channel` and `member_left_channel`."""
    letter = "G" if conversation.kind == "private" else "C"
    return {
        "type": name,
        "user": user,
        "channel": conversation.id,
        "channel_type": letter,
        "team": TEAM,
        **({"inviter": inviter} if inviter else {}),
    }


def life_event(verb: str, conversation: Conversation, *, user: str) -> Json:
    """`channel_archive`, `group_unarchive` and so on; `user` is who did it."""
    name = f"{LIFE_EVENT[conversation.kind]}_{verb}"
    if verb == "rename":
        channel = {
            "id": conversation.id,
            "name": conversation.name,
            "created": int(conversation.created.timestamp()),
        }
        return {"type": name, "channel": channel}
    if verb == "left":
        return {"type": name, "channel": conversation.id, "actor_id": user}
    return {"type": name, "channel": conversation.id, "user": user}


def home_event(channel: str, *, user: str, tab: str, view: Json | None) -> Json:
    """`app_home_opened`; with `tab` "messages" it is the direct message that was opened."""
    shown = {"view": view} if view and tab == "home" else {}
    return {"type": "app_home_opened", "user": user, "channel": channel, "tab": tab, **shown}
