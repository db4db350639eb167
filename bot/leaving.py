"""The app was taken out of the workspace."""

from collections.abc import Awaitable, Callable

from bot.reach import Reach
from domain.arrival import (
    Removed,
)

REMOVED = "The app was taken out of the workspace ({what}), so the work has stopped."
WHY = "the app was removed"


async def removed(
    reach: Reach, arrival: Removed, purge: Callable[[Removed], Awaitable[None]]
) -> None:
    """Tokens are forgotten, and nothing stays at work for a workspace that let us go.

    What was read there goes too. A crash on the way repeats all of it at the next start.
    """
    await reach.arrivals.forget_tokens()
    for row in await reach.runs.active():
        await reach.work.stop(row.run, by="Slack", reason=WHY)
    await purge(arrival)
    reach.slack.standing.end(REMOVED.format(what=arrival.what))
