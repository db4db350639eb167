"""Steps in flight, and the wait for their end when a process leaves."""

import asyncio
from contextlib import suppress


class Gate:
    """Every step passes here. While draining, new steps park and those in flight finish."""

    def __init__(self) -> None:
        self._draining = False
        self._in_flight = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def enter(self) -> None:
        if self._draining:
            await asyncio.Event().wait()  # for ever: this process is leaving
        self._in_flight += 1
        self._idle.clear()

    def leave(self) -> None:
        self._in_flight -= 1
        if not self._in_flight:
            self._idle.set()

    async def drain(self, seconds: float) -> bool:
        """True if nothing was cut off."""
        self._draining = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)
        return self._in_flight == 0
