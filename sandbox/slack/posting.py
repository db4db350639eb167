"""A message is put into a conversation, changed or taken away: kept, announced, and shown."""

from typing import Any

from sandbox.slack.changes import Change, ChangeKind
from sandbox.slack.directory import team_id_of
from sandbox.slack.events import (
    announce,
    changed_event,
    deleted_event,
    mention_event,
    message_event,
    tombstone,
)
from sandbox.slack.state import Conversation, as_shown
from sandbox.slack.team import Team
from sandbox.slack.wire import BOT_USER, TEAM, Json, Refused


def place(team: Team, conversation: Conversation, message: Json) -> None:
    """Keep a new message and tell everyone; a thread's root learns that it is one.

    Raises:
        Refused: `thread_not_found` when `thread_ts` names no message.
    """
    root = message.get("thread_ts")
    if root:
        parent = conversation.messages.get(root)
        if parent is None:
            raise Refused("thread_not_found")
        message["thread_ts"] = parent["thread_ts"] = parent.get("thread_ts", root)
    conversation.keep(message)
    if message["user"] == BOT_USER:
        team.surfaces.lines.pop((conversation.id, root or message["ts"]), None)
    announce_new(team, conversation, message)
    _tell(team, conversation, message, kind="message")


def announce_new(team: Team, conversation: Conversation, message: Json) -> None:
    """A mention arrives twice: as `app_mention` and as a message, same ts, own event ids.

    The key to search with stands in different places of the two, as in Slack.
    """
    event = message_event(conversation, message) | _teams(team, message)
    person = message["user"]
    is_word = "subtype" not in message and person != BOT_USER
    if is_word and conversation.kind != "im" and f"<@{BOT_USER}" in message["text"]:
        mention = mention_event(conversation, message) | _teams(team, message)
        mention["action_token"] = team.keys.action_token(person)
        announce(team, mention, conversation=conversation)
    if is_word and conversation.kind == "im":
        event["assistant_thread"] = {"action_token": team.keys.action_token(person)}
    announce(team, event, conversation=conversation)


def _teams(team: Team, message: Json) -> Json:
    """Ours, and beside it the author's own when they are of another organisation."""
    person = team.people.get(message["user"])
    home = team_id_of(person) if person else TEAM
    foreign = {"user_team": home, "source_team": home} if home != TEAM else {}
    return {"team": TEAM, **foreign}


def change(team: Team, conversation: Conversation, ts: str, **parts: Any) -> Json:  # noqa: ANN401 - JSON
    """Replace parts of a message and mark it edited; a part that is None goes away.

    Raises:
        Refused: `message_not_found`.
    """
    message = conversation.message(ts)
    previous = dict(message)
    now = team.state.next_ts(team.clock.now())
    message.update(parts | {"edited": {"user": message["user"], "ts": now}})
    for name in [name for name, value in message.items() if value is None]:
        del message[name]
    event = changed_event(
        conversation, as_shown(conversation, message), previous=previous, ts=now
    )
    announce(team, event, conversation=conversation)
    _tell(team, conversation, message, kind="changed")
    return message


def remove(team: Team, conversation: Conversation, ts: str) -> None:
    """What has replies leaves a note in its place, and is told as a change.

    Raises:
        Refused: `message_not_found`.
    """
    message = conversation.message(ts)
    now = team.state.next_ts(team.clock.now())
    if conversation.has_replies(ts):
        note = tombstone(message)
        conversation.messages[ts] = note
        shown = as_shown(conversation, note)
        event = changed_event(conversation, shown, previous=message, ts=now)
        announce(team, event, conversation=conversation)
        _tell(team, conversation, note, kind="changed")
        return
    conversation.forget(ts)
    event = deleted_event(conversation, previous=message, ts=now)
    announce(team, event, conversation=conversation)
    _tell(team, conversation, message, kind="deleted")


def whisper(team: Team, conversation: Conversation, message: Json, *, person: str) -> str:
    """Show a message to one person only; returns its ts."""
    ts = team.state.next_ts(team.clock.now())
    conversation.ephemerals[ts] = message | {"ts": ts, "is_ephemeral": True, "_to": person}
    team.changes.tell(
        Change(
            kind="ephemeral",
            channel=conversation.id,
            ts=ts,
            thread_ts=message.get("thread_ts", ""),
            person=person,
        )
    )
    return ts


def _tell(team: Team, conversation: Conversation, message: Json, *, kind: ChangeKind) -> None:
    team.changes.tell(
        Change(
            kind=kind,
            channel=conversation.id,
            ts=message["ts"],
            thread_ts=message.get("thread_ts", ""),
            person=message["user"],
        )
    )
