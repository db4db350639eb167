"""A subagent's search and read calls, each one durable step, written down as it happens."""

from dataclasses import dataclass
from datetime import datetime

from agents.conversation import ToolCall
from agents.reading import Looked, Reader
from agents.resources import Resources
from agents.tools import ReadCall, SearchCall
from agents.window import window_now
from domain.events import Searched, SourceFailed, WasRead, What, Withheld
from domain.plan import Subtask
from domain.question import Question, SourceKind
from domain.record import UnreadableRecordError, from_json
from store.durable import step

_STEP_SECONDS = 60.0
_UNREADABLE = "The arguments of this call cannot be read."
_NOT_YOURS = "This source is not part of your task."
_UNKNOWN = "There is no such tool."


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a step leaves of a tool call: passages are in the evidence store, not here."""

    text: str
    source: SourceKind
    is_error: bool = False
    found: tuple[str, ...] = ()
    read: str = ""
    copied: datetime | None = None
    failure: str = ""
    tries: int = 1


class Looker:
    """Performs tool calls for one subtask of one run."""

    def __init__(self, resources: Resources, question: Question, subtask: Subtask) -> None:
        self._resources = resources
        self._question = question
        self._subtask = subtask

    def refusal(self, call: ToolCall) -> str:
        """Why this call may not be made, or nothing: a task may have fewer than its class."""
        verb, _, name = call.name.partition("_")
        if verb not in ("search", "read") or name not in set(SourceKind):
            return _UNKNOWN
        return "" if SourceKind(name) in self._subtask.sources else _NOT_YOURS

    async def look(self, call: ToolCall, *, turn: int, index: int) -> Look:
        """One call. Raises StepFailed for what is not the source's failing."""
        key = f"{self._subtask.id}/{turn}.{index}"

        async def perform() -> Look:
            return await self._perform(call, key=key)

        return await step(f"{call.name} {turn}.{index}", Look, perform, seconds=_STEP_SECONDS)

    async def search(self, kind: SourceKind, query: str, *, name: str) -> Look:
        """A search that code makes, as a step of this name; the same record as a model's."""

        async def perform() -> Look:
            return await self._searched(kind, SearchCall(query=query), key=name)

        return await step(name, Look, perform, seconds=_STEP_SECONDS)

    async def read(self, kind: SourceKind, call: ReadCall, *, name: str) -> Look:
        async def perform() -> Look:
            return await self._read(kind, call, key=name)

        return await step(name, Look, perform, seconds=_STEP_SECONDS)

    async def _perform(self, call: ToolCall, *, key: str) -> Look:
        verb, _, name = call.name.partition("_")
        kind = SourceKind(name)
        try:
            if verb == "search":
                wanted = from_json(call.arguments, SearchCall)
                return await self._searched(kind, wanted, key=key)
            return await self._read(kind, from_json(call.arguments, ReadCall), key=key)
        except UnreadableRecordError:
            return Look(text=_UNREADABLE, source=kind, is_error=True)

    async def _searched(self, kind: SourceKind, call: SearchCall, *, key: str) -> Look:
        looked = await (await self._reader()).search(kind, call)
        if not looked.failure:
            found = len(looked.found)
            await self._note(
                key,
                Searched(subtask=self._subtask.id, source=kind, query=call.query, found=found),
            )
        return await self._kept(looked, key=key)

    async def _read(self, kind: SourceKind, call: ReadCall, *, key: str) -> Look:
        looked = await (await self._reader()).read(kind, call)
        if looked.read:
            await self._resources.evidence.keep(self._question.run, looked.passages)
            was_read = WasRead(
                subtask=self._subtask.id,
                source=kind,
                ref=looked.read,
                passages=len(looked.passages),
            )
            await self._note(key, was_read)
        return await self._kept(looked, key=key)

    async def _kept(self, looked: Looked, *, key: str) -> Look:
        subtask, kind = self._subtask.id, looked.source
        if looked.failure:
            failed = SourceFailed(
                subtask=subtask, source=kind, error=looked.failure, tries=looked.tries
            )
            await self._note(f"{key}/failed", failed)
        if looked.withheld:
            withheld = Withheld(subtask=subtask, source=kind, refs=looked.withheld)
            await self._note(f"{key}/withheld", withheld)
        return Look(
            text=looked.text,
            source=kind,
            is_error=looked.is_error,
            found=looked.found,
            read=looked.read,
            copied=looked.copied,
            failure=looked.failure,
            tries=looked.tries,
        )

    async def _reader(self) -> Reader:
        return Reader(
            run=self._question.run,
            sources=self._resources.sources(self._question.run),
            access=await self._resources.access(self._question),
            since=self._question.since,
            window=await window_now(self._resources, self._question.run),
        )

    async def _note(self, key: str, what: What) -> None:
        await self._resources.note(self._question.run, key, what)
