"""The scheduler: two clocks that tick, one for what comes due, one for what has ended.

Any number of processes may run one on the same database: every move of a slot names the state
that it comes from, so that one of them makes it; starting a run is idempotent under its id.
"""

from scheduling.clock import Ticking
from scheduling.finishing import Finishing
from scheduling.keeping import Keeping
from scheduling.ports import Books, Ports
from scheduling.starting import Starting

TICK_SECONDS = 2.0


class Scheduler:
    def __init__(
        self, books: Books, ports: Ports, *, tick_seconds: float = TICK_SECONDS
    ) -> None:
        self._ports = ports
        self._starting = Starting(books, ports)
        self._finishing = Finishing(books, ports)
        self._keeping = Keeping(books, ports)
        self._clocks = (
            Ticking(self.come_due, seconds=tick_seconds),
            Ticking(self.end, seconds=tick_seconds),
        )

    async def come_due(self) -> None:
        """Plan what is due and begin what may begin; after a halt, as after an outage."""
        if await self._ports.halted():
            return
        await self._starting.plan()
        await self._starting.begin()

    async def end(self) -> None:
        """Settle and post what has ended, and look after what lasts."""
        await self._finishing.conclude()
        await self._finishing.post()
        await self._keeping.look()

    def start(self) -> None:
        for clock in self._clocks:
            clock.start()

    def stop(self) -> None:
        for clock in self._clocks:
            clock.stop()
