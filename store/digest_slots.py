"""The slots of digests: each once, from due to posted, and what every one of them covered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.digest import (
    Covered,
    DigestId,
    DigestState,
    Edition,
    Remembered,
    Slot,
    SlotKind,
    SlotState,
)
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.digest_memory import Learned, Memory
from store.digests import digests, from_ms, to_ms
from store.keyring import of_digest

slots = sa.Table(
    "digest_slots",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("at_ms", sa.BigInteger, primary_key=True),  # when it was due, UTC epoch
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("start_ms", sa.BigInteger, nullable=False),  # when it may begin
    sa.Column("began_ms", sa.BigInteger),
    sa.Column(
        "edition", sa.Text
    ),  # a whole Edition as JSON, encrypted, when there is one to post
    sa.Column("covered", sa.Text),  # a whole Covered as JSON
    sa.Column("note", sa.Text, nullable=False, server_default=""),
    sa.Index("digest_slots_open", "state", "start_ms"),
)

AT_ONCE = 10  # so many begin right away; the others are spread
_GOLDEN = 0.6180339887  # its multiples fall evenly, however many follow


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    slot: Slot
    began: datetime | None = None
    edition: Edition | None = None
    covered: Covered = field(default_factory=Covered)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a digest's due time led to. `skipped` slots are on record and do not run."""

    digest: DigestId
    was: datetime
    next: datetime | None
    run: tuple[datetime, ...] = ()
    skipped: tuple[datetime, ...] = ()


class Slots:
    """`spread_seconds` is the longest that a slot waits because many are due together."""

    def __init__(self, database: Database, *, spread_seconds: float = 120.0) -> None:
        self._database = database
        self._spread = spread_seconds
        self._memory = Memory(database)

    async def plan(self, planned: Planned, *, now: datetime) -> bool:
        """Write the slots down and move the digest on, as one. False if another was faster."""
        mine = sa.and_(
            digests.c.id == planned.digest,
            digests.c.next_ms == to_ms(planned.was),
            digests.c.state == DigestState.ACTIVE,
        )
        next_ms = to_ms(planned.next) if planned.next else None
        move = sa.update(digests).where(mine).values(next_ms=next_ms).returning(digests.c.id)
        async with self._database.begin() as connection:
            if (await connection.execute(move)).first() is None:
                return False
            waiting = await _count_waiting(connection)
            rows = [
                _values(Slot(digest=planned.digest, at=at, start=at, state=SlotState.SKIPPED))
                for at in planned.skipped
            ]
            for number, at in enumerate(planned.run, start=waiting):
                start = max(at, now) + timedelta(seconds=self._delay(number))
                rows.append(_values(Slot(digest=planned.digest, at=at, start=start)))
            if rows:
                insert = self._database.insert_once(slots).on_conflict_do_nothing()
                await connection.execute(insert, rows)
        return True

    def _delay(self, number: int) -> float:
        return 0.0 if number < AT_ONCE else self._spread * ((number * _GOLDEN) % 1.0)

    async def ask(self, slot: Slot) -> bool:
        """A slot that somebody asked for; the same moment twice is once."""
        insert = self._database.insert_once(slots).values(_values(slot))
        row = insert.on_conflict_do_nothing()
        async with self._database.begin() as connection:
            added = await connection.execute(row.returning(slots.c.digest))
            return added.first() is not None

    async def startable(self, at: datetime, *, limit: int) -> tuple[SlotRow, ...]:
        """Waiting slots whose time has come, none of a digest that is still at work."""
        other = slots.alias()
        at_work = sa.select(other.c.digest).where(other.c.state == SlotState.STARTED)
        where = sa.and_(
            slots.c.state == SlotState.WAITING,
            slots.c.start_ms <= to_ms(at),
            slots.c.digest.not_in(at_work),
        )
        rows = await self._rows(where, order=(slots.c.start_ms, slots.c.at_ms), limit=limit)
        firsts = {row.slot.digest: row for row in reversed(rows)}
        return tuple(sorted(firsts.values(), key=lambda row: row.slot.start))

    async def in_state(self, state: SlotState, *, limit: int = 500) -> tuple[SlotRow, ...]:
        order = (slots.c.began_ms, slots.c.at_ms)
        return await self._rows(slots.c.state == state, order=order, limit=limit)

    async def of(self, digest: DigestId, *, limit: int = 20) -> tuple[SlotRow, ...]:
        """Newest first."""
        order = (slots.c.at_ms.desc(),)
        return await self._rows(slots.c.digest == digest, order=order, limit=limit)

    async def last_look(self, digest: DigestId) -> datetime | None:
        """When the last slot began that came to its end and counts for the memory."""
        looked = sa.and_(
            slots.c.digest == digest,
            slots.c.state.in_([SlotState.SETTLED, SlotState.DONE]),
            slots.c.kind != SlotKind.TRY,
        )
        query = sa.select(sa.func.max(slots.c.began_ms)).where(looked)
        async with self._database.reading() as connection:
            last = (await connection.execute(query)).scalar()
        return from_ms(last) if last is not None else None

    async def spent(self, digest: DigestId, *, since: datetime) -> float:
        """US dollars, of the slots that began since."""
        where = sa.and_(slots.c.digest == digest, slots.c.began_ms >= to_ms(since))
        query = sa.select(slots.c.covered).where(where, slots.c.covered.is_not(None))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).scalars().all()
        return sum(from_json(row, Covered).usd for row in rows)

    async def usual_cost(self) -> float:
        """US dollars, the mean of the latest runs of any digest; 0 when there was none."""
        known = slots.c.covered.is_not(None) & (slots.c.state == SlotState.DONE)
        query = sa.select(slots.c.covered).where(known).order_by(slots.c.began_ms.desc())
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.limit(20))).scalars().all()
        costs = [from_json(row, Covered).usd for row in rows]
        return sum(costs) / len(costs) if costs else 0.0

    async def begun(self, slot: Slot, *, at: datetime) -> bool:
        return await self._move(slot, SlotState.WAITING, SlotState.STARTED, began_ms=to_ms(at))

    async def skipped(self, slot: Slot, why: str) -> bool:
        return await self._move(slot, SlotState.WAITING, SlotState.SKIPPED, note=why)

    async def failed(self, slot: Slot, why: str, covered: Covered) -> bool:
        """Its end, and one more failure in a row of its digest, as one."""
        values = {"state": SlotState.FAILED, "note": why, "covered": to_json(covered)}
        change = _change(slot, SlotState.STARTED).values(**values).returning(slots.c.digest)
        count = sa.update(digests).where(digests.c.id == slot.digest)
        async with self._database.begin() as connection:
            moved = (await connection.execute(change)).first() is not None
            if moved:
                await connection.execute(count.values(failures=digests.c.failures + 1))
        return moved

    async def posted(self, slot: Slot) -> bool:
        return await self._move(slot, SlotState.SETTLED, SlotState.DONE)

    async def settle(
        self, slot: Slot, edition: Edition | None, *, covered: Covered, learned: Learned
    ) -> bool:
        """What it says and what it learned, as one; False if that was settled before."""
        state = SlotState.SETTLED if edition else SlotState.DONE
        label = of_digest(slot.digest)
        encrypt = self._database.texts.encrypt
        text = await encrypt(label, to_json(edition)) if edition else None
        change = _change(slot, SlotState.STARTED).values(
            state=state, edition=text, covered=to_json(covered)
        )
        async with self._database.begin() as connection:
            moved = (await connection.execute(change.returning(slots.c.digest))).first()
            if moved is None:
                return False
            await self._memory.learn(connection, slot.digest, learned)
        return True

    async def remembered(self, digest: DigestId) -> tuple[Remembered, ...]:
        """Oldest first."""
        return await self._memory.of(digest)

    async def forget(self, digest: DigestId) -> None:
        """The memory of a digest that is deleted; its slots stay on record."""
        async with self._database.begin() as connection:
            await self._memory.forget(connection, digest)
            waiting = sa.and_(slots.c.digest == digest, slots.c.state == SlotState.WAITING)
            await connection.execute(
                sa.update(slots).where(waiting).values(state=SlotState.SKIPPED, note="deleted")
            )

    async def _move(
        self, slot: Slot, before: SlotState, after: SlotState, **values: object
    ) -> bool:
        change = _change(slot, before).values(state=after, **values)
        async with self._database.begin() as connection:
            moved = await connection.execute(change.returning(slots.c.digest))
            return moved.first() is not None

    async def _rows(
        self,
        where: sa.ColumnElement[bool],
        *,
        order: Sequence[sa.ColumnElement[object]],
        limit: int,
    ) -> tuple[SlotRow, ...]:
        query = sa.select(slots).where(where).order_by(*order).limit(limit)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        editions = await self._database.texts.decrypt([row.edition or "" for row in rows])
        both = zip(rows, editions, strict=True)
        return tuple(_row(row, edition or "") for row, edition in both)


async def _count_waiting(connection: AsyncConnection) -> int:
    waiting = sa.select(sa.func.count()).where(slots.c.state == SlotState.WAITING)
    return (await connection.execute(waiting)).scalar() or 0


def _change(slot: Slot, before: SlotState) -> sa.Update:
    return sa.update(slots).where(
        slots.c.digest == slot.digest,
        slots.c.at_ms == to_ms(slot.at),
        slots.c.kind == slot.kind,
        slots.c.state == before,
    )


def _values(slot: Slot) -> dict[str, object]:
    return {
        "digest": slot.digest,
        "at_ms": to_ms(slot.at),
        "kind": slot.kind,
        "state": slot.state,
        "start_ms": to_ms(slot.start),
    }


def _row(row: sa.Row[tuple[object, ...]], edition: str) -> SlotRow:
    slot = Slot(
        digest=DigestId(row.digest),
        at=from_ms(row.at_ms),
        start=from_ms(row.start_ms),
        kind=SlotKind(row.kind),
        state=SlotState(row.state),
    )
    return SlotRow(
        slot=slot,
        began=from_ms(row.began_ms) if row.began_ms is not None else None,
        edition=from_json(edition, Edition) if edition else None,
        covered=from_json(row.covered, Covered) if row.covered else Covered(),
        note=row.note,
    )
