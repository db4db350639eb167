"""Notion's limit: three requests a second on average, with bursts.

Source: https://developers.notion.com/reference/request-limits
"""

import math

from sandbox.notion.errors import too_fast


class Pace:
    """A bucket of requests that fills with time; times are the event loop's seconds."""

    def __init__(self, *, per_second: float = 3.0, burst: int = 10) -> None:
        self._per_second = per_second
        self._burst = float(burst)
        self._left = self._burst
        self._at = 0.0

    def admit(self, now: float) -> None:
        """Raises RefusedError (429 with Retry-After) when the bucket is empty."""
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            raise too_fast(math.ceil((1 - self._left) / self._per_second))
        self._left -= 1
