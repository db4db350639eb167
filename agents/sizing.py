"""How much work a question deserves, and what of it the web may hear at once."""

from dataclasses import dataclass, replace

from agents import triage as triaging
from agents.clarifying import clarified
from agents.consent import asks_first
from agents.opening import Opened
from agents.resources import Resources
from agents.thinking import Thinker
from agents.triage import Triage
from domain.events import RunState, StateChanged, Triaged
from domain.question import Effort, Question
from store.durable import StepFailed, parallel, step

_STEP_SECONDS = 60.0
_ESTIMATES = {
    Effort.QUICK: (0.02, 0.06, 0.2),
    Effort.COMPARE: (0.40, 0.90, 2.0),
    Effort.DEEP: (1.50, 4.00, 8.0),
}


@dataclass(frozen=True, slots=True)
class Sizing:
    """Triage of one workflow of a run; `attempt` marks its steps."""

    resources: Resources
    opened: Opened
    attempt: str

    async def size(self) -> tuple[Question, Triage]:
        """The question, made clear where it was not, and what triage makes of it.

        A web query may only rest on what the asker just said: with a thread before it, a second
        triage that does not see the thread decides about the web; words of somebody else leave
        only with the asker's approval.
        """
        question, triage = self.opened.question, await self._triage()
        if not (question.earlier or self.attempt or question.digest):
            question = await clarified(self.resources, question, triage.clarify)
        if question.is_quoted:
            triage = triage.leaving_the_web()
        await self._note(question, triage)
        return question, triage

    async def _triage(self) -> Triage:
        question, sources = self.opened.question, self.opened.sources
        full = triaging.request(question, sources)
        asked = [self._thinker("triage").say(full, turn=1)]
        if question.earlier and not question.is_quoted:
            bare = triaging.request(replace(question, earlier=()), sources)
            asked.append(self._thinker("triage-web").say(bare, turn=1))
        first, *second = await parallel(*asked)
        if isinstance(first, StepFailed):
            raise first
        triage = triaging.read(first.text, question, sources)
        for reply in second:
            own = None if isinstance(reply, StepFailed) else reply.text
            web = triaging.read(own, question, sources).web_queries if own else ()
            objective = question.text if web else ""
            triage = replace(triage, web_queries=web, web_objective=objective)
        return triage

    async def _note(self, question: Question, triage: Triage) -> None:
        low, high, minutes = _ESTIMATES[triage.effort]
        triaged = Triaged(
            effort=triage.effort,
            topic=triage.topic,
            language=triage.language,
            period=triage.period,
            estimate_usd=(low, high),
            estimate_minutes=minutes,
            asks_first=not self.attempt and self.asks_first(question, triage),
        )

        async def note() -> bool:
            await self.resources.note(question.run, f"triaged{self.attempt}", triaged)
            await self.resources.runs.move(question.run, RunState.RESEARCHING)
            changed = StateChanged(state=RunState.RESEARCHING)
            await self.resources.note(question.run, f"state/researching{self.attempt}", changed)
            return True

        await step("triaged", bool, note, seconds=_STEP_SECONDS)

    def asks_first(self, question: Question, triage: Triage) -> bool:
        dearest = _ESTIMATES[triage.effort][1]
        return asks_first(question, triage.effort, self.resources.budget, dearest=dearest)

    def _thinker(self, agent: str) -> Thinker:
        return Thinker(
            resources=self.resources,
            run=self.opened.question.run,
            agent=f"{agent}{self.attempt}",
            cap=self.opened.cap,
            most=self.resources.budget.most,
        )
