"""A subagent: one subtask, one class of sources, its own context, a durable child workflow."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents import fence
from agents.briefing import Assignment, opening
from agents.checking import report_of
from agents.conversation import (
    Reply,
    Request,
    ResultPart,
    Stop,
    TextPart,
    ToolCall,
    UserPart,
    UserTurn,
)
from agents.failing import with_gaps_of
from agents.looking import Look, Looker
from agents.resources import Resources
from agents.thinking import Thinker
from agents.tools import REPORT, ReportCall
from domain.events import SubtaskEnded
from domain.question import Question, SourceKind
from domain.record import UnreadableRecordError, from_json
from store.durable import StepFailed, parallel, step
from store.findings import Report
from store.replies import Reply as PersonReply

_MOST_TURNS = 14
_FRUITLESS_CALLS = 3
_HANDOVER_LETTERS = 400_000  # about 120,000 tokens
_STEP_SECONDS = 60.0
_NO_MORE = "The limit of calls is reached. Report now what you have with report_findings."
_CIRCLING = "Nothing new in three calls. Report now what you have with report_findings."
_REPORT_PLEASE = "End the task with report_findings; an empty report is a valid result."


@dataclass(slots=True)
class _Progress:
    """What has happened so far; rebuilt on replay from the steps' results."""

    queries: set[str] = field(default_factory=set)
    refs: set[str] = field(default_factory=set)
    read: dict[str, str] = field(default_factory=dict)
    calls: int = 0
    fruitless: int = 0
    heard: int = 0
    looks: list[Look] = field(default_factory=list)

    def take(self, looks: Sequence[Look]) -> None:
        for look in looks:
            fresh = set(look.found) - self.refs
            self.refs |= fresh
            self.calls += 1
            news = bool(fresh) or (look.read and look.read not in self.read)
            self.fruitless = 0 if news else self.fruitless + 1
            if look.read:
                self.read[look.read] = look.text
            self.looks.append(look)


class Subagent:
    """Runs one assignment to its report. Raises StepFailed when the model or money fails."""

    def __init__(self, resources: Resources, assignment: Assignment) -> None:
        self._resources = resources
        self._task = assignment.subtask
        self._question = assignment.question
        self._progress = _Progress()
        self._looker = Looker(resources, assignment.question, assignment.subtask)
        self._thinker = Thinker(
            resources=resources,
            run=assignment.question.run,
            agent=assignment.subtask.id,
            cap=assignment.cap,
            most=resources.budget.most.of_research,
        )
        self._opening = opening(resources, assignment)

    async def work(self) -> Report:
        """Turns of searching and reading until the subagent reports or must stop."""
        request = self._opening
        nudged = False
        for turn in range(1, _MOST_TURNS + 1):
            reply = await self._thinker.say(request, turn=turn)
            if (said := _reported(reply)) is not None:
                return await self._checked(said)
            if reply.stop is not Stop.TOOLS:
                if nudged:
                    break
                nudged = True
                please = UserTurn(parts=(TextPart(text=_REPORT_PLEASE),))
                request = request.saying(reply.turn, please)
                continue
            results = await self._perform(reply.calls, turn=turn)
            request = self._next(request, reply, results)
        return await self._checked(ReportCall())

    def _next(self, request: Request, reply: Reply, results: UserTurn) -> Request:
        """The conversation so far, or a new one from what was found when it grew too long."""
        grown = request.saying(reply.turn, results)
        if sum(_length(turn) for turn in grown.turns) <= _HANDOVER_LETTERS:
            return grown
        so_far = "\n\n".join(self._progress.read.values())[: _HANDOVER_LETTERS // 3]
        tried = "; ".join(sorted(self._progress.queries))
        handover = f"<so_far>\nQueries tried: {tried}\n{so_far}\n</so_far>"
        first = self._opening.turns[0]
        parts = first.parts if isinstance(first, UserTurn) else ()
        turn = UserTurn(parts=(*parts, TextPart(text=handover)))
        opening_ = self._opening
        return Request(
            role=opening_.role, system=opening_.system, turns=(turn,), tools=opening_.tools
        )

    async def _perform(self, calls: Sequence[ToolCall], *, turn: int) -> UserTurn:
        """All calls of a turn side by side, each one step; then the lead's notes."""
        allowed, refused = self._sort_out(calls)
        looks = await parallel(
            *(self._looker.look(call, turn=turn, index=i) for i, call in enumerate(allowed))
        )
        done = [_failed(look) if isinstance(look, StepFailed) else look for look in looks]
        self._progress.take(done)
        parts: dict[str, UserPart] = {
            call.id: ResultPart(call=call.id, text=look.text, is_error=look.is_error)
            for call, look in zip(allowed, done, strict=True)
        }
        parts |= {
            call.id: ResultPart(call=call.id, text=why, is_error=True) for call, why in refused
        }
        ordered = [parts[call.id] for call in calls]
        return UserTurn(parts=(*ordered, *(await self._notes(turn)), *self._hurry()))

    def _sort_out(
        self, calls: Sequence[ToolCall]
    ) -> tuple[list[ToolCall], list[tuple[ToolCall, str]]]:
        """Calls that may run, and the others with the reason that the model is told."""
        allowed: list[ToolCall] = []
        refused: list[tuple[ToolCall, str]] = []
        for call in calls:
            key = f"{call.name} {' '.join(call.arguments.casefold().split())}"
            if self._progress.calls + len(allowed) >= self._task.max_calls:
                refused.append((call, _NO_MORE))
            elif key in self._progress.queries:
                refused.append((call, "You have made this very call already."))
            elif why := self._looker.refusal(call):
                refused.append((call, why))
            else:
                self._progress.queries.add(key)
                allowed.append(call)
        return allowed, refused

    def _hurry(self) -> Sequence[UserPart]:
        if self._progress.calls >= self._task.max_calls:
            return (TextPart(text=_NO_MORE),)
        if self._progress.fruitless >= _FRUITLESS_CALLS:
            return (TextPart(text=_CIRCLING),)
        return ()

    async def _notes(self, turn: int) -> Sequence[UserPart]:
        heard, run = self._progress.heard, self._question.run

        async def read() -> tuple[PersonReply, ...]:
            return await self._resources.replies.after(run, heard, to=self._task.id)

        shape = tuple[PersonReply, ...]
        notes = await step(f"notes {turn}", shape, read, seconds=_STEP_SECONDS)
        if notes:
            self._progress.heard = notes[-1].sequence
        return [
            TextPart(text=f'<note from="lead">{fence.escape(note.text)}</note>')
            for note in notes
        ]

    async def _checked(self, said: ReportCall) -> Report:
        """The report with only what the evidence bears out, kept before anybody hears of it."""
        looks = tuple(self._progress.looks)

        async def check() -> Report:
            resources = self._resources
            told = await report_of(
                self._task, said, run=self._question.run, evidence=resources.evidence
            )
            report = with_gaps_of(told, looks)
            await conclude(resources, self._question, report)
            return report

        return await step("report", Report, check, seconds=_STEP_SECONDS)


async def conclude(resources: Resources, question: Question, report: Report) -> None:
    """Keep the report and tell the run's readers that the subtask ended."""
    await resources.reports.keep(question.run, report)
    passages = await resources.evidence.get(question.run, report.findings.passages)
    ended = SubtaskEnded(
        subtask=report.subtask.id,
        outcome=report.outcome,
        useful=len({str(passage.origin.ref) for passage in passages}),
        gaps=report.gaps,
    )
    await resources.note(question.run, f"{report.subtask.id}/ended", ended)


def _reported(reply: Reply) -> ReportCall | None:
    for call in reply.calls:
        if call.name == REPORT.name:
            try:
                return from_json(call.arguments, ReportCall)
            except UnreadableRecordError:
                return ReportCall()
    return None


def _failed(failure: StepFailed) -> Look:
    return Look(
        text="This call failed; go on without it.",
        source=SourceKind.WEB,
        is_error=True,
        failure=failure.kind,
    )


def _length(turn: object) -> int:
    return len(str(turn))
