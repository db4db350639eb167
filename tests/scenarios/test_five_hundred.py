"""Five hundred questions of one person within the hour: the day's money holds, to the cent."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.doorkeeper import Doorkeeper
from domain.audience import PersonId
from domain.post import AnswerPost, Content, FailurePost
from domain.question import Question, RunId
from policy.spending import Allowances
from store.halts import Halts
from tests.scenarios import scripts
from tests.scenarios.laboratory import DANA, OPEN, Laboratory, laboratory, question
from tests.scenarios.shelf import Book

MANY, EVERY, FEWER = 500, 50, 350  # somebody else asks once in fifty
AT_ONCE = 10
CAP = 0.9  # dollars a day
RESETS = re.compile(r"You have used your \$0\.90 for today \(resets \d+ \w+\)")
LEE = replace(DANA, id=PersonId("ULEE"), name="Lee")
SHELF = (Book(key="CPRICING:1", title="pricing", text="The prices are twelve euros."),)
_COPY = "INSERT INTO charged VALUES (new.account, new.millionths);"
_WATCH = (
    "CREATE TABLE charged (account TEXT, millionths INTEGER)",
    f"CREATE TRIGGER first AFTER INSERT ON charges BEGIN {_COPY} END",
    f"CREATE TRIGGER further AFTER UPDATE ON charges BEGIN {_COPY} END",
)

pytestmark = pytest.mark.slow


@dataclass(frozen=True, kw_only=True)
class Day:
    """`highest` is the most that was ever charged to Dana's day, `spent` what is at the end.

    `said` is what each question of hers got, `served` what each of Lee's did.
    """

    highest: float
    spent: float
    said: Sequence[str]
    served: Sequence[str]


@asynccontextmanager
async def watched(folder: Path, allowances: Allowances) -> AsyncIterator[Laboratory]:
    """Every charge that is committed is written down by the database itself."""
    async with laboratory(folder, SHELF, limits=replace(OPEN, allowances=allowances)) as lab:
        lab.claude.script = scripts.by_role({"triage": scripts.triaged("quick")})
        async with lab.database.begin() as connection:
            for statement in _WATCH:
                await connection.execute(sa.text(statement))
        yield lab


def said_in(content: Content) -> str:
    match content:
        case AnswerPost(answer=answer):
            return answer.headline or f"{len(answer.sources)} sources"
        case FailurePost(detail=detail):
            return detail
        case _:
            raise AssertionError(content)


@dataclass(frozen=True, kw_only=True)
class Asking:
    lab: Laboratory
    door: Doorkeeper

    async def one(self, asked: Question) -> str:
        """What came of it: the door's sentence, the run's failure, or the answer."""
        verdict = await self.door.admit(asked, lambda: self.lab.desk.start(asked))
        if verdict:
            return verdict.sentence
        await self.lab.ended(asked.run, seconds=120)
        resources = self.lab.resources
        for pause in iter(lambda: 0.05, None):
            for due in await resources.outbox.due(resources.now(), limit=MANY):
                if due.post.run == asked.run:
                    return said_in(due.post.content)
            await asyncio.sleep(pause)
        raise AssertionError

    async def many(self, numbers: Sequence[int]) -> list[tuple[str, str]]:
        """Dana's questions one after the other; in between, Lee's."""
        seen = []
        for number in numbers:
            hers = question("what are the prices?", run=f"dana{number}")
            seen.append(("dana", await self.one(hers)))
            if number % EVERY == 0:
                his = replace(hers, run=RunId(f"lee{number}"), asker=LEE)
                seen.append(("lee", await self.one(his)))
        return seen


async def day_of(lab: Laboratory, allowances: Allowances, *, questions: int) -> Day:
    resources = lab.resources
    door = Doorkeeper(
        runs=resources.runs,
        lineup=resources.lineup,
        ledger=resources.ledger,
        halts=Halts(lab.database),
        allowances=allowances,
        now=resources.now,
    )
    asking = Asking(lab=lab, door=door)
    several = await asyncio.gather(
        *(asking.many(range(at, questions, AT_ONCE)) for at in range(AT_ONCE))
    )
    seen = [one for own in several for one in own]
    runs = [RunId(f"dana{number}") for number in range(questions)]
    return Day(
        highest=await highest(lab, "UDANA"),
        spent=sum([(await resources.ledger.spend(run)).usd for run in runs]),
        said=[said for who, said in seen if who == "dana"],
        served=[said for who, said in seen if who == "lee"],
    )


async def highest(lab: Laboratory, person: str) -> float:
    most = sa.text("SELECT max(millionths) FROM charged WHERE account LIKE :account")
    async with lab.database.reading() as connection:
        found = await connection.execute(most, {"account": f"person:{person}:%"})
        return float(found.scalar_one()) / 1_000_000


async def test_five_hundred_questions_stay_under_the_cap_and_others_are_served(
    tmp_path: Path,
) -> None:
    """What is set aside counts at every moment; who is refused hears when it resets."""
    allowances = Allowances(person_day=CAP)
    async with watched(tmp_path, allowances) as lab:
        day = await day_of(lab, allowances, questions=MANY)
    refused = [said for said in day.said if RESETS.search(said)]
    answered = [said for said in day.said if said == "1 sources"]

    assert day.spent <= day.highest <= CAP
    assert len(refused) + len(answered) == len(day.said) == MANY
    assert len(refused) > MANY / 4
    assert list(day.served) == ["1 sources"] * (MANY // EVERY)


async def test_with_the_cap_lifted_fewer_questions_cost_more(tmp_path: Path) -> None:
    """The control."""
    allowances = Allowances(person_day=1e6)
    async with watched(tmp_path, allowances) as lab:
        day = await day_of(lab, allowances, questions=FEWER)

    assert day.spent > CAP
    assert not any(RESETS.search(said) for said in day.said)
