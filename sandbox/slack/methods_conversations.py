"""The methods of conversations.*, and users.conversations."""

from collections.abc import Iterable

from sandbox.slack.access import known, readable
from sandbox.slack.calls import Call, Method, page_of
from sandbox.slack.directory import team_id_of
from sandbox.slack.scopes import FAMILY, require
from sandbox.slack.state import Conversation, as_shown, moment
from sandbox.slack.team import Team
from sandbox.slack.wire import BOT_USER, TEAM, Json, Refused

ANY_READ = "channels:read,groups:read,im:read,mpim:read"
ANY_HISTORY = "channels:history,groups:history,im:history,mpim:history"
ANY_WRITE = "im:write,mpim:write,channels:write,groups:write"
# Slack's `types` argument, by our kinds.
TYPE = {
    "public": "public_channel",
    "shared": "public_channel",
    "private": "private_channel",
    "im": "im",
    "mpim": "mpim",
}


def conversation_json(conversation: Conversation, *, user: str) -> Json:
    """As `conversations.info` describes it to `user`; a direct message names the other side."""
    created = int(conversation.created.timestamp())
    described: Json = {
        "id": conversation.id,
        "created": created,
        "updated": created * 1000,
        "is_archived": conversation.archived,
        "is_im": conversation.kind == "im",
        "is_mpim": conversation.kind == "mpim",
        "is_channel": conversation.kind in ("public", "shared"),
        "is_group": conversation.kind == "private",
        "is_private": conversation.is_private,
        "is_general": conversation.name == "general",
        "is_shared": conversation.kind == "shared",
        "is_ext_shared": conversation.kind == "shared",
        "is_org_shared": False,
        "is_pending_ext_shared": False,
        "context_team_id": TEAM,
        "shared_team_ids": [TEAM],
    }
    if conversation.kind == "im":
        others = sorted(conversation.members - {user})
        return described | {"user": others[0] if others else user, "is_open": True}
    return described | {
        "name": conversation.name,
        "name_normalized": conversation.name,
        "creator": min(conversation.members - {BOT_USER}, default=BOT_USER),
        "is_member": user in conversation.members,
        "topic": {"value": conversation.topic, "creator": "", "last_set": 0},
        "purpose": {"value": conversation.purpose, "creator": "", "last_set": 0},
    }


def info(call: Call) -> Json:
    conversation = known(call, call.required("channel", "channel_not_found"))
    described = conversation_json(conversation, user=call.actor.user)
    if call.flag("include_num_members"):
        described["num_members"] = len(conversation.members)
    if conversation.kind == "shared":
        described["shared_team_ids"] = _teams_in(call.team, conversation)
    return {"channel": described}


def _teams_in(team: Team, conversation: Conversation) -> list[str]:
    people = (team.people.get(member) for member in conversation.members)
    return sorted({TEAM, *(team_id_of(person) for person in people if person)})


def _wanted(call: Call, rows: Iterable[Conversation]) -> list[Conversation]:
    """Those of the asked-for `types`, each of which needs its own scope."""
    types = call.many("types") or ["public_channel"]
    if set(types) - set(TYPE.values()):
        raise Refused("invalid_types")
    for kind, name in TYPE.items():
        if name in types:
            require(f"{FAMILY[kind]}:read", provided=call.actor.scopes)
    open_only = call.flag("exclude_archived")
    return [c for c in rows if TYPE[c.kind] in types and not (open_only and c.archived)]


def _page(call: Call, rows: list[Conversation]) -> Json:
    described = []
    for conversation in sorted(rows, key=lambda c: c.id):
        row = conversation_json(conversation, user=call.actor.user)
        described.append(row | {"num_members": len(conversation.members)})
    shown, more = page_of(call, described, most=1000)
    return {"channels": shown, "response_metadata": {"next_cursor": more}}


def list_all(call: Call) -> Json:
    return _page(call, _wanted(call, call.team.seen_by(call.actor.user)))


def of_user(call: Call) -> Json:
    """users.conversations: those of a user that the caller may know of too."""
    user = call.text("user", call.actor.user)
    if user not in call.team.people and user != BOT_USER:
        raise Refused("user_not_found")
    seen = call.team.seen_by(call.actor.user)
    return _page(call, _wanted(call, (c for c in seen if user in c.members)))


def members(call: Call) -> Json:
    conversation = known(call, call.required("channel", "channel_not_found"))
    rows = [{"id": member} for member in sorted(conversation.members)]
    shown, more = page_of(call, rows, most=1000)
    return {"members": [row["id"] for row in shown], "response_metadata": {"next_cursor": more}}


def history(call: Call) -> Json:
    """Newest first, thread replies left out, as Slack gives it."""
    conversation = readable(call, call.required("channel", "channel_not_found"))
    rows = _between(call, conversation.top_level())
    return _messages(call, conversation, rows, most=999)


def replies(call: Call) -> Json:
    """The root first, then its replies, oldest first; the root comes on every page."""
    conversation = readable(call, call.required("channel", "channel_not_found"))
    ts = call.required("ts", "thread_not_found")
    message = conversation.messages.get(ts)
    if message is None:
        raise Refused("thread_not_found")
    thread = conversation.thread(ts)
    root, below = thread[:1], thread[1:]
    answer = _messages(call, conversation, _between(call, below), most=1000)
    shown = [as_shown(conversation, m, metadata=_with_metadata(call)) for m in root]
    return answer | {"messages": [*shown, *answer["messages"]]}


def _between(call: Call, rows: list[Json]) -> list[Json]:
    """`oldest` and `latest` are left out themselves, unless `inclusive`."""
    slack = 0 if call.flag("inclusive") else 1
    low = _moment(call.text("oldest"), add=slack) if call.text("oldest") else (0, 0)
    high = _moment(call.text("latest"), add=-slack) if call.text("latest") else (2**40, 0)
    return [row for row in rows if low <= moment(row) <= high]


def _moment(ts: str, *, add: int) -> tuple[int, int]:
    seconds, _, micros = ts.partition(".")
    try:
        total = int(seconds) * 1_000_000 + int(micros.ljust(6, "0")[:6]) + add
    except ValueError:
        raise Refused("invalid_ts_latest" if add < 0 else "invalid_ts_oldest") from None
    return divmod(total, 1_000_000)


def _with_metadata(call: Call) -> bool:
    return call.flag("include_all_metadata")


def _messages(call: Call, conversation: Conversation, rows: list[Json], *, most: int) -> Json:
    shown, more = page_of(call, rows, most=most)
    wide = _with_metadata(call)
    return {
        "messages": [as_shown(conversation, message, metadata=wide) for message in shown],
        "has_more": bool(more),
        "response_metadata": {"next_cursor": more},
    }


def open_direct(call: Call) -> Json:
    """conversations.open: a direct message with one person, or a group with several."""
    if call.text("channel"):
        conversation = known(call, call.text("channel"))
    else:
        users = call.many("users")
        if not users:
            raise Refused("users_list_not_supplied")
        if set(users) - set(call.team.people):
            raise Refused("user_not_found")
        conversation = _direct(call, users)
    channel = conversation_json(conversation, user=call.actor.user)
    return {"channel": channel if call.flag("return_im") else {"id": conversation.id}}


def _direct(call: Call, users: list[str]) -> Conversation:
    if len(users) == 1:
        require("im:write", provided=call.actor.scopes)
        return call.team.direct(users[0])
    require("mpim:write", provided=call.actor.scopes)
    return call.team.group({*users, call.actor.user})


METHODS = (
    Method(
        name="conversations.info",
        run=info,
        tier="3",
        scope=ANY_READ,
        what="A conversation: kind, archived, shared with others",
    ),
    Method(
        name="conversations.list",
        run=list_all,
        tier="2",
        scope=ANY_READ,
        what="The conversations the caller may know of",
    ),
    Method(
        name="users.conversations",
        run=of_user,
        tier="3",
        scope=ANY_READ,
        what="A user's conversations that the caller may know of",
    ),
    Method(
        name="conversations.members",
        run=members,
        tier="4",
        scope=ANY_READ,
        what="The user ids in a conversation",
    ),
    Method(
        name="conversations.history",
        run=history,
        tier="3",
        scope=ANY_HISTORY,
        what="A conversation's messages, newest first",
    ),
    Method(
        name="conversations.replies",
        run=replies,
        tier="3",
        scope=ANY_HISTORY,
        what="A thread, its root first",
    ),
    Method(
        name="conversations.open",
        run=open_direct,
        tier="3",
        scope=ANY_WRITE,
        what="Open a direct message",
    ),
)
