"""The app was taken out of the workspace."""

from bot.reach import Reach
from domain.arrival import (
    Removed,
)

REMOVED = "The app was taken out of the workspace ({what}), so the work has stopped."
WHY = "the app was removed"


async def removed(reach: Reach, arrival: Removed) -> None:
    """Tokens are forgotten, and nothing stays at work for a workspace that let us go."""
    await reach.arrivals.forget_tokens()
    for row in await reach.runs.active():
        await reach.work.stop(row.run, by="Slack", reason=WHY)
    reach.slack.standing.end(REMOVED.format(what=arrival.what))
