"""The tools that models may call, with strict schemas; what they do is elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents import schema
from agents.conversation import Tool
from domain.question import SourceKind

_SEARCH = schema.text_of(
    schema.record(query=schema.TEXT, since=schema.TEXT, until=schema.TEXT, limit=schema.NUMBER)
)
_READ = schema.text_of(schema.record(ref=schema.TEXT, find=schema.TEXT, offset=schema.NUMBER))
_REPORT = schema.text_of(
    schema.record(
        main_findings=schema.array(
            schema.record(
                text=schema.TEXT,
                passage_ids=schema.texts(),
                quote=schema.TEXT,
                confidence=schema.one_of("high", "medium", "low"),
            )
        ),
        uncertainties=schema.texts(),
        do_not_overstate=schema.texts(),
        next_steps=schema.texts(),
    )
)
REPORT = Tool(
    name="report_findings",
    description=(
        "End the task with what was found. Each finding is one sentence with the ids of the "
        "passages it rests on and a quote copied letter by letter from one of them."
    ),
    schema=_REPORT,
)

_SUBTASK = schema.record(
    id=schema.TEXT,
    title=schema.TEXT,
    objective=schema.TEXT,
    sources=schema.array(schema.one_of("slack", "drive", "notion", "web")),
    boundaries=schema.TEXT,
    expected=schema.TEXT,
    queries=schema.texts(),
    needs=schema.texts(),
    essential=schema.FLAG,
)
LEAD_TOOLS = (
    Tool(
        name="dispatch",
        description=(
            "Start subagents, one for each subtask; returns at once. Web subtasks are accepted "
            "in the first dispatch only."
        ),
        schema=schema.text_of(schema.record(subtasks=schema.array(_SUBTASK))),
    ),
    Tool(
        name="wait",
        description=(
            "Wait until something happened: a subagent ended, a person in the thread replied, "
            "the budget is near its end."
        ),
        schema=schema.text_of(schema.record()),
    ),
    Tool(
        name="redirect",
        description="Give a running subagent a note; it reads it before its next step.",
        schema=schema.text_of(schema.record(subtask=schema.TEXT, note=schema.TEXT)),
    ),
    Tool(
        name="cancel",
        description="End a running subagent whose work has become pointless.",
        schema=schema.text_of(schema.record(subtask=schema.TEXT, reason=schema.TEXT)),
    ),
    Tool(
        name="finish",
        description=(
            "End the research: an outline of the answer, the ids of the passages it rests on, "
            "what is missing, and where sources disagree."
        ),
        schema=schema.text_of(
            schema.record(
                outline=schema.TEXT,
                passage_ids=schema.texts(),
                gaps=schema.texts(),
                disagreements=schema.texts(),
            )
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchCall:
    query: str
    since: str = ""
    until: str = ""
    limit: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCall:
    ref: str
    find: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    text: str
    passage_ids: tuple[str, ...] = ()
    quote: str = ""
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCall:
    main_findings: tuple[ReportedFinding, ...] = ()
    uncertainties: tuple[str, ...] = ()
    do_not_overstate: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSubtask:
    id: str
    title: str
    objective: str
    sources: tuple[str, ...]
    boundaries: str = ""
    expected: str = ""
    queries: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    essential: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchCall:
    subtasks: tuple[ProposedSubtask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectCall:
    subtask: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCall:
    subtask: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishCall:
    outline: str = ""
    passage_ids: tuple[str, ...] = field(default=())
    gaps: tuple[str, ...] = ()
    disagreements: tuple[str, ...] = ()


def source_tools(kinds: Sequence[tuple[SourceKind, str]]) -> tuple[Tool, ...]:
    """Two tools per source and one to report; the same list for every subagent of a class.

    `kinds` are the sources with what each says about its search.
    """
    tools = [
        tool
        for kind, about in sorted(kinds)
        for tool in (_search_tool(kind, about), _read_tool(kind))
    ]
    return (*tools, REPORT)


def _search_tool(kind: SourceKind, about: str) -> Tool:
    return Tool(
        name=f"search_{kind.value}",
        description=(
            f"{about} `since` and `until` are ISO dates or empty. Results are hints with a "
            "`ref`; read them before reporting anything."
        ),
        schema=_SEARCH,
    )


def _read_tool(kind: SourceKind) -> Tool:
    return Tool(
        name=f"read_{kind.value}",
        description=(
            "Read a document by the `ref` of a search result. `find` jumps to these words; "
            "`offset` goes on where the last window ended; both may be empty or 0."
        ),
        schema=_READ,
    )
