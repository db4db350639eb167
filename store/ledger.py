"""Money: reserved before a call, settled after it. What a crash caught stays charged."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.budget import Spend, Usage
from domain.errors import LimitReached
from domain.question import RunId
from store.database import Database, metadata

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("attempt", sa.Integer, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),  # reserved | settled | lost
    sa.Column("usd", sa.Float, nullable=False),
    sa.Column("input_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("output_tokens", sa.Integer, nullable=False, server_default="0"),
    sa.Column("cache_read_tokens", sa.Integer, nullable=False, server_default="0"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """`lost` is true if an earlier attempt at the same call never came back."""

    run: RunId
    key: str
    attempt: int
    usd: float

    @property
    def lost(self) -> bool:
        return self.attempt > 1


class Ledger:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, run: RunId, key: str, usd: float, *, cap: float) -> Reservation:
        """Set money aside for one call, in one transaction. Raises LimitReached above `cap`."""
        async with self._database.begin() as connection:
            spent = await connection.execute(
                sa.select(sa.func.coalesce(sa.func.sum(ledger.c.usd), 0.0)).where(
                    ledger.c.run == run
                )
            )
            total = float(spent.scalar_one())
            if total + usd > cap:
                raise LimitReached("money", value=total, limit=cap)
            await connection.execute(
                sa.update(ledger)
                .where(ledger.c.run == run, ledger.c.key == key, ledger.c.state == "reserved")
                .values(state="lost")
            )
            tried = await connection.execute(
                sa.select(sa.func.count()).where(ledger.c.run == run, ledger.c.key == key)
            )
            attempt = int(tried.scalar_one()) + 1
            await connection.execute(
                sa.insert(ledger).values(
                    run=run, key=key, attempt=attempt, state="reserved", usd=usd
                )
            )
        return Reservation(run=run, key=key, attempt=attempt, usd=usd)

    async def settle(self, reservation: Reservation, usage: Usage, usd: float) -> None:
        change = (
            sa.update(ledger)
            .where(
                ledger.c.run == reservation.run,
                ledger.c.key == reservation.key,
                ledger.c.attempt == reservation.attempt,
            )
            .values(
                state="settled",
                usd=usd,
                input_tokens=usage.input_tokens + usage.cache_write_tokens,
                output_tokens=usage.output_tokens,
                cache_read_tokens=usage.cache_read_tokens,
            )
        )
        async with self._database.begin() as connection:
            await connection.execute(change)

    async def spend(self, run: RunId) -> Spend:
        """What the run has cost so far, reservations and lost calls included."""
        total = sa.func.coalesce
        query = sa.select(
            sa.func.count().label("calls"),
            total(sa.func.sum(ledger.c.input_tokens), 0).label("input"),
            total(sa.func.sum(ledger.c.output_tokens), 0).label("output"),
            total(sa.func.sum(ledger.c.cache_read_tokens), 0).label("cached"),
            total(sa.func.sum(ledger.c.usd), 0.0).label("usd"),
        ).where(ledger.c.run == run)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).one()
        return Spend(
            model_calls=row.calls,
            input_tokens=row.input,
            output_tokens=row.output,
            cache_read_tokens=row.cached,
            usd=row.usd,
        )
