"""From findings to the answer: write, verify, compose, count."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from agents import draft, gaps, verifier, writer
from agents.composing import Composed, compose, statements
from agents.coverage import coverage, queries
from agents.earlier import is_earlier
from agents.fence import asked_at
from agents.library import Library, arrange
from agents.limit_words import LimitWords, limit_words
from agents.limits import date_told, told_day, used_up
from agents.phrases import Phrases, phrases
from agents.resources import Resources
from agents.thinking import Thinker
from agents.tools import FinishCall
from agents.triage import Triage
from agents.window import window_now
from domain.amounts import brief, number
from domain.answer import Answer, Block, Coverage, Gap, GapKind, Heading, Support
from domain.budget import Spend
from domain.events import RunState, StateChanged
from domain.evidence import Passage, PassageId
from domain.plan import Outcome
from domain.question import Question, SourceKind
from domain.window import OPEN, Window
from policy.spending import place_of
from store.durable import StepFailed, step
from store.findings import Report

_STEP_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the answer is made from.

    `limit` says that money ended the research, `absent` which sources were down from the start.
    """

    triage: Triage
    finish: FinishCall
    reports: tuple[Report, ...]
    limit: bool = False
    absent: tuple[SourceKind, ...] = ()

    @property
    def done(self) -> tuple[int, int]:
        """How many parts of the plan found something, and of how many."""
        own = [report for report in self.reports if not is_earlier(report)]
        return sum(report.outcome is Outcome.FOUND for report in own), len(own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Coverage and what was tried, counted when the answer was ready.

    `used_up` names whose money ended the research, where it was not the run's own limit;
    `calls` or `tokens` is the limit of the run that did, where it was not its money. `lost` are
    sources that refuse us, with the day since which they do, in words. `window` is what a
    person's reply left to be looked at.
    """

    coverage: Coverage
    searched: tuple[str, ...]
    used_up: str = ""
    lost: tuple[tuple[SourceKind, str], ...] = ()
    calls: float = 0.0
    tokens: float = 0.0
    window: Window = OPEN


class Answering:
    """Writes one run's answer. `attempt` keeps a second try's steps apart from the first's."""

    def __init__(
        self, resources: Resources, question: Question, *, cap: float, attempt: str = ""
    ) -> None:
        self._resources = resources
        self._question = question
        self._cap = cap
        self._attempt = attempt

    async def answer(self, material: Material) -> Answer:
        """An answer in any case: without evidence it says what was looked for."""
        words = phrases(material.triage.language)
        library = arrange(await self._passages(material))
        composed = Composed()
        if library.volumes:
            composed = await self._write(material, library, words)
        counted = await self._counted(composed, material)
        return Answer(
            blocks=_named(composed.blocks, material.reports),
            claims=composed.claims,
            sources=composed.sources,
            gaps=self._gaps(material, composed, counted),
            coverage=counted.coverage,
            language=material.triage.language,
            searched=() if composed.blocks else counted.searched,
            headline=self._headline(material, counted, words),
            more_usd=self._more(material, counted),
            period=material.triage.period,
        )

    def _gaps(
        self, material: Material, composed: Composed, counted: Checked
    ) -> tuple[Gap, ...]:
        """Each once; an answer that found nothing has said so, and says only why."""
        words = phrases(material.triage.language)
        found = (
            *gaps.of_window(counted.window, words, told=self._date_told(material)),
            *gaps.of_lost(self._unheard(material, words), counted.lost, words),
            *gaps.of_lead(material.finish.gaps, material.reports),
            *gaps.of_check(composed, words),
        )
        if composed.blocks:
            return found
        return tuple(gap for gap in found if gap.kind is not GapKind.NOT_FOUND)

    def _date_told(self, material: Material) -> Callable[[date], str]:
        language, today = material.triage.language, asked_at(self._question).date()
        return lambda day: date_told(day, language, today=today)

    def _unheard(self, material: Material, words: Phrases) -> tuple[Gap, ...]:
        return (
            *gaps.of_reports(material.reports, words, asked=asked_at(self._question)),
            *gaps.of_absent(material.absent, words),
        )

    async def _passages(self, material: Material) -> tuple[Passage, ...]:
        """What the lead named first, then what else the findings rest on."""
        named = [PassageId(id_) for id_ in material.finish.passage_ids]
        found = [id_ for report in material.reports for id_ in report.findings.passages]

        async def read() -> tuple[Passage, ...]:
            resources, run = self._resources, self._question.run
            passages = await resources.evidence.get(run, [*named, *found])
            if passages:  # from here on nobody is told that a reply still steers
                await resources.runs.move(run, RunState.WRITING)
            window = await window_now(resources, run)
            return tuple(one for one in passages if window.covers(one.origin))

        name = f"passages{self._attempt}"
        return await step(name, tuple[Passage, ...], read, seconds=_STEP_SECONDS)

    async def _write(self, material: Material, library: Library, words: Phrases) -> Composed:
        await self._enter(RunState.WRITING)
        triage = material.triage
        brief = writer.Brief(
            language=triage.language,
            effort=triage.effort,
            outline=material.finish.outline,
            gaps=material.finish.gaps,
            disagreements=material.finish.disagreements,
            period=triage.period,
        )
        request = writer.request(self._question, brief, library)
        reply = await self._thinker("writer").say(request, turn=1)
        lines = draft.read(reply.texts)
        verdicts = await self._verify(statements(lines, library))
        return compose(lines, library, verdicts, phrases=words)

    async def _verify(self, said: Sequence[verifier.Statement]) -> tuple[Support, ...]:
        """A check that cannot be paid or reached leaves claims unchecked, and is counted so."""
        if not said:
            return ()
        await self._enter(RunState.VERIFYING)
        try:
            reply = await self._thinker("verifier").say(verifier.request(said), turn=1)
        except StepFailed as failed:
            if not failed.expected:
                raise
            return verifier.by_arithmetic(said)
        return verifier.judge(reply.text, said)

    async def _counted(self, composed: Composed, material: Material) -> Checked:
        resources, question = self._resources, self._question

        async def count() -> Checked:
            events = await resources.journal.of(question.run)
            spend = await resources.ledger.spend(question.run)
            counted = coverage(
                events, composed, spend=spend, asked=question.asked_at, now=resources.now()
            )
            lost = await self._lost(material)
            window = await self._kept_to(composed)
            tried = queries(events)
            checked = Checked(coverage=counted, searched=tried, lost=lost, window=window)
            limits = limit_words(material.triage.language)
            return await self._limited(checked, spend, limits) if material.limit else checked

        return await step(f"coverage{self._attempt}", Checked, count, seconds=_STEP_SECONDS)

    async def _kept_to(self, composed: Composed) -> Window:
        """A word that came while the writing began has left nothing out."""
        window = await window_now(self._resources, self._question.run)
        kept = all(window.covers(source.origin) for source in composed.sources)
        return window if kept else OPEN

    async def _lost(self, material: Material) -> tuple[tuple[SourceKind, str], ...]:
        """Of the sources that said nothing those that refuse us, and since which day."""
        unheard = self._unheard(material, phrases(material.triage.language))
        silent = {one.source for one in unheard if one.kind is GapKind.SOURCE_DOWN}
        kinds = {kind for kind in silent if kind is not None}
        if not kinds:
            return ()
        asked, language = asked_at(self._question), material.triage.language
        lost = await self._resources.lost(kinds)
        return tuple(
            (
                kind,
                told_day(since.astimezone(asked.tzinfo).date(), language, today=asked.date()),
            )
            for kind, since in lost.items()
        )

    async def _limited(self, checked: Checked, spend: Spend, words: LimitWords) -> Checked:
        """Which limit ended the research; a run that went on has each of them once more."""
        resources, question = self._resources, self._question
        row = await resources.runs.get(question.run)
        most, times = resources.budget.most, row.part if row else 1
        if spend.model_calls >= most.of_research.calls * times:
            return replace(checked, calls=most.calls)
        if spend.tokens >= most.of_research.tokens * times:
            return replace(checked, tokens=most.tokens)
        account = await resources.ledger.exhausted(place_of(question))
        if account is None:
            return checked
        return replace(checked, used_up=used_up(account, question.room, words))

    async def _enter(self, state: RunState) -> None:
        resources, run = self._resources, self._question.run

        async def enter() -> bool:
            await resources.runs.move(run, state)
            key = f"state/{state.value}{self._attempt}"
            await resources.note(run, key, StateChanged(state=state))
            return True

        await step(f"{state.value}{self._attempt}", bool, enter, seconds=_STEP_SECONDS)

    def _thinker(self, agent: str) -> Thinker:
        return Thinker(
            resources=self._resources,
            run=self._question.run,
            agent=f"{agent}{self._attempt}",
            cap=self._cap,
            most=self._resources.budget.most,
        )

    def _headline(self, material: Material, counted: Checked, words: Phrases) -> str:
        if not material.limit or counted.used_up:
            return counted.used_up
        (done, planned), limits = material.done, limit_words(material.triage.language)
        template, limit = words.limit, brief(max(self._cap, 0.01), limits.code)
        if counted.calls:
            template, limit = limits.calls, number(round(counted.calls), limits.code)
        elif counted.tokens:
            template, limit = limits.tokens, number(round(counted.tokens), limits.code)
        return template.format(limit=limit, done=done, all=planned)

    def _more(self, material: Material, counted: Checked) -> float:
        """About what the parts that are left would cost, in half dollars.

        Zero where no limit was met, or one that going on would meet again.
        """
        if not material.limit or counted.used_up:
            return 0.0
        done, planned = material.done
        left = max(planned - done, 1)
        halves = math.ceil(counted.coverage.usd / max(done, 1) * left * 2)
        return min(max(halves, 1) / 2, self._resources.budget.usd)


def _named(blocks: Sequence[Block], reports: Sequence[Report]) -> tuple[Block, ...]:
    """Under the heading of a part that somebody else asked for stands who it was."""
    asked = {
        report.subtask.title.casefold(): report.subtask.asked_by.partition(" ")[0]
        for report in reports
        if report.subtask.asked_by
    }
    return tuple(
        replace(block, text=f"{block.text} ({by})")
        if isinstance(block, Heading) and (by := asked.get(block.text.casefold()))
        else block
        for block in blocks
    )
