"""What earlier answers in the thread rest on, for whoever asks further."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from agents.resources import Resources
from connectors.source import Access, Source
from domain.audience import Audience
from domain.errors import SourceError
from domain.events import AnswerReady, RunState, WasRead
from domain.evidence import Finding, Findings, Passage, PassageId, SourceRef
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import Question, RunId, SourceKind
from policy.access import covers
from store.findings import Report

_RUNS = 3
_PASSAGES = 24
_SECONDS = 10.0
_INTERNAL, _WEB = SubtaskId("e1"), SubtaskId("e2")
_TITLE = "Sources of the answers above"


def is_earlier(report: Report) -> bool:
    """True for what was taken over from answers before, not researched by this run."""
    return report.subtask.id in (_INTERNAL, _WEB)


async def take_over(
    resources: Resources, question: Question, sources: Mapping[SourceKind, Source]
) -> None:
    """Keep the cited passages of the thread's last answers as this run's own.

    Who may read each source is asked again, on the asker's behalf and for the room of today;
    what is in doubt is left out, and must be found anew.
    """
    if not question.earlier:
        return
    cited = await _cited(resources, question)
    access = await resources.access(question)
    refs = tuple(dict.fromkeys(passage.origin.ref for passage in cited))
    asked = await asyncio.gather(*(_audience(ref, sources, access) for ref in refs))
    open_now = {
        ref: audience
        for ref, audience in zip(refs, asked, strict=True)
        if audience is not None and covers(audience, access.room)
    }
    kept = [
        replace(
            passage,
            id=_id(question.run, passage.id),
            audience=open_now[passage.origin.ref],
        )
        for passage in cited
        if passage.origin.ref in open_now
    ]
    await resources.evidence.keep(question.run, kept)
    for number in (_INTERNAL, _WEB):
        internal = number == _INTERNAL
        own = [one for one in kept if one.origin.ref.source.is_internal is internal]
        await _report(resources, question, own, id_=number)


async def _cited(resources: Resources, question: Question) -> list[Passage]:
    rows = await resources.runs.of_thread(question.room.channel, question.thread)
    before = [
        row for row in rows if row.run != question.run and row.state is RunState.DELIVERED
    ]
    passages: list[Passage] = []
    for row in before[:_RUNS]:
        ids = [
            citation.passage
            for event in await resources.journal.of(row.run)
            if isinstance(event.what, AnswerReady)
            for claim in event.what.answer.claims
            for citation in claim.citations
        ]
        passages += await resources.evidence.get(row.run, ids)
    return passages[:_PASSAGES]


async def _audience(
    ref: SourceRef, sources: Mapping[SourceKind, Source], access: Access
) -> Audience | None:
    source = sources.get(ref.source)
    if source is None:
        return None
    try:
        async with asyncio.timeout(_SECONDS):
            return await source.audience_of(ref, access)
    except (SourceError, TimeoutError):
        return None


def _id(run: RunId, passage: PassageId) -> PassageId:
    return PassageId("p" + hashlib.sha256(f"{run}\x00{passage}".encode()).hexdigest()[:8])


async def _report(
    resources: Resources, question: Question, passages: Sequence[Passage], *, id_: SubtaskId
) -> None:
    """As if a subagent had found them; each document counts as read."""
    if not passages:
        return
    by_ref: dict[SourceRef, list[Passage]] = {}
    for passage in passages:
        by_ref.setdefault(passage.origin.ref, []).append(passage)
    for ref, own in by_ref.items():
        read = WasRead(subtask=id_, source=ref.source, ref=str(ref), passages=len(own))
        await resources.note(question.run, f"{id_}/read/{ref}", read)
    task = Subtask(
        id=id_,
        title=_TITLE,
        objective=_TITLE,
        sources=tuple(dict.fromkeys(ref.source for ref in by_ref)),
    )
    findings = tuple(
        Finding(text=own[0].origin.title, passages=tuple(one.id for one in own))
        for own in by_ref.values()
    )
    report = Report(
        subtask=task, outcome=Outcome.FOUND, findings=Findings(main_findings=findings)
    )
    await resources.reports.keep(question.run, report)
