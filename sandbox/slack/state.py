"""Conversations and their messages, as Slack keeps them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sandbox.slack.wire import Json, Refused

Kind = Literal["public", "private", "shared", "im", "mpim"]


@dataclass(slots=True, kw_only=True)
class Conversation:
    """`members` are user ids, the bot's among them; `messages` by ts, unsorted."""

    id: str
    name: str
    kind: Kind
    created: datetime
    topic: str = ""
    purpose: str = ""
    members: set[str] = field(default_factory=set)
    messages: dict[str, Json] = field(default_factory=dict)
    ephemerals: dict[str, Json] = field(default_factory=dict)
    archived: bool = False
    _replies: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def is_private(self) -> bool:
        return self.kind in ("private", "im", "mpim")

    def message(self, ts: str) -> Json:
        """Raises Refused `message_not_found`."""
        try:
            return self.messages[ts]
        except KeyError:
            raise Refused("message_not_found") from None

    def keep(self, message: Json) -> None:
        """Add a message; a reply finds its place in its thread."""
        self.messages[message["ts"]] = message
        if not is_root(message):
            self._replies[message["thread_ts"]].add(message["ts"])

    def forget(self, ts: str) -> None:
        message = self.messages.pop(ts)
        self._replies[message.get("thread_ts", ts)].discard(ts)

    def has_replies(self, ts: str) -> bool:
        return bool(self._replies.get(ts))

    def thread(self, root: str) -> list[Json]:
        """The root and its replies, oldest first."""
        below = [self.messages[ts] for ts in self._replies.get(root, ())]
        above = [self.messages[root]] if root in self.messages else []
        return sorted([*above, *below], key=moment)

    def top_level(self) -> list[Json]:
        """What the channel itself shows, newest first: roots, and replies also sent to it."""
        shown = [m for m in self.messages.values() if is_root(m) or "root" in m]
        return sorted(shown, key=moment, reverse=True)


def moment(message: Json) -> tuple[int, int]:
    """The ts as a sortable pair of seconds and microseconds."""
    seconds, _, micros = str(message["ts"]).partition(".")
    return int(seconds), int(micros or 0)


def is_root(message: Json) -> bool:
    return bool(message.get("thread_ts", message["ts"]) == message["ts"])


def as_shown(conversation: Conversation, message: Json, *, metadata: bool = True) -> Json:
    """A message as the API returns it: a thread's root carries the counts of its replies."""
    shown = {k: v for k, v in message.items() if metadata or k != "metadata"}
    if not is_root(message):
        parent = conversation.messages.get(message["thread_ts"])
        return shown | ({"parent_user_id": parent["user"]} if parent else {})
    replies = conversation.thread(message["ts"])[1:]
    if not replies:
        return {k: v for k, v in shown.items() if k != "thread_ts"}
    authors = list(dict.fromkeys(str(reply["user"]) for reply in replies))
    return shown | {
        "reply_count": len(replies),
        "reply_users_count": len(authors),
        "reply_users": authors,
        "latest_reply": replies[-1]["ts"],
    }


class State:
    """Every conversation by id, and the ts that are taken."""

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.left: set[str] = set()  # people whose accounts were deactivated
        self._taken: set[str] = set()
        self._latest = (0, 0)

    def add(self, conversation: Conversation) -> Conversation:
        return self.conversations.setdefault(conversation.id, conversation)

    def conversation(self, channel: str) -> Conversation:
        """Raises Refused `channel_not_found`."""
        try:
            return self.conversations[channel]
        except KeyError:
            raise Refused("channel_not_found") from None

    def ts_of(self, at: datetime) -> str:
        """A ts of that moment that no other message has."""
        seconds, micros = int(at.timestamp()), at.microsecond
        while (ts := f"{seconds}.{micros:06d}") in self._taken:
            seconds, micros = seconds + (micros + 1) // 1_000_000, (micros + 1) % 1_000_000
        self._taken.add(ts)
        return ts

    def next_ts(self, at: datetime) -> str:
        """As `ts_of`, and later than every ts that this method gave before."""
        seconds, micros = int(at.timestamp()), at.microsecond
        if (seconds, micros) <= self._latest:
            seconds, micros = self._latest[0], self._latest[1] + 1
            seconds, micros = seconds + micros // 1_000_000, micros % 1_000_000
        self._latest = (seconds, micros)
        ts = f"{seconds}.{micros:06d}"
        self._taken.add(ts)
        return ts
