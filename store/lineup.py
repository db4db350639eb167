"""Runs that wait for their turn, how many are at work, and how one goes on in its next part."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.audience import PersonId
from domain.events import RunState
from domain.question import ChannelId, RunId
from policy.spending import AtWork
from store.database import Database, metadata
from store.runs import runs

held = sa.Table("held", metadata, sa.Column("run", sa.Text, primary_key=True))
parts = sa.Table(
    "parts",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("mode", sa.Text, nullable=False),
)

_FINAL = [state.value for state in RunState if state.is_final]
_A_DIGESTS = runs.c.id.startswith("digest:", autoescape=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A run that was taken in and has not begun, for want of a turn."""

    run: RunId
    person: PersonId
    channel: ChannelId


class Lineup:
    """A held run is one of `runs` as any other; it only is not begun while it is held."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def hold(self, run: RunId) -> None:
        row = self._database.insert_once(held).values(run=run)
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def let_go(self, run: RunId) -> None:
        async with self._database.begin() as connection:
            await connection.execute(sa.delete(held).where(held.c.run == run))

    async def holds(self, run: RunId) -> bool:
        async with self._database.reading() as connection:
            found = await connection.execute(sa.select(held).where(held.c.run == run))
            return found.first() is not None

    async def waiting(self) -> tuple[Held, ...]:
        """Whoever asked first comes first; runs that ended while they waited are left out."""
        query = (
            sa.select(runs.c.id, runs.c.asker, runs.c.channel)
            .join(held, held.c.run == runs.c.id)
            .where(runs.c.state.not_in(_FINAL))
            .order_by(runs.c.asked_at, runs.c.id)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(Held(run=row.id, person=row.asker, channel=row.channel) for row in rows)

    async def at_work(self, person: str, channel: str, *, since: datetime) -> AtWork:
        """Digests are apart: their runs are nobody's questions. `since` begins the day."""
        count = sa.select(sa.func.count()).select_from(runs).where(~_A_DIGESTS)
        busy = count.where(runs.c.state.not_in(_FINAL), runs.c.id.not_in(sa.select(held.c.run)))
        mine = runs.c.asker == person
        queries = (
            busy.where(mine),
            busy.where(runs.c.channel == channel),
            count.where(mine, runs.c.asked_at >= since.timestamp()),
        )
        async with self._database.reading() as connection:
            counts = [(await connection.execute(one)).scalar_one() for one in queries]
        return AtWork(of_person=counts[0], of_channel=counts[1], today=counts[2])

    async def note_mode(self, run: RunId, part: int, mode: str) -> None:
        """How this part of the run goes about it; the first word for a part stands."""
        row = self._database.insert_once(parts).values(run=run, part=part, mode=mode)
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def mode_of(self, run: RunId, part: int) -> str:
        """Empty for a part of which nothing was noted."""
        mine = sa.and_(parts.c.run == run, parts.c.part == part)
        async with self._database.reading() as connection:
            return (
                await connection.execute(sa.select(parts.c.mode).where(mine))
            ).scalar() or ""
