"""What may leave: web work is decided before anything internal has been read."""

from dataclasses import dataclass
from enum import StrEnum

from domain.plan import SubtaskClass
from domain.question import Question


class Latch(StrEnum):
    """Open until internal text reaches the lead; it never opens again within a run."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Allow:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """`reason` is a plain sentence."""

    reason: str


def at_first(question: Question) -> Latch:
    """Open where a run begins with nothing but what the asker just wrote."""
    return Latch.CLOSED if question.earlier or question.is_quoted else Latch.OPEN


def note_for(kind: SubtaskClass, latch: Latch) -> Allow | Refuse:
    """Whether the lead may say something to a subagent that is at work."""
    if kind is SubtaskClass.INTERNAL or latch is Latch.OPEN:
        return Allow()
    return Refuse(
        reason="Company words have been read by now; nothing more may be said to a web subtask."
    )


def web_task(latch: Latch) -> Allow | Refuse:
    """Whether a web subtask may start now."""
    if latch is Latch.OPEN:
        return Allow()
    return Refuse(
        reason="The web was only possible before company sources were read; leave it as a gap."
    )
