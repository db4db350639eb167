"""How often each method may be called: a bucket per caller and method, filled evenly.

Tiers and special cases follow https://docs.slack.dev/apis/web-api/rate-limits ; where
Slack gives no figure (search, permalinks) the sandbox's own is named here.
"""

import asyncio
import math
from dataclasses import dataclass, field

# Calls a minute; the same number may come at once.
TIERS = {
    "1": 1,
    "2": 20,
    "3": 50,
    "4": 100,
    "posting": 60,  # about one a second in each channel, see POSTING_BURST
    "status": 600,
    "search": 60,  # Slack says "10 and more, up to 180" by size of the team
    "links": 600,  # "hundreds per minute"
    "login": 600,  # auth.test: "hundreds of requests per minute"
}
POSTING_BURST = 10


@dataclass(slots=True, kw_only=True)
class _Bucket:
    burst: float
    per_second: float
    held: float
    filled: float

    def wait(self, now: float) -> float:
        """Take one; 0 when there was one, else the seconds until there is."""
        self.held = min(self.burst, self.held + (now - self.filled) * self.per_second)
        self.filled = now
        if self.held >= 1:
            self.held -= 1
            return 0.0
        return (1 - self.held) / self.per_second


@dataclass(slots=True, kw_only=True)
class Pace:
    """`channel` counts only for posting, which Slack limits in each channel."""

    _buckets: dict[tuple[str, str, str], _Bucket] = field(default_factory=dict)

    def wait(self, token: str, method: str, *, tier: str, channel: str = "") -> int:
        """Whole seconds to wait, as for Retry-After; 0 to go on."""
        now = asyncio.get_running_loop().time()
        per_minute = TIERS[tier]
        burst = POSTING_BURST if tier == "posting" else per_minute
        key = (token, method, channel if tier == "posting" else "")
        bucket = self._buckets.setdefault(
            key, _Bucket(burst=burst, per_second=per_minute / 60, held=burst, filled=now)
        )
        return math.ceil(bucket.wait(now))
