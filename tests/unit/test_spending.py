"""Money beyond one run: accounts by person, channel and workspace, charged at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from agents.limit_words import limit_words
from agents.limits import used_up
from domain.audience import PersonId
from domain.budget import Most, Usage
from domain.errors import LimitReached, Refused
from domain.events import RunState
from domain.question import Asker, ChannelId, Question, Room, RoomKind, RunId
from policy.spending import Allowances, Payer, Place, accounts
from store.database import Database
from store.halts import Halts
from store.ledger import Ledger, Limits, Reservation
from store.runs import Runs

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PRICING = Room(channel=ChannelId("C1"), kind=RoomKind.PUBLIC, name="pricing")
ROOMY = Allowances(person_day=1e6, person_month=1e6, channel_month=1e6, workspace_day=1e6)


def asked(run: str, person: str = "UDANA") -> Question:
    asker = Asker(id=PersonId(person), name=person)
    return Question(run=RunId(run), text="why?", asker=asker, room=PRICING, asked_at=NOW)


@asynccontextmanager
async def money(folder: Path, allowances: Allowances) -> AsyncIterator[tuple[Ledger, Database]]:
    database = Database(f"sqlite+aiosqlite:///{folder}/d.sqlite")
    await database.create_tables()
    try:
        yield (
            Ledger(database, limits=Limits(allowances=allowances, now=lambda: NOW)),
            database,
        )
    finally:
        await database.close()


async def spend(ledger: Ledger, run: str, *, usd: float = 0.07, real: float = 0.05) -> bool:
    """One call: what is set aside, and what it really cost."""
    try:
        reserved = await ledger.reserve(RunId(run), f"call {usd}", usd, cap=1e6)
    except LimitReached:
        return False
    await asyncio.sleep(0)
    await ledger.settle(reserved, Usage(), real)
    return True


async def charged(ledger: Ledger, database: Database, runs: list[str]) -> float:
    del database
    return sum([(await ledger.spend(RunId(run))).usd for run in runs])


async def five_hundred(folder: Path, allowances: Allowances) -> tuple[float, int, bool]:
    """What one person's 500 questions at once cost, how many were paid, and who else is."""
    async with money(folder, allowances) as (ledger, database):
        names = [f"r{n}" for n in range(500)]
        for name in names:
            await Runs(database).create(asked(name))
        await Runs(database).create(asked("other", "ULEE"))
        paid = await asyncio.gather(*(spend(ledger, name) for name in names))
        served = await spend(ledger, "other")
        return await charged(ledger, database, names), sum(paid), served


@pytest.mark.slow
async def test_five_hundred_questions_stay_under_the_cap_and_others_are_served(
    tmp_path: Path,
) -> None:
    """To the cent: what is set aside counts until the real cost is known."""
    spent, paid, served = await five_hundred(tmp_path, replace(ROOMY, person_day=3.0))

    assert spent <= 3.0
    assert spent == pytest.approx(paid * 0.05)
    assert paid >= 42
    assert served


@pytest.mark.slow
async def test_without_accounts_the_same_questions_go_on_spending(tmp_path: Path) -> None:
    """The control."""
    spent, paid, _ = await five_hundred(tmp_path, Allowances())

    assert paid == 500
    assert spent == pytest.approx(25.0)


async def test_a_call_that_was_lost_stays_charged(tmp_path: Path) -> None:
    """A crash never makes money free."""
    async with money(tmp_path, replace(ROOMY, person_day=0.10)) as (ledger, database):
        await Runs(database).create(asked("r"))
        await ledger.reserve(RunId("r"), "k", 0.06, cap=9)

        with pytest.raises(LimitReached):
            await ledger.reserve(RunId("r"), "k", 0.06, cap=9)


async def test_nothing_is_paid_for_while_everything_is_halted(tmp_path: Path) -> None:
    """Until an admin resumes."""
    async with money(tmp_path, ROOMY) as (ledger, database):
        await Halts(database).halt(by="Ada", at=NOW)
        with pytest.raises(Refused):
            await ledger.reserve(RunId("r"), "k", 0.01, cap=9)
        await Halts(database).resume(by="Ada", at=NOW)

        assert isinstance(await ledger.reserve(RunId("r"), "k", 0.01, cap=9), Reservation)


def test_the_sentence_names_who_what_and_when_it_resets() -> None:
    """As in the storyboard."""
    drawn = accounts(
        Allowances(channel_month=50),
        Place(person="U1", channel="C1"),
        on=date(2026, 11, 20),
    )
    month = next(one for one in drawn if one.payer is Payer.CHANNEL and not one.is_of_a_day)

    assert used_up(month, PRICING, limit_words("en")) == (
        "#pricing has used its $50 for this month (resets 1 December)."
    )


def test_a_direct_message_draws_on_nobody_but_the_person_and_the_workspace() -> None:
    """Nobody else could use a direct message up."""
    drawn = accounts(Allowances(), Place(person="U1", channel="D1"), on=date(2026, 12, 31))

    assert {one.payer for one in drawn} == {Payer.PERSON, Payer.WORKSPACE}
    assert {one.resets for one in drawn} == {date(2027, 1, 1)}


def test_a_thread_has_an_account_of_its_own_by_day() -> None:
    """Whoever drives one thread on and on leaves the others of the channel their money."""
    place = Place(person="U1", channel="C1", thread="1.1")
    drawn = accounts(Allowances(thread_day=12), place, on=date(2026, 11, 20))
    (own,) = [one for one in drawn if one.payer is Payer.THREAD]

    assert (own.owner, own.limit, own.is_of_a_day) == ("C1/1.1", 12, True)
    assert used_up(own, PRICING, limit_words("en")) == (
        "This thread has used its $12 for today (resets 21 November). Ask in a new thread."
    )


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (0.0, "You have used your $12 for today (resets 21 November)."),
        (0.004, "You have used your $12 for today (resets 21 November)."),
        (
            0.499,
            (
                "You have $0.49 left of $12 for today, and a question needs at least $0.50 "
                "(resets 21 November)."
            ),
        ),
    ],
)
def test_what_is_left_is_said_where_it_is_too_little(left: float, said: str) -> None:
    """Nobody is told that money is spent which is still there."""
    drawn = accounts(
        Allowances(person_day=12), Place(person="U1", channel=""), on=date(2026, 11, 20)
    )

    assert used_up(replace(drawn[0], left=left), PRICING, limit_words("en")) == said


async def test_an_account_is_asked_for_what_is_left_of_it(tmp_path: Path) -> None:
    """Untouched and too small for any question."""
    async with money(tmp_path, replace(ROOMY, channel_month=0.20)) as (ledger, _):
        account = await ledger.exhausted(Place(person="U1", channel="C1"))

        assert account is not None
        assert (account.limit, account.left) == (0.20, 0.20)


@pytest.mark.parametrize(("usd", "read"), [(0.005, "$0.01"), (0.5, "$0.50"), (1200, "$1,200")])
def test_amounts_are_read_in_cents(usd: float, read: str) -> None:
    """Nobody pays half a cent."""
    drawn = accounts(
        Allowances(person_day=usd), Place(person="U1", channel=""), on=date(2026, 11, 20)
    )

    assert f"your {read} for today" in used_up(drawn[0], PRICING, limit_words("en"))


@pytest.mark.parametrize("what", ["calls", "tokens"])
async def test_a_run_begins_no_call_above_its_calls_and_tokens(
    tmp_path: Path, what: str
) -> None:
    """However little they cost; a run that goes on has as many again."""
    most = Most(calls=2) if what == "calls" else Most(tokens=200)
    async with money(tmp_path, ROOMY) as (ledger, database):
        runs, run = Runs(database), RunId("r")
        await runs.create(asked("r"))

        async def call(key: str) -> None:
            reserved = await ledger.reserve(run, key, 0.01, cap=9, most=most)
            await ledger.settle(reserved, Usage(input_tokens=90, output_tokens=10), 0.001)

        await call("a")
        await call("b")
        with pytest.raises(LimitReached, match=what):
            await call("c")
        await runs.move(run, RunState.STOPPED)
        await runs.reopen(run)
        await call("d")

        assert (await ledger.spend(run)).model_calls == 3
