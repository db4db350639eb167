"""An event loop whose clock jumps to whatever is due next: minutes pass in no time, exactly."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")
_Events = list[tuple[selectors.SelectorKey, int]]


class _Jumping(selectors.SelectSelector):
    """Instead of waiting it says that the time has passed."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 1_000.0

    def select(self, timeout: float | None = None) -> _Events:
        events = super().select(0)
        if not events and timeout:
            self.now += timeout
        return events


class _Simulated(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


def run(work: Coroutine[None, None, T]) -> T:
    """For work that waits for the clock alone: no sockets, no threads."""
    with asyncio.Runner(loop_factory=_Simulated) as runner:
        return runner.run(work)
