"""Money beyond one run: accounts by person, channel and workspace, charged at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from agents.limits import used_up
from agents.phrases import phrases
from bot.doorkeeper import Doorkeeper
from domain.audience import PersonId
from domain.budget import Usage
from domain.errors import LimitReached, Refused
from domain.question import Asker, ChannelId, Question, Room, RoomKind, RunId
from policy.spending import HALTED, Allowances, Payer, accounts
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


async def test_five_hundred_questions_stay_under_the_cap_and_others_are_served(
    tmp_path: Path,
) -> None:
    """To the cent: what is set aside counts until the real cost is known."""
    spent, paid, served = await five_hundred(tmp_path, replace(ROOMY, person_day=3.0))

    assert spent <= 3.0
    assert spent == pytest.approx(paid * 0.05)
    assert paid >= 42
    assert served


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
        await Halts(database).resume()

        assert isinstance(await ledger.reserve(RunId("r"), "k", 0.01, cap=9), Reservation)


def test_the_sentence_names_who_what_and_when_it_resets() -> None:
    """As in the storyboard."""
    drawn = accounts(
        Allowances(channel_month=50), person="U1", channel="C1", on=date(2026, 11, 20)
    )
    month = next(one for one in drawn if one.payer is Payer.CHANNEL and not one.is_of_a_day)

    assert used_up(month, PRICING, phrases("en")) == (
        "#pricing has used its $50 for this month (resets 1 December)."
    )


def test_a_direct_message_draws_on_nobody_but_the_person_and_the_workspace() -> None:
    """Nobody else could use a direct message up."""
    drawn = accounts(Allowances(), person="U1", channel="D1", on=date(2026, 12, 31))

    assert {one.payer for one in drawn} == {Payer.PERSON, Payer.WORKSPACE}
    assert {one.resets for one in drawn} == {date(2027, 1, 1)}


def doorkeeper(database: Database, ledger: Ledger, allowances: Allowances) -> Doorkeeper:
    return Doorkeeper(
        runs=Runs(database),
        ledger=ledger,
        halts=Halts(database),
        allowances=allowances,
        now=lambda: NOW,
    )


async def test_one_person_has_so_many_questions_at_work_and_no_more(tmp_path: Path) -> None:
    """Ten at once are counted one after another; another person is let in beside them."""
    allowances = replace(ROOMY, at_once=3)
    async with money(tmp_path, allowances) as (ledger, database):
        door = doorkeeper(database, ledger, allowances)

        async def ask(run: str, person: str = "UDANA") -> str:
            question = asked(run, person)

            async def start() -> None:
                await Runs(database).create(question)

            return await door.admit(question, start)

        said = await asyncio.gather(*(ask(f"r{n}") for n in range(10)))

        assert said.count("") == 3
        assert "still at work on 3 questions" in next(one for one in said if one)
        assert not await ask("other", "ULEE")
        assert not await ask(f"r{said.index('')}")


@pytest.mark.parametrize("what", ["halted", "money", "count"])
async def test_a_refusal_is_a_sentence(tmp_path: Path, what: str) -> None:
    """Nobody is left without a word."""
    allowances = replace(
        ROOMY, channel_month=0.04, questions_a_day=0 if what == "count" else 99
    )
    async with money(tmp_path, allowances) as (ledger, database):
        door = doorkeeper(database, ledger, allowances)
        await Runs(database).create(asked("before"))
        if what == "money":
            await ledger.reserve(RunId("before"), "k", 0.04, cap=1)
        if what == "halted":
            await Halts(database).halt(by="Ada", at=NOW)

        async def start() -> None:
            raise AssertionError

        said = await door.admit(asked("r"), start)

        sentences = {
            "halted": HALTED,
            "money": "#pricing has used its $0.04 for this month (resets 1 December).",
            "count": "You have asked 1 questions today, which is the limit. Ask tomorrow.",
        }
        assert said == sentences[what]
