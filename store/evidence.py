"""The passages that were really read, by run."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from domain.evidence import Passage, PassageId
from domain.question import RunId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import read_in

evidence = sa.Table(
    "evidence",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("ref", sa.Text, nullable=False),
    sa.Column("passage", sa.Text, nullable=False),  # a whole Passage as JSON, encrypted
)


class Evidence:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, run: RunId, passages: Sequence[Passage]) -> None:
        """Passages have ids derived from their place: keeping one twice changes nothing."""
        if not passages:
            return
        encrypt, label = self._database.texts.encrypt, read_in(run)
        rows = [
            {
                "run": run,
                "id": p.id,
                "ref": str(p.origin.ref),
                "passage": await encrypt(label, to_json(p)),
            }
            for p in passages
        ]
        insert = self._database.insert_once(evidence).on_conflict_do_nothing()
        async with self._database.begin() as connection:
            await connection.execute(insert, rows)

    async def get(self, run: RunId, ids: Iterable[PassageId]) -> tuple[Passage, ...]:
        """In the order asked for; ids that do not exist in this run are left out."""
        wanted = tuple(dict.fromkeys(ids))
        here = sa.and_(evidence.c.run == run, evidence.c.id.in_(wanted))
        found = {passage.id: passage for passage in await self._where(here)}
        return tuple(found[id_] for id_ in wanted if id_ in found)

    async def of(self, run: RunId) -> tuple[Passage, ...]:
        return await self._where(evidence.c.run == run)

    async def _where(self, where: sa.ColumnElement[bool]) -> tuple[Passage, ...]:
        query = sa.select(evidence.c.passage).where(where).order_by(evidence.c.id)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).scalars().all()
        texts = await self._database.texts.decrypt(rows)
        return tuple(from_json(text, Passage) for text in texts if text is not None)
