"""The life of a digest in the page."""

from pathlib import Path

import pytest

from tests.tour.digests import walk_digests
from tests.tour.pictures import CHROMIUM

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs chromium on the path"),
]


async def test_a_digest_is_made_run_paused_and_deleted_in_the_page(tmp_path: Path) -> None:
    """Each step waits for what a person would see; a picture of each is left behind."""
    steps = await walk_digests(tmp_path)

    assert steps[0] == "read-back"
    assert {"changes-only", "nothing-new", "paused", "deleted", "in-german"} <= set(steps)
