"""What the lead reads: its opening, people's words, what became of its team."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agents import fence, prompts
from agents.conversation import Request, Role, TextPart, UserPart, UserTurn
from agents.tools import LEAD_TOOLS
from agents.triage import Triage
from agents.waiting import News
from domain.budget import Budget
from domain.evidence import SourceRef
from domain.plan import Subtask
from domain.question import Question, SourceKind
from store.findings import Report
from store.replies import Reply as PersonReply


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadBrief:
    """All that a lead is told when it begins, and again when its context is full."""

    question: Question
    triage: Triage
    budget: Budget
    available: Sequence[SourceKind]
    pointed: Sequence[SourceRef]
    reports: Iterable[Report]


def opening(brief: LeadBrief) -> Request:
    question, triage, budget = brief.question, brief.triage, brief.budget
    lines = (
        fence.today(question),
        fence.thread(question),
        fence.asked(question),
        f"Language: {triage.language}\nEffort: {triage.effort.value}",
        f"The time asked about is read as: {triage.period}" if triage.period else "",
        f"Sources available: {', '.join(brief.available) or 'none'}",
        _pointed(brief.pointed),
        f"At most {budget.subtasks} subtasks and {budget.rounds} dispatches.",
        _known(brief.reports),
    )
    text = "\n\n".join(line for line in lines if line)
    return Request(
        role=Role.LEAD,
        system=prompts.load("lead").fill(),
        turns=(UserTurn(parts=(TextPart(text=text),)),),
        tools=LEAD_TOOLS,
    )


def words_of(replies: Iterable[PersonReply]) -> tuple[UserPart, ...]:
    return tuple(
        TextPart(
            text=f"<reply from={fence.quoted(one.author)}>{fence.escape(one.text)}</reply>"
        )
        for one in replies
        if one.text  # a click on Cancel has no words, and its part is reported as ended
    )


def with_words(request: Request, heard: Sequence[PersonReply]) -> Request:
    """The words at the end of the last turn, where they came."""
    said = words_of(heard)
    *before, last = request.turns
    if not said or not isinstance(last, UserTurn):
        return request
    return replace(request, turns=(*before, UserTurn(parts=(*last.parts, *said))))


def added_for(task: Subtask) -> str:
    """Of a part that code added, since the lead made none for what a person asked."""
    by, title = fence.quoted(task.asked_by), fence.escape(task.title)
    return f"<added subtask={fence.quoted(task.id)} asked_by={by}>{title}</added>"


def _pointed(refs: Sequence[SourceRef]) -> str:
    shown = ", ".join(str(ref) for ref in refs)
    return f"The asker points to (give these refs to a subtask): {shown}" if refs else ""


def _known(reports: Iterable[Report]) -> str:
    found = [_report_json(report) for report in reports]
    return f"<plan>\n{json.dumps(found, ensure_ascii=False)}\n</plan>" if found else ""


def verdict_on(done: bool) -> str:  # noqa: FBT001 - the one thing it turns into words
    return '{"ok":true}' if done else '{"ok":false,"reason":"It is not at work."}'


def news_told(news: News, running: Sequence[str]) -> dict[str, object]:
    events: list[dict[str, object]] = [_report_json(report) for report in news.reports]
    events += [
        {"type": "reply", "from": reply.author, "text": reply.text}
        for reply in news.replies
        if reply.text
    ]
    if news.late:
        events.append({"type": "time", "note": "Time is over; finish now."})
    events.append({"type": "budget", "left_usd": news.left_usd})
    return {"events": events, "running": list(running)}


def _report_json(report: Report) -> dict[str, object]:
    findings = report.findings
    return {
        "type": "subtask_ended",
        "subtask": report.subtask.id,
        "title": report.subtask.title,
        "outcome": report.outcome.value,
        "findings": {
            "main_findings": [
                {
                    "text": finding.text,
                    "passage_ids": list(finding.passages),
                    "confidence": finding.confidence,
                }
                for finding in findings.main_findings
            ],
            "uncertainties": list(findings.uncertainties),
            "do_not_overstate": list(findings.do_not_overstate),
            "next_steps": list(findings.next_steps),
        },
        "gaps": [gap.kind.value for gap in report.gaps],
    }
