"""How a run ends: its answer, or its failure, written down and put out once."""

from agents.boundary import BUG
from agents.limit_words import limit_words
from agents.limits import used_up
from agents.phrases import language_of
from agents.resources import Resources
from agents.thinking import MODEL_FAILURES
from domain.answer import Answer, GapKind
from domain.errors import ModelRefused, ModelRejected, NothingConnected
from domain.events import (
    AnswerReady,
    FailureKind,
    RunFailed,
    RunState,
    StateChanged,
    WasRead,
    Withheld,
)
from domain.post import AnswerPost, ConnectPost, Content, FailurePost, Post, PrivateOfferPost
from domain.question import ChannelId, Question, RoomKind, RunId
from policy.spending import place_of
from store.durable import step

_STEP_SECONDS = 60.0
HALTED_BY_ADMIN = "Refused"  # by the ledger, the one thing that refuses within a run
_OPEN_ROOMS = (RoomKind.DM, RoomKind.TERMINAL)


class Delivery:
    """`attempt` keeps the ends of a run's several workflows apart."""

    def __init__(self, resources: Resources, run: RunId, *, attempt: str) -> None:
        self._resources = resources
        self._run = run
        self._attempt = attempt

    async def answered(self, question: Question, answer: Answer) -> None:
        async def deliver() -> bool:
            if not await self._ends_as(RunState.DELIVERED):
                return False  # somebody stopped the run meanwhile: late results are discarded
            ready = AnswerReady(answer=answer)
            await self._resources.note(self._run, f"answer{self._attempt}", ready)
            if not question.digest:  # a digest compares it first and posts what is news
                await self._put(question, AnswerPost(answer=answer), key="answer")
                await self._offer_privately(question)
            await self._offer_to_connect(question, answer)
            return True

        await step("deliver", bool, deliver, seconds=_STEP_SECONDS)

    async def failed(self, kind: str) -> None:
        """`kind` is an error's class, or BUG."""
        failure = _failure(kind)

        async def fail() -> bool:
            question = await self._resources.runs.question(self._run)
            if question is None or not await self._ends_as(RunState.FAILED):
                return False
            event = RunFailed(failure=failure, detail=kind)
            await self._resources.note(self._run, f"failed{self._attempt}", event)
            if not question.digest:
                content = FailurePost(failure=failure, detail=await self._why(kind, question))
                await self._put(question, content, key="failed")
            return True

        await step("fail", bool, fail, seconds=_STEP_SECONDS)

    async def _why(self, kind: str, question: Question) -> str:
        """What people are told of limits beyond this run, or nothing."""
        events = await self._resources.journal.of(self._run)
        words = limit_words(language_of(events, question))
        if kind == HALTED_BY_ADMIN:
            return words.paused
        if kind != "LimitReached":
            return ""
        ledger = self._resources.ledger
        account = await ledger.exhausted(place_of(question))
        return used_up(account, question.room, words) if account else ""

    async def _ends_as(self, state: RunState) -> bool:
        """True if this is how the run ends, on a repeated step too."""
        runs = self._resources.runs
        await runs.move(self._run, state)
        if await runs.state(self._run) is not state:
            return False
        key = f"state/{state.value}{self._attempt}"
        await self._resources.note(self._run, key, StateChanged(state=state))
        return True

    async def _put(self, question: Question, content: Content, *, key: str) -> None:
        post = Post(
            key=f"{self._run}/{key}{self._attempt}",
            channel=question.room.channel,
            thread=question.thread,
            run=self._run,
            content=content,
        )
        await self._resources.outbox.put(post, at=self._resources.now())

    async def _offer_privately(self, question: Question) -> None:
        """What the asker may open and the room may not: a word to the asker alone."""
        if question.room.kind in _OPEN_ROOMS:
            return
        events = [event.what for event in await self._resources.journal.of(self._run)]
        withheld = {ref for what in events if isinstance(what, Withheld) for ref in what.refs}
        read = {what.ref for what in events if isinstance(what, WasRead)}
        if not withheld - read:
            return
        room = f"#{question.room.name}" if question.room.name else ""
        content = PrivateOfferPost(
            count=len(withheld - read), room_name=room, question=question.text
        )
        post = Post(
            key=f"{self._run}/private{self._attempt}",
            channel=ChannelId(question.asker.id),
            run=self._run,
            content=content,
        )
        await self._resources.outbox.put(post, at=self._resources.now())

    async def _offer_to_connect(self, question: Question, answer: Answer) -> None:
        """Whose own Drive was missing may connect it; said once a day, to them alone."""
        missing = [gap for gap in answer.gaps if gap.kind is GapKind.NO_ACCESS and gap.source]
        if not missing or question.room.kind is RoomKind.TERMINAL:
            return
        asker, now = question.asker.id, self._resources.now()
        post = Post(
            key=f"connect/{asker}/{now:%Y-%m-%d}",
            channel=ChannelId(asker),
            content=ConnectPost(language=answer.language),
        )
        await self._resources.outbox.put(post, at=now)


def _failure(kind: str) -> FailureKind:
    if kind == BUG:
        return FailureKind.BUG
    if kind == "LimitReached":
        return FailureKind.BUDGET
    if kind == HALTED_BY_ADMIN:
        return FailureKind.REFUSED
    by_error = {
        ModelRejected.__name__: FailureKind.MODEL_REJECTED,
        ModelRefused.__name__: FailureKind.MODEL_DECLINED,
        NothingConnected.__name__: FailureKind.NO_SOURCE,
    }
    if kind in by_error:
        return by_error[kind]
    return FailureKind.MODEL_DOWN if kind in MODEL_FAILURES else FailureKind.BUG
