"""What the server remembers of each request, for tests and measurements."""

import math
from dataclasses import dataclass
from datetime import datetime

from sandbox.claude.wire import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request and when it was being answered.

    `started` and `ended` are seconds of the event loop's clock; `ended` is infinite until the
    last byte has been sent. `status` is 0 until then, and when the connection was lost.
    """

    method: str
    path: str
    who: str
    body: Json
    at: datetime
    started: float
    status: int = 0
    ended: float = math.inf

    def overlaps(self, other: "Seen") -> bool:
        """Whether both were being answered at some one moment."""
        return self.started < other.ended and other.started < self.ended
