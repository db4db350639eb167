"""Where runs are taken in, stopped and taken up again; the only way into the workflows."""

import asyncio
from collections.abc import Awaitable, Callable

from agents.boundary import guarded
from agents.briefing import Assignment
from agents.consent import may_go_on
from agents.gaps import BROKE, DECLINED, LIMIT, SILENT
from agents.investigate import Subagent, conclude
from agents.opening import Kinds
from agents.phrases import Phrases, language_of, phrases
from agents.research import Mode, Research
from agents.resources import Resources
from agents.stopped_parts import stopped_parts
from domain.answer import Gap, GapKind
from domain.events import (
    ModelCalled,
    RunState,
    RunStopped,
    StateChanged,
)
from domain.plan import Outcome, SubtaskId
from domain.post import US, Content, Post, SentencePost, StoppedPost
from domain.question import Question, RunId
from domain.record import from_json
from store.durable import Engine, Workflow, broke_off, cancel, take_up
from store.findings import Report
from store.replies import Reply
from store.runs import RunRow

QUEUE = "runs"


class Desk:
    """Registers the workflows with the engine; make it before the engine starts."""

    def __init__(
        self,
        resources: Resources,
        engine: Engine,
        *,
        healthy: Callable[[], Awaitable[Kinds]],
    ) -> None:
        self._resources = resources
        self._engine = engine
        investigate = engine.workflow("investigate", self._investigate)
        research = Research(resources, investigate=investigate, healthy=healthy)
        self._research: Workflow = engine.workflow("research", research.run)
        self._taking_up = asyncio.Lock()

    async def start(self, question: Question) -> None:
        """Take in a question; any number of times, it becomes one run.

        One that the lineup holds is written down and begins at a sweep after it was let go.
        """
        await self._resources.runs.create(question)
        if not await self._resources.lineup.holds(question.run):
            await self._submit(question.run, 1, Mode.FRESH)

    async def sweep(self) -> None:
        """Enqueue runs that a crash left behind, and those whose wait is over.

        A run that the engine gave up stops with a sentence; of a digest's, its owner is told.
        """
        held = {one.run for one in await self._resources.lineup.waiting()}
        for row in await self._resources.runs.active():
            if row.run in held:
                continue
            if not row.question.digest and await broke_off(_workflow_id(row.run, row.part)):
                words = await self._phrases(row)
                await self.stop(row.run, by=US, reason=words.broke_off)
            elif row.state is RunState.QUEUED:
                await self._submit(row.run, row.part, await self._mode(row))
            elif row.state is RunState.WAITING:
                await self._take_up(row)

    async def leave_stranded(self) -> None:
        """Runs of another version stop with a sentence; continued, they have its findings."""
        for row in await self._resources.runs.active():
            if await self._engine.is_stranded(_workflow_id(row.run, row.part)):
                words = await self._phrases(row)
                await self.stop(row.run, by=US, reason=words.updated)

    async def go_on(self, run: RunId, *, write_up: bool = False) -> bool:
        """Take a stopped run up again, or write up what it has. False if it is at work."""
        return await self._reopen(run, Mode.WRITE_UP if write_up else Mode.CONTINUE)

    async def search_approved(self, run: RunId) -> bool:
        """Make the searches whose words the asker approved, and answer once more with them."""
        return await self._reopen(run, Mode.APPROVED)

    async def turn_away(self, run: RunId, sentence: str) -> None:
        """End a run that never began, with the sentence that says why."""
        resources = self._resources
        row = await resources.runs.get(run)
        if row is None or not await resources.runs.move(run, RunState.STOPPED):
            return
        key = f"stopped~{row.part}"
        await resources.note(run, f"state/{key}", StateChanged(state=RunState.STOPPED))
        await resources.note(run, key, RunStopped(by="", reason=sentence))
        await self._put(row, SentencePost(sentence=sentence), key=key)

    async def stop(self, run: RunId, *, by: str, reason: str = "") -> bool:
        """End a run now, with a factual account. False if it had ended already."""
        resources = self._resources
        if not await resources.runs.move(run, RunState.STOPPED):
            return False
        row = await resources.runs.get(run)
        if row is None:
            return False
        await cancel(_workflow_id(run, row.part))
        key = f"stopped~{row.part}"
        await resources.note(run, f"state/{key}", StateChanged(state=RunState.STOPPED))
        await resources.note(run, key, RunStopped(by=by, reason=reason))
        await self._put(row, await self._account(row, by=by, reason=reason), key=key)
        return True

    async def _put(self, row: RunRow, content: Content, *, key: str) -> None:
        post = Post(
            key=f"{row.run}/{key}",
            channel=row.question.room.channel,
            thread=row.question.thread,
            run=row.run,
            content=content,
        )
        await self._resources.outbox.put(post, at=self._resources.now())

    async def _phrases(self, row: RunRow) -> Phrases:
        return phrases(language_of(await self._resources.journal.of(row.run), row.question))

    async def _account(self, row: RunRow, *, by: str, reason: str) -> StoppedPost:
        """What calls cost is known when they end; those cut off may cost what was set aside."""
        resources, run = self._resources, row.run
        events = await resources.journal.of(run)
        set_aside = (await resources.ledger.spend(run)).usd
        paid = sum(one.what.usd for one in events if isinstance(one.what, ModelCalled))
        done, not_done = stopped_parts(events, phrases(language_of(events, row.question)))
        return StoppedPost(
            by=by,
            done=done,
            not_done=not_done,
            usd=paid,
            cut_off_usd=max(set_aside - paid, 0.0),
            reason=reason,
        )

    async def cancel_subtask(self, run: RunId, subtask: SubtaskId, *, by: str) -> None:
        """End one part at once; the lead hears of it with its next news."""
        await cancel(f"{run}.{subtask}")
        await self.hear(run, Reply(sequence=0, author=by, text="", steer=f"cancel:{subtask}"))

    async def hear(self, run: RunId, reply: Reply, *, key: str = "") -> None:
        """Hand a person's words to a running run; `key` makes a redelivery harmless."""
        unique = key or f"{run}/{reply.steer or reply.text}"
        await self._resources.replies.add(run, unique, reply, at=self._resources.now())
        row = await self._resources.runs.get(run)
        if row is not None and row.state is RunState.WAITING:
            await self._take_up(row)

    async def _take_up(self, row: RunRow) -> None:
        """Let a run go on that gave way to others while it waited for a person."""
        async with self._taking_up:
            if await may_go_on(self._resources, row.run):
                await take_up(_workflow_id(row.run, row.part), queue=QUEUE)

    async def _reopen(self, run: RunId, mode: Mode) -> bool:
        """How it goes on is written down first, so that a crash between loses nothing."""
        runs, lineup = self._resources.runs, self._resources.lineup
        row = await runs.get(run)
        if row is None or not row.state.is_final:
            return False
        await lineup.note_mode(run, row.part + 1, mode.value)
        part = await runs.reopen(run)
        if part and not await lineup.holds(run):
            await self._submit(run, part, mode)
        return bool(part)

    async def _mode(self, row: RunRow) -> Mode:
        noted = await self._resources.lineup.mode_of(row.run, row.part)
        return Mode(noted) if noted else (Mode.FRESH if row.part == 1 else Mode.CONTINUE)

    async def _submit(self, run: RunId, part: int, mode: Mode) -> None:
        workflow_id = _workflow_id(run, part)
        await self._engine.submit(
            self._research, workflow_id, run, str(part), mode.value, queue=QUEUE
        )

    async def _investigate(self, text: str) -> str:
        assignment = from_json(text, Assignment)

        async def work() -> None:
            await Subagent(self._resources, assignment).work()

        async def failed(kind: str) -> None:
            limit = kind == "LimitReached"
            gap = Gap(
                kind=GapKind.LIMIT if limit else GapKind.UNREADABLE,
                text=_WHY.get(kind, BROKE),
            )
            report = Report(subtask=assignment.subtask, outcome=Outcome.FAILED, gaps=(gap,))
            await conclude(self._resources, assignment.question, report)

        return await guarded(work, failed)


_WHY = {"LimitReached": LIMIT, "ModelBusy": SILENT, "ModelRefused": DECLINED}


def _workflow_id(run: RunId, part: int) -> str:
    return run if part == 1 else f"{run}~{part}"
