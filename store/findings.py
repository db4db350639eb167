"""What each subagent brought back."""

import asyncio
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

import sqlalchemy as sa

from domain.answer import Gap
from domain.evidence import Findings
from domain.plan import Outcome, Subtask, SubtaskClass
from domain.question import RunId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import read_in

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("subtask", sa.Text, nullable=False),
    sa.Column("report", sa.Text, nullable=False),  # a whole Report as JSON, encrypted
    sa.UniqueConstraint("run", "subtask"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How a subtask ended. `sequence` is given by the database."""

    subtask: Subtask
    outcome: Outcome
    findings: Findings = Findings()
    gaps: tuple[Gap, ...] = ()
    sequence: int = 0

    @property
    def carries_internal_words(self) -> bool:
        internal = self.subtask.kind is SubtaskClass.INTERNAL
        return internal and self.findings != Findings()


class Reports:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, run: RunId, report: Report) -> None:
        """The first report of a subtask stands."""
        text = await self._database.texts.encrypt(read_in(run), to_json(report))
        row = self._database.insert_once(findings).values(
            run=run, subtask=report.subtask.id, report=text
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())
        self._database.bell.ring(run)

    def listening(self, run: RunId) -> AbstractContextManager[asyncio.Event]:
        """Rings when a report of the run is kept or somebody replies to it, in this process."""
        return self._database.bell.listening(run)

    async def after(self, run: RunId, sequence: int = 0) -> tuple[Report, ...]:
        query = sa.select(findings).where(findings.c.run == run, findings.c.sequence > sequence)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(findings.c.sequence))).all()
        texts = await self._database.texts.decrypt([row.report for row in rows])
        return tuple(
            replace(from_json(text, Report), sequence=row.sequence)
            for row, text in zip(rows, texts, strict=True)
            if text is not None
        )
