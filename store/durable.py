"""The door to DBOS: workflows that survive a crash, steps that are never paid twice.

Closes what DBOS leaves open (measured in docs/decisions/0001-durable-engine.md): the version is
explicit, executor ids are unique on Postgres and constant under a file lock on SQLite, results
are JSON, failures are data, a branch of `parallel` is one step, dead workers are rescued. What
a workflow is told and what its steps leave behind rests under the key of what its run read.
"""

import asyncio
import logging
import os
import re
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from dbos import DBOS, DBOSClient, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID
from sqlalchemy import event

from domain.errors import ResearchError
from domain.record import from_json, to_json
from store.database import set_pragmas
from store.folder_lock import FolderLock
from store.gate import Gate
from store.keyring import PlainTexts, Texts, read_in

T = TypeVar("T")
Body = Callable[..., Awaitable[str]]

log = logging.getLogger(__name__)
_MAX_RECOVERIES = 8
_POLL_SECONDS = 0.1


class StepFailed(Exception):
    """A step's failure, rebuilt from its record: equal in the live run and on replay.

    `kind` is the class of the original error. It is a bug unless `expected`.
    """

    def __init__(self, kind: str, detail: str, *, expected: bool) -> None:
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.expected = expected


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failure:
    kind: str
    detail: str
    expected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What a step leaves behind: the JSON text of its result, or its failure."""

    ok: str = ""
    failure: _Failure | None = None


class TextEndedError(RuntimeError):
    """What the engine kept of a run cannot be read any more: its key was dropped."""


_gate = Gate()
_texts: Texts = PlainTexts()


async def _hidden(workflow_id: str, text: str) -> str:
    return await _texts.encrypt(read_in(re.split("[.~]", workflow_id)[0]), text)


async def _shown(text: str) -> str:
    """Raises TextEndedError."""
    shown = (await _texts.decrypt([text]))[0]
    if shown is None:
        raise TextEndedError
    return shown


async def step(
    name: str, shape: type[T], action: Callable[[], Awaitable[T]], *, seconds: float
) -> T:
    """Do something outside and keep its result; on replay only the result comes back.

    `shape` is the record's type, `seconds` the limit. Raises StepFailed for every failure.
    """

    async def recorded() -> str:
        async def limited() -> str:
            async with asyncio.timeout(seconds):
                return to_json(await action(), shape)

        return await _hidden(DBOS.workflow_id or "", to_json(await _attempt(name, limited)))

    await _gate.enter()
    try:
        options: Any = {"name": name, "preemptible": True}
        text = await DBOS.run_step_async(options, recorded)
    finally:
        _gate.leave()
    outcome = from_json(await _shown(text), _Outcome)
    if outcome.failure:
        raise StepFailed(
            outcome.failure.kind, outcome.failure.detail, expected=outcome.failure.expected
        )
    return from_json(outcome.ok, shape)


async def _attempt(name: str, action: Callable[[], Awaitable[str]]) -> _Outcome:
    try:
        return _Outcome(ok=await action())
    except (ResearchError, TimeoutError) as error:
        detail = str(error)[:500]
        return _Outcome(
            failure=_Failure(kind=type(error).__name__, detail=detail, expected=True)
        )
    except Exception as error:  # the step wrapper: DBOS's control exceptions pass through
        log.exception("step.failed", extra={"step": name})
        kind = type(error).__name__
        return _Outcome(failure=_Failure(kind=kind, detail="", expected=False))


async def parallel(*calls: Awaitable[T]) -> list[T | StepFailed]:
    """Run single steps side by side; StepFailed comes back as a value, in argument order.

    One step per branch, because step numbers are drawn in argument order. Anything else
    (cancelled, ownership lost) must end the workflow, so it is raised.
    """
    results = await asyncio.gather(*calls, return_exceptions=True)
    kept: list[T | StepFailed] = []
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, StepFailed):
            raise result
        kept.append(result)
    return kept


Workflow = Callable[..., Any]


async def start(workflow: Workflow, workflow_id: str, *arguments: str) -> None:
    """Start a child under its own id, outside of any queue; a replay finds it there."""
    hidden = [await _hidden(workflow_id, argument) for argument in arguments]
    with SetWorkflowID(workflow_id):
        await DBOS.start_workflow_async(workflow, *hidden)


async def cancel(workflow_id: str) -> None:
    """End a workflow with its children; a step in flight is cut within a second."""
    await DBOS.cancel_workflow_async(workflow_id, cancel_children=True)


async def give_way(workflow_id: str, *, unless: Callable[[], Awaitable[bool]]) -> None:
    """Called within that workflow: it leaves its queue and stands still until `take_up`.

    `unless` says that what it waits for has come, and goes on saying so at every replay.
    """
    if not await unless():
        # Within the workflow this would be a step, and one that could not be recorded any more.
        leaving = DBOS.cancel_workflow_async(workflow_id)
        await asyncio.get_running_loop().create_task(leaving, context=Context())


async def take_up(workflow_id: str, *, queue: str) -> bool:
    """Line a workflow that gave way up again; its steps so far count. False if it did not.

    Not for two callers at once.
    """
    found = await DBOS.get_workflow_status_async(workflow_id)
    if found is None or found.status != "CANCELLED":
        return False
    await DBOS.resume_workflow_async(workflow_id, queue_name=queue)
    return True


async def broke_off(workflow_id: str) -> bool:
    """True of a workflow that ended without a result or was recovered too often."""
    found = await DBOS.get_workflow_status_async(workflow_id)
    return found is not None and found.status in ("ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")


def _dbos_engine(url: str) -> sa.Engine:
    engine = sa.create_engine(url, pool_size=8, max_overflow=0, hide_parameters=True)

    def prepare(connection: Any, record: object) -> None:  # noqa: ANN401 - the driver's own
        connection.isolation_level = "IMMEDIATE"
        set_pragmas(connection, record)

    event.listen(engine, "connect", prepare)
    return engine


class AlreadyRunningError(RuntimeError):
    """Another process executes runs on this SQLite file; several processes need Postgres."""


class Engine:
    """One per process: register workflows, `start` inside the running loop, then `stop`."""

    def __init__(self, url: str, *, version: str, texts: Texts | None = None) -> None:
        """`url` as SQLAlchemy takes it without a driver: `sqlite:///…` or `postgresql://…`.

        `version` names the order of steps in all workflows: only those begun under the same
        one are taken up after a restart; others wait for a process of theirs. `texts` says how
        text rests there; without it, in clear.
        """
        self._texts: Texts = texts or PlainTexts()
        self._url = url
        self._version = version
        self._is_postgres = not url.startswith("sqlite")
        self._lock = FolderLock(sa.make_url(url).database or "")
        self._config: DBOSConfig = {
            "name": "dossier",
            "application_version": version,
            "executor_id": f"{os.uname().nodename}-{os.urandom(4).hex()}"
            if self._is_postgres
            else "local",
            "system_database_url": url,
            "serializer": DBOSPortableJSONSerializer(),
            "log_level": "WARNING",
            "sys_db_pool_size": 8,
            "max_executor_threads": 16,
            "notification_listener_polling_interval_sec": _POLL_SECONDS,  # `stop` waits for it
        }
        if not self._is_postgres:
            self._config["system_database_engine"] = _dbos_engine(url)
        _quiet_logging()

    def workflow(self, name: str, body: Body) -> Workflow:
        async def run(*arguments: str) -> str:
            told = [await _shown(argument) for argument in arguments]
            try:
                return await body(*told)
            except StepFailed as failed:  # the engine keeps what is raised, and in clear
                raise StepFailed(failed.kind, "", expected=failed.expected) from None

        return DBOS.workflow(name=name, max_recovery_attempts=_MAX_RECOVERIES)(run)

    async def take_lock(self, *, wait_seconds: float = 0.0) -> bool:
        """Become the one process that executes runs on this SQLite file."""
        return self._is_postgres or await self._lock.take(wait_seconds=wait_seconds)

    async def start(self, queues: Mapping[str, int]) -> None:
        """`queues`: name and how many of its workflows run at once in this process.

        Raises AlreadyRunningError.
        """
        if not await self.take_lock():
            raise AlreadyRunningError
        global _gate, _texts
        _gate, _texts = Gate(), self._texts
        await asyncio.to_thread(self._declare, queues)
        DBOS(config=self._config)
        DBOS.launch()

    def _declare(self, queues: Mapping[str, int]) -> None:
        """Before the launch: DBOS takes up to a second to notice a queue declared later."""
        DBOS.migrate(self._url)
        client = DBOSClient(
            system_database_url=self._url,
            system_database_engine=self._config.get("system_database_engine"),
            application_name=self._config["name"],
        )
        for name, at_once in queues.items():
            client.register_queue(
                name, polling_interval_sec=_POLL_SECONDS, worker_concurrency=at_once
            )
        client.destroy()

    async def is_stranded(self, workflow_id: str) -> bool:
        """Begun under another version, of which there can be no process beside this one."""
        found = await DBOS.get_workflow_status_async(workflow_id)
        if self._is_postgres or found is None:
            return False
        return found.app_version != self._version

    async def submit(
        self, workflow: Workflow, workflow_id: str, *arguments: str, queue: str
    ) -> None:
        """Enqueue once per id, any number of times."""
        hidden = [await _hidden(workflow_id, argument) for argument in arguments]
        with SetWorkflowID(workflow_id):
            await DBOS.enqueue_workflow_async(queue, workflow, *hidden)

    async def stop(self, *, grace_seconds: float) -> bool:
        """Finish steps in flight and let go. Parked tasks never end: leave with os._exit."""
        drained = await _gate.drain(grace_seconds)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # DBOS had made its own executor the loop's, and has shut it down.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())
        self._lock.free()
        return drained


def _quiet_logging() -> None:
    # Without a handler of its own, DBOS adds one that prints to the console.
    logger = logging.getLogger("dbos")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
        logger.propagate = True
