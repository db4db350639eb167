"""What happens to a run, as it is written down; everything else is read from these.

One event stream serves the thread, the trace, cost, audit and evaluation. Events hold ids,
counts and our own words; text from sources stays in the evidence store.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.answer import Answer, Gap
from domain.budget import Usage
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import ChannelId, Effort, RunId, SourceKind
from domain.quote import Choice, Quote


class RunState(StrEnum):
    QUEUED = "queued"
    PLANNING = "planning"
    RESEARCHING = "researching"
    WRITING = "writing"
    VERIFYING = "verifying"
    WAITING = "waiting"
    DELIVERED = "delivered"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        return self in (RunState.DELIVERED, RunState.STOPPED, RunState.FAILED)


class FailureKind(StrEnum):
    """Why a run ended without an answer, by who must act."""

    MODEL_DOWN = "model_down"
    MODEL_REJECTED = "model_rejected"  # our key, or the account behind it
    MODEL_DECLINED = "model_declined"
    BUDGET = "budget"
    REFUSED = "refused"
    NO_SOURCE = "no_source"
    BUG = "bug"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStarted:
    kind: Literal["run_started"] = "run_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Triaged:
    """`topic` titles the plan; `period` says how a relative time was read, or is empty.

    `asks_first` means that nothing is researched before somebody has agreed to the price.
    """

    effort: Effort
    topic: str
    language: str
    period: str = ""
    estimate_usd: tuple[float, float] = (0.0, 0.0)
    estimate_minutes: float = 0.0
    asks_first: bool = False
    kind: Literal["triaged"] = "triaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationAsked:
    question: str
    options: tuple[str, ...]
    kind: Literal["clarification_asked"] = "clarification_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuoted:
    """The plan was shown with its price; the run waits for somebody to agree."""

    quote: Quote
    kind: Literal["plan_quoted"] = "plan_quoted"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgreed:
    """`by` is a display name; `limit_usd` is what the run may cost in all."""

    choice: Choice
    by: str
    limit_usd: float
    kind: Literal["plan_agreed"] = "plan_agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchShown:
    """The asker was shown the exact words of a search; `digest` is their SHA-256."""

    subtask: SubtaskId
    digest: str
    kind: Literal["search_shown"] = "search_shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchApproved:
    """`by` is the asker's id; exactly the words of this digest leave, or, declined, none."""

    subtask: SubtaskId
    digest: str
    by: str
    approved: bool
    kind: Literal["search_approved"] = "search_approved"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtaskStarted:
    subtask: Subtask
    kind: Literal["subtask_started"] = "subtask_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtaskRefused:
    subtask: SubtaskId
    reason: str
    kind: Literal["subtask_refused"] = "subtask_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """One search as one subagent made it; `found` counts what the room may see."""

    subtask: SubtaskId
    source: SourceKind
    query: str
    found: int
    kind: Literal["searched"] = "searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class WasRead:
    """One document was read; `ref` is its address, `passages` how many were kept."""

    subtask: SubtaskId
    source: SourceKind
    ref: str
    passages: int
    kind: Literal["was_read"] = "was_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFailed:
    """`error` is the class of the failure; `tries` counts attempts in this call."""

    subtask: SubtaskId
    source: SourceKind
    error: str
    tries: int = 1
    kind: Literal["source_failed"] = "source_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """Sources that match but not everyone in the room may open; told to the asker alone.

    `refs` are addresses, never titles.
    """

    subtask: SubtaskId
    source: SourceKind
    refs: tuple[str, ...]
    kind: Literal["withheld"] = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubtaskEnded:
    """`useful` counts sources that its findings rest on; `by` names who cancelled it."""

    subtask: SubtaskId
    outcome: Outcome
    useful: int = 0
    gaps: tuple[Gap, ...] = ()
    by: str = ""
    kind: Literal["subtask_ended"] = "subtask_ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyHeard:
    """A person's reply reached the run; `steer` is what code made of it, or is empty."""

    person: str
    text: str
    steer: str = ""
    kind: Literal["reply_heard"] = "reply_heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCalled:
    """One paid call. `lost` marks one that a crash or a broken stream made worthless."""

    role: str
    model: str
    usage: Usage
    usd: float
    seconds: float
    agent: str = ""
    lost: bool = False
    kind: Literal["model_called"] = "model_called"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSilent:
    """The model has not answered for two minutes; the call goes on being tried."""

    agent: str
    kind: Literal["model_silent"] = "model_silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChanged:
    state: RunState
    kind: Literal["state_changed"] = "state_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReady:
    answer: Answer
    kind: Literal["answer_ready"] = "answer_ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStopped:
    """`by` is a display name; `reason` is empty or says that the question was deleted."""

    by: str
    reason: str = ""
    kind: Literal["run_stopped"] = "run_stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFailed:
    failure: FailureKind
    detail: str = ""
    kind: Literal["run_failed"] = "run_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What was posted was replaced by one sentence; `messages` and `files` count what went."""

    channel: ChannelId
    messages: int
    files: int
    kind: Literal["taken_back"] = "taken_back"


What = (
    RunStarted
    | Triaged
    | ClarificationAsked
    | PlanQuoted
    | PlanAgreed
    | SearchShown
    | SearchApproved
    | SubtaskStarted
    | SubtaskRefused
    | Searched
    | WasRead
    | SourceFailed
    | Withheld
    | SubtaskEnded
    | ReplyHeard
    | ModelCalled
    | ModelSilent
    | StateChanged
    | AnswerReady
    | RunStopped
    | RunFailed
    | TakenBack
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvent:
    """`sequence` orders the events of all runs; `key` makes a repeated write harmless."""

    run: RunId
    key: str
    at: datetime
    what: What
    sequence: int = 0
