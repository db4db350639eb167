"""What happened since: the lead's ears, as steps short enough to drain quickly."""

import asyncio
from dataclasses import dataclass

from agents.resources import Resources
from domain.question import RunId
from store.findings import Report
from store.replies import Reply

_LOOK_SECONDS = 0.06
_WINDOW_SECONDS = 1.0
_LINGER_SECONDS = 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Reports and replies since the last look, oldest first; `late` when time is over."""

    reports: tuple[Report, ...] = ()
    replies: tuple[Reply, ...] = ()
    late: bool = False
    left_usd: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.reports or self.replies or self.late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Watermarks of what was heard already."""

    reports: int = 0
    replies: int = 0


async def poll(resources: Resources, run: RunId, since: Since) -> News:
    """Look for at most a second.

    After the first news it lingers, so that ends which come together are heard together and
    cost one turn of the lead, not several.
    """
    news = News()
    loop = asyncio.get_running_loop()
    end = loop.time() + _WINDOW_SECONDS
    while loop.time() < end:
        fresh = await _look(resources, run, since)
        if fresh and not news:
            end = min(end, loop.time() + _LINGER_SECONDS)
        news = fresh
        await asyncio.sleep(_LOOK_SECONDS)
    return news


async def _look(resources: Resources, run: RunId, since: Since) -> News:
    return News(
        reports=await resources.reports.after(run, since.reports),
        replies=await resources.replies.after(run, since.replies),
    )
