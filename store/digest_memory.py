"""What a digest has said and where it read it, so that it tells only what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.digest import DigestId, Remembered
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.digests import to_ms
from store.keyring import of_digest

memory = sa.Table(
    "digest_memory",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("said_ms", sa.BigInteger, nullable=False),
    sa.Column("claim", sa.Text, nullable=False),  # a whole Remembered as JSON, encrypted
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """How a digest's memory changes with a slot."""

    remember: tuple[Remembered, ...] = ()
    forget: tuple[str, ...] = ()


class Memory:
    """The caller holds the transaction that a change belongs to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, digest: DigestId) -> tuple[Remembered, ...]:
        """Oldest first."""
        query = sa.select(memory.c.claim).where(memory.c.digest == digest)
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(memory.c.said_ms, memory.c.id))
            claims: Sequence[str] = found.scalars().all()
        texts = await self._database.texts.decrypt(claims)
        return tuple(from_json(text, Remembered) for text in texts if text is not None)

    async def learn(
        self, connection: AsyncConnection, digest: DigestId, learned: Learned
    ) -> None:
        gone = sa.delete(memory).where(memory.c.digest == digest)
        if learned.forget:
            await connection.execute(gone.where(memory.c.id.in_(learned.forget)))
        for claim in learned.remember:
            text = await self._database.texts.encrypt(of_digest(digest), to_json(claim))
            values = {"said_ms": to_ms(claim.said), "claim": text}
            row = self._database.insert_once(memory).values(
                digest=digest, id=claim.id, **values
            )
            keys = ["digest", "id"]
            await connection.execute(
                row.on_conflict_do_update(index_elements=keys, set_=values)
            )

    async def forget(self, connection: AsyncConnection, digest: DigestId) -> None:
        await connection.execute(sa.delete(memory).where(memory.c.digest == digest))
