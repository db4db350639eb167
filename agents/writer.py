"""One call, no tools: an answer whose every pointer the API vouches for."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from agents import fence, prompts
from agents.conversation import Request, Role, TextPart, UserPart, UserTurn
from agents.library import Library
from domain.question import Effort, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What the writer is told besides the sources."""

    language: str
    effort: Effort
    outline: str = ""
    gaps: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()
    period: str = ""


def request(question: Question, brief: Brief, library: Library) -> Request:
    told = "\n\n".join(line for line in _lines(question, brief) if line)
    parts: list[UserPart] = [volume.part() for volume in library.volumes]
    return Request(
        role=Role.WRITER,
        system=prompts.load("writer").fill(),
        turns=(UserTurn(parts=(*parts, TextPart(text=told))),),
    )


def _lines(question: Question, brief: Brief) -> Sequence[str]:
    return (
        fence.today(question),
        fence.thread(question),
        fence.asked(question),
        f"Language: {brief.language}\nEffort: {brief.effort.value}",
        f"The time asked about was read as: {brief.period}" if brief.period else "",
        f"<outline>\n{escape(brief.outline)}\n</outline>" if brief.outline else "",
        _list("Gaps", brief.gaps),
        _list("Disagreements", brief.disagreements),
        "Use only these sources.",
    )


def _list(title: str, items: Sequence[str]) -> str:
    return "\n".join([f"{title}:", *(f"- {escape(item)}" for item in items)]) if items else ""
