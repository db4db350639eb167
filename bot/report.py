"""A whole run as one JSON object, for scripts, evaluation and whoever asks what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.answer import Answer, Claim
from domain.budget import Spend
from domain.events import (
    AnswerReady,
    RunEvent,
    RunFailed,
    RunStopped,
    StateChanged,
    SubtaskEnded,
    SubtaskStarted,
    Triaged,
)
from domain.question import Question

Json = dict[str, Any]  # the edge: this is what leaves


def run_report(question: Question, events: Sequence[RunEvent], spend: Spend) -> Json:
    """The shape that `--json` prints; moments are ISO 8601, money US dollars."""
    answers = [event for event in events if isinstance(event.what, AnswerReady)]
    answer = (
        answers[-1].what.answer
        if answers and isinstance(answers[-1].what, AnswerReady)
        else None
    )
    ended = answers[-1].at if answers else (events[-1].at if events else question.asked_at)
    return {
        "run": question.run,
        "question": question.text,
        "state": _state(events),
        "effort": _effort(events),
        "subtasks": _subtasks(events),
        "answer": _answer(answer) if answer else None,
        "coverage": _coverage(answer) if answer else None,
        "spend": {
            "model_calls": spend.model_calls,
            "input_tokens": spend.input_tokens,
            "output_tokens": spend.output_tokens,
            "cache_read_tokens": spend.cache_read_tokens,
            "usd": round(spend.usd, 6),
        },
        "seconds": round((ended - question.asked_at).total_seconds(), 2),
    }


def _state(events: Sequence[RunEvent]) -> str:
    states = [e.what.state.value for e in events if isinstance(e.what, StateChanged)]
    return states[-1] if states else "queued"


def _effort(events: Sequence[RunEvent]) -> str:
    return next((e.what.effort.value for e in events if isinstance(e.what, Triaged)), "")


def _subtasks(events: Sequence[RunEvent]) -> list[Json]:
    tasks: dict[str, Json] = {}
    for event in events:
        match event.what:
            case SubtaskStarted(subtask=task):
                tasks[task.id] = {
                    "id": task.id,
                    "source": "+".join(task.sources),
                    "objective": task.objective,
                    "started": _iso(event.at),
                    "ended": None,
                    "outcome": None,
                }
            case SubtaskEnded(subtask=id_, outcome=outcome) if id_ in tasks:
                tasks[id_] |= {"ended": _iso(event.at), "outcome": outcome.value}
            case _:
                pass
    return list(tasks.values())


def _answer(answer: Answer) -> Json:
    return {
        "language": answer.language,
        "headline": answer.headline,
        "claims": [_claim(claim) for claim in answer.claims],
        "gaps": [{"kind": gap.kind.value, "text": gap.text} for gap in answer.gaps],
        "sources": [
            {
                "number": source.number,
                "source": source.origin.ref.source.value,
                "ref": str(source.origin.ref),
                "title": source.origin.title,
                "url": source.origin.url,
            }
            for source in answer.sources
        ],
        "searched": list(answer.searched),
    }


def _claim(claim: Claim) -> Json:
    return {
        "text": claim.text,
        "support": claim.support.value,
        "citations": [
            {
                "source": citation.origin.ref.source.value,
                "ref": str(citation.origin.ref),
                "title": citation.origin.title,
                "url": citation.origin.url,
                "passage": citation.passage,
                "quote": citation.quote,
            }
            for citation in claim.citations
        ],
    }


def _coverage(answer: Answer) -> Json:
    coverage = answer.coverage
    return {
        "read": coverage.read,
        "cited": coverage.cited,
        "read_by_source": {kind.value: count for kind, count in coverage.read_by_source},
        "claims": coverage.claims,
        "supported": coverage.supported,
        "hedged": coverage.hedged,
        "dropped": coverage.dropped,
    }


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def delivered(events: Sequence[RunEvent]) -> bool:
    """Whether the run's last end was an answer."""
    ends = [e.what for e in events if isinstance(e.what, AnswerReady | RunFailed | RunStopped)]
    return bool(ends) and isinstance(ends[-1], AnswerReady)
