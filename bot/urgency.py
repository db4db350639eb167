"""Which posts go first when a channel has more than Slack lets through."""

from bot.pacing import Urgency
from domain.post import Content, FailurePost, SentencePost


def urgency_of(content: Content) -> Urgency:
    """Refusals go after answers: nobody waits behind somebody who asks without end."""
    match content:
        case FailurePost() | SentencePost():
            return Urgency.ERROR
        case _:
            return Urgency.ANSWER
