"""What a workflow of a run starts from, read once so that a replay starts from the same."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agents import earlier
from agents.resources import Resources
from connectors.pointing import pointed_at
from connectors.source import Source
from domain.errors import NothingConnected
from domain.events import AnswerReady, RunStarted, RunState, SubtaskStarted
from domain.evidence import SourceRef
from domain.plan import SubtaskId
from domain.question import Question, RunId, SourceKind
from store.durable import step
from store.findings import Report

_STEP_SECONDS = 60.0
_FOR_WRITING = 1.25  # an amount is for research; what is written of it costs a little more
_SHARE_TO_GO_ON = 0.25

Kinds = tuple[SourceKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """`cap` is what the run may cost in all, US dollars.

    `pointed` are the sources whose addresses the asker wrote, `absent` those that are connected
    and may be used, but do not work now. `taken` are names of parts that began before: a part
    that was cut off is begun anew under another name.
    """

    question: Question
    sources: Kinds
    now: datetime
    reports: tuple[Report, ...]
    cap: float
    pointed: tuple[SourceRef, ...] = ()
    absent: Kinds = ()
    taken: tuple[SubtaskId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """`healthy` says which sources work now. Others than the question's own are never used."""

    resources: Resources
    healthy: Callable[[], Awaitable[Kinds]]

    async def open(self, run: RunId, attempt: str) -> Opened:
        """Raises StepFailed for NothingConnected, where nothing was read before either."""
        resources = self.resources

        async def open_() -> Opened:
            question = await resources.runs.question(run)
            if question is None:
                raise LookupError(run)
            await resources.note(run, f"started{attempt}", RunStarted())
            await resources.runs.move(run, RunState.PLANNING)
            allowed = {
                kind: source
                for kind, source in resources.sources(run).items()
                if kind in question.sources and kind in resources.allowed(question.room)
            }
            reports = await resources.reports.after(run)
            if not (allowed or reports):
                raise NothingConnected
            working = await self.healthy()
            await earlier.take_over(resources, question, allowed)
            return Opened(
                question=question,
                sources=tuple(kind for kind in working if kind in allowed),
                absent=tuple(kind for kind in allowed if kind not in working),
                now=resources.now(),
                reports=reports,
                cap=await self._cap(run, attempt),
                pointed=await _pointed(question, allowed),
                taken=await self._taken(run),
            )

        return await step("open", Opened, open_, seconds=_STEP_SECONDS)

    async def _taken(self, run: RunId) -> tuple[SubtaskId, ...]:
        events = await self.resources.journal.of(run)
        return tuple(e.what.subtask.id for e in events if isinstance(e.what, SubtaskStarted))

    async def _cap(self, run: RunId, attempt: str) -> float:
        """To go on, a run may spend what it said it needs, on top of what it spent."""
        budget = self.resources.budget
        if not attempt:
            return budget.usd
        said = [
            event.what.answer.more_usd
            for event in await self.resources.journal.of(run)
            if isinstance(event.what, AnswerReady)
        ]
        spent = (await self.resources.ledger.spend(run)).usd
        if said and said[-1]:
            return spent + said[-1] * _FOR_WRITING
        return max(budget.usd, spent + budget.usd * _SHARE_TO_GO_ON)


async def _pointed(
    question: Question, sources: Mapping[SourceKind, Source]
) -> tuple[SourceRef, ...]:
    """An address that somebody else wrote is not opened on the web: it may say something."""
    may = {
        kind: source
        for kind, source in sources.items()
        if kind.is_internal or not question.is_quoted
    }
    return await pointed_at(question.urls, may)
