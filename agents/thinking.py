"""One paid model call: money reserved, reply recorded, spend written down."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from agents.conversation import Reply, Request
from agents.prices import cost
from agents.resources import Resources
from agents.silence import tell_of_silence
from domain.budget import Most, Usage
from domain.errors import LimitReached, ModelBusy, ModelRefused, ModelRejected
from domain.events import ModelCalled, ModelSilent
from domain.question import RunId
from store.durable import step
from store.ledger import UNBOUNDED, Reservation
from store.replies import Reply as PersonReply

_STEP_SECONDS = 1_000.0
_LOOK_SECONDS, _LOOKS = 0.5, 240  # two minutes: few calls take longer

MODEL_FAILURES = frozenset(
    error.__name__ for error in (ModelBusy, ModelRefused, ModelRejected, TimeoutError)
)


Finish = Callable[[Request], Awaitable[Request]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """What people say to an agent, and how it stands in its request."""

    listen: Callable[[], Awaitable[tuple[PersonReply, ...]]]
    adding: Callable[[Request, tuple[PersonReply, ...]], Request]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A reply of the model, and what people had said that it was given last."""

    reply: Reply
    heard: tuple[PersonReply, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thinker:
    """One agent of one run. `cap` is what the run may have spent in all, US dollars.

    `most` is how often its workflow may ask, and with how many tokens, all its agents together.
    """

    resources: Resources
    run: RunId
    agent: str
    cap: float
    most: Most = UNBOUNDED

    async def say(self, request: Request, *, turn: int) -> Reply:
        """A whole reply, paid once. Raises StepFailed (ModelBusy, LimitReached, …)."""

        async def call() -> Reply:
            return await self._paid(request, key=f"{self.agent}/{turn}")

        return await step(f"model {self.agent} {turn}", Reply, call, seconds=_STEP_SECONDS)

    async def say_hearing(self, request: Request, ears: Ears, *, turn: int) -> Spoken:
        """As `say`, with what people said up to the moment at which the request goes out."""

        async def call() -> Spoken:
            heard: tuple[PersonReply, ...] = ()

            async def last_words(request: Request) -> Request:
                nonlocal heard
                heard = await ears.listen()
                return ears.adding(request, heard)

            reply = await self._paid(request, key=f"{self.agent}/{turn}", finish=last_words)
            return Spoken(reply=reply, heard=heard)

        return await step(f"model {self.agent} {turn}", Spoken, call, seconds=_STEP_SECONDS)

    async def warm(self, request: Request) -> bool:
        """Write a shared prefix to the model's cache, beside another call."""

        async def call() -> bool:
            model, key = self.resources.model, f"{self.agent}/warm"
            reserved = await self._reserve(request, key)
            usage = await model.prewarm(request)
            usd = cost(model.name(request.role), usage)
            await self.resources.ledger.settle(reserved, usage, usd)
            await self._note(request, usage, key=key, usd=usd)
            return True

        return await step(f"warm {self.agent}", bool, call, seconds=_STEP_SECONDS)

    async def _paid(self, request: Request, *, key: str, finish: Finish | None = None) -> Reply:
        """`finish` completes the request once the money for it is set aside."""
        resources, model = self.resources, self.resources.model
        reserved = await self._reserve(request, key)
        if reserved.lost:
            lost = f"{key}/lost{reserved.attempt}"
            await self._note_lost(request, key=lost, usd=reserved.usd)
        if finish is not None:
            before, request = model.most(request), await finish(request)
            if (more := model.most(request) - before) > 0:
                reserved = await resources.ledger.add(reserved, more, cap=self.cap)

        async def on_trouble(failing_seconds: float) -> None:
            if failing_seconds > model.patience.tell:
                await resources.note(self.run, f"{key}/silent", ModelSilent(agent=self.agent))
                await tell_of_silence(resources, self.run, failing_seconds)

        async def on_lost() -> None:
            nonlocal reserved
            once_more = model.most(request)
            reserved = await resources.ledger.add(reserved, once_more, cap=self.cap)

        reply = await model.call(request, on_trouble=on_trouble, on_lost=on_lost)
        usd = model.cost(reply, request.role)
        await resources.ledger.settle(reserved, reply.usage, usd)
        await self._note(
            request,
            reply.usage,
            key=f"{key}/{reserved.attempt}",
            usd=usd,
            seconds=reply.seconds,
        )
        return reply

    async def _reserve(self, request: Request, key: str) -> Reservation:
        """What the call can cost at most, so that it ends under every cap that it began under.

        First by its bytes, which is far too much but takes no time; where that does not fit,
        by the API's count, once the run's other calls have given back what they did not need.
        Raises LimitReached, Refused.
        """
        ledger, model = self.resources.ledger, self.resources.model

        async def reserved(usd: float) -> Reservation:
            return await ledger.reserve(self.run, key, usd, cap=self.cap, most=self.most)

        try:
            return await reserved(model.most(request))
        except LimitReached:
            usd = await model.most_counted(request)
        for _ in range(_LOOKS):
            try:
                return await reserved(usd)
            except LimitReached:
                if not await ledger.at_work(self.run, beside=key):
                    raise
            await asyncio.sleep(_LOOK_SECONDS)
        return await reserved(usd)

    async def _note(
        self, request: Request, usage: Usage, *, key: str, usd: float, seconds: float = 0.0
    ) -> None:
        called = ModelCalled(
            role=request.role.value,
            model=self.resources.model.name(request.role),
            usage=usage,
            usd=usd,
            seconds=seconds,
            agent=self.agent,
        )
        await self.resources.note(self.run, key, called)

    async def _note_lost(self, request: Request, *, key: str, usd: float) -> None:
        lost = ModelCalled(
            role=request.role.value,
            model=self.resources.model.name(request.role),
            usage=Usage(),
            usd=usd,
            seconds=0.0,
            agent=self.agent,
            lost=True,
        )
        await self.resources.note(self.run, key, lost)
