"""What code allows of a proposed plan: overlap, rounds, numbers, classes, the latch."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agents.tools import ProposedSubtask
from domain.budget import Budget
from domain.plan import MixedSourcesError, Plan, Subtask, SubtaskClass, SubtaskId
from domain.question import SourceKind
from policy.egress import Latch, Refuse, web_task

_WORD = re.compile(r"\w{3,}")
_ALIKE = 0.7
_TITLE = 60
_TEXT = 1_500
_QUERIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a proposed subtask does not start; the model is told.

    `web` is the subtask itself where the asker's approval could still let it search.
    """

    id: str
    reason: str
    web: Subtask | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What a proposal is judged against. `rounds` counts dispatches so far."""

    plan: Plan
    running: frozenset[SubtaskId]
    available: tuple[SourceKind, ...]
    latch: Latch
    rounds: int
    budget: Budget
    taken: frozenset[SubtaskId] = frozenset()


def judge(
    proposed: Sequence[ProposedSubtask], situation: Situation, *, asked_by: str = ""
) -> tuple[tuple[Subtask, ...], tuple[Refusal, ...]]:
    """Subtasks that may start, and the others with their reasons.

    `asked_by` names the person in the thread whose words the dispatch answers.
    """
    if situation.rounds >= situation.budget.rounds:
        reason = "There are no more rounds; finish with what there is."
        return (), tuple(Refusal(id=one.id, reason=reason) for one in proposed)
    accepted: list[Subtask] = []
    refused: list[Refusal] = []
    names: dict[SubtaskId, SubtaskId] = {}  # a part whose name is taken gets another
    for one in proposed:
        outcome = _judge_one(one, situation, accepted)
        if isinstance(outcome, Subtask):
            names[SubtaskId(one.id)] = outcome.id
            known = (*situation.plan.subtasks, *accepted)
            needs = _needs(outcome, [names.get(need, need) for need in outcome.needs], known)
            accepted.append(replace(outcome, asked_by=asked_by, needs=needs))
        else:
            refused.append(outcome)
    return tuple(accepted), tuple(refused)


def _needs(
    task: Subtask, named: Iterable[SubtaskId], known: Iterable[Subtask]
) -> tuple[SubtaskId, ...]:
    """A web subtask waits for no company subtask: whether and when it starts would tell."""
    web = {other.id for other in known if other.kind is SubtaskClass.WEB}
    return tuple(need for need in named if task.kind is SubtaskClass.INTERNAL or need in web)


def _judge_one(
    one: ProposedSubtask, situation: Situation, accepted: Sequence[Subtask]
) -> Subtask | Refusal:
    if not one.objective.strip():
        return Refusal(id=one.id, reason="It has no objective.")
    planned = (*situation.plan.subtasks, *accepted)
    if len(planned) >= situation.budget.subtasks:
        return Refusal(id=one.id, reason="The number of subtasks is used up.")
    taken = situation.taken | {task.id for task in planned}
    task = _subtask(one, situation, taken=taken)
    if isinstance(task, Refusal):
        return task
    if task.kind is SubtaskClass.WEB:
        verdict = web_task(situation.latch)
        if isinstance(verdict, Refuse):
            return Refusal(id=one.id, reason=verdict.reason, web=task)
    if twin := next((old for old in planned if overlaps(task, old)), None):
        return Refusal(id=one.id, reason=f"This overlaps {twin.id}; leave it to that one.")
    return task


def _subtask(
    one: ProposedSubtask, situation: Situation, *, taken: Iterable[SubtaskId]
) -> Subtask | Refusal:
    kinds = [kind for kind in SourceKind if kind.value in one.sources]
    usable = tuple(kind for kind in kinds if kind in situation.available)
    if kinds and not usable:
        return Refusal(id=one.id, reason="None of its sources is connected.")
    known = set(taken)
    number = len(known) + 1
    while f"s{number}" in known:
        number += 1
    own = re.fullmatch(r"[a-z]\w{0,15}", one.id) is not None and one.id not in known
    try:
        return Subtask(
            id=SubtaskId(one.id if own else f"s{number}"),
            title=_short(one.title or one.objective, _TITLE),
            objective=one.objective[:_TEXT],
            sources=usable,
            boundaries=one.boundaries[:_TEXT],
            expected=one.expected[:_TEXT],
            queries=tuple(query[:120] for query in one.queries[:_QUERIES]),
            needs=tuple(SubtaskId(need) for need in one.needs if need != one.id),
            essential=one.essential,
            max_calls=situation.budget.calls_per_subtask,
        )
    except MixedSourcesError as mixed:
        return Refusal(id=one.id, reason=str(mixed))


def overlaps(one: Subtask, other: Subtask) -> bool:
    """Same class, a source in common, and nearly the same words."""
    if one.kind is not other.kind or not set(one.sources) & set(other.sources):
        return False
    first, second = _words(one), _words(other)
    return len(first & second) >= _ALIKE * max(len(first | second), 1)


def _words(task: Subtask) -> set[str]:
    return set(_WORD.findall(f"{task.objective} {' '.join(task.queries)}".casefold()))


def _short(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
