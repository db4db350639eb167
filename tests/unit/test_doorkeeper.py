"""The door: who begins now, who waits for a turn, who is told no, and until when."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from bot.doorkeeper import Doorkeeper, Verdict
from domain.events import RunState
from domain.question import RunId
from policy.spending import HALTED, Allowances
from store.database import Database
from store.halts import Halts
from store.ledger import Ledger
from store.lineup import Lineup
from store.runs import Runs
from tests.unit.test_spending import NOW, ROOMY, asked, money


@dataclass(frozen=True, kw_only=True)
class Entrance:
    """A door over a database; `begun` are the runs that may be at work."""

    door: Doorkeeper
    runs: Runs
    lineup: Lineup
    ledger: Ledger
    database: Database
    turned_away: list[tuple[str, str]] = field(default_factory=list)

    async def ask(self, run: str, person: str = "UDANA") -> Verdict:
        question = asked(run, person)
        return await self.door.admit(question, lambda: self.runs.create(question))

    async def end(self, run: str) -> None:
        await self.runs.move(RunId(run), RunState.DELIVERED)
        await self.door.let_go(self._turn_away)

    async def _turn_away(self, run: RunId, sentence: str) -> None:
        await self.runs.move(run, RunState.STOPPED)
        self.turned_away.append((run, sentence))

    async def at_work(self) -> set[RunId]:
        held = {one.run for one in await self.lineup.waiting()}
        return {row.run for row in await self.runs.active()} - held


@asynccontextmanager
async def entrance(folder: Path, allowances: Allowances) -> AsyncIterator[Entrance]:
    async with money(folder, allowances) as (ledger, database):
        runs, lineup = Runs(database), Lineup(database)
        door = Doorkeeper(
            runs=runs,
            lineup=lineup,
            ledger=ledger,
            halts=Halts(database),
            allowances=allowances,
            now=lambda: NOW,
        )
        yield Entrance(door=door, runs=runs, lineup=lineup, ledger=ledger, database=database)


async def test_one_person_has_so_many_questions_at_work_and_the_others_wait(
    tmp_path: Path,
) -> None:
    """Ten at once are counted one after another; another person begins beside them."""
    async with entrance(tmp_path, replace(ROOMY, person_at_once=3)) as at:
        said = await asyncio.gather(*(at.ask(f"r{n}") for n in range(10)))
        waiting = [one for one in said if one.waits]
        other = await at.ask("other", "ULEE")

        assert len(waiting) == 7
        assert waiting[0].sentence == (
            "I am still at work on 3 questions of yours. This one begins when one of them is "
            "done."
        )
        assert not other
        assert len(await at.at_work()) == 4


async def test_who_waits_begins_in_the_order_of_asking_as_others_end(tmp_path: Path) -> None:
    """By itself; and while it waits it counts as asked today."""
    async with entrance(tmp_path, replace(ROOMY, person_at_once=1)) as at:
        for run in ("a", "b", "c"):
            await at.ask(run)
        first = await at.at_work()
        await at.end("a")
        second = await at.at_work()
        await at.end("b")

        assert (first, second, await at.at_work()) == ({"a"}, {"b"}, {"c"})


async def test_a_channel_has_so_many_questions_at_work_whoever_asks(tmp_path: Path) -> None:
    """The sixth waits, and the thread hears why."""
    async with entrance(tmp_path, replace(ROOMY, channel_at_once=5)) as at:
        said = await asyncio.gather(*(at.ask(f"r{n}", f"U{n}") for n in range(6)))
        (waits,) = [one for one in said if one]

        assert waits.waits
        assert waits.sentence == (
            "I am at work on as many questions as I may in #pricing, 5. This one begins when "
            "one of them is done."
        )


async def test_digests_are_apart(tmp_path: Path) -> None:
    """A person whose digests are at work may ask as if there were none."""
    limits = replace(ROOMY, person_at_once=1, channel_at_once=1, questions_a_day=1)
    async with entrance(tmp_path, limits) as at:
        for number in range(3):
            await at.runs.create(asked(f"digest:d:{number}"))

        assert not await at.ask("r")


async def test_who_waits_while_the_money_goes_is_told_and_not_begun(tmp_path: Path) -> None:
    """A place in the line is no promise of money."""
    async with entrance(tmp_path, replace(ROOMY, person_at_once=1, person_day=3)) as at:
        await at.ask("a")
        await at.ask("b")
        await at.ledger.reserve(RunId("a"), "k", 3.0, cap=9)
        await at.end("a")

        assert at.turned_away == [
            ("b", "You have used your $3 for today (resets 21 November).")
        ]
        assert await at.at_work() == set()


async def test_while_everything_is_halted_nobody_is_let_go(tmp_path: Path) -> None:
    """Nor told anything: whoever halted stops those who wait, in their own words."""
    async with entrance(tmp_path, replace(ROOMY, person_at_once=1)) as at:
        await at.ask("a")
        await at.ask("b")
        await Halts(at.database).halt(by="Ada", at=NOW)
        await at.end("a")

        assert await at.at_work() == set()
        assert at.turned_away == []


async def test_the_same_question_again_is_let_through_to_where_it_is_known(
    tmp_path: Path,
) -> None:
    """A repeated arrival is no second question."""
    async with entrance(tmp_path, replace(ROOMY, questions_a_day=1)) as at:
        await at.ask("r")

        assert not await at.ask("r")
        assert await at.ask("another")


async def test_what_goes_on_counts_as_at_work_and_not_as_asked(tmp_path: Path) -> None:
    """Stopping three and going on with six is not a way to six at once."""
    async with entrance(tmp_path, replace(ROOMY, person_at_once=1, questions_a_day=2)) as at:
        await at.ask("a")
        await at.end("a")
        await at.ask("b")
        again = await at.door.admit_again(asked("a"), lambda: at.runs.reopen(RunId("a")))
        at_work = await at.at_work()
        await at.end("b")

        assert again.waits
        assert (at_work, await at.at_work()) == ({"b"}, {"a"})


@pytest.mark.parametrize("what", ["halted", "money", "count"])
async def test_a_refusal_says_until_when(tmp_path: Path, what: str) -> None:
    """Nobody is left without a word."""
    allowances = {
        "money": replace(ROOMY, channel_month=0.04),
        "count": replace(ROOMY, questions_a_day=1),
        "halted": ROOMY,
    }
    async with entrance(tmp_path, allowances[what]) as at:
        await at.runs.create(asked("before"))
        if what == "halted":
            await Halts(at.database).halt(by="Ada", at=NOW)
        said = await at.ask("r")

        sentences = {
            "halted": HALTED,
            "money": "#pricing has $0.04 left of $0.04 for this month, and a question needs at "
            "least $0.50 (resets 1 December).",
            "count": "You have asked 1 questions today, which is the limit (resets 21 "
            "November). Ask again then.",
        }
        assert said.sentence == sentences[what]
        assert not said.waits
        assert await at.runs.get(RunId("r")) is None
