"""The walk through the page, from a mention to a failure."""

from pathlib import Path

import pytest

from tests.tour.pictures import CHROMIUM
from tests.tour.walk import walk_through

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the path"),
]


async def test_everything_a_person_can_do_works_in_the_page(tmp_path: Path) -> None:
    """Each step waits for what a person would see; a picture of each is left behind."""
    steps = await walk_through(tmp_path)

    assert steps[0] == "direct-message"
    assert steps[-1] == "run-lost"
    assert {"budget-spent", "queued", "no-access", "exact-search"} <= set(steps)
    assert len(set(steps)) == len(steps)
