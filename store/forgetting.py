"""Forgetting: what holds a person's, a channel's or a source's words goes, to the last byte.

A run that touched them goes whole: question, evidence, findings, answer, workflow; its keys
go first, which ends every copy of its text at once. Of money only the totals stay, of the audit
log its chain.
"""

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import aiosqlite
import sqlalchemy as sa

from domain.audience import PersonId
from domain.events import RunState
from domain.evidence import SourceRef
from domain.question import RunId
from domain.record import to_json
from store.approvals import approvals
from store.arrivals import tokens
from store.compacting import compact, prepare
from store.database import Database, metadata
from store.digest_fading import fade
from store.digests import digests
from store.evidence import evidence
from store.findings import findings
from store.index import TextIndex
from store.keyring import of_digest, read_in, said_in
from store.mentions import mentioning, same_row
from store.outbox import outbox
from store.replies import replies
from store.runs import Runs, runs
from store.urls import run_urls

log = logging.getLogger("dossier.forgetting")

INDEXES = ("slack-index.sqlite", "notion-index.sqlite")
MESSAGES = "slack-messages.sqlite"
ENGINE = "engine.sqlite"
OURS = "dossier.sqlite"
_STAY = frozenset(("charges", "halts", "audit", "deeds"))
_OF_EVIDENCE = (evidence, findings, run_urls, replies, approvals, tokens)
_OF_WORKFLOWS = {
    "operation_outputs": "workflow_uuid",
    "workflow_input": "workflow_uuid",
    "workflow_output": "workflow_uuid",
    "workflow_events": "workflow_uuid",
    "workflow_events_history": "workflow_uuid",
    "streams": "workflow_uuid",
    "notifications": "destination_uuid",
    "workflow_status": "workflow_uuid",
}
_INDEXED = (
    "SELECT key FROM text WHERE instr(key || ' ' || shelf || ' ' || author || ' ' || body"
    " || ' ' || parent || ' ' || title || ' ' || url, ?)"
)
_FINAL = [state.value for state in RunState if state.is_final]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long which text stays: `evidence` is what was read, `answers` all else of a run."""

    evidence: timedelta
    answers: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """`at_work` runs would have had to go but are not at their end; then nothing went.

    `is_compact` is False if a file was busy, so that its free pages may still hold bytes.
    """

    runs: int = 0
    at_work: int = 0
    texts: int = 0
    is_compact: bool = True


class Forgetting:
    """`folder` holds the databases, as the settings name them."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder

    async def forget(self, *needles: str) -> Forgotten:
        """Everything that mentions one of these ids or names."""
        needles = (*needles, *_as_recorded(needles))
        touched = await self._runs_with(needles)
        async with self._database.reading() as connection:
            query = sa.select(runs.c.id).where(runs.c.id.in_(touched))
            busy = (await connection.execute(query.where(runs.c.state.not_in(_FINAL)))).all()
        if busy:
            return Forgotten(at_work=len(busy))
        await self._purge(touched)
        await self._delete_rows_with(needles)
        texts = sum([await self._forget_in_index(name, needles) for name in INDEXES])
        await self._forget_messages(needles)
        compact = await self.compact()
        return Forgotten(runs=len(touched), texts=texts, is_compact=compact)

    async def names_of(self, person: str) -> tuple[str, ...]:
        """The names under which a person asked."""
        rows = await Runs(self._database).of_asker(PersonId(person), limit=sys.maxsize)
        return tuple(sorted({row.question.asker.name for row in rows}))

    async def expire(self, keeping: Keeping, *, now: datetime) -> int:
        """What the settings keep no longer; how many runs lost text. Busy files come later."""
        try:
            return await self._expire(keeping, now=now)
        except (sa.exc.OperationalError, aiosqlite.OperationalError) as busy:
            log.warning("forgetting.busy", extra={"why": type(busy).__name__})
            return 0

    async def _expire(self, keeping: Keeping, *, now: datetime) -> int:
        gone = await self._ended_before(now - keeping.answers)
        faded = await self._ended_before(now - keeping.evidence)
        await self._purge(gone)
        only_faded = [run for run in faded if run not in set(gone)]
        ended = await self._database.texts.drop(map(read_in, only_faded))
        rows = await self._with_rows(only_faded, _OF_EVIDENCE)
        held = [run for run in only_faded if run in rows or read_in(run) in set(ended)]
        await self._delete(held, _OF_EVIDENCE)
        await self._delete_workflows(held)
        read, said = now - keeping.evidence, now - keeping.answers
        lost_words = await fade(self._database, read=read, said=said)
        lost_words += await self._end_days(read=read, said=said)
        if gone or held or lost_words:
            await self.compact()
        return len(gone) + len(held)

    async def _end_days(self, *, read: datetime, said: datetime) -> int:
        """What belongs to no run: deliveries that nobody took up, and posts of our own."""
        await self._database.texts.drop_days("heard", before=read)
        await self._database.texts.drop_days("posted", before=said)
        old = sa.and_(outbox.c.due < said.timestamp(), outbox.c.state != "waiting")
        loose = sa.delete(outbox).where(outbox.c.run.is_(None), old)
        async with self._database.begin() as connection:
            gone = await connection.execute(loose.returning(outbox.c.key))
            return len(gone.all())

    async def end_reading(self) -> None:
        """Everything that was read and the index of Slack, at once; what was said stays."""
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(runs.c.id))
            every = [RunId(row) for row in rows.scalars()]
        await self._database.texts.drop(map(read_in, every))
        await self._delete(every, _OF_EVIDENCE)
        await self._delete_workflows(every)
        await self._forget_in_index(INDEXES[0], ("",))  # every text holds no words at all
        await self._forget_messages(("",))
        await self.compact()

    async def compact(self) -> bool:
        """Rewrite the files, so that no free page and no log holds what was deleted."""
        files = [self._folder / name for name in (OURS, ENGINE, MESSAGES, *INDEXES)]
        return all([await compact(file) for file in files if file.exists()])

    async def _runs_with(self, needles: Sequence[str]) -> list[RunId]:
        found: set[RunId] = set()
        for table in metadata.sorted_tables:
            run = "id" if table is runs else "run"
            if run not in table.c or table.name in _STAY:
                continue
            rows = mentioning(self._database, table, needles)
            found |= {RunId(name) async for row in rows if (name := getattr(row, run))}
        return sorted(found)

    async def _purge(self, gone: Sequence[RunId]) -> None:
        if not gone:
            return
        labels = [label for run in gone for label in (read_in(run), said_in(run))]
        await self._database.texts.drop(labels)
        held = [t for t in metadata.sorted_tables if "run" in t.c and t.name not in _STAY]
        await self._delete(gone, held)
        async with self._database.begin() as connection:
            await connection.execute(sa.delete(runs).where(runs.c.id.in_(gone)))
        await self._delete_workflows(gone)

    async def _delete(self, gone: Sequence[RunId], tables: Iterable[sa.Table]) -> None:
        async with self._database.begin() as connection:
            for table in tables:
                await connection.execute(sa.delete(table).where(table.c.run.in_(gone)))

    async def _delete_rows_with(self, needles: Sequence[str]) -> None:
        """Of tables that know no run, and of posts that belong to none."""
        for table in metadata.sorted_tables:
            knows_runs = table is runs or ("run" in table.c and table is not outbox)
            if table.name in _STAY or knows_runs:
                continue
            rows = [
                row
                async for row in mentioning(self._database, table, needles)
                if not getattr(row, "run", "")
            ]
            if table is digests:
                await self._database.texts.drop(of_digest(row.id) for row in rows)
            async with self._database.begin() as connection:
                for row in rows:
                    await connection.execute(sa.delete(table).where(same_row(table, row)))

    async def _delete_workflows(self, gone: Sequence[RunId]) -> None:
        path = self._folder / ENGINE
        if not gone or not path.exists():
            return
        async with aiosqlite.connect(path) as engine:
            await prepare(engine)
            for table, column in _OF_WORKFLOWS.items():
                sql = f"DELETE FROM {table} WHERE {column} = ? OR {column} GLOB ?"  # noqa: S608 - our own names
                for run in gone:
                    await engine.execute(sql, (run, f"{run}[.~]*"))
            await engine.commit()

    async def _ended_before(self, moment: datetime) -> list[RunId]:
        ended = sa.and_(runs.c.state.in_(_FINAL), runs.c.asked_at < moment.timestamp())
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(runs.c.id).where(ended))
            return [RunId(row) for row in rows.scalars()]

    async def _with_rows(self, some: Sequence[RunId], tables: Iterable[sa.Table]) -> set[RunId]:
        found: set[RunId] = set()
        async with self._database.reading() as connection:
            for table in tables:
                query = sa.select(table.c.run).where(table.c.run.in_(some))
                rows = await connection.execute(query)
                found |= set(map(RunId, rows.scalars()))
        return found

    async def _forget_in_index(self, name: str, needles: Sequence[str]) -> int:
        path = self._folder / name
        if not path.exists():
            return 0
        keys: set[str] = set()
        async with aiosqlite.connect(path) as reading:
            for needle in needles:
                found = await reading.execute_fetchall(_INDEXED, (needle,))
                keys |= {row[0] for row in found}
        index = TextIndex(path)
        await index.open()
        await index.remove(sorted(keys))
        await index.close()
        return len(keys)

    async def _forget_messages(self, needles: Sequence[str]) -> None:
        path = self._folder / MESSAGES
        if not path.exists():
            return
        async with aiosqlite.connect(path) as messages:
            await prepare(messages)
            for needle in needles:
                await messages.execute(
                    "DELETE FROM message WHERE channel = ? OR instr(body, ?)", (needle, needle)
                )
            await messages.commit()


def _as_recorded(needles: Sequence[str]) -> Iterator[str]:
    """Addresses such as `slack:C1:1` as they stand within a record."""
    for needle in needles:
        with suppress(ValueError):
            yield to_json(SourceRef.parse(needle)).strip("{}")
