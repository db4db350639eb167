"""How a run is called when people speak of it: `Run 7F3K`."""

import re

from domain.question import RunId

_LENGTH = 4


def short_name(run: RunId) -> str:
    """The first four letters and digits of its id, in capitals."""
    return re.sub(r"[^0-9A-Za-z]", "", run)[:_LENGTH].upper()
