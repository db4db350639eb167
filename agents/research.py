"""A run from question to delivered answer: the durable workflow at the top."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from agents.answering import Answering, Material
from agents.approved import approved_tasks, waited_for
from agents.boundary import guarded
from agents.consent import Consent
from agents.delivering import Delivery
from agents.lead import Lead
from agents.opening import Kinds, Opened, Opening
from agents.quick import QuickLook
from agents.resources import Resources
from agents.sizing import Sizing
from agents.team import Commission, Team
from agents.thinking import Thinker
from agents.tools import FinishCall
from agents.triage import Triage
from domain.answer import Answer
from domain.budget import RESEARCH_SHARE
from domain.plan import Subtask, SubtaskId
from domain.question import Effort, Question, RunId, SourceKind
from store.durable import Workflow
from store.findings import Report


class Mode(StrEnum):
    """How a workflow of a run goes about it: anew, on from a stop, or only writing up.

    `approved` makes a search whose exact words the asker approved.
    """

    FRESH = "fresh"
    CONTINUE = "continue"
    WRITE_UP = "write_up"
    APPROVED = "approved"


class Research:
    """The body of the `research` workflow. `healthy` says which sources work now."""

    def __init__(
        self,
        resources: Resources,
        *,
        investigate: Workflow,
        healthy: Callable[[], Awaitable[Kinds]],
    ) -> None:
        self._resources = resources
        self._investigate = investigate
        self._opening = Opening(resources=resources, healthy=healthy)

    async def run(self, run: str, part: str, mode: str) -> str:
        """One workflow; `part` counts a run's workflows from 1."""
        attempt = "" if part == "1" else f"~{part}"
        delivery = Delivery(self._resources, RunId(run), attempt=attempt)

        async def work() -> None:
            await self._work(RunId(run), attempt, Mode(mode))

        return await guarded(work, delivery.failed)

    async def _work(self, run: RunId, attempt: str, mode: Mode) -> None:
        opened = await self._opening.open(run, attempt)
        sizing = Sizing(self._resources, opened, attempt=attempt)
        question, triage = await sizing.size()
        course = _Course(
            resources=self._resources,
            investigate=self._investigate,
            question=question,
            triage=triage,
            opened=opened,
            attempt=attempt,
            asks_first=mode == Mode.FRESH and sizing.asks_first(question, triage),
        )
        answer = await course.answer(mode)
        await Delivery(self._resources, run, attempt=attempt).answered(question, answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """The way that one workflow takes from triage to an answer."""

    resources: Resources
    investigate: Workflow
    question: Question
    triage: Triage
    opened: Opened
    attempt: str
    asks_first: bool = False

    async def answer(self, mode: Mode) -> Answer:
        if mode is Mode.WRITE_UP:
            return await self._write(FinishCall(), self.opened.reports)
        if mode is Mode.APPROVED:
            return await self._approved()
        if self.triage.effort is Effort.QUICK and mode is Mode.FRESH:
            return await (await self._leaving_web()).quick()
        if self.question.one_agent:
            return await (await self._leaving_web()).single()
        return await self.led()

    async def _leaving_web(self) -> "_Course":
        """Where no lead proposes it, the search that needs the asker's approval is kept."""
        if not self.triage.left_queries:
            return self
        team = self._team()
        await team.leave_to_asker(self._web_task(self.triage.left_queries))
        reports = tuple(team.reports.values())
        return replace(self, opened=replace(self.opened, reports=reports))

    async def quick(self) -> Answer:
        looked = await self._quick()
        if looked.blocks or self.question.since or not self.opened.sources:
            return looked
        # What a quick look did not find deserves a lead; its steps are another attempt.
        return await replace(self, attempt=f"{self.attempt}+").led()

    async def _quick(self) -> Answer:
        look = QuickLook(
            self.resources, self.question, self._tasks(), pointed=self.opened.pointed
        )
        reports = (*await look.work(), *self.opened.reports)
        return await self._write(FinishCall(), reports)

    async def _approved(self) -> Answer:
        tasks = await approved_tasks(self.resources, self.question, self.attempt)
        found = await QuickLook(self.resources, self.question, tasks).work()
        kept = [one for one in self.opened.reports if not waited_for(one.subtask.id, tasks)]
        return await self._write(FinishCall(), (*kept, *found))

    async def single(self) -> Answer:
        """One agent per class and no lead, for comparison."""
        team = self._team()
        await team.add(*self._tasks())
        while team.busy:
            await team.hear()
        return await self._write(FinishCall(), tuple(team.reports.values()))

    async def led(self) -> Answer:
        team = self._team()
        web: list[Subtask] = []
        if self.question.earlier:
            web = [task for task in self._tasks() if not task.sources[0].is_internal]
        consent = None
        if self.asks_first:
            consent = Consent(self.resources, team, self.triage, web=web)
        else:
            await team.add(*web)
        lead = Lead(
            self.resources,
            team,
            triage=self.triage,
            available=self.opened.sources,
            pointed=self.opened.pointed,
            consent=consent,
        )
        concluded = await lead.work(self._thinker("lead"))
        reports = tuple(team.reports.values())
        cap = concluded.agreed_usd or self.opened.cap
        return await self._write(concluded.finish, reports, limit=concluded.limit, cap=cap)

    async def _write(
        self,
        finish: FinishCall,
        reports: tuple[Report, ...],
        *,
        limit: bool = False,
        cap: float = 0.0,
    ) -> Answer:
        answering = Answering(
            self.resources,
            self.question,
            cap=cap or self.opened.cap,
            attempt=self.attempt,
        )
        material = Material(
            triage=self.triage,
            finish=finish,
            reports=reports,
            limit=limit,
            absent=self.opened.absent,
        )
        return await answering.answer(material)

    def _team(self) -> Team:
        budget = self.resources.budget
        commission = Commission(
            question=self.question,
            sources=self.opened.sources,
            cap=self.opened.cap * RESEARCH_SHARE,
            taken=frozenset(self.opened.taken),
            deadline=self.opened.now + timedelta(seconds=budget.seconds),
        )
        return Team(
            self.resources,
            commission,
            investigate=self.investigate,
            known=self.opened.reports,
        )

    def _tasks(self) -> tuple[Subtask, ...]:
        """One internal subtask over all its sources, and one for the web if it is wanted."""
        triage = self.triage
        calls = self.resources.budget.calls_per_subtask
        internal = (
            Subtask(
                id=SubtaskId("q1"),
                title=triage.topic,
                objective=self.question.text,
                sources=triage.internal_sources,
                queries=triage.internal_queries,
                max_calls=calls,
            )
            if triage.internal_sources
            else None
        )
        web = self._web_task(triage.web_queries) if triage.web_queries else None
        return tuple(task for task in (internal, web) if task)

    def _web_task(self, queries: tuple[str, ...]) -> Subtask:
        return Subtask(
            id=SubtaskId("q2"),
            title=self.triage.topic,
            objective=self.triage.web_objective or self.question.text,
            sources=(SourceKind.WEB,),
            queries=queries,
            max_calls=self.resources.budget.calls_per_subtask,
        )

    def _thinker(self, agent: str) -> Thinker:
        return Thinker(
            resources=self.resources,
            run=self.question.run,
            agent=agent + self.attempt,
            cap=self.opened.cap * RESEARCH_SHARE,
            most=self.resources.budget.most.of_research,
        )
