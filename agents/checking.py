"""A subagent's report held against the evidence: ids must exist, quotes must be verbatim."""

import unicodedata

from agents.tools import ReportCall, ReportedFinding
from domain.evidence import Finding, Findings, Passage, PassageId
from domain.plan import Outcome, Subtask
from domain.question import RunId
from store.evidence import Evidence
from store.findings import Report

_TEXT = 600
_QUOTE = 300
_NOTES = 6


async def report_of(
    task: Subtask, said: ReportCall, *, run: RunId, evidence: Evidence
) -> Report:
    """Findings whose passages were read in this run and whose quotes stand in them."""
    ids = [PassageId(id_) for found in said.main_findings for id_ in found.passage_ids]
    passages = {passage.id: passage for passage in await evidence.get(run, ids)}
    kept = tuple(
        finding
        for found in said.main_findings
        if (finding := _finding(found, passages)) is not None
    )
    findings = Findings(
        main_findings=kept,
        uncertainties=_short(said.uncertainties),
        do_not_overstate=_short(said.do_not_overstate),
        next_steps=_short(said.next_steps),
    )
    outcome = Outcome.FOUND if kept else Outcome.NOTHING
    return Report(subtask=task, outcome=outcome, findings=findings)


def _finding(found: ReportedFinding, passages: dict[PassageId, Passage]) -> Finding | None:
    known = tuple(PassageId(id_) for id_ in found.passage_ids if id_ in passages)
    quote = fold(found.quote)
    if not known or not found.text.strip():
        return None
    if quote and not any(quote in fold(passages[id_].text) for id_ in known):
        return None
    return Finding(
        text=found.text[:_TEXT],
        passages=known,
        quote=found.quote[:_QUOTE],
        confidence=found.confidence,
    )


def fold(text: str) -> str:
    """Compatibility forms and runs of blanks made equal; nothing else is forgiven."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _short(notes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(note[:_TEXT] for note in notes[:_NOTES])
