"""How a question is split."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from domain.question import SourceKind

SubtaskId = NewType("SubtaskId", str)


class SubtaskClass(StrEnum):
    """A subagent reads company sources or the web, never both."""

    INTERNAL = "internal"
    WEB = "web"


class Outcome(StrEnum):
    FOUND = "found"
    NOTHING = "nothing"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"


class MixedSourcesError(ValueError):
    """A subtask mixed the web with company sources, or named none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subtask:
    """One part of the work for one subagent. `title` is shown to people while it runs.

    `needs` are subtasks that must end first; without an `essential` one the answer makes no
    sense. `queries` are suggestions to start from. `asked_by` names the person whose reply
    added it. Raises MixedSourcesError.
    """

    id: SubtaskId
    title: str
    objective: str
    sources: tuple[SourceKind, ...]
    boundaries: str = ""
    expected: str = ""
    queries: tuple[str, ...] = ()
    needs: tuple[SubtaskId, ...] = ()
    essential: bool = True
    asked_by: str = ""
    max_calls: int = 12

    def __post_init__(self) -> None:
        if not self.sources or len({source.is_internal for source in self.sources}) != 1:
            raise MixedSourcesError("a subtask reads company sources or the web, never both")

    @property
    def kind(self) -> SubtaskClass:
        internal = self.sources[0].is_internal
        return SubtaskClass.INTERNAL if internal else SubtaskClass.WEB


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    subtasks: tuple[Subtask, ...] = ()

    def get(self, subtask: SubtaskId) -> Subtask | None:
        return next((task for task in self.subtasks if task.id == subtask), None)

    def adding(self, *subtasks: Subtask) -> "Plan":
        return Plan(subtasks=(*self.subtasks, *subtasks))
