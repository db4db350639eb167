"""How much work a question deserves, decided from the asker's own words alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agents import fence, prompts, schema
from agents.conversation import Request, Role, TextPart, UserTurn
from domain.question import Effort, Question, SourceKind
from domain.record import UnreadableRecordError, from_json

_SCHEMA = schema.titled(
    "Triage",
    schema.record(
        effort=schema.one_of(*Effort),
        language=schema.TEXT,
        topic=schema.TEXT,
        period=schema.TEXT,
        since=schema.TEXT,
        clarify=schema.record(question=schema.TEXT, options=schema.texts()),
        internal_sources=schema.array(schema.one_of("slack", "drive", "notion")),
        internal_queries=schema.texts(),
        web_queries=schema.texts(),
        web_objective=schema.TEXT,
    ),
)
_TOPIC_LENGTH = 60
_MOST_QUERIES = 4
_MOST_OPTIONS = 4
_OPTION_LENGTH = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    question: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """`since` is an ISO date or empty; no web query means that the web is not needed.

    `left_queries` need the asker's approval, since they may carry words of somebody else.
    """

    effort: Effort
    language: str = "en"
    topic: str = ""
    period: str = ""
    since: str = ""
    clarify: Clarification = field(default_factory=Clarification)
    internal_sources: tuple[SourceKind, ...] = ()
    internal_queries: tuple[str, ...] = ()
    web_queries: tuple[str, ...] = ()
    web_objective: str = ""
    left_queries: tuple[str, ...] = ()

    def leaving_the_web(self) -> "Triage":
        return replace(self, web_queries=(), left_queries=self.web_queries)


def request(question: Question, available: Sequence[SourceKind]) -> Request:
    sources = ", ".join(available) or "none"
    lines = [
        fence.today(question),
        fence.asked(question),
        fence.thread(question),
        f"Sources available: {sources}",
    ]
    said = TextPart(text="\n\n".join(line for line in lines if line))
    return Request(
        role=Role.TRIAGE,
        system=prompts.load("triage").fill(),
        turns=(UserTurn(parts=(said,)),),
        schema=_SCHEMA,
    )


def read(reply: str, question: Question, available: Sequence[SourceKind]) -> Triage:
    """What the model decided, within what is possible; a garbled reply becomes `compare`."""
    try:
        said = from_json(reply, Triage)
    except UnreadableRecordError:
        said = Triage(effort=Effort.COMPARE, internal_queries=(question.text[:80],))
    internal = [kind for kind in available if kind.is_internal]
    wanted = tuple(kind for kind in said.internal_sources if kind in internal)
    web = said.web_queries if SourceKind.WEB in available else ()
    return Triage(
        effort=question.effort or said.effort,
        language=said.language[:20] or "en",
        topic=_one_line(said.topic or question.text, _TOPIC_LENGTH),
        period=_one_line(said.period, _TOPIC_LENGTH),
        since=said.since[:10],
        clarify=_clarify(said.clarify),
        internal_sources=wanted or tuple(internal),
        internal_queries=tuple(said.internal_queries[:_MOST_QUERIES])
        or (_one_line(question.text, 80),),
        web_queries=tuple(web[:_MOST_QUERIES]),
        web_objective=said.web_objective,
    )


def _clarify(asked: Clarification) -> Clarification:
    options = tuple(
        dict.fromkeys(_one_line(option, _OPTION_LENGTH) for option in asked.options if option)
    )[:_MOST_OPTIONS]
    if not asked.question or len(options) < 2:  # noqa: PLR2004 - a choice needs two
        return Clarification()
    return Clarification(question=_one_line(asked.question, 200), options=options)


def _one_line(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
