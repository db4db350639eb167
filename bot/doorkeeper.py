"""Who may start another run now: money left, questions at work, and the stop for everything."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from weakref import WeakValueDictionary

from domain.question import Question
from policy.spending import HALTED, Allowances, too_many, used_up
from store.halts import Halts
from store.ledger import Ledger
from store.runs import Runs

Start = Callable[[], Awaitable[None]]


class Door(Protocol):
    """What every new run passes."""

    async def admit(self, question: Question, start: Start) -> str:
        """Start the run, or give the sentence that says why not."""
        ...


class OpenDoor:
    """Lets everybody in, for where nothing is spent."""

    async def admit(self, question: Question, start: Start) -> str:
        del question
        await start()
        return ""


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

    async def _refusal(self, question: Question) -> str:
        if await self.halts.current():
            return HALTED
        asker, room = question.asker.id, question.room
        midnight = self.now().replace(hour=0, minute=0, second=0, microsecond=0)
        at_work, today = await self.runs.count_of(asker, since=midnight)
        if said := too_many(self.allowances, at_work=at_work, today=today):
            return said
        account = await self.ledger.exhausted(asker, room.channel)
        return used_up(account, room) if account else ""
