"""Money: reserved before a call, settled after it. What a crash caught stays charged.

A reservation must fit into what is left of the run, and of every account that the run draws on:
its person's, its thread's, its channel's, the workspace's, by day and by month. All of them are
checked and charged in one transaction, so that any number of calls at once spend no more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.budget import Most, Spend, Usage
from domain.errors import LimitReached, Refused
from domain.events import RunState
from domain.question import RunId
from policy.spending import HALTED, LEAST_USD, Account, Allowances, Place, accounts
from store.database import Database, metadata
from store.halts import halts
from store.runs import runs

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

charges = sa.Table(
    "charges",
    metadata,
    sa.Column("account", sa.Text, primary_key=True),
    sa.Column("millionths", sa.BigInteger, nullable=False),  # of a US dollar, rounded up
)

_MILLION = 1_000_000
_FINAL = [state.value for state in RunState if state.is_final]
_LOCK = 7402  # any number, the same in every process
UNBOUNDED = Most()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """`lost` is true if an earlier attempt at the same call never came back.

    `accounts` are those of its day, also when more is added or it is settled after midnight.
    """

    run: RunId
    key: str
    attempt: int
    usd: float
    accounts: tuple[Account, ...] = ()

    @property
    def lost(self) -> bool:
        return self.attempt > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be spent beyond one run; `now` is aware."""

    allowances: Allowances
    now: Callable[[], datetime]


class Ledger:
    """Without `limits` only the cap of each run holds."""

    def __init__(self, database: Database, *, limits: Limits | None = None) -> None:
        self._database = database
        self._limits = limits

    async def reserve(
        self, run: RunId, key: str, usd: float, *, cap: float, most: Most = UNBOUNDED
    ) -> Reservation:
        """Set money aside for one call, in one transaction.

        Raises LimitReached above `cap`, `most` or what an account has left, Refused while
        halted. `most` is for each workflow of the run.
        """
        async with self._database.begin() as connection:
            await self._take_turn(connection)
            drawn = await self._drawn_on(connection, run)
            await _refuse_if_halted(connection)
            await _fits_run(connection, run, usd=usd, cap=cap)
            await _within(connection, run, most)
            await _fits(connection, drawn, usd=usd)
            await self._charge(connection, drawn, millionths=_millionths(usd))
            attempt = await _attempt(connection, run, key)
            await connection.execute(
                sa.insert(ledger).values(
                    run=run, key=key, attempt=attempt, state="reserved", usd=usd
                )
            )
        return Reservation(run=run, key=key, attempt=attempt, usd=usd, accounts=drawn)

    async def add(self, reservation: Reservation, usd: float, *, cap: float) -> Reservation:
        """Set more money aside for the same call, under the same conditions as `reserve`."""
        async with self._database.begin() as connection:
            await self._take_turn(connection)
            await _refuse_if_halted(connection)
            await _fits_run(connection, reservation.run, usd=usd, cap=cap)
            await _fits(connection, reservation.accounts, usd=usd)
            await self._charge(connection, reservation.accounts, millionths=_millionths(usd))
            grown = sa.update(ledger).where(_of(reservation))
            await connection.execute(grown.values(usd=ledger.c.usd + usd))
        return replace(reservation, usd=reservation.usd + usd)

    async def settle(self, reservation: Reservation, usage: Usage, usd: float) -> None:
        """What the call really cost takes the place of what was set aside."""
        change = (
            sa.update(ledger)
            .where(_of(reservation))
            .values(
                state="settled",
                usd=usd,
                input_tokens=(
                    usage.input_tokens + usage.cache_write_tokens + usage.hour_write_tokens
                ),
                output_tokens=usage.output_tokens,
                cache_read_tokens=usage.cache_read_tokens,
            )
        )
        difference = _millionths(usd) - _millionths(reservation.usd)
        async with self._database.begin() as connection:
            await connection.execute(change)
            await self._charge(connection, reservation.accounts, millionths=difference)

    async def at_work(self, run: RunId, *, beside: str) -> int:
        """How many other calls have money set aside that this run might be given back.

        Its own, and those of runs at work that draw on its person's or its channel's accounts.
        """
        mine, theirs = runs.alias(), runs.alias()
        others = sa.or_(theirs.c.asker == mine.c.asker, theirs.c.channel == mine.c.channel)
        query = (
            sa.select(sa.func.count())
            .select_from(ledger)
            .join(theirs, theirs.c.id == ledger.c.run)
            .join(mine, mine.c.id == run)
            .where(
                ledger.c.state == "reserved",
                sa.or_(ledger.c.run != run, ledger.c.key != beside),
                sa.or_(ledger.c.run == run, others & theirs.c.state.not_in(_FINAL)),
            )
        )
        async with self._database.reading() as connection:
            return int((await connection.execute(query)).scalar_one())

    async def exhausted(self, place: Place) -> Account | None:
        """The account that has too little left to research for whoever spends in this place."""
        drawn = await self.used_in(place)
        rest = (replace(one, left=max(one.limit - used, 0.0)) for one, used in drawn)
        return next((one for one in rest if one.left < LEAST_USD), None)

    async def used_in(self, place: Place) -> tuple[tuple[Account, float], ...]:
        """The accounts of whoever spends there, with the US dollars drawn from each."""
        if self._limits is None:
            return ()
        on = self._limits.now().date()
        drawn = accounts(self._limits.allowances, place, on=on)
        async with self._database.reading() as connection:
            used = await _used(connection, drawn)
        return tuple((one, used.get(one.key, 0.0)) for one in drawn)

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

    async def _take_turn(self, connection: AsyncConnection) -> None:
        if self._database.is_postgres:  # SQLite's writers take turns anyway
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    async def _drawn_on(self, connection: AsyncConnection, run: RunId) -> tuple[Account, ...]:
        if self._limits is None:
            return ()
        columns = (runs.c.asker, runs.c.channel, runs.c.thread)
        row = (await connection.execute(sa.select(*columns).where(runs.c.id == run))).first()
        place = Place(person="", channel="")
        if row:
            place = Place(person=row.asker, channel=row.channel, thread=row.thread)
        on = self._limits.now().date()
        return accounts(self._limits.allowances, place, on=on)

    async def _charge(
        self, connection: AsyncConnection, drawn: Sequence[Account], *, millionths: int
    ) -> None:
        if not drawn:
            return
        row = self._database.insert_once(charges).values(
            [{"account": account.key, "millionths": millionths} for account in drawn]
        )
        grown = charges.c.millionths + row.excluded.millionths
        await connection.execute(
            row.on_conflict_do_update(
                index_elements=[charges.c.account], set_={"millionths": grown}
            )
        )


def _of(reservation: Reservation) -> sa.ColumnElement[bool]:
    return sa.and_(
        ledger.c.run == reservation.run,
        ledger.c.key == reservation.key,
        ledger.c.attempt == reservation.attempt,
    )


def _millionths(usd: float) -> int:
    return ceil(round(usd * _MILLION, 3))


async def _refuse_if_halted(connection: AsyncConnection) -> None:
    if (await connection.execute(sa.select(halts.c.only))).first():
        raise Refused(HALTED)


async def _fits_run(connection: AsyncConnection, run: RunId, *, usd: float, cap: float) -> None:
    spent = await connection.execute(
        sa.select(sa.func.coalesce(sa.func.sum(ledger.c.usd), 0.0)).where(ledger.c.run == run)
    )
    total = float(spent.scalar_one())
    if total + usd > cap:
        raise LimitReached("money", value=total, limit=cap)


async def _within(connection: AsyncConnection, run: RunId, most: Most) -> None:
    """A run that went on after its end may begin as many calls again."""
    of_run = ledger.c.run == run
    tokens = ledger.c.input_tokens + ledger.c.output_tokens + ledger.c.cache_read_tokens
    counted = sa.select(
        sa.func.count().label("calls"), sa.func.coalesce(sa.func.sum(tokens), 0).label("tokens")
    )
    used = (await connection.execute(counted.where(of_run))).one()
    parts = await connection.execute(sa.select(runs.c.part).where(runs.c.id == run))
    times = parts.scalar() or 1
    if used.calls >= most.calls * times:
        raise LimitReached("calls", value=used.calls, limit=most.calls * times)
    if used.tokens >= most.tokens * times:
        raise LimitReached("tokens", value=used.tokens, limit=most.tokens * times)


async def _fits(connection: AsyncConnection, drawn: Sequence[Account], *, usd: float) -> None:
    used = await _used(connection, drawn)
    for account in drawn:
        if used.get(account.key, 0.0) + usd > account.limit:
            value = used.get(account.key, 0.0)
            raise LimitReached(f"money of {account.payer}", value=value, limit=account.limit)


async def _used(connection: AsyncConnection, drawn: Sequence[Account]) -> dict[str, float]:
    keys = [account.key for account in drawn]
    query = sa.select(charges).where(charges.c.account.in_(keys))
    rows = (await connection.execute(query)).all()
    return {row.account: row.millionths / _MILLION for row in rows}


async def _attempt(connection: AsyncConnection, run: RunId, key: str) -> int:
    """Which try at this call it is; an earlier one that never came back is marked as lost."""
    same = sa.and_(ledger.c.run == run, ledger.c.key == key)
    unsettled = sa.update(ledger).where(same, ledger.c.state == "reserved")
    await connection.execute(unsettled.values(state="lost"))
    tried = await connection.execute(sa.select(sa.func.count()).where(same))
    return int(tried.scalar_one()) + 1
