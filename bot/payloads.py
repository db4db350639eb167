"""Slack's JSON to arrivals. Whatever comes in, nothing raises: what makes no sense is Ignored.

Which events count follows https://docs.slack.dev/reference/events : a mention arrives as
`app_mention` and again as `message`, so the second is for the index alone; messages of bots and
most subtypes are not people talking.
"""

from bot import research_form
from bot.clicks import click_of
from bot.digest_forms import form_sent
from bot.reading import Part, part
from domain.arrival import (
    Arrival,
    Asked,
    ChannelChanged,
    Commanded,
    CommandEmpty,
    Deleted,
    Delivered,
    DmOpened,
    Edited,
    HomeOpened,
    Ignored,
    IndexedMessage,
    JoinedChannel,
    PersonLeft,
    Removed,
    Replied,
    SessionStopped,
    ShortcutUsed,
    Way,
)
from domain.audience import PersonId
from domain.question import ChannelId, MessageTs

_CHANGES = frozenset(
    {
        *("member_left_channel", "channel_archive", "channel_unarchive", "channel_rename"),
        *("channel_deleted", "channel_shared", "channel_unshared", "group_archive"),
        *("group_unarchive", "group_rename", "group_deleted", "channel_left", "group_left"),
    }
)
_REMOVALS = frozenset({"app_uninstalled", "tokens_revoked"})
# A file or a reply that is also sent to the channel is still a person talking.
_SPOKEN = frozenset({"", "file_share", "thread_broadcast"})


def delivered(body: object, *, bot_user: str) -> Delivered:
    """`body` is a payload of any kind; `bot_user` our own user id."""
    top = part(body)
    if top.text("type") == "event_callback":
        event = top.part("event")
        key = f"event:{top.text('api_app_id')}:{top.text('team_id')}:{top.text('event_id')}"
        arrival = _of_event(event, bot_user=bot_user)
        whole = bool(top.text("event_id"))
        return Delivered(
            key=key, team=top.text("team_id"), arrival=arrival if whole else _no("no event id")
        )
    if top.text("command"):
        return _delivered(top, f"command:{top.text('trigger_id')}", _of_command(top))
    if top.text("type") == "message_action":
        return _delivered(top, f"shortcut:{top.text('trigger_id')}", _of_shortcut(top))
    if top.text("type") == "block_actions":
        return _delivered(top, *click_of(top))
    if top.text("type") == "view_submission":
        is_research = top.part("view").text("callback_id") == research_form.CALLBACK
        return _delivered(top, *(research_form.form_sent if is_research else form_sent)(top))
    return _delivered(top, "", _no(f"payload {top.text('type')[:40]}"))


def _delivered(top: Part, key: str, arrival: Arrival) -> Delivered:
    team = top.text("team_id") or top.part("team").text("id")
    return Delivered(key=key, team=team, arrival=arrival)


def _no(reason: str) -> Ignored:
    return Ignored(reason=reason)


def _of_event(event: Part, *, bot_user: str) -> Arrival:
    name = event.text("type")
    if name in _CHANGES:
        channel = event.text("channel") or event.part("channel").text("id")
        return ChannelChanged(channel=ChannelId(channel), what=name)
    if name in _REMOVALS:
        return _removal(event, name)
    match name:
        case "app_mention":
            return _mention(event, bot_user=bot_user)
        case "message":
            return _message(event, bot_user=bot_user)
        case _:
            return _seen(event, name)


def _removal(event: Part, name: str) -> Arrival:
    """Tokens of people that were revoked are none of ours."""
    people_alone = name == "tokens_revoked" and not event.part("tokens").has("bot")
    return _no("tokens of people") if people_alone else Removed(what=name)


def _seen(event: Part, name: str) -> Arrival:
    match name:
        case "app_home_opened":
            return _opened(event)
        case "agent_session_stopped":
            return _session_stopped(event)
        case "member_joined_channel":
            return _joined(event)
        case "user_change":
            return _changed_person(event.part("user"))
        case _:
            return _no(f"event {name[:40]}")


def _changed_person(user: Part) -> Arrival:
    """Of all that changes about people only their leaving is our business."""
    left = user.flag("deleted") and user.text("id")
    return PersonLeft(person=PersonId(user.text("id"))) if left else _no("somebody's profile")


def _spoken_by_a_person(event: Part, *, bot_user: str) -> str:
    """Empty if so, else why not."""
    if event.text("subtype") not in _SPOKEN:
        return f"subtype {event.text('subtype')[:40]}"
    if event.text("bot_id") or event.text("app_id") or event.has("bot_profile"):
        return "said by a bot"
    if event.text("user") in ("", "USLACK", "USLACKBOT", bot_user):
        return "said by nobody"
    if not event.text("channel") or not event.text("ts"):
        return "said nowhere"
    return ""


def _mention(event: Part, *, bot_user: str) -> Arrival:
    reason = _spoken_by_a_person(event, bot_user=bot_user)
    # A direct message that mentions us arrives as `message` too, and is taken from there.
    # Mentions do not always say the type of their channel; its id begins with a D.
    if reason or event.text("channel_type") == "im" or event.text("channel").startswith("D"):
        return _no(reason or "mention in a direct message")
    return _asked(event, Way.MENTION)


def _asked(event: Part, way: Way) -> Asked:
    ts, thread = event.text("ts"), event.text("thread_ts")
    return Asked(
        person=PersonId(event.text("user")),
        channel=ChannelId(event.text("channel")),
        ts=MessageTs(ts),
        text=event.text("text"),
        way=way,
        thread=MessageTs("" if thread == ts else thread),
        token=_token(event),
    )


def _token(event: Part) -> str:
    """Slack puts it in either place."""
    return event.text("action_token") or event.part("assistant_thread").text("action_token")


def _message(event: Part, *, bot_user: str) -> Arrival:
    match event.text("subtype"):
        case "message_changed":
            return _edited(event, bot_user=bot_user)
        case "message_deleted":
            return _deleted(event)
        case "channel_convert_to_public" | "channel_convert_to_private" as what:
            return ChannelChanged(channel=ChannelId(event.text("channel")), what=what)
        case _:
            return _said(event, bot_user=bot_user)


def _said(event: Part, *, bot_user: str) -> Arrival:
    reason = _spoken_by_a_person(event, bot_user=bot_user)
    if reason:
        return _no(reason)
    if event.text("channel_type") == "im":
        return _asked(event, Way.DM)
    asked = _asked(event, Way.MENTION)
    if asked.thread and f"<@{bot_user}" not in asked.text:
        return Replied(
            person=asked.person,
            channel=asked.channel,
            ts=asked.ts,
            thread=asked.thread,
            text=asked.text,
            token=asked.token,
        )
    return IndexedMessage(
        person=asked.person,
        channel=asked.channel,
        ts=asked.ts,
        text=asked.text,
        thread=asked.thread,
    )


def _edited(event: Part, *, bot_user: str) -> Edited | Deleted | Ignored:
    message, before = event.part("message"), event.part("previous_message")
    if message.text("subtype") == "tombstone":
        # So a message is deleted that has replies: and a question of ours soon has.
        return _gone(event, message.text("ts"))
    # Our own edits of the plan arrive here, and so do unfurled links.
    if message.text("bot_id") or message.text("user") in ("", bot_user):
        return _no("edit of a bot's message")
    if message.text("text") == before.text("text"):
        return _no("edit without a change of words")
    if not event.text("channel") or not message.text("ts"):
        return _no("edit of nothing")
    return Edited(
        person=PersonId(message.text("user")),
        channel=ChannelId(event.text("channel")),
        ts=MessageTs(message.text("ts")),
        text=message.text("text"),
        edit=MessageTs(event.text("ts") or event.text("event_ts")),
        thread=MessageTs(message.text("thread_ts")),
    )


def _deleted(event: Part) -> Deleted | Ignored:
    return _gone(event, event.text("deleted_ts") or event.part("previous_message").text("ts"))


def _gone(event: Part, ts: str) -> Deleted | Ignored:
    if not ts or not event.text("channel"):
        return _no("deletion of nothing")
    return Deleted(channel=ChannelId(event.text("channel")), ts=MessageTs(ts))


def _opened(event: Part) -> Arrival:
    person, channel = event.text("user"), event.text("channel")
    match event.text("tab"):
        case "home" if person:
            return HomeOpened(person=PersonId(person))
        case "messages" if person and channel:
            return DmOpened(person=PersonId(person), channel=ChannelId(channel))
        case _:
            return _no("opened nothing")


def _session_stopped(event: Part) -> Arrival:
    channel, thread = event.text("channel"), event.text("thread_ts")
    if not channel or not thread:
        return _no("stopped nothing")
    return SessionStopped(
        person=PersonId(event.text("user")),
        channel=ChannelId(channel),
        thread=MessageTs(thread),
    )


def _joined(event: Part) -> Arrival:
    if not event.text("channel") or not event.text("user"):
        return _no("joined nothing")
    return JoinedChannel(
        person=PersonId(event.text("user")),
        channel=ChannelId(event.text("channel")),
        by=event.text("inviter"),
    )


def _of_command(top: Part) -> Arrival:
    if not (top.text("user_id") and top.text("channel_id") and top.text("trigger_id")):
        return _no("command of nobody")
    if top.text("command") == "/research" and not top.text("text").strip():
        return CommandEmpty(
            person=PersonId(top.text("user_id")),
            channel=ChannelId(top.text("channel_id")),
            trigger=top.text("trigger_id"),
        )
    return Commanded(
        person=PersonId(top.text("user_id")),
        channel=ChannelId(top.text("channel_id")),
        command=top.text("command"),
        text=top.text("text"),
        id=top.text("trigger_id"),
    )


def _of_shortcut(top: Part) -> Arrival:
    message = top.part("message")
    ts = top.text("message_ts") or message.text("ts")
    channel, person = top.part("channel").text("id"), top.part("user").text("id")
    if top.text("callback_id") != "research_this" or not (ts and channel and person):
        return _no("shortcut on nothing")
    return ShortcutUsed(
        person=PersonId(person),
        channel=ChannelId(channel),
        ts=MessageTs(ts),
        text=message.text("text"),
        id=top.text("trigger_id"),
        thread=MessageTs(message.text("thread_ts")),
        is_own=message.text("user") == person and not message.text("bot_id"),
    )
