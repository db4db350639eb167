"""The ledger against an account book kept by hand, over random days of calls.

Amounts are sixty-fourths of a dollar, so that sums are exact.
"""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.audience import PersonId
from domain.budget import Most, Usage
from domain.errors import LimitReached, Refused
from domain.events import RunState
from domain.question import Asker, ChannelId, MessageTs, Question, Room, RoomKind, RunId
from policy.spending import Allowances, accounts, place_of
from store.database import Database
from store.halts import Halts
from store.ledger import Ledger, Limits, Reservation
from store.runs import Runs

START = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)  # a month ends on the second day
ALLOWANCES = Allowances(
    person_day=2,
    person_month=3,
    thread_day=1.5,
    channel_day=3,
    channel_month=4,
    workspace_day=5,
    workspace_month=7,
)
CAP, MOST = 1.0, Most(calls=9, tokens=600)
STEPS, AT_ONCE = 120, 12
SEEDS = (0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12)))


@dataclass(kw_only=True)
class Row:
    """A call in the book by hand: what is charged for it, and to whom."""

    run: RunId
    usd: float
    keys: tuple[str, ...]
    tokens: int = 0


@dataclass(kw_only=True)
class Book:
    """Everything that was ever charged; nothing is taken out, amounts only change."""

    rows: dict[tuple[str, str, int], Row] = field(default_factory=dict)
    parts: dict[RunId, int] = field(default_factory=dict)
    halted: bool = False

    def charged(self, key: str) -> float:
        return sum(row.usd for row in self.rows.values() if key in row.keys)

    def of_run(self, run: RunId) -> list[Row]:
        return [row for row in self.rows.values() if row.run == run]

    def allows(self, question: Question, usd: float, *, on: datetime, is_new: bool) -> bool:
        """By definition: every limit holds with this call in it."""
        own, times = self.of_run(question.run), self.parts.get(question.run, 1)
        drawn = accounts(ALLOWANCES, place_of(question), on=on.date())
        within = len(own) < MOST.calls * times
        within &= sum(row.tokens for row in own) < MOST.tokens * times
        return (
            not self.halted
            and (within or not is_new)
            and sum(row.usd for row in own) + usd <= CAP
            and all(self.charged(one.key) + usd <= one.limit for one in drawn)
        )


@dataclass(kw_only=True)
class World:
    """The ledger and the book, side by side."""

    ledger: Ledger
    database: Database
    chance: random.Random
    moment: datetime = START
    book: Book = field(default_factory=Book)
    flying: list[Reservation] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    taken: int = 0

    async def ask(self) -> None:
        number = len(self.questions)
        channel = self.chance.choice(["C1", "C2", "D1"])
        question = Question(
            run=RunId(f"r{number}"),
            text="?",
            asker=Asker(id=PersonId(self.chance.choice(["U1", "U2"])), name="?"),
            room=Room(channel=ChannelId(channel), kind=RoomKind.PUBLIC),
            asked_at=self.moment,
            thread=MessageTs(self.chance.choice(["1.1", "2.2"])),
        )
        await Runs(self.database).create(question)
        self.questions.append(question)

    async def reserve(self, question: Question, key: str, usd: float) -> None:
        expected = self.book.allows(question, usd, on=self.moment, is_new=True)
        try:
            made = await self.ledger.reserve(question.run, key, usd, cap=CAP, most=MOST)
        except (LimitReached, Refused):
            assert not expected
            return
        assert expected
        self._written(made, usd)

    def _written(self, made: Reservation, usd: float) -> None:
        keys = tuple(account.key for account in made.accounts)
        name = (made.run, made.key, made.attempt)
        self.book.rows[name] = Row(run=made.run, usd=usd, keys=keys)
        self.flying.append(made)
        self.taken += 1

    async def settle(self) -> None:
        """What it cost, never more than was set aside."""
        one = self.flying.pop(self.chance.randrange(len(self.flying)))
        real = self.chance.randrange(int(one.usd * 64) + 1) / 64
        tokens = self.chance.randrange(120)
        await self.ledger.settle(one, Usage(input_tokens=tokens), real)
        row = self.book.rows[one.run, one.key, one.attempt]
        row.usd, row.tokens = real, tokens

    async def add(self) -> None:
        at = self.chance.randrange(len(self.flying))
        one, usd = self.flying[at], self.chance.randrange(1, 20) / 64
        row = self.book.rows[one.run, one.key, one.attempt]
        fits = sum(own.usd for own in self.book.of_run(one.run)) + usd <= CAP
        fits &= all(self.book.charged(a.key) + usd <= a.limit for a in one.accounts)
        try:
            self.flying[at] = await self.ledger.add(one, usd, cap=CAP)
        except (LimitReached, Refused):
            assert not fits or self.book.halted
            return
        assert fits
        assert not self.book.halted
        row.usd += usd

    async def crash(self) -> None:
        """Calls in flight never come back; one of them is made again under its key."""
        gone, self.flying = self.flying, []
        again = self.chance.choice(gone)
        question = next(one for one in self.questions if one.run == again.run)
        await self.reserve(question, again.key, again.usd)

    async def many(self) -> None:
        """At once; which of them are let in is open, that the limits hold is not."""
        chosen = [self.chance.choice(self.questions) for _ in range(AT_ONCE)]
        made = await asyncio.gather(
            *(
                self.ledger.reserve(one.run, f"m{self.taken}/{n}", 0.25, cap=CAP, most=MOST)
                for n, one in enumerate(chosen)
            ),
            return_exceptions=True,
        )
        for one in made:
            if isinstance(one, Reservation):
                self._written(one, 0.25)
            else:
                assert isinstance(one, LimitReached | Refused)

    async def go_on(self) -> None:
        question = self.chance.choice(self.questions)
        runs = Runs(self.database)
        await runs.move(question.run, RunState.STOPPED)
        self.book.parts[question.run] = await runs.reopen(question.run)

    async def halt(self) -> None:
        halts, self.book.halted = Halts(self.database), not self.book.halted
        if self.book.halted:
            await halts.halt(by="Ada", at=self.moment)
        else:
            await halts.resume(by="Ada", at=self.moment)

    async def reserve_one(self) -> None:
        question, usd = self.chance.choice(self.questions), self.chance.randrange(1, 40) / 64
        await self.reserve(question, f"k{self.taken}", usd)

    async def wait(self) -> None:
        self.moment += timedelta(hours=self.chance.randrange(1, 9))

    async def step(self) -> None:
        always = {self.reserve_one: 32, self.ask: 8}
        always |= {self.wait: 4, self.halt: 4, self.go_on: 4, self.many: 4}
        with_calls = {self.settle: 28, self.add: 12, self.crash: 4} if self.flying else {}
        may = always | with_calls
        (act,) = self.chance.choices(list(may), weights=list(may.values()))
        await act()

    async def check(self) -> None:
        """Nothing is above its limit, and not a millionth was lost or charged twice."""
        async with self.database.reading() as connection:
            rows = (await connection.execute(sa.text("SELECT * FROM charges"))).all()
        charged = {row.account: row.millionths / 1_000_000 for row in rows}
        limits = {
            one.key: one.limit
            for question in self.questions
            for days in range(4)
            for one in accounts(
                ALLOWANCES, place_of(question), on=(START + timedelta(days=days)).date()
            )
        }

        assert charged == {key: self.book.charged(key) for key in charged}
        assert all(used <= limits.get(key, inf) for key, used in charged.items())
        for question in self.questions:
            spend = await self.ledger.spend(question.run)
            own = self.book.of_run(question.run)

            assert spend.usd == sum(row.usd for row in own) <= CAP
            assert spend.model_calls == len(own)


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_limit_is_passed_and_no_money_lost(tmp_path: Path, seed: int) -> None:
    """Calls, crashes, stops, halts, nights and many at once; each answer is the oracle's."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/d.sqlite")
    await database.create_tables()
    chance = random.Random(seed)
    limits = Limits(allowances=ALLOWANCES, now=lambda: world.moment)
    world = World(ledger=Ledger(database, limits=limits), database=database, chance=chance)
    await world.ask()
    for number in range(STEPS):
        await world.step()
        if number % 6 == 0:
            await world.check()
    await world.check()
    await database.close()

    assert world.taken > STEPS / 10


async def test_what_is_added_after_midnight_counts_for_the_day_of_the_call(
    tmp_path: Path,
) -> None:
    """The new day has room; the day that is charged has none."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/d.sqlite")
    await database.create_tables()
    moment = START
    limits = Limits(allowances=Allowances(person_day=1.0), now=lambda: moment)
    ledger = Ledger(database, limits=limits)
    world = World(ledger=ledger, database=database, chance=random.Random(1))
    await world.ask()
    kept = await ledger.reserve(world.questions[0].run, "k", 0.75, cap=9)
    moment += timedelta(hours=8)
    with pytest.raises(LimitReached):
        await ledger.add(kept, 0.5, cap=9)
    more = await ledger.add(kept, 0.25, cap=9)
    await database.close()

    assert more.usd == 1.0
