"""What happened since: the lead's ears, as steps short enough to drain quickly."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from agents.resources import Resources
from domain.question import RunId
from store.findings import Report
from store.replies import Reply

_LOOK_SECONDS = 0.5  # for what another process committed; our own rings the bell
_WINDOW_SECONDS = 1.0
_LINGER_SECONDS = 0.15
_LONGEST_LINGER_SECONDS = 0.75


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
    """Watermarks of what was heard already, and how many subagents are at work."""

    reports: int = 0
    replies: int = 0
    working: int = 0


async def poll(resources: Resources, run: RunId, since: Since) -> News:
    """Listen for at most a second, and a little longer when news comes at its end.

    After news it goes on until all is quiet, so that ends which come together are heard
    together and cost one turn of the lead, not several; but not when nobody is left to end.
    """
    news = News()
    loop = asyncio.get_running_loop()
    until = latest = loop.time() + _WINDOW_SECONDS
    with resources.reports.listening(run) as rung:
        while True:
            rung.clear()
            fresh = await _look(resources, run, since)
            if fresh != news:
                latest = latest if news else loop.time() + _LONGEST_LINGER_SECONDS
                news, until = fresh, min(latest, loop.time() + _LINGER_SECONDS)
            left = until - loop.time()
            if left <= 0 or (news.reports and len(news.reports) >= since.working):
                return news
            await _rung(rung, min(left, _LOOK_SECONDS))


async def replies_within(
    resources: Resources, run: RunId, since: int, *, seconds: float
) -> tuple[Reply, ...]:
    """What people said after `since`, waiting so long for the first word."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    with resources.reports.listening(run) as rung:
        while True:
            rung.clear()
            said = await resources.replies.after(run, since)
            left = until - loop.time()
            if said or left <= 0:
                return said
            await _rung(rung, min(left, _LOOK_SECONDS))


async def _rung(rung: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await rung.wait()


async def _look(resources: Resources, run: RunId, since: Since) -> News:
    return News(
        reports=await resources.reports.after(run, since.reports),
        replies=await resources.replies.after(run, since.replies),
    )
