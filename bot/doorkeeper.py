"""Who may start a run now: money left, questions at work, and the stop for everything."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from weakref import WeakValueDictionary

from agents.limit_words import LimitWords, limit_words
from agents.limits import asked_enough, used_up, waits
from bot.locales import said_in
from domain.question import Question, RunId
from policy.spending import (
    Account,
    Allowances,
    AtWork,
    Over,
    Place,
    is_shared,
    over,
    place_of,
)
from store.halts import Halts
from store.ledger import Ledger
from store.lineup import Lineup
from store.runs import Runs

Start = Callable[[], Awaitable[object]]
TurnAway = Callable[[RunId, str], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the door says. `sentence` is empty where there is nothing to say.

    A run that `waits` was taken in, and begins by itself. `account` is what is used up.
    """

    sentence: str = ""
    waits: bool = False
    account: Account | None = None

    def __bool__(self) -> bool:
        return bool(self.sentence)


WELCOME = Verdict()


class Door(Protocol):
    """What every run passes before it begins, and before it goes on."""

    async def admit(self, question: Question, start: Start) -> Verdict:
        """Start a new run, now or when it is its turn; or refuse it."""
        ...

    async def admit_again(self, question: Question, go_on: Start) -> Verdict:
        """The same for a run that ended and goes on; it is no new question of the day."""
        ...

    async def refusal(self, question: Question) -> Verdict:
        """What is said to somebody who would have more of a run: halted, or out of money."""
        ...

    async def halted(self, language: str) -> str:
        """What is said while everything is halted, else nothing."""
        ...

    async def used(self, place: Place) -> Sequence[tuple[Account, float]]:
        """What was drawn from each account of whoever spends there, US dollars."""
        ...


class OpenDoor:
    """Lets everybody in, for where nothing is spent."""

    async def admit(self, question: Question, start: Start) -> Verdict:
        del question
        await start()
        return WELCOME

    async def admit_again(self, question: Question, go_on: Start) -> Verdict:
        return await self.admit(question, go_on)

    async def refusal(self, question: Question) -> Verdict:
        del question
        return WELCOME

    async def halted(self, language: str) -> str:
        del language
        return ""

    async def used(self, place: Place) -> Sequence[tuple[Account, float]]:
        del place
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorkeeper:
    """What one person asks, and what is asked in one channel, is let in one after another.

    So counting is safe. What would be too much at once is held, and let go when others end.
    """

    runs: Runs
    lineup: Lineup
    ledger: Ledger
    halts: Halts
    allowances: Allowances
    now: Callable[[], datetime]
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def admit(self, question: Question, start: Start) -> Verdict:
        async with self._turn(place_of(question)):
            if await self.runs.get(question.run):  # known already: a repeated arrival
                await start()
                return WELCOME
            counts = await self._counts(question)
            refused = await self.refusal(question) or self._asked_enough(question, counts)
            return refused or await self._begin(question, start, counts)

    async def admit_again(self, question: Question, go_on: Start) -> Verdict:
        async with self._turn(place_of(question)):
            row = await self.runs.get(question.run)
            if row is None or not row.state.is_final:
                return WELCOME
            refused = await self.refusal(question)
            return refused or await self._begin(question, go_on, await self._counts(question))

    async def refusal(self, question: Question) -> Verdict:
        if paused := await self.halted(said_in(question.text, question.asker)):
            return Verdict(sentence=paused)
        account = await self.ledger.exhausted(place_of(question))
        if account is None:
            return WELCOME
        sentence = used_up(account, question.room, _words(question))
        return Verdict(sentence=sentence, account=account)

    async def halted(self, language: str) -> str:
        return limit_words(language).paused if await self.halts.current() else ""

    async def used(self, place: Place) -> Sequence[tuple[Account, float]]:
        return await self.ledger.used_in(place)

    async def let_go(self, turn_away: TurnAway) -> None:
        """Runs that were held begin at the next sweep, as far as others have made room."""
        for one in await self.lineup.waiting():
            question = await self.runs.question(one.run)
            if question is None:
                continue
            async with self._turn(place_of(question)):
                refused = await self.refusal(question)
                if refused.account:
                    await turn_away(one.run, refused.sentence)
                    await self.lineup.let_go(one.run)
                elif not refused and not await self._full(question):
                    await self.lineup.let_go(one.run)

    async def _begin(self, question: Question, start: Start, counts: AtWork) -> Verdict:
        room = question.room
        full = over(self.allowances, counts, channel=room.channel)
        if full is None:
            await start()
            return WELCOME
        await self.lineup.hold(question.run)
        await start()
        of_person = full is Over.PERSON_AT_ONCE
        count = counts.of_person if of_person else counts.of_channel
        return Verdict(
            sentence=waits(full, count, room=room, words=_words(question)), waits=True
        )

    async def _full(self, question: Question) -> bool:
        counts = await self._counts(question)
        return over(self.allowances, counts, channel=question.room.channel) is not None

    def _asked_enough(self, question: Question, counts: AtWork) -> Verdict:
        if counts.today < self.allowances.questions_a_day:
            return WELCOME
        today = self.now().date()
        return Verdict(sentence=asked_enough(counts.today, _words(question), today=today))

    async def _counts(self, question: Question) -> AtWork:
        midnight = self.now().replace(hour=0, minute=0, second=0, microsecond=0)
        return await self.lineup.at_work(
            question.asker.id, question.room.channel, since=midnight
        )

    @asynccontextmanager
    async def _turn(self, place: Place) -> AsyncIterator[None]:
        """First the person's, then the channel's, so that nobody waits in a circle."""
        mine = self._turns.setdefault(f"person:{place.person}", asyncio.Lock())
        name = place.channel if is_shared(place.channel) else f"dm:{place.person}"
        here = self._turns.setdefault(f"channel:{name}", asyncio.Lock())
        async with mine, here:
            yield


def _words(question: Question) -> LimitWords:
    return limit_words(said_in(question.text, question.asker))
