"""Tells whoever waits in this process that something new was committed for a run.

Only a hint that saves looking: what another process committed is found by looking.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from domain.question import RunId


class Bell:
    def __init__(self) -> None:
        self._listening: dict[RunId, set[asyncio.Event]] = defaultdict(set)

    def ring(self, run: RunId) -> None:
        for rung in self._listening.get(run, ()):
            rung.set()

    @contextmanager
    def listening(self, run: RunId) -> Iterator[asyncio.Event]:
        """An event that is set at each ring; clear it before looking."""
        rung = asyncio.Event()
        self._listening[run].add(rung)
        try:
            yield rung
        finally:
            self._listening[run].discard(rung)
            if not self._listening[run]:
                del self._listening[run]
