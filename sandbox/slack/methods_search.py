"""assistant.search.*: messages, channels and people that the asker may see."""

import re
from collections.abc import Iterator

from sandbox.slack.calls import Call, Method, page_of
from sandbox.slack.index import Hit, ranked, satisfies
from sandbox.slack.methods_conversations import TYPE
from sandbox.slack.scopes import require
from sandbox.slack.state import Conversation, is_root, moment
from sandbox.slack.wire import BOT_USER, TEAM, Json, Refused

MOST_RESULTS = 20
MOST_CLAUSES = 5
LONGEST_QUERY = 1000
AROUND = 2
RIGHT = {
    "public_channel": "search:read.public",
    "private_channel": "search:read.private",
    "im": "search:read.im",
    "mpim": "search:read.mpim",
}
CONTENT_RIGHT = {
    "messages": "",
    "channels": "",
    "files": "search:read.files",
    "users": "search:read.users",
}
MODIFIER = re.compile(r"\b(in|from):(\S+)")


def search(call: Call) -> Json:
    """With the bot's token it is the person behind the action token who searches."""
    query = call.text("query").strip()
    if not query:
        raise Refused("missing_query")
    if len(query) > LONGEST_QUERY:
        raise Refused("query_too_long")
    asker = _asker(call)
    types, contents = _types(call), call.many("content_types") or ["messages"]
    _require_contents(call, contents)
    rooms = [c for c in call.team.seen_by(asker) if TYPE[c.kind] in types]
    _check_context(call, asker)
    results: Json = {}
    more = ""
    if "messages" in contents:
        hits, more = _messages(call, query, rooms)
        results["messages"] = hits
    if "channels" in contents:
        results["channels"] = _channels(call, query, rooms)
    if "users" in contents:
        results["users"] = _users(call, query)
    if "files" in contents:
        results["files"] = []
    return {"results": results, "response_metadata": {"next_cursor": more}}


def _asker(call: Call) -> str:
    if call.actor.is_bot:
        return call.team.keys.asker(call.text("action_token"))
    return call.actor.user


def _types(call: Call) -> list[str]:
    types = call.many("channel_types") or ["public_channel"]
    if set(types) - set(RIGHT):
        raise Refused("invalid_arguments")
    for name in types:
        require(RIGHT[name], provided=call.actor.scopes)
    return types


def _require_contents(call: Call, contents: list[str]) -> None:
    if set(contents) - set(CONTENT_RIGHT):
        raise Refused("invalid_arguments")
    for name in contents:
        if CONTENT_RIGHT[name]:
            require(CONTENT_RIGHT[name], provided=call.actor.scopes)


def _check_context(call: Call, asker: str) -> None:
    channel = call.text("context_channel_id")
    if not channel:
        return
    conversation = call.team.state.conversations.get(channel)
    if conversation is None or not call.team.may_see(asker, conversation):
        raise Refused("context_channel_not_found")


def _messages(call: Call, query: str, rooms: list[Conversation]) -> tuple[list[Json], str]:
    words = MODIFIER.sub("", query)
    modifiers = MODIFIER.findall(f"{query} {call.text('modifiers')}")
    hits = ranked(words, _searched(call, rooms, modifiers))
    if call.text("sort") == "timestamp":
        hits.sort(key=lambda hit: moment(hit.message), reverse=True)
    if call.text("sort_dir") == "asc":
        hits.reverse()
    described = [_hit_json(call, hit) for hit in hits]
    return page_of(call, described, most=MOST_RESULTS, default=MOST_RESULTS)


def _searched(
    call: Call, rooms: list[Conversation], modifiers: list[tuple[str, str]]
) -> Iterator[tuple[Conversation, Json]]:
    clauses = call.many("term_clauses")
    if len(clauses) > MOST_CLAUSES:
        raise Refused("invalid_arguments")
    archived = call.flag("include_archived_channels")
    for conversation in rooms:
        if conversation.archived and not archived:
            continue
        for message in conversation.messages.values():
            named = f"{message['text']} {conversation.name}"
            if not _wanted(call, message) or not satisfies(named, clauses):
                continue
            if _modified(call, conversation, message, modifiers=modifiers):
                yield conversation, message


def _wanted(call: Call, message: Json) -> bool:
    """Of the right time, no notice of a join or leave, and by a bot only when asked for."""
    after, before = call.whole("after", 0), call.whole("before", 2**40)
    by_bot = message["user"] == BOT_USER and not call.flag("include_bots")
    return "subtype" not in message and not by_bot and after <= moment(message)[0] < before


def _modified(
    call: Call, conversation: Conversation, message: Json, *, modifiers: list[tuple[str, str]]
) -> bool:
    """`in:` a channel and `from:` a person, by name or id."""
    person = call.team.people.get(message["user"])
    said = {
        "in": (conversation.id, conversation.name),
        "from": (message["user"], person.handle if person else ""),
    }
    return all(value.strip("<>#@").split("|")[0] in said[name] for name, value in modifiers)


def _hit_json(call: Call, hit: Hit) -> Json:
    conversation, message = hit.conversation, hit.message
    found = {
        "author_user_id": message["user"],
        "author_name": _author(call, message),
        "team_id": TEAM,
        "channel_id": conversation.id,
        "channel_name": conversation.name,
        "message_ts": message["ts"],
        "content": message["text"],
        "is_author_bot": message["user"] == BOT_USER,
        "permalink": call.team.permalink(conversation.id, message),
        "reply_count": len(conversation.thread(message["ts"])) - 1 if is_root(message) else 0,
    }
    if not is_root(message):
        found["thread_ts"] = message["thread_ts"]
    if call.flag("include_context_messages"):
        found["context_messages"] = _around(call, conversation, message)
    if call.flag("include_message_blocks"):
        found["blocks"] = message.get("blocks", [])
    return found


def _author(call: Call, message: Json) -> str:
    person = call.team.people.get(message["user"])
    return person.name if person else call.team.manifest.display_name


def _around(call: Call, conversation: Conversation, message: Json) -> Json:
    """The neighbours: of a reply in its thread, of a root in the channel; both oldest first.

    Their fields have other names than the hit's own.
    """
    if is_root(message):
        line = conversation.top_level()[::-1]
    else:
        line = conversation.thread(message["thread_ts"])
    at = next(i for i, row in enumerate(line) if row["ts"] == message["ts"])
    described = [
        {
            "user_id": row["user"],
            "author_name": _author(call, row),
            "ts": row["ts"],
            "text": row["text"],
        }
        for row in line
    ]
    return {
        "before": described[max(0, at - AROUND) : at],
        "after": described[at + 1 : at + 1 + AROUND],
    }


def _channels(call: Call, query: str, rooms: list[Conversation]) -> list[Json]:
    words = query.lower().split()
    named = [
        c for c in rooms if any(w in f"{c.name} {c.topic} {c.purpose}".lower() for w in words)
    ]
    return [
        {
            "team_id": TEAM,
            "channel_id": c.id,
            "name": c.name,
            "topic": c.topic,
            "purpose": c.purpose,
            "permalink": f"{call.team.url}archives/{c.id}",
        }
        for c in named[:MOST_RESULTS]
    ]


def _users(call: Call, query: str) -> list[Json]:
    words = query.lower().split()
    people = [
        p
        for p in call.team.people.values()
        if p.kind != "stranger"
        and any(w in f"{p.name} {p.handle} {p.title}".lower() for w in words)
    ]
    return [
        {"user_id": p.id, "full_name": p.name, "title": p.title, "timezone": p.timezone}
        for p in people[:MOST_RESULTS]
    ]


def info(call: Call) -> Json:
    """The sandbox searches by words only."""
    return {"is_ai_search_enabled": False} if call.team.installed else {}


METHODS = (
    Method(
        name="assistant.search.context",
        run=search,
        tier="search",
        scope="search:read.public",
        what="Search what the asker may see",
    ),
    Method(
        name="assistant.search.info",
        run=info,
        tier="2",
        scope="search:read.public",
        what="Whether search understands meaning",
    ),
)
