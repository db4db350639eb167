"""How a subagent is sent out: what all of a class share, then its own task."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents import fence, prompts
from agents.conversation import Request, Role, TextPart, UserTurn
from agents.resources import Resources
from agents.tools import source_tools
from domain.plan import Subtask, SubtaskClass
from domain.question import Question, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What a subagent is sent out with; `sources` is what works in this run."""

    question: Question
    subtask: Subtask
    sources: tuple[SourceKind, ...]
    cap: float


def opening(resources: Resources, assignment: Assignment) -> Request:
    """The first request of a subagent."""
    task = assignment.subtask
    shared = shared_opening(resources, assignment.question, assignment.sources, kind=task.kind)
    first = shared.turns[0]
    parts = first.parts if isinstance(first, UserTurn) else ()
    turn = UserTurn(parts=(*parts, TextPart(text=_task_text(task))))
    return Request(role=shared.role, system=shared.system, turns=(turn,), tools=shared.tools)


def shared_opening(
    resources: Resources,
    question: Question,
    sources: Sequence[SourceKind],
    *,
    kind: SubtaskClass,
) -> Request:
    """What every subagent of a class begins with, byte for byte; worth a cache entry."""
    offered = resources.sources(question.run)
    shared = f"{fence.today(question)}\n\n{fence.asked(question)}"
    return Request(
        role=Role.SUBAGENT,
        system=prompts.load("subagent").fill(),
        turns=(UserTurn(parts=(TextPart(text=shared, shared=True),)),),
        tools=source_tools(
            [
                (one, offered[one].about)
                for one in sources
                if one.is_internal is (kind is SubtaskClass.INTERNAL)
            ]
        ),
    )


def _task_text(task: Subtask) -> str:
    lines = (
        f"Objective: {task.objective}",
        f"Sources: {', '.join(task.sources)}",
        f"Leave to the others: {task.boundaries}" if task.boundaries else "",
        f"Expected: {task.expected}" if task.expected else "",
        f"Start from: {' | '.join(task.queries)}" if task.queries else "",
        f"At most {task.max_calls} tool calls.",
    )
    body = fence.escape("\n".join(line for line in lines if line))
    return f'<task id="{task.id}">\n{body}\n</task>'
