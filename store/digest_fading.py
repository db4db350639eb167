"""Words in the memory of digests go with the time of their kind; what stays is no text.

Quotes and titles go as evidence does, the digest's own sentences as answers do. Ids and links
stay, so that forgetting a source, a channel or a person still finds what rests on them.
"""

from dataclasses import replace
from datetime import UTC, datetime

import sqlalchemy as sa

from domain.answer import Citation
from domain.digest import Remembered, SlotState
from domain.record import from_json, to_json
from store.database import Database
from store.digest_memory import memory
from store.digest_slots import slots
from store.digests import to_ms
from store.keyring import of_digest
from store.runs import runs


async def fade(database: Database, *, read: datetime, said: datetime) -> int:
    """What was read or said before these moments; returns how many rows lost words."""
    async with database.reading() as connection:
        asked = (await connection.execute(sa.select(runs.c.id, runs.c.asked_at))).all()
        moments = {row.id: row.asked_at for row in asked}
        rows = (await connection.execute(sa.select(memory))).all()
    changed = []
    for row, text in zip(
        rows, await database.texts.decrypt([row.claim for row in rows]), strict=True
    ):
        if text is None:
            continue
        old = from_json(text, Remembered)
        read_at = datetime.fromtimestamp(moments.get(old.read_in, 0.0), UTC)
        faded = _faded(old, quotes=read_at < read, text=old.said < said)
        if faded != old:
            changed.append((row, faded))
    async with database.begin() as connection:
        for row, faded in changed:
            same = sa.and_(memory.c.digest == row.digest, memory.c.id == row.id)
            unchanged = sa.and_(same, memory.c.claim == row.claim)
            text = await database.texts.encrypt(of_digest(row.digest), to_json(faded))
            await connection.execute(sa.update(memory).where(unchanged).values(claim=text))
        over = sa.and_(
            slots.c.state == SlotState.DONE,
            slots.c.began_ms < to_ms(said),
            slots.c.edition.is_not(None),
        )
        emptied = sa.update(slots).where(over).values(edition=None).returning(slots.c.digest)
        return len(changed) + len((await connection.execute(emptied)).all())


def _faded(old: Remembered, *, quotes: bool, text: bool) -> Remembered:
    """A claim without marks is from before there were any, and keeps its quotes."""
    if quotes and old.marks:
        old = replace(old, citations=tuple(_without_words(one) for one in old.citations))
    return replace(old, text="") if text and old.gist.whole else old


def _without_words(citation: Citation) -> Citation:
    return replace(citation, quote="", origin=replace(citation.origin, title=""))
