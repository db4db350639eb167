"""Who may start another run now: money left, questions at work, and the stop for everything."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from weakref import WeakValueDictionary

from agents.limits import too_many, used_up
from agents.phrases import phrases
from bot.locales import said_in
from domain.audience import PersonId
from domain.question import Question
from policy.spending import Account, Allowances, Over, over
from store.halts import Halts
from store.ledger import Ledger
from store.runs import Runs

Start = Callable[[], Awaitable[None]]


class Door(Protocol):
    """What every new run passes."""

    async def admit(self, question: Question, start: Start) -> str:
        """Start the run, or give the sentence that says why not."""
        ...

    async def used(self, person: PersonId) -> Sequence[tuple[Account, float]]:
        """What was drawn from each account of a person, US dollars."""
        ...


class OpenDoor:
    """Lets everybody in, for where nothing is spent."""

    async def admit(self, question: Question, start: Start) -> str:
        del question
        await start()
        return ""

    async def used(self, person: PersonId) -> Sequence[tuple[Account, float]]:
        del person
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorkeeper:
    """One person's questions are let in one after another, so that counting them is safe."""

    runs: Runs
    ledger: Ledger
    halts: Halts
    allowances: Allowances
    now: Callable[[], datetime]
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def admit(self, question: Question, start: Start) -> str:
        turn = self._turns.setdefault(question.asker.id, asyncio.Lock())
        async with turn:
            known = await self.runs.get(question.run)
            refusal = "" if known else await self._refusal(question)
            if not refusal:
                await start()
            return refusal

    async def used(self, person: PersonId) -> Sequence[tuple[Account, float]]:
        return await self.ledger.used_by(person)

    async def _refusal(self, question: Question) -> str:
        words = phrases(said_in(question.text, question.asker))
        if await self.halts.current():
            return words.paused
        asker, room = question.asker.id, question.room
        midnight = self.now().replace(hour=0, minute=0, second=0, microsecond=0)
        at_work, today = await self.runs.count_of(asker, since=midnight)
        if reached := over(self.allowances, at_work=at_work, today=today):
            count = at_work if reached is Over.AT_ONCE else today
            return too_many(reached, count, words)
        account = await self.ledger.exhausted(asker, room.channel)
        return used_up(account, room, words) if account else ""
