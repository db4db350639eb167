"""A run as its thread sees it: a projection of its events, without titles of sources."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.events import (
    AnswerReady,
    ClarificationAsked,
    ModelCalled,
    PlanAgreed,
    PlanQuoted,
    ReplyHeard,
    RunEvent,
    RunFailed,
    RunStarted,
    RunState,
    RunStopped,
    Searched,
    StateChanged,
    SubtaskEnded,
    SubtaskRefused,
    SubtaskStarted,
    Triaged,
    WasRead,
    What,
)
from domain.plan import Outcome, Subtask, SubtaskId
from domain.question import Effort, RunId, SourceKind
from domain.window import OPEN, Window


class Mark(StrEnum):
    PENDING = "pending"
    SEARCHING = "searching"
    READING = "reading"
    DONE = "done"
    NOTHING = "nothing"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"

    @property
    def is_open(self) -> bool:
        return self in (Mark.PENDING, Mark.SEARCHING, Mark.READING)


_MARK_OF = {
    Outcome.FOUND: Mark.DONE,
    Outcome.NOTHING: Mark.NOTHING,
    Outcome.FAILED: Mark.FAILED,
    Outcome.CANCELLED: Mark.CANCELLED,
    Outcome.SKIPPED: Mark.SKIPPED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One subtask: `read` counts documents, `useful` those its findings rest on.

    `is_late` says that company text may have reached the lead before it wrote the title.
    """

    id: SubtaskId
    title: str
    number: int = 0
    is_late: bool = False
    sources: tuple[SourceKind, ...]
    mark: Mark = Mark.PENDING
    searches: int = 0
    read: int = 0
    useful: int = 0
    asked_by: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """What the plan message shows. `seconds` run from the first event; `usd` is spent.

    `before` counts questions that wait longer, None where nobody knows.
    With `asks_first` nothing is researched before `limit_usd` has been agreed to; while it
    waits for that, `is_quoted`.
    """

    run: RunId
    state: RunState = RunState.QUEUED
    before: int | None = None
    topic: str = ""
    period: str = ""
    window: Window = OPEN
    language: str = ""
    effort: Effort | None = None
    estimate_usd: tuple[float, float] = (0.0, 0.0)
    estimate_minutes: float = 0.0
    asks_first: bool = False
    is_quoted: bool = False
    limit_usd: float = 0.0
    has_read_inside: bool = False
    refs: frozenset[str] = frozenset()
    parts: tuple[PartView, ...] = ()
    stopped_by: str = ""
    stopped_because: str = ""
    usd: float = 0.0
    seconds: float = 0.0
    sequence: int = 0

    @property
    def read(self) -> int:
        """What two parts read is one document, as in the answer's own count."""
        return len(self.refs)

    @property
    def has_late_titles(self) -> bool:
        return any(part.is_late and part.title for part in self.parts)

    def discreet(self) -> "PlanView":
        """Without the titles that were written after company text was read."""
        parts = (replace(part, title="") if part.is_late else part for part in self.parts)
        return replace(self, parts=tuple(parts))


class PlanSoFar:
    """Grows with each event; repeated ones (same key) count once.

    What comes after the end changes nothing, unless the run is started again.
    """

    def __init__(self, run: RunId) -> None:
        self._view = PlanView(run=run)
        self._seen: set[str] = set()
        self._first: datetime | None = None
        self._ended: datetime | None = None

    def take(self, event: RunEvent) -> None:
        """Events of one run, in order."""
        if event.key in self._seen:
            return
        self._seen.add(event.key)
        self._first = self._first or event.at
        view = self._view
        if not view.state.is_final or isinstance(event.what, RunStarted | RunStopped):
            view = _entered(_after(view, event.what), _state_after(event.what))
            self._ended = event.at if view.state.is_final else None
        self._view = replace(view, sequence=max(view.sequence, event.sequence))

    def view(self, now: datetime) -> PlanView:
        if self._first is None:
            return self._view
        lasted = (self._ended or now) - self._first
        return replace(self._view, seconds=max(lasted.total_seconds(), 0.0))


def plan_view(events: Iterable[RunEvent], run: RunId, *, now: datetime) -> PlanView:
    """The view after these events of one run, which are in order."""
    so_far = PlanSoFar(run)
    for event in events:
        so_far.take(event)
    return so_far.view(now)


def _after(view: PlanView, what: What) -> PlanView:
    match what:
        case SubtaskStarted(subtask=subtask):
            return _with_part(view, subtask)
        case Searched(subtask=part, source=source) | WasRead(subtask=part, source=source):
            inside = view.has_read_inside or source.is_internal
            after = _changed(view, part, what)
            if isinstance(what, WasRead) and after.parts != view.parts:
                after = replace(after, refs=after.refs | {f"{source}:{what.ref}"})
            return replace(after, has_read_inside=inside)
        case SubtaskEnded(subtask=part) | SubtaskRefused(subtask=part):
            return _changed(view, part, what)
        case ModelCalled(usd=usd):
            return replace(view, usd=view.usd + usd)
        case _:
            return _of_run(view, what)


def _of_run(view: PlanView, what: What) -> PlanView:
    match what:
        case Triaged():
            return _triaged(view, what)
        case PlanQuoted() | ClarificationAsked():
            return replace(view, is_quoted=isinstance(what, PlanQuoted))
        case PlanAgreed(limit_usd=usd):
            return replace(view, limit_usd=usd)
        case ReplyHeard(person=person, steer=steer):
            return replace(view, window=view.window.after(steer, by=person))
        case RunStopped(by=by, reason=reason):
            return replace(view, stopped_by=by, stopped_because=reason)
        case _:
            return view


def _state_after(what: What) -> RunState | None:
    match what:
        case StateChanged(state=state):
            return state
        case RunStarted():
            return RunState.PLANNING
        case ClarificationAsked() | PlanQuoted():
            return RunState.WAITING
        case PlanAgreed():
            return RunState.RESEARCHING
        case AnswerReady() | RunStopped() | RunFailed():
            return _END_OF[type(what)]
        case _:
            return None


_END_OF: dict[type, RunState] = {
    AnswerReady: RunState.DELIVERED,
    RunStopped: RunState.STOPPED,
    RunFailed: RunState.FAILED,
}


def _triaged(view: PlanView, what: Triaged) -> PlanView:
    """It comes once a question back has been answered."""
    waited = view.state is RunState.WAITING
    return replace(
        view,
        state=RunState.PLANNING if waited else view.state,
        topic=what.topic,
        period=what.period,
        language=what.language,
        effort=what.effort,
        estimate_usd=what.estimate_usd,
        estimate_minutes=what.estimate_minutes,
        asks_first=what.asks_first,
    )


def _with_part(view: PlanView, subtask: Subtask) -> PlanView:
    if any(part.id == subtask.id for part in view.parts):
        return view
    part = PartView(
        id=subtask.id,
        title=subtask.title,
        number=len(view.parts) + 1,
        is_late=view.has_read_inside,
        sources=subtask.sources,
        asked_by=subtask.asked_by,
    )
    before = (RunState.QUEUED, RunState.PLANNING, RunState.WAITING)
    state = RunState.RESEARCHING if view.state in before else view.state
    return replace(view, state=state, parts=(*view.parts, part))


def _changed(view: PlanView, subtask: SubtaskId, what: What) -> PlanView:
    parts = tuple(_part_after(p, what) if p.id == subtask else p for p in view.parts)
    return replace(view, parts=parts)


def _part_after(part: PartView, what: What) -> PartView:
    if not part.mark.is_open:  # what comes late changes nothing that people were told
        return part
    match what:
        case Searched():
            return replace(part, mark=Mark.SEARCHING, searches=part.searches + 1)
        case WasRead():
            return replace(part, mark=Mark.READING, read=part.read + 1)
        case SubtaskEnded(outcome=outcome, useful=useful, by=by):
            return replace(part, mark=_MARK_OF[outcome], useful=useful, by=by)
        case SubtaskRefused():
            return replace(part, mark=Mark.SKIPPED)
        case _:
            return part


def _entered(view: PlanView, state: RunState | None) -> PlanView:
    """A part that was still open when the run ended was not done."""
    if state is None or not state.is_final:
        return replace(view, state=state or view.state)
    left = Mark.CANCELLED if state is RunState.STOPPED else Mark.SKIPPED
    parts = tuple(replace(p, mark=left) if p.mark.is_open else p for p in view.parts)
    return replace(view, state=state, parts=parts)
