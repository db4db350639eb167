"""Messages of a Slack export, put into threads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sandbox.workspace.schema import Message
from sandbox.workspace.slack_directory import Directory, Json, text_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TS = re.compile(r"(\d{1,11})(?:\.(\d{1,6}))?$")
# Lines that Slack itself writes into a channel; nobody said them.
_NOTICE = re.compile(r"(channel|group|bot|pinned|reminder|huddle|sh_room)_|tombstone$")
_SAID = {"bot_message", "thread_broadcast", "me_message", "file_share"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message before it is put into its thread; `root` is the thread's ts, or empty."""

    ts: str
    root: str
    message: Message


def is_notice(message: Json) -> bool:
    subtype = text_of(message, "subtype")
    return subtype not in _SAID and bool(_NOTICE.match(subtype))


def post_of(message: Json, directory: Directory) -> Post | None:
    """None for what has no moment or says nothing."""
    at, words = _moment(text_of(message, "ts")), _words(message)
    if at is None or not words:
        return None
    ts, root = text_of(message, "ts"), text_of(message, "thread_ts")
    return Post(
        ts=ts,
        root="" if root == ts else root,
        message=Message(
            author=directory.author(message),
            at=at,
            text=directory.rewritten(words),
            reactions=tuple(_reactions(message, directory)),
        ),
    )


def threaded(posts: Iterable[Post]) -> tuple[Message, ...]:
    """Messages with their replies, oldest first; a reply whose root is gone stands alone."""
    ordered = sorted(
        {post.ts: post for post in posts}.values(), key=lambda post: post.message.at
    )
    roots = {post.ts for post in ordered if not post.root}
    replies: dict[str, list[Message]] = {}
    for post in ordered:
        if post.root in roots:
            replies.setdefault(post.root, []).append(post.message)
    return tuple(
        replace(post.message, replies=tuple(replies.get(post.ts, ())))
        for post in ordered
        if post.root not in roots
    )


def _moment(ts: str) -> datetime | None:
    match = _TS.match(ts)
    if not match:
        return None
    micros = int((match[2] or "").ljust(6, "0"))
    return _EPOCH + timedelta(seconds=int(match[1]), microseconds=micros)


def _words(message: Json) -> str:
    """What was written, then what attachments and files say about themselves."""
    parts = [text_of(message, "text")]
    parts += (
        text_of(one, "text") or text_of(one, "fallback")
        for one in items(message, "attachments")
    )
    parts += (
        f"[file: {text_of(one, 'name')}]"
        for one in items(message, "files")
        if text_of(one, "name")
    )
    return "\n".join(part.strip() for part in parts if part.strip())


def _reactions(message: Json, directory: Directory) -> Iterator[tuple[str, tuple[str, ...]]]:
    for reaction in items(message, "reactions"):
        by = directory.known(reaction.get("users"))
        if by and text_of(reaction, "name"):
            yield text_of(reaction, "name"), by


def items(fields: Json, name: str) -> list[Json]:
    """The mappings of a list field; nothing if it is none."""
    value = fields.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
