"""The one policy of limits and retries, for every source.

A call waits for its turn (pacing, and a limit on calls at once), is repeated while the source
says that it is busy, and is given up when the deadline leaves no room for another try.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from domain.errors import SourceBusy
from domain.question import SourceKind

T = TypeVar("T")

MOST_TRIES = 6
LONGEST_BACKOFF_SECONDS = 8.0
_FIRST_BACKOFF_SECONDS = 0.25
_WORTH_A_PAUSE_SECONDS = 1.0  # a shorter Retry-After concerns the call that got it


class PatienceOver(SourceBusy):
    """The source stayed busy until the deadline; `tries` were made."""

    def __init__(self, busy: SourceBusy, *, tries: int) -> None:
        super().__init__(
            busy.source, f"gave up after {tries} tries: {busy}", retry_after=busy.retry_after
        )
        self.tries = tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Calls to a source: `tries` includes repeats, `given_up` ended in PatienceOver."""

    calls: int = 0
    tries: int = 0
    given_up: int = 0


@dataclass(slots=True, kw_only=True)
class Patience:
    """`per_second` sustained with `burst` calls let through at once; `at_once` in flight.

    `deadline_seconds` bounds a call with all its waits and repeats. `random` gives [0, 1).
    """

    source: SourceKind
    per_second: float
    at_once: int
    deadline_seconds: float
    random: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    burst: int = 1
    monotonic: Callable[[], float] = time.monotonic
    counts: Counts = field(default=Counts(), init=False)
    _turns: asyncio.Semaphore = field(init=False)
    _drained_at: float = field(default=float("-inf"), init=False)
    _closed_until: float = field(default=float("-inf"), init=False)

    def __post_init__(self) -> None:
        self._turns = asyncio.Semaphore(self.at_once)

    async def call(
        self, attempt: Callable[[], Awaitable[T]], *, deadline_seconds: float | None = None
    ) -> T:
        """The attempt's result. SourceBusy repeats it, every other error passes.

        Raises PatienceOver (a SourceBusy) when the deadline leaves no room for another try.
        """
        allowed = self.deadline_seconds if deadline_seconds is None else deadline_seconds
        until = self.monotonic() + allowed
        self._count(calls=1)
        tries = 0
        while True:
            try:
                tries += 1
                return await self._try(attempt, until)
            except SourceBusy as busy:
                wait = self._wait_after(busy, tries)
                if tries >= MOST_TRIES or self.monotonic() + wait >= until:
                    self._count(given_up=1)
                    raise PatienceOver(busy, tries=tries) from busy
            await self.sleep(wait)

    async def _try(self, attempt: Callable[[], Awaitable[T]], until: float) -> T:
        limit = asyncio.timeout(max(0.0, until - self.monotonic()))
        try:
            async with limit, self._turns:
                await self._pace(until)
                self._count(tries=1)
                return await attempt()
        except TimeoutError as slow:
            if not limit.expired():
                raise
            raise SourceBusy(self.source, "no answer in time") from slow

    async def _pace(self, until: float) -> None:
        """Waits for this call's turn; a leaky bucket that holds `burst` calls."""
        now = self.monotonic()
        turn = max(now, self._drained_at - (self.burst - 1) / self.per_second)
        turn = max(turn, self._closed_until)
        if turn >= until:
            raise SourceBusy(self.source, "its limit is used up", retry_after=turn - now)
        self._drained_at = max(self._drained_at, turn) + 1 / self.per_second
        if turn > now:
            await self.sleep(turn - now)

    def _wait_after(self, busy: SourceBusy, tries: int) -> float:
        """Seconds: what the source asks for, at least a doubling backoff, plus jitter."""
        if busy.retry_after > _WORTH_A_PAUSE_SECONDS:
            self._closed_until = max(self._closed_until, self.monotonic() + busy.retry_after)
        backoff = min(LONGEST_BACKOFF_SECONDS, _FIRST_BACKOFF_SECONDS * 2.0 ** (tries - 1))
        return max(busy.retry_after, backoff) + self.random() * backoff

    def _count(self, *, calls: int = 0, tries: int = 0, given_up: int = 0) -> None:
        before = self.counts
        self.counts = Counts(
            calls=before.calls + calls,
            tries=before.tries + tries,
            given_up=before.given_up + given_up,
        )
