"""A question that Slack delivers late: what was said under it meanwhile is taken in after it.

Replies in threads that are not ours are dropped unread, and until its question arrives, a
thread is not. Slack repeats what was not acknowledged after one minute and after five.
"""

from datetime import timedelta

from bot.reach import Reach
from bot.reading import Part
from bot.slack_errors import OutOfReach, Refusal, Simplify
from bot.thread_so_far import moment
from domain.arrival import Asked, Delivered, Replied
from domain.audience import PersonId
from domain.question import MessageTs
from store.arrivals import Waiting

LATE = timedelta(seconds=5)
_SPOKEN = frozenset({"", "file_share", "thread_broadcast"})


async def take_in_replies(reach: Reach, waiting: Waiting, asked: Asked) -> None:
    """Each once, as if it had come in its time. Raises TryLater."""
    seconds, _ = moment(asked.ts)
    if asked.thread or waiting.arrived.timestamp() - seconds < LATE.total_seconds():
        return
    try:
        messages = await reach.slack.thread(asked.channel, asked.ts)
    except (OutOfReach, Simplify, Refusal):
        return
    for message in messages:
        if _is_a_reply(message, asked, bot_user=reach.bot_user):
            await reach.arrivals.commit(_delivered(message, asked, team=waiting.team))


def _is_a_reply(message: Part, asked: Asked, *, bot_user: str) -> bool:
    """By a person, and not a mention: that is delivered late as well, by itself."""
    by_a_person = message.text("user") not in ("", bot_user) and not message.text("bot_id")
    return (
        by_a_person
        and message.text("subtype") in _SPOKEN
        and message.text("ts") != asked.ts
        and f"<@{bot_user}" not in message.text("text")
    )


def _delivered(message: Part, asked: Asked, *, team: str) -> Delivered:
    reply = Replied(
        person=PersonId(message.text("user")),
        channel=asked.channel,
        ts=MessageTs(message.text("ts")),
        thread=asked.ts,
        text=message.text("text"),
    )
    return Delivered(key=f"late:{asked.channel}:{reply.ts}", team=team, arrival=reply)
