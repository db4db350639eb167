"""From due slots to runs: planned by the cadence, begun when their time and place allow."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.digest import Digest, DigestState, Missed, Slot, SlotKind, SlotState
from domain.errors import ResearchError
from domain.question import Asker, Question, Room
from scheduling.cadence import zone_named
from scheduling.missed import chosen, is_missed, walk
from scheduling.outgrown import outgrown
from scheduling.pausing import Pausing
from scheduling.ports import Books, Closed, Ports
from store.digest_slots import Planned
from store.digests import DigestRow

log = logging.getLogger("dossier.scheduling")

MOST_PLANNED = 500  # digests per tick
MOST_BEGUN = 50  # runs per tick
OVERLAP = timedelta(hours=1)  # copies and indexes lag; what is found twice is recognised
_RUNS_WHEN = {
    SlotKind.DUE: (DigestState.ACTIVE,),
    SlotKind.NOW: (DigestState.ACTIVE, DigestState.PAUSED),
    SlotKind.TRY: (DigestState.DRAFT, DigestState.ACTIVE, DigestState.PAUSED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    asker: Asker
    room: Room


class Starting:
    def __init__(self, books: Books, ports: Ports) -> None:
        self._books = books
        self._ports = ports
        self._pausing = Pausing(books, now=ports.now)

    async def plan(self) -> None:
        """Write down the slots of every digest that is due, and when each is due next."""
        now = self._ports.now()
        for row in await self._books.digests.due(now, limit=MOST_PLANNED):
            await self._plan(row, now)

    async def _plan(self, row: DigestRow, now: datetime) -> None:
        if row.next is None:
            return
        walked = walk(row.digest.cadence, first=row.next, now=now)
        run = chosen(walked, row.digest.missed, now=now)
        planned = Planned(
            digest=row.digest.id,
            was=row.next,
            next=walked.next,
            run=run,
            skipped=tuple(slot for slot in walked.due if slot not in run),
        )
        await self._books.slots.plan(planned, now=now)

    async def begin(self) -> None:
        """Start the runs whose moment has come; what cannot be looked up waits for a tick."""
        now = self._ports.now()
        for row in await self._books.slots.startable(now, limit=MOST_BEGUN):
            try:
                await self._begin(row.slot)
            except ResearchError as failed:
                log.warning("digest.later", extra={"why": type(failed).__name__})

    async def _begin(self, slot: Slot) -> None:
        found = await self._books.digests.get(slot.digest)
        if found is None or found.state not in _RUNS_WHEN[slot.kind]:
            await self._books.slots.skipped(slot, "the digest does not run")
            return
        digest = found.digest
        if await self._is_over(digest, slot):
            await self._books.slots.skipped(slot, "missed")
            return
        ready = await self._ready(digest, slot)
        if ready is None:
            return
        began = self._ports.now()
        await self._ports.start(await self._question(digest, slot, ready, began=began))
        await self._books.slots.begun(slot, at=began)

    async def _is_over(self, digest: Digest, slot: Slot) -> bool:
        """It waited too long, or a later one came due meanwhile; a slot that began goes on."""
        if slot.kind is not SlotKind.DUE or digest.missed is Missed.ALL:
            return False
        if await self._books.runs.question(slot.run) is not None:
            return False
        newer = [
            row
            for row in await self._books.slots.of(digest.id)
            if row.slot.state is SlotState.WAITING and row.slot.at > slot.at
        ]
        return bool(newer) or is_missed(slot.at, digest.missed, now=self._ports.now())

    async def _ready(self, digest: Digest, slot: Slot) -> _Ready | None:
        """Owner, room and money, looked up now; None if it was paused or skipped."""
        asker = await self._ports.owner(digest.owner)
        if asker is None:
            await self._pausing.owner_gone(digest, slot=slot)
            return None
        room = await self._ports.room(digest.channel)
        if isinstance(room, Closed):
            await self._pausing.closed(digest, room.why, slot=slot)
            return None
        if why := await outgrown(self._books, digest, room=room, owner=asker):
            await self._pausing.closed(digest, why, slot=slot)
            return None
        if await self._spent(digest) >= digest.usd_per_month:
            await self._pausing.out_of_money(digest, slot)
            return None
        if not await self._may_spend(digest, room, slot):
            return None
        return _Ready(asker=asker, room=room)

    async def _may_spend(self, digest: Digest, room: Room, slot: Slot) -> bool:
        """As for a question; what was let in before a crash goes on."""
        if await self._books.runs.question(slot.run) is not None:
            return True
        unpaid = await self._ports.unpaid(digest, room)
        if unpaid is not None:
            await self._pausing.unpaid(digest, slot, unpaid)
        return unpaid is None

    async def _spent(self, digest: Digest) -> float:
        local = self._ports.now().astimezone(zone_named(digest.cadence.zone))
        month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return await self._books.slots.spent(digest.id, since=month)

    async def _question(
        self, digest: Digest, slot: Slot, ready: _Ready, *, began: datetime
    ) -> Question:
        known = await self._books.runs.question(slot.run)
        if known is not None:  # begun before a crash: the same question again
            return known
        last = await self._books.slots.last_look(digest.id)
        return Question(
            run=slot.run,
            text=digest.question,
            asker=ready.asker,
            room=ready.room,
            asked_at=began,
            digest=digest.id,
            since=last - OVERLAP if last else None,
        )
