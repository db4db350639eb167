"""A small question: code searches and reads with triage's own queries; no lead, no turns."""

import re
from collections import defaultdict
from collections.abc import Sequence

from agents.failing import with_gaps_of
from agents.investigate import conclude
from agents.looking import Look, Looker
from agents.resources import Resources
from agents.tools import ReadCall
from domain.events import SubtaskStarted
from domain.evidence import Finding, Findings, Passage, SourceRef
from domain.plan import Outcome, Subtask
from domain.question import Question
from store.durable import StepFailed, parallel, step
from store.findings import Report

_READ_PER_SOURCE = 3
_KEPT_PASSAGES = 24
_STEP_SECONDS = 60.0
_FUSION = 60.0  # the usual constant of reciprocal rank fusion
_WORD = re.compile(r"\w{2,}")


class QuickLook:
    """All searches of all subtasks at once, then all reads at once: two waits in all.

    Several subtasks may be of different classes: no model sees anything here, and the queries
    come from the asker's own words.
    """

    def __init__(
        self,
        resources: Resources,
        question: Question,
        subtasks: Sequence[Subtask],
        *,
        pointed: Sequence[SourceRef] = (),
    ) -> None:
        """`pointed` are sources that the asker named by address: they are read in any case."""
        self._resources = resources
        self._question = question
        self._tasks = tuple(subtasks)
        self._pointed = tuple(pointed)
        self._lookers = {task.id: Looker(resources, question, task) for task in subtasks}

    async def work(self) -> tuple[Report, ...]:
        await self._started()
        searched = await self._search()
        read = await self._read(searched)
        return await self._concluded([look for _, _, look in searched] + read)

    async def _started(self) -> None:
        async def start() -> bool:
            for task in self._tasks:
                started = SubtaskStarted(subtask=task)
                await self._resources.note(self._question.run, f"{task.id}/started", started)
            return True

        await step("start", bool, start, seconds=_STEP_SECONDS)

    async def _search(self) -> list[tuple[Subtask, str, Look]]:
        wanted = [
            (task, kind, query)
            for task in self._tasks
            for kind in task.sources
            for query in task.queries
        ]
        looks = await parallel(
            *(
                self._lookers[task.id].search(kind, query, name=f"search {number}")
                for number, (task, kind, query) in enumerate(wanted)
            )
        )
        return [
            (task, query, look)
            for (task, _, query), look in zip(wanted, looks, strict=True)
            if not isinstance(look, StepFailed)
        ]

    async def _read(self, searched: Sequence[tuple[Subtask, str, Look]]) -> list[Look]:
        wanted = [
            (task, ref, query)
            for task in self._tasks
            for ref, query in self._worth_reading(task, searched)
        ]
        looks = await parallel(
            *(
                self._lookers[task.id].read(
                    SourceRef.parse(ref).source,
                    ReadCall(ref=ref, find=query),
                    name=f"read {number}",
                )
                for number, (task, ref, query) in enumerate(wanted)
            )
        )
        return [look for look in looks if not isinstance(look, StepFailed)]

    def _worth_reading(
        self, task: Subtask, searched: Sequence[tuple[Subtask, str, Look]]
    ) -> list[tuple[str, str]]:
        pointed = [(str(ref), "") for ref in self._pointed if ref.source in task.sources]
        found = best_refs([(q, look) for t, q, look in searched if t is task])
        named = {ref for ref, _ in pointed}
        return [*pointed, *(pair for pair in found if pair[0] not in named)]

    async def _concluded(self, looks: Sequence[Look]) -> tuple[Report, ...]:
        async def conclude_all() -> tuple[Report, ...]:
            return tuple([await self._conclude(task, looks) for task in self._tasks])

        return await step("report", tuple[Report, ...], conclude_all, seconds=_STEP_SECONDS)

    async def _conclude(self, task: Subtask, looks: Sequence[Look]) -> Report:
        own = [look for look in looks if look.source in task.sources]
        refs = {look.read for look in own if look.read}
        passages = await self._resources.evidence.of(self._question.run)
        read = [passage for passage in passages if str(passage.origin.ref) in refs]
        told = report_of_all(task, most_telling(read, self._words(task)))
        report = with_gaps_of(told, own)
        await conclude(self._resources, self._question, report)
        return report

    def _words(self, task: Subtask) -> frozenset[str]:
        said = " ".join((self._question.text, *task.queries))
        return frozenset(_WORD.findall(said.casefold()))


def best_refs(searched: Sequence[tuple[str, Look]]) -> list[tuple[str, str]]:
    """The refs worth reading, each with the query that ranked it best: a few per source.

    Lists are merged by reciprocal rank, never by the sources' own scores.
    """
    scores: dict[str, float] = defaultdict(float)
    queries: dict[str, str] = {}
    for query, look in searched:
        for rank, ref in enumerate(look.found):
            scores[ref] += 1 / (_FUSION + rank)
            queries.setdefault(ref, query)
    taken: dict[str, int] = defaultdict(int)
    best: list[tuple[str, str]] = []
    for ref in sorted(scores, key=lambda ref: (-scores[ref], ref)):
        source = ref.partition(":")[0]
        if taken[source] < _READ_PER_SOURCE:
            taken[source] += 1
            best.append((ref, queries[ref]))
    return best


def most_telling(passages: Sequence[Passage], words: frozenset[str]) -> list[Passage]:
    """The passages that share most words with the question, best first."""

    def shared(passage: Passage) -> int:
        return len(words & set(_WORD.findall(passage.text.casefold())))

    ranked = sorted(passages, key=lambda passage: (-shared(passage), passage.id))
    return ranked[:_KEPT_PASSAGES]


def report_of_all(task: Subtask, passages: Sequence[Passage]) -> Report:
    findings = tuple(
        Finding(text=passage.origin.title, passages=(passage.id,)) for passage in passages
    )
    outcome = Outcome.FOUND if findings else Outcome.NOTHING
    return Report(subtask=task, outcome=outcome, findings=Findings(main_findings=findings))
