"""A process that runs digests on a folder until it is killed; its clock goes fast.

`python -m tests.scenarios.digest_child FOLDER BEGAN [tick|hang]`: from the moment BEGAN on an
hour passes in a few seconds, and after twenty of them at its usual pace. With `tick` it answers
by itself, without the engine that only one process may run; with `hang` its runs never end.
"""

import asyncio
import sys
from datetime import datetime, timedelta
from pathlib import Path

from domain.events import AnswerReady, RunState
from domain.question import Question, RunId
from sandbox.clock import SandboxClock
from scheduling.digests import Scheduler
from scheduling.ports import Books
from store.database import Database
from store.durable import Engine, Workflow, broke_off, step
from store.keyring import Keyring, OperatorKey
from tests.scenarios.digest_room import FRIDAY, DigestRoom, a_claim, an_answer

HOURS = 20
SECONDS_PER_HOUR = 2.5
QUEUE = "runs"
LONG_ENOUGH = 0.05  # to be killed in


def fast(began: datetime) -> datetime:
    passed = max((SandboxClock().now() - began).total_seconds(), 0.0)
    hurried = min(passed, HOURS * SECONDS_PER_HOUR)
    hours = hurried / SECONDS_PER_HOUR
    return FRIDAY + timedelta(hours=hours, minutes=1, seconds=passed - hurried)


class Child:
    def __init__(self, folder: Path, began: datetime, *, work_seconds: float) -> None:
        keys = Keyring(folder / "keys.sqlite", key=OperatorKey(current="a room's"))
        database = Database(f"sqlite+aiosqlite:///{folder}/dossier.sqlite", texts=keys)
        self.books = Books.of(database, spread_seconds=1.0)
        self.room = DigestRoom(database=database, books=self.books)
        self.engine = Engine(f"sqlite:///{folder}/engine.sqlite", version="test", texts=keys)
        self.workflow: Workflow = self.engine.workflow("research", self.research)
        self.began = began
        self.work_seconds = work_seconds

    async def research(self, run: str) -> str:
        async def answer() -> bool:
            ready = AnswerReady(answer=an_answer(a_claim(f"Found in {run}.")))
            await self.books.journal.append(RunId(run), "answer", ready, at=FRIDAY)
            await asyncio.sleep(self.work_seconds)
            await self.books.runs.move(RunId(run), RunState.DELIVERED)
            return True

        await step("answer", bool, answer, seconds=600)
        return run

    async def start(self, question: Question) -> None:
        await self.books.runs.create(question)
        await self.engine.submit(self.workflow, question.run, question.run, queue=QUEUE)


async def main(folder: Path, began: datetime, *, how: str) -> None:
    child = Child(folder, began, work_seconds=300 if how == "hang" else LONG_ENOUGH)
    child.room.now_is = lambda: fast(began)
    if how != "tick":
        await child.engine.take_lock(wait_seconds=10)
        await child.engine.start({QUEUE: 10})
        child.room.starts_with = child.start
        child.room.broke_off_with = broke_off
    scheduler = Scheduler(child.books, child.room.ports(), tick_seconds=0.1)
    scheduler.start()
    print("ready", flush=True)  # noqa: T201 - the test waits for it
    await asyncio.Event().wait()


if __name__ == "__main__":
    moment, how = datetime.fromisoformat(sys.argv[2]), "".join(sys.argv[3:])
    asyncio.run(main(Path(sys.argv[1]), moment, how=how))
