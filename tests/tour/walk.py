"""A walk through everything a person can do, in a browser: `python -m tests.tour.walk FOLDER`.

One picture a step is left in the folder, numbered in the order of the walk. Names of steps
after the folder walk those alone.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from playwright.async_api import Error as PlaywrightError

from sandbox.demo import until_it_has_read
from tests.tour import arriving, asking, by_keyboard, failing, hindered, reading, steering
from tests.tour.pictures import workspace_in_a_browser
from tests.tour.walker import Walk

Step = Callable[[Walk], Awaitable[None]]

STEPS: tuple[Step, ...] = (
    *(asking.messaging, steering.steering, steering.stopping, reading.judging),
    *(reading.following_up, asking.being_offered, steering.rewording, steering.deleting),
    *(asking.commanding, asking.researching_a_message, asking.unclear, asking.in_german),
    *(asking.in_japanese, asking.home, reading.pricing_first, reading.without_finding),
    *(arriving.seeing, arriving.greeting, hindered.approving, by_keyboard.by_keyboard),
    *(by_keyboard.read_aloud, failing.without_drive, failing.without_the_model),
    *(failing.refusing, failing.closing),
)
# Settings under which other things are seen, and what is walked with them.
STAGES: tuple[tuple[Mapping[str, str], tuple[Step, ...]], ...] = (
    ({}, STEPS),
    ({"NOTION_TOKEN": "ntn-removed"}, (hindered.without_access,)),
    ({"DOSSIER_RUNS_AT_ONCE": "1"}, (hindered.waiting_in_line,)),
    ({"DOSSIER_CHANNEL_MONTH_USD": "0.005"}, (failing.spent,)),
)


async def walk_through(folder: Path, *names: str) -> list[str]:
    """Every step once, or those with these names; returns the pictures' names, in order."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    steps: list[str] = []
    for own, steps_to_take in STAGES:
        steps = await _walked(steps_to_take, names, folder=folder, steps=steps, own=own)
    if not names or "lost" in names:
        steps = await hindered.lost(folder, steps)
    return steps


async def _walked(
    steps_to_take: tuple[Step, ...],
    names: tuple[str, ...],
    *,
    folder: Path,
    steps: list[str],
    own: Mapping[str, str],
) -> list[str]:
    chosen = [one for one in steps_to_take if not names or one.__name__ in names]
    if not chosen:
        return steps
    async with workspace_in_a_browser(own) as (sandbox, page):
        walk = Walk(sandbox=sandbox, page=page, folder=folder, steps=steps)
        await until_it_has_read(sandbox)
        for step in chosen:
            try:
                await step(walk)
            except (AssertionError, TimeoutError, PlaywrightError):
                await walk.picture(f"broken-in-{step.__name__}")
                raise
        return walk.steps


if __name__ == "__main__":
    asyncio.run(walk_through(Path(sys.argv[1]), *sys.argv[2:]))
