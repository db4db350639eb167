"""The bot's words: as a message, as an answer to a command, and through a response_url."""

from collections.abc import Sequence

from sandbox.slack.changes import Change, ChangeKind
from sandbox.slack.directory import bot_profile
from sandbox.slack.limits import check_message
from sandbox.slack.posting import change, place, remove, whisper
from sandbox.slack.state import Conversation
from sandbox.slack.surfaces import ResponseUrl
from sandbox.slack.team import Team
from sandbox.slack.views import named_blocks
from sandbox.slack.wire import APP, BOT_ID, BOT_USER, TEAM, Json, Refused


def bot_message(team: Team, given: Json) -> Json:
    """A message by the bot, without its ts; `given` has text, blocks, metadata as checked."""
    message = {
        "type": "message",
        "subtype": None,
        "user": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP,
        "team": TEAM,
        "text": given.get("text") or "",
        "bot_profile": bot_profile(team.manifest.display_name),
        "blocks": named_blocks(given["blocks"]) if given.get("blocks") else None,
        "metadata": given.get("metadata"),
        "thread_ts": given.get("thread_ts") or None,
    }
    return {name: value for name, value in message.items() if value is not None}


def post_words(
    team: Team, conversation: Conversation, given: Json, *, files: Sequence[Json] = ()
) -> Json:
    """Post as the bot; returns the message."""
    message = bot_message(team, given) | {"ts": team.state.next_ts(team.clock.now())}
    if files:
        message["files"] = list(files)
    place(team, conversation, message)
    return message


def bot_words(team: Team, conversation: Conversation, given: Json, *, person: str) -> None:
    """An answer to a command or a click: for one person, unless it says `in_channel`."""
    check_message(given)
    if given.get("response_type") == "in_channel":
        post_words(team, conversation, given)
    else:
        whisper(team, conversation, bot_message(team, given), person=person)


def through(team: Team, url: ResponseUrl, given: Json) -> None:
    """One use of a response_url: a new message, or the original replaced or deleted.

    Raises:
        Refused: as `check_message`; `message_not_found` when the original is gone.
    """
    conversation = team.state.conversation(url.channel)
    if given.get("delete_original"):
        _delete(team, conversation, url.original)
    elif given.get("replace_original") and url.original:
        check_message(given)
        _replace(team, conversation, url.original, given=given)
    else:
        in_thread = {"thread_ts": given.get("thread_ts") or url.thread_ts}
        bot_words(team, conversation, given | in_thread, person=url.person)


def _delete(team: Team, conversation: Conversation, ts: str) -> None:
    gone = conversation.ephemerals.pop(ts, None)
    if gone is None:
        remove(team, conversation, ts)
    else:
        team.changes.tell(_seen_by_one("deleted", conversation, gone))


def _replace(team: Team, conversation: Conversation, ts: str, *, given: Json) -> None:
    new = bot_message(team, given)
    kept = conversation.ephemerals.get(ts)
    if kept is None:
        change(team, conversation, ts, text=new["text"], blocks=new.get("blocks"))
        return
    if not ("text" in given or "blocks" in given):
        raise Refused("no_text")
    kept["text"] = new["text"]
    kept["blocks"] = new.get("blocks", [])
    team.changes.tell(_seen_by_one("ephemeral", conversation, kept))


def _seen_by_one(kind: ChangeKind, conversation: Conversation, message: Json) -> Change:
    return Change(
        kind=kind,
        channel=conversation.id,
        ts=message["ts"],
        thread_ts=message.get("thread_ts", ""),
        person=message["_to"],
    )
