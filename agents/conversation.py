"""What is said to a model and what it says back, free of any SDK's types."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from domain.budget import Usage


class Role(StrEnum):
    TRIAGE = "triage"
    LEAD = "lead"
    SUBAGENT = "subagent"
    WRITER = "writer"
    VERIFIER = "verifier"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """`shared` marks the end of what other conversations begin with too: a cache breakpoint."""

    text: str
    shared: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPart:
    """What a tool call gave; all results of one turn travel together."""

    call: str
    text: str
    is_error: bool = False
    kind: Literal["result"] = "result"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePart:
    """A source that may be cited; each text is the smallest span a citation can point at."""

    source: str
    title: str
    texts: tuple[str, ...]
    kind: Literal["source"] = "source"


UserPart = TextPart | ResultPart | SourcePart


@dataclass(frozen=True, slots=True, kw_only=True)
class UserTurn:
    parts: tuple[UserPart, ...]
    kind: Literal["user"] = "user"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTurn:
    """A reply, echoed exactly as it came: thinking blocks are bound to what precedes them."""

    raw: str
    kind: Literal["model"] = "model"


Turn = UserTurn | ModelTurn


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """`schema` is a JSON schema as text; inputs match it strictly."""

    name: str
    description: str
    schema: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One model call. `schema` asks for structured output; it excludes sources and tools."""

    role: Role
    system: str
    turns: tuple[Turn, ...]
    tools: tuple[Tool, ...] = ()
    schema: str = ""

    def saying(self, *turns: Turn) -> "Request":
        return Request(
            role=self.role,
            system=self.system,
            turns=(*self.turns, *turns),
            tools=self.tools,
            schema=self.schema,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A citation: blocks `start` to `end` (exclusive) of the request's source `source`."""

    source: int
    start: int
    end: int
    cited_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    text: str
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    """`arguments` is the input's JSON as text."""

    id: str
    name: str
    arguments: str


class Stop(StrEnum):
    DONE = "done"
    TOOLS = "tools"
    TRUNCATED = "truncated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`lost` holds the usage of attempts whose stream broke; they are paid all the same."""

    raw: str
    stop: Stop
    texts: tuple[CitedText, ...] = ()
    calls: tuple[ToolCall, ...] = ()
    usage: Usage = field(default_factory=Usage)
    lost: tuple[Usage, ...] = ()
    model: str = ""
    seconds: float = 0.0

    @property
    def text(self) -> str:
        return "".join(part.text for part in self.texts)

    @property
    def turn(self) -> ModelTurn:
        return ModelTurn(raw=self.raw)
