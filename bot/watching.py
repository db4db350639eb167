"""Which runs have a message to keep up, and what has happened to each."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from bot.rendering.plan_view import PlanSoFar, PlanView
from bot.settling import Closed, Waits
from domain.events import RunEvent, RunStarted, RunState, What
from domain.question import Question, RoomKind, RunId
from store.journal import Journal
from store.plan_messages import PlanMessage, PlanMessages
from store.runs import Runs

ACTIVE_SECONDS = 2.0
SILENT_SECONDS = 45.0  # without any change for so long, an edit goes before what has ended


@dataclass(slots=True, kw_only=True, eq=False)
class Shown:
    """A run that is watched; `text` is as posted, with `shows_late` titles or without.

    In loop time: `edited` is when the message was drawn last, `stirred` when people saw
    anything change, `retry_at` when Slack may be tried again.
    """

    question: Question
    message: PlanMessage
    events: dict[str, RunEvent] = field(default_factory=dict)
    edited: float = 0.0
    stirred: float = 0.0
    retry_at: float = 0.0
    text: str = ""
    shows_late: bool = False
    is_busy: bool = False
    is_telling: bool = False
    waits: Waits = field(init=False)
    _so_far: PlanSoFar | None = None
    _taken: int = 0

    def __post_init__(self) -> None:
        self.waits = Waits(run=self.run)

    @property
    def run(self) -> RunId:
        return self.question.run

    @property
    def thread(self) -> str:
        return self.question.thread or self.question.message

    def view(self, now: datetime) -> PlanView:
        """Looked at several times a second, so each event is counted in only once."""
        self._so_far = self._so_far or PlanSoFar(self.run)
        for event in islice(self.events.values(), self._taken, None):
            self._so_far.take(event)
        self._taken = len(self.events)
        return self._so_far.view(now)

    def closed(self) -> list[Closed]:
        """What waited for a person, and does not any more since the last look."""
        fresh = list(islice(self.events.values(), self.waits.taken, None))
        return [closed for event in fresh for closed in self.waits.take(event)]

    def drawn(self, view: PlanView, text: str) -> None:
        """The message shows this now."""
        self.text, self.shows_late = text, view.has_late_titles
        self.edited = self.stirred = _loop_time()

    def says_too_much(self, view: PlanView) -> bool:
        """The message shows titles that it may not show any more."""
        return self.shows_late and not view.has_late_titles

    def rank(self, view: PlanView, at: float) -> tuple[int, float]:
        """What says too much, who was silent for too long, what has ended, then by age.

        The place in a line comes last: its edits would take those of runs at work.
        """
        if self.says_too_much(view):
            return 0, self.edited
        if view.state is RunState.QUEUED:
            return 4, self.edited
        if at - self.stirred >= SILENT_SECONDS:
            return 1, self.stirred
        return (2 if view.state.is_final else 3), self.edited


class Watching:
    """Reads the journal and nothing else, so it can be stopped and started at any moment."""

    def __init__(
        self,
        *,
        journal: Journal,
        runs: Runs,
        plans: PlanMessages,
        now: Callable[[], datetime],
    ) -> None:
        self.plans = plans
        self.now = now
        self._journal = journal
        self._runs = runs
        self._shown: dict[RunId, Shown] = {}
        self._sequence = 0
        self._asked = -ACTIVE_SECONDS

    async def start(self) -> None:
        """Take up the messages that an earlier process left behind."""
        self._sequence = await self.plans.watermark()
        for message in await self.plans.open():
            await self._watch(message.run, first=self._sequence)

    async def look(self) -> None:
        """Read what happened since, and from time to time which runs wait to start."""
        while events := await self._journal.since(self._sequence):
            for event in events:
                await self._take(event)
            self._sequence = events[-1].sequence
        if _loop_time() - self._asked >= ACTIVE_SECONDS:
            self._asked = _loop_time()
            for row in await self._runs.active():
                await self._watch(row.run, first=self._sequence + 1)

    def all(self) -> list[Shown]:
        return list(self._shown.values())

    def forget(self, shown: Shown) -> None:
        self._shown.pop(shown.run, None)

    async def _take(self, event: RunEvent) -> None:
        shown = await self._watch(event.run, first=event.sequence, what=event.what)
        if shown is not None:
            shown.events.setdefault(event.key, event)

    async def _watch(self, run: RunId, *, first: int, what: What | None = None) -> Shown | None:
        """None for a run that is shown elsewhere, or whose message shows its end."""
        if run in self._shown:
            return self._shown[run]
        question = await self._runs.question(run)
        if question is None or question.room.kind is RoomKind.TERMINAL or question.digest:
            return None
        message = await self.plans.seen(run, first=first)
        if message.is_final:
            if not isinstance(what, RunStarted):
                return None
            message = await self.plans.reopened(run, first=first)
        events = {event.key: event for event in await self._journal.of(run)}
        self._shown[run] = Shown(
            question=question, message=message, events=events, stirred=_loop_time()
        )
        return self._shown[run]


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
