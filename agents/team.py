"""The subagents of one run: started, held back, redirected, cancelled, listened to."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from agents.approved import propose
from agents.briefing import Assignment
from agents.gaps import NO_PLACE
from agents.resources import Resources
from agents.waiting import News, Since, poll, replies_within
from domain.answer import Gap, GapKind
from domain.events import ReplyHeard, SubtaskEnded, SubtaskRefused, SubtaskStarted
from domain.plan import Outcome, Plan, Subtask, SubtaskId
from domain.question import Question, SourceKind
from domain.record import to_json
from store.durable import Workflow, cancel, start, step
from store.findings import Report
from store.replies import Reply

_STEP_SECONDS = 60.0
_MOST_PROPOSALS = 3
_BAD = (Outcome.FAILED, Outcome.CANCELLED, Outcome.SKIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """What the whole team works for. `cap` is what research may spend, US dollars.

    `taken` are names of parts of earlier workflows of the run.
    """

    question: Question
    sources: tuple[SourceKind, ...]
    cap: float
    deadline: datetime
    taken: frozenset[SubtaskId] = frozenset()


class Team:
    """Deterministic state of a lead's workflow; everything outside happens in steps."""

    def __init__(
        self,
        resources: Resources,
        commission: Commission,
        *,
        investigate: Workflow,
        known: tuple[Report, ...] = (),
    ) -> None:
        """`known` are reports of an earlier part of the run, which it goes on from."""
        self._resources = resources
        self._commission = commission
        self._investigate = investigate
        self._since = Since(reports=max((report.sequence for report in known), default=0))
        self._looks = 0
        self._changes = 0
        self.plan = Plan(subtasks=tuple(report.subtask for report in known))
        self.running: set[SubtaskId] = set()
        self.waiting: list[Subtask] = []
        self.reports = {report.subtask.id: report for report in known}

    @property
    def question(self) -> Question:
        return self._commission.question

    @property
    def taken(self) -> frozenset[SubtaskId]:
        """Names that no new part may have."""
        return self._commission.taken | {task.id for task in self.plan.subtasks}

    @property
    def busy(self) -> bool:
        return bool(self.running or self.waiting)

    def begin(self, *, at: datetime, usd: float) -> None:
        """Somebody agreed: time counts from here, and no more is spent than was agreed."""
        budget = self._resources.budget
        self._commission = replace(
            self._commission,
            cap=min(self._commission.cap * usd / budget.usd, self._commission.cap),
            deadline=at + timedelta(seconds=budget.seconds),
        )

    @property
    def cap(self) -> float:
        """What research may spend, US dollars."""
        return self._commission.cap

    async def add(self, *subtasks: Subtask) -> None:
        self.plan = self.plan.adding(*subtasks)
        self.waiting.extend(subtasks)
        await self._start_what_may()

    async def leave_to_asker(self, *tasks: Subtask) -> None:
        """Searches that would carry words read inside: a gap now, their exact words kept."""
        for task in tasks:
            before = sum(known.startswith("web-") for known in self.reports)
            left = replace(task, id=SubtaskId(f"web-{before + 1}"), queries=task.queries[:1])
            if before < _MOST_PROPOSALS:
                await propose(self._resources, self.question.run, left)
                gap = Gap(kind=GapKind.NEEDS_WEB, text=task.title, source=SourceKind.WEB)
                await self._end(left, Outcome.SKIPPED, gaps=(gap,))

    async def leave_out(self, task: Subtask) -> None:
        """What somebody asked for besides, and no part or no source is left for."""
        gap = Gap(kind=GapKind.LIMIT, text=NO_PLACE)
        await self._end(task, Outcome.SKIPPED, gaps=(gap,))

    async def hear(self) -> News:
        """Wait until something happened; empty news when nobody works any more."""
        while True:
            news = await self._look()
            await self._take(news)
            if news or not self.busy:
                return news

    async def glance(self, *, seconds: float = 0.0) -> tuple[Reply, ...]:
        """What people said since the last look, waiting so long for the first word."""
        self._looks += 1
        run, since = self.question.run, self._since.replies

        async def look() -> tuple[Reply, ...]:
            return await replies_within(self._resources, run, since, seconds=seconds)

        shape = tuple[Reply, ...]
        replies = await step(f"glance {self._looks}", shape, look, seconds=_STEP_SECONDS)
        if replies:
            await self._take(News(replies=replies))
        return replies

    def unheard(self) -> Callable[[], Awaitable[tuple[Reply, ...]]]:
        """What asks for the replies after those heard so far; for use inside a step."""
        run, since = self.question.run, self._since.replies

        async def look() -> tuple[Reply, ...]:
            return await self._resources.replies.after(run, since)

        return look

    async def heard(self, replies: tuple[Reply, ...]) -> None:
        """These were given to the lead already."""
        if replies:
            await self._take(News(replies=replies))

    async def cancel(self, subtask: SubtaskId, *, by: str) -> bool:
        """End one subtask; the others go on. False if it was not at work."""
        task = self.plan.get(subtask)
        if task is None or subtask in self.reports:
            return False
        self.waiting = [held for held in self.waiting if held.id != subtask]
        if subtask in self.running:
            await cancel(self._workflow_id(subtask))
            self.running.discard(subtask)
        gap = Gap(kind=GapKind.CANCELLED, text=by)
        await self._end(task, Outcome.CANCELLED, by=by, gaps=(gap,))
        await self._start_what_may()
        return True

    async def cancel_sources(self, kinds: Collection[SourceKind], *, by: str) -> None:
        """What "skip the web" means: every subtask that rests on these sources alone ends."""
        for task in self.plan.subtasks:
            if set(task.sources) <= set(kinds):
                await self.cancel(task.id, by=by)

    async def redirect(self, subtask: SubtaskId, note: str) -> bool:
        if subtask not in self.running:
            return False
        run, key = self.question.run, f"{subtask}/note/{self._next_change()}"

        async def tell() -> bool:
            reply = Reply(sequence=0, author="lead", text=note[:1_000])
            now = self._resources.now()
            await self._resources.replies.add(run, f"{run}/{key}", reply, at=now, to=subtask)
            return True

        return await step(f"redirect {key}", bool, tell, seconds=_STEP_SECONDS)

    async def disband(self, *, by: str) -> None:
        """End whoever is still at work."""
        for task in [*self.waiting, *(t for t in self.plan.subtasks if t.id in self.running)]:
            await self.cancel(task.id, by=by)

    async def _look(self) -> News:
        self._looks += 1
        run, deadline = self.question.run, self._commission.deadline
        since = replace(self._since, working=len(self.running))

        async def look() -> News:
            news = await poll(self._resources, run, since)
            spend = await self._resources.ledger.spend(run)
            return News(
                reports=news.reports,
                replies=news.replies,
                late=self._resources.now() > deadline,
                left_usd=round(self._commission.cap - spend.usd, 2),
            )

        return await step(f"wait {self._looks}", News, look, seconds=_STEP_SECONDS)

    async def _take(self, news: News) -> None:
        for report in news.reports:
            self.running.discard(report.subtask.id)
            self.reports[report.subtask.id] = report
        self._since = Since(
            reports=max([self._since.reports, *(r.sequence for r in news.reports)]),
            replies=max([self._since.replies, *(r.sequence for r in news.replies)]),
        )
        if news.replies:
            await self._note_replies(news.replies)
        await self._start_what_may()

    async def _note_replies(self, replies: tuple[Reply, ...]) -> None:
        run = self.question.run

        async def note() -> bool:
            for reply in replies:
                heard = ReplyHeard(person=reply.author, text="", steer=reply.steer)
                await self._resources.note(run, f"reply/{reply.sequence}", heard)
            return True

        await step(f"heard {replies[-1].sequence}", bool, note, seconds=_STEP_SECONDS)

    async def _start_what_may(self) -> None:
        """Start held subtasks whose needs ended, within the limit; skip hopeless ones."""
        budget = self._resources.budget
        for task in tuple(self.waiting):
            needed = [self.reports.get(need) for need in task.needs if self.plan.get(need)]
            if any(report and report.outcome in _BAD for report in needed):
                self.waiting.remove(task)
                await self._skip(task)
            elif all(needed) and len(self.running) < budget.at_once:
                self.waiting.remove(task)
                await self._start(task)

    async def _start(self, task: Subtask) -> None:
        commission, run = self._commission, self.question.run

        async def note() -> bool:
            started = SubtaskStarted(subtask=task)
            await self._resources.note(run, f"{task.id}/started", started)
            return True

        await step(f"start {task.id}", bool, note, seconds=_STEP_SECONDS)
        self.running.add(task.id)
        assignment = Assignment(
            question=self.question, subtask=task, sources=commission.sources, cap=commission.cap
        )
        await start(self._investigate, self._workflow_id(task.id), to_json(assignment))

    async def _skip(self, task: Subtask) -> None:
        run = self.question.run
        reason = f"{', '.join(task.needs)} did not succeed"

        async def note() -> bool:
            refused = SubtaskRefused(subtask=task.id, reason=reason)
            await self._resources.note(run, f"{task.id}/refused", refused)
            return True

        await step(f"skip {task.id}", bool, note, seconds=_STEP_SECONDS)
        await self._end(task, Outcome.SKIPPED)

    async def _end(
        self, task: Subtask, outcome: Outcome, *, by: str = "", gaps: tuple[Gap, ...] = ()
    ) -> None:
        run = self.question.run
        report = Report(subtask=task, outcome=outcome, gaps=gaps)

        async def keep() -> bool:
            await self._resources.reports.keep(run, report)
            ended = SubtaskEnded(subtask=task.id, outcome=outcome, gaps=gaps, by=by)
            await self._resources.note(run, f"{task.id}/ended", ended)
            return True

        self.reports[task.id] = report
        await step(f"end {task.id}", bool, keep, seconds=_STEP_SECONDS)

    def _workflow_id(self, subtask: SubtaskId) -> str:
        return f"{self.question.run}.{subtask}"

    def _next_change(self) -> int:
        self._changes += 1
        return self._changes
