"""Slack's limits per method, held before Slack has to.

An answer goes before an error, an error before progress, and everything before a nicety.

Tiers follow https://docs.slack.dev/apis/web-api/rate-limits . A bucket lets through at most its
burst and what flows in, so no minute sees more than the tier.
"""

import asyncio
import heapq
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count


class Urgency(IntEnum):
    """Smaller goes first."""

    ANSWER = 0
    ERROR = 1
    FINAL_PROGRESS = 2
    PROGRESS = 3
    NICETY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """At most `burst + per_minute` calls in any minute; `per_channel` counts them apart."""

    burst: int
    per_minute: float
    per_channel: bool = False


TIER_2 = Tier(burst=5, per_minute=14)
TIER_3 = Tier(burst=12, per_minute=36)
TIER_4 = Tier(burst=40, per_minute=55)
TIERS = {
    "chat.postMessage": Tier(burst=4, per_minute=54, per_channel=True),
    # Steadier than its tier: forty plans at work are each to be drawn once a minute.
    "chat.update": Tier(burst=2, per_minute=47),
    "chat.postEphemeral": TIER_4,
    # "Special", says Slack, without a figure; half of the ten a second that the sandbox allows.
    "assistant.threads.setStatus": Tier(burst=200, per_minute=300),
    "assistant.threads.setSuggestedPrompts": TIER_4,
    "conversations.members": TIER_4,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "files.completeUploadExternal": TIER_4,
    "auth.test": TIER_4,
}


class TooBusy(Exception):
    """The wait for a turn would be longer than the caller's patience."""


class Pace:
    """One for all that this process sends to one workspace."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    async def turn(
        self, method: str, urgency: Urgency, *, channel: str = "", patience: float | None = None
    ) -> None:
        """Return when the call may go out. `patience` is in seconds; raises TooBusy."""
        bucket = self._bucket(method, channel)
        try:
            async with asyncio.timeout(patience):
                await bucket.take(urgency)
        except TimeoutError:
            raise TooBusy(method) from None

    def free(self, method: str) -> int:
        """How many calls could go out at once, were nobody in line for them."""
        return self._bucket(method, "").free()

    def hold(self, method: str, seconds: float, *, channel: str = "") -> None:
        """Slack said to come back later: nobody goes before that."""
        self._bucket(method, channel).hold(seconds)

    def _bucket(self, method: str, channel: str) -> "_Bucket":
        tier = TIERS.get(method, TIER_3)
        key = (method, channel if tier.per_channel else "")
        if key not in self._buckets:
            now = asyncio.get_running_loop().time()
            self._buckets[key] = _Bucket(tier=tier, held=float(tier.burst), filled=now)
        return self._buckets[key]


@dataclass(slots=True, kw_only=True)
class _Bucket:
    tier: Tier
    held: float
    filled: float
    closed_until: float = 0.0
    _queue: list[tuple[int, int, asyncio.Future[None]]] = field(default_factory=list)
    _tickets: "count[int]" = field(default_factory=count)
    _alarm: asyncio.TimerHandle | None = None

    async def take(self, urgency: Urgency) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._queue, (urgency, next(self._tickets), turn))
        self._let_through()
        await turn

    def free(self) -> int:
        now = asyncio.get_running_loop().time()
        self._fill(now)
        return 0 if now < self.closed_until else int(self.held)

    def hold(self, seconds: float) -> None:
        now = asyncio.get_running_loop().time()
        self.closed_until = max(self.closed_until, now + seconds)
        self.held = min(self.held, 1.0)

    def _let_through(self) -> None:
        loop = asyncio.get_running_loop()
        self._fill(loop.time())
        while self._queue and self._wait(loop.time()) <= 0:
            turn = heapq.heappop(self._queue)[2]
            if not turn.done():
                turn.set_result(None)
                self.held -= 1
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self._queue:
            wait = max(self._wait(loop.time()), 0.001)
            self._alarm = loop.call_later(wait, self._let_through)

    def _fill(self, now: float) -> None:
        grown = self.held + (now - self.filled) * self.tier.per_minute / 60
        self.held = min(float(self.tier.burst), grown)
        self.filled = now

    def _wait(self, now: float) -> float:
        missing = max(1.0 - self.held, 0.0) * 60 / self.tier.per_minute
        return max(missing, self.closed_until - now)
