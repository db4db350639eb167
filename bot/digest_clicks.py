"""Clicks on the buttons of a digest, in messages and in Home."""

from bot.reading import Part
from domain.arrival import (
    Arrival,
    Ignored,
)
from domain.audience import PersonId
from domain.press import (
    DigestAction,
    DigestPressed,
)
from domain.question import ChannelId, MessageTs

DIGEST = "digest_"
_ACTIONS = frozenset(DigestAction)


def pressed(top: Part, action: str, value: str, *, key: str) -> Arrival:
    """`value` is the digest's id, and empty for a new one."""
    name = action.removeprefix(DIGEST).partition(":")[0]
    if name not in _ACTIONS or not (value or name == DigestAction.NEW):
        return Ignored(reason=f"action {action[:40]}")
    container = top.part("container")
    ts = container.text("message_ts") or top.part("message").text("ts")
    channel = top.part("channel").text("id") or container.text("channel_id")
    thread = container.text("thread_ts") or top.part("message").text("thread_ts")
    return DigestPressed(
        person=PersonId(top.part("user").text("id")),
        action=DigestAction(name),
        digest=value if name != DigestAction.NEW else "",
        channel=ChannelId(channel),
        ts=MessageTs(ts),
        thread=MessageTs(thread or ts),
        click=key,
        trigger=top.text("trigger_id"),
    )
