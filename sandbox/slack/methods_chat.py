"""The methods of chat.* and reactions.*."""

from sandbox.slack.access import found, writable
from sandbox.slack.calls import Call, Method
from sandbox.slack.changes import Change
from sandbox.slack.limits import MOST_TEXT_IN_UPDATE, check_message, check_metadata
from sandbox.slack.people import react, unreact
from sandbox.slack.posting import change, place, remove, whisper
from sandbox.slack.respond import bot_message, post_words
from sandbox.slack.state import Conversation
from sandbox.slack.team import typed
from sandbox.slack.views import named_blocks
from sandbox.slack.wire import Json, Refused


def _content(call: Call) -> Json:
    """Text, blocks and metadata, checked."""
    given: Json = {
        "text": call.text("text"),
        "markdown_text": call.text("markdown_text"),
        "blocks": call.structure("blocks", "invalid_blocks_format"),
        "metadata": call.structure("metadata", "invalid_metadata_format"),
    }
    limit = MOST_TEXT_IN_UPDATE if call.method == "chat.update" else None
    check_message(given, most_text=limit)
    check_metadata(given["metadata"])
    if given["markdown_text"]:
        given["text"] = given["markdown_text"]
        given["blocks"] = [{"type": "markdown", "text": given["markdown_text"]}]
    return given


def post_message(call: Call) -> Json:
    conversation = writable(call, call.required("channel", "channel_not_found"))
    given = _content(call) | {"thread_ts": call.text("thread_ts")}
    if call.actor.is_bot:
        message = post_words(call.team, conversation, given)
    else:
        message = _post_as_person(call, conversation, given)
    if call.flag("reply_broadcast"):
        message["root"] = {"ts": message.get("thread_ts", "")}
    flags = (call.flag("unfurl_links"), call.flag("unfurl_media", default=True))
    call.team.unfurls[conversation.id, message["ts"]] = flags
    return {"channel": conversation.id, "ts": message["ts"], "message": message}


def _post_as_person(call: Call, conversation: Conversation, given: Json) -> Json:
    ts = call.team.state.next_ts(call.team.clock.now())
    message = typed(given["text"], user=call.actor.user, ts=ts)
    if given["blocks"]:
        message["blocks"] = named_blocks(given["blocks"])
    if given["thread_ts"]:
        message["thread_ts"] = given["thread_ts"]
    place(call.team, conversation, message)
    return message


def update(call: Call) -> Json:
    conversation = writable(call, call.required("channel", "channel_not_found"))
    ts = call.required("ts", "message_not_found")
    message = conversation.message(ts)
    if message["user"] != call.actor.user:
        raise Refused("cant_update_message")
    given = _content(call)
    blocks = named_blocks(given["blocks"]) if given["blocks"] else None
    if blocks and _is_rich(message.get("blocks")) and not _is_rich(blocks):
        raise Refused("block_mismatch")
    parts = {"text": given["text"], "blocks": blocks}
    if given["metadata"] is not None:
        parts["metadata"] = given["metadata"] or None
    new = change(call.team, conversation, ts, **parts)
    return {"channel": conversation.id, "ts": ts, "text": new["text"], "message": new}


def _is_rich(blocks: list[Json] | None) -> bool:
    return any(block["type"] == "rich_text" for block in blocks or [])


def delete(call: Call) -> Json:
    conversation = found(call.team, call.required("channel", "channel_not_found"))
    ts = call.required("ts", "message_not_found")
    if conversation.message(ts)["user"] != call.actor.user:
        raise Refused("cant_delete_message")
    remove(call.team, conversation, ts)
    return {"channel": conversation.id, "ts": ts}


def post_ephemeral(call: Call) -> Json:
    conversation = writable(call, call.required("channel", "channel_not_found"))
    person = call.required("user")
    if person not in conversation.members:
        raise Refused("user_not_in_channel")
    given = _content(call) | {"thread_ts": call.text("thread_ts")}
    ts = whisper(call.team, conversation, bot_message(call.team, given), person=person)
    return {"message_ts": ts}


def get_permalink(call: Call) -> Json:
    conversation = found(call.team, call.required("channel", "channel_not_found"))
    if not call.team.may_see(call.actor.user, conversation):
        raise Refused("channel_not_found")
    message = conversation.message(call.required("message_ts", "message_not_found"))
    link = call.team.permalink(conversation.id, message)
    return {"channel": conversation.id, "permalink": link}


def add_reaction(call: Call) -> Json:
    conversation, message = _reacted(call)
    if not react(message, call.required("name", "invalid_name"), user=call.actor.user):
        raise Refused("already_reacted")
    _tell_reaction(call, conversation, message)
    return {}


def remove_reaction(call: Call) -> Json:
    conversation, message = _reacted(call)
    if not unreact(message, call.required("name", "invalid_name"), user=call.actor.user):
        raise Refused("no_reaction")
    _tell_reaction(call, conversation, message)
    return {}


def _reacted(call: Call) -> tuple[Conversation, Json]:
    conversation = writable(call, call.required("channel", "channel_not_found"))
    return conversation, conversation.message(call.required("timestamp", "no_item_specified"))


def _tell_reaction(call: Call, conversation: Conversation, message: Json) -> None:
    call.team.changes.tell(
        Change(
            kind="reaction",
            channel=conversation.id,
            ts=message["ts"],
            thread_ts=message.get("thread_ts", ""),
            person=call.actor.user,
        )
    )


METHODS = (
    Method(
        name="chat.postMessage",
        run=post_message,
        tier="posting",
        scope="chat:write",
        what="Post in a conversation the caller is in",
    ),
    Method(
        name="chat.update",
        run=update,
        tier="3",
        scope="chat:write",
        what="Edit one of the caller's own messages",
    ),
    Method(
        name="chat.delete",
        run=delete,
        tier="3",
        scope="chat:write",
        what="Delete one of the caller's own messages",
    ),
    Method(
        name="chat.postEphemeral",
        run=post_ephemeral,
        tier="4",
        scope="chat:write",
        what="Show a message to one member",
    ),
    Method(
        name="chat.getPermalink",
        run=get_permalink,
        tier="links",
        scope="",
        what="The address of a message",
    ),
    Method(
        name="reactions.add",
        run=add_reaction,
        tier="3",
        scope="reactions:write",
        what="React to a message",
    ),
    Method(
        name="reactions.remove",
        run=remove_reaction,
        tier="2",
        scope="reactions:write",
        what="Take a reaction back",
    ),
)
