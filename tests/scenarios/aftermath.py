"""What a killed and restarted run has left: in the bot's own files, and in Slack."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.events import AnswerReady
from domain.question import RunId
from store.database import Database
from store.journal import Journal
from store.keyring import Keyring, OperatorKey

_WRITERS = ("triage", "lead", "writer", "verifier")  # every other agent is a subagent


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """A run that was killed once and has ended.

    `repaid` are model calls whose result was committed before the kill and that were called
    again, `lost` those that were charged as cut off, `uncounted` requests to the model that the
    ledger does not know. `whispers` are words to the asker alone.
    """

    killed_at: str
    steps: int
    plans: int
    answers: int
    whispers: int
    claims: int
    state: str
    committed: int
    repaid: tuple[str, ...]
    lost: int
    uncounted: int

    @property
    def whole(self) -> bool:
        once = self.answers == 1 and self.plans <= 1 and self.whispers <= 1
        told = self.state == "delivered" and self.claims > 0
        return once and told and not self.repaid and not self.uncounted


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The bot's folder, read from outside while it may be at work."""

    data: Path
    key: str

    def run_of(self, place: str, ts: str) -> str:
        return self._one(
            "dossier", "select id from runs where channel = ? and message = ?", place, ts
        )

    def state_of(self, run: str) -> str:
        return self._one("dossier", "select state from runs where id = ?", run)

    def is_posted(self, run: str) -> bool:
        """Everything that the run has to say was sent, and its plan shows the end."""
        posts = self._rows("dossier", "select state from outbox where run = ?", run)
        plans = self._rows("dossier", "select is_final from plan_messages where run = ?", run)
        return (
            bool(posts)
            and all(post == "sent" for (post,) in posts)
            and all(f for (f,) in plans)
        )

    async def claims_of(self, run: str) -> int:
        keys = Keyring(self.data / "keys.sqlite", key=OperatorKey(current=self.key))
        database = Database(f"sqlite+aiosqlite:///{self.data}/dossier.sqlite", texts=keys)
        events = await Journal(database).of(RunId(run))
        await database.close()
        told = [event.what.answer for event in events if isinstance(event.what, AnswerReady)]
        return len(told[0].claims) if told else 0

    def paid(self, run: str) -> Counter[str]:
        """How often each model call was reserved money for."""
        rows = self._rows("dossier", "select key from ledger where run = ?", run)
        return Counter(str(key) for (key,) in rows)

    def committed(self, run: str) -> tuple[str, ...]:
        """Keys of the model calls whose results the engine had kept."""
        rows = self._rows(
            "engine",
            "select function_name from operation_outputs "
            "where workflow_uuid like ? "
            "and (function_name like 'model %' or function_name like 'warm %')",
            f"{run}%",
        )
        return tuple(_key_of(str(name)) for (name,) in rows) if run else ()

    def _one(self, name: str, query: str, *values: str) -> str:
        rows = self._rows(name, query, *values)
        return str(rows[0][0]) if rows else ""

    def _rows(self, name: str, query: str, *values: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.data / f"{name}.sqlite", timeout=5)) as database:
            return database.execute(query, values).fetchall()


def _key_of(step: str) -> str:
    """The ledger's key of a step: `lead/2` of `model lead 2`, `lead/warm` of `warm lead`."""
    kind, agent, *turn = step.split()
    return "/".join((agent, *turn)) if kind == "model" else f"{agent}/{kind}"


def role_of_key(key: str) -> str:
    """Whose request a key of the ledger stands for, as the wire shows it."""
    agent, _, turn = key.partition("/")
    if turn == "warm":
        return "subagent"  # the prefix that they share
    return next((role for role in _WRITERS if agent.startswith(role)), "subagent")
