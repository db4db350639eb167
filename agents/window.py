"""What a person's reply left to be looked at."""

from agents.resources import Resources
from domain.question import RunId
from domain.window import OPEN, Window


async def window_now(resources: Resources, run: RunId) -> Window:
    """For use inside a step: replies are kept, so that it holds after a crash too."""
    window = OPEN
    for reply in await resources.replies.after(run, 0):
        window = window.after(reply.steer, by=reply.author)
    return window
