"""Searches of the web that need their exact words approved, and what became of each.

A card shows the words and carries a nonce. Only its digest is kept, made from nonce, words, run
and asker together: a card for other words, another run or another person matches nothing.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

import sqlalchemy as sa

from domain.audience import PersonId
from domain.plan import SubtaskId
from domain.question import RunId
from store.database import Database, metadata
from store.keyring import read_in

LIFE = timedelta(minutes=10)
_Row = sa.Row[tuple[object, ...]]


class Stage(StrEnum):
    """Where a proposed search stands; it goes forward only."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    SEARCHED = "searched"


approvals = sa.Table(
    "approvals",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("subtask", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),  # encrypted
    sa.Column("words", sa.Text, nullable=False),  # encrypted
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("seal", sa.Text, nullable=False, server_default=""),
    sa.Column("until", sa.Float, nullable=False, server_default="0"),  # UTC epoch, seconds
    sa.Column("click", sa.Text, nullable=False, server_default=""),
    sa.Column("part", sa.Text, nullable=False, server_default=""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedSearch:
    """`words` are exact: they and nothing else would be sent."""

    subtask: SubtaskId
    title: str
    words: str
    stage: Stage = Stage.PROPOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Click:
    """Who pressed what on a card; `id` tells one click from another."""

    run: RunId
    nonce: str
    person: PersonId
    id: str


class Approvals:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def propose(self, run: RunId, search: ProposedSearch) -> None:
        encrypt, label = self._database.texts.encrypt, read_in(run)
        row = self._database.insert_once(approvals).values(
            run=run,
            subtask=search.subtask,
            title=await encrypt(label, search.title),
            words=await encrypt(label, search.words),
            stage=Stage.PROPOSED,
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def of(self, run: RunId) -> tuple[ProposedSearch, ...]:
        query = sa.select(approvals).where(approvals.c.run == run)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(approvals.c.subtask))).all()
        return tuple([search async for _, search in self._opened(rows)])

    async def offer(
        self, run: RunId, search: ProposedSearch, *, asker: PersonId, nonce: str, at: datetime
    ) -> None:
        """A card with this nonce is about to be shown; an earlier card is void."""
        one = sa.and_(approvals.c.run == run, approvals.c.subtask == search.subtask)
        change = sa.update(approvals).where(one, approvals.c.stage == Stage.PROPOSED)
        seal = _seal(nonce, search.words, run=run, asker=asker)
        async with self._database.begin() as connection:
            await connection.execute(change.values(seal=seal, until=(at + LIFE).timestamp()))

    async def decide(
        self, click: Click, *, at: datetime, approved: bool
    ) -> ProposedSearch | None:
        """The search that this click decides, once; None for a card that is void.

        The same click delivered again gives the same.
        """
        stage = Stage.APPROVED if approved else Stage.DECLINED
        async with self._database.begin() as connection:
            mine = sa.select(approvals).where(approvals.c.run == click.run)
            rows = (await connection.execute(mine)).all()
            async for row, search in self._opened(rows):
                if row.click == click.id:
                    return search
                seal = _seal(click.nonce, search.words, run=click.run, asker=click.person)
                is_open = row.stage == Stage.PROPOSED and row.until >= at.timestamp()
                if not is_open or row.seal != seal:
                    continue
                one = sa.and_(approvals.c.run == row.run, approvals.c.subtask == row.subtask)
                change = sa.update(approvals).where(one)
                await connection.execute(change.values(stage=stage, click=click.id, seal=""))
                return search
        return None

    async def take(self, run: RunId, part: str) -> tuple[ProposedSearch, ...]:
        """Approved searches, for the one workflow that makes them; again for the same part."""
        theirs = sa.and_(approvals.c.run == run, approvals.c.part == part)
        free = sa.and_(approvals.c.run == run, approvals.c.stage == Stage.APPROVED)
        taken = sa.update(approvals).where(free).values(stage=Stage.SEARCHED, part=part)
        async with self._database.begin() as connection:
            await connection.execute(taken)
            rows = (await connection.execute(sa.select(approvals).where(theirs))).all()
        return tuple([search async for _, search in self._opened(rows)])

    async def _opened(self, rows: Sequence[_Row]) -> AsyncIterator[tuple[_Row, ProposedSearch]]:
        for row in rows:
            title, words = await self._database.texts.decrypt([row.title, row.words])
            if title is not None and words is not None:
                yield row, _search(row, title=title, words=words)


def _seal(nonce: str, words: str, *, run: RunId, asker: PersonId) -> str:
    digest = sha256(words.encode()).hexdigest()
    return sha256(f"{nonce}\n{digest}\n{run}\n{asker}".encode()).hexdigest()


def _search(row: _Row, *, title: str, words: str) -> ProposedSearch:
    return ProposedSearch(
        subtask=SubtaskId(row.subtask),
        title=title,
        words=words,
        stage=Stage(row.stage),
    )
