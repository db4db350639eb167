"""The digests: what is asked, when next, and whether they run. This table is the truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from domain.audience import PersonId
from domain.digest import Digest, DigestId, DigestState
from domain.question import ChannelId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import of_digest

digests = sa.Table(
    "digests",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("digest", sa.Text, nullable=False),  # a whole Digest as JSON, encrypted
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False, index=True),
    sa.Column("channel", sa.Text, nullable=False, index=True),
    sa.Column("next_ms", sa.BigInteger),  # UTC epoch; empty while nothing is planned
    sa.Column("expires_ms", sa.BigInteger, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
    sa.Column("note", sa.Text, nullable=False, server_default=""),  # why it does not run
    sa.Index("digests_due", "state", "next_ms"),
)


def to_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """`next` is the next slot, if one is planned; `failures` counts those in a row."""

    digest: Digest
    state: DigestState
    next: datetime | None
    failures: int = 0
    note: str = ""


class Digests:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(
        self, digest: Digest, *, state: DigestState, next_: datetime | None = None
    ) -> None:
        """Write it as it is now; failures and the note start afresh."""
        values = {
            "digest": await self._database.texts.encrypt(of_digest(digest.id), to_json(digest)),
            "state": state,
            "owner": digest.owner,
            "channel": digest.channel,
            "next_ms": to_ms(next_) if next_ else None,
            "expires_ms": to_ms(digest.expires),
            "failures": 0,
            "note": "",
        }
        row = self._database.insert_once(digests).values(id=digest.id, **values)
        async with self._database.begin() as connection:
            await connection.execute(
                row.on_conflict_do_update(index_elements=["id"], set_=values)
            )

    async def get(self, digest: DigestId) -> DigestRow | None:
        found = await self._rows(digests.c.id == digest)
        return found[0] if found else None

    async def of_owner(self, owner: PersonId) -> tuple[DigestRow, ...]:
        return await self._rows(sa.and_(digests.c.owner == owner, _KEPT))

    async def in_channel(self, channel: ChannelId) -> tuple[DigestRow, ...]:
        return await self._rows(sa.and_(digests.c.channel == channel, _KEPT))

    async def all(self) -> tuple[DigestRow, ...]:
        """Without drafts and those that have ended."""
        return await self._rows(_KEPT)

    async def due(self, at: datetime, *, limit: int) -> tuple[DigestRow, ...]:
        where = sa.and_(digests.c.state == DigestState.ACTIVE, digests.c.next_ms <= to_ms(at))
        return await self._rows(where, order=digests.c.next_ms, limit=limit)

    async def expiring(self, before: datetime) -> tuple[DigestRow, ...]:
        live = digests.c.state.in_([DigestState.ACTIVE, DigestState.PAUSED])
        return await self._rows(sa.and_(live, digests.c.expires_ms <= to_ms(before)))

    async def move(
        self,
        digest: DigestId,
        state: DigestState,
        *,
        note: str = "",
        next_: datetime | None = None,
    ) -> bool:
        """False if it was in that state already, or is not there."""
        change = (
            sa.update(digests)
            .where(digests.c.id == digest, digests.c.state != state)
            .values(state=state, note=note, next_ms=to_ms(next_) if next_ else None, failures=0)
            .returning(digests.c.id)
        )
        async with self._database.begin() as connection:
            return (await connection.execute(change)).first() is not None

    async def succeeded(self, digest: DigestId) -> None:
        change = sa.update(digests).where(digests.c.id == digest, digests.c.failures > 0)
        async with self._database.begin() as connection:
            await connection.execute(change.values(failures=0))

    async def _rows(
        self,
        where: sa.ColumnElement[bool],
        *,
        order: sa.ColumnElement[int] | None = None,
        limit: int | None = None,
    ) -> tuple[DigestRow, ...]:
        query = sa.select(digests).where(where).limit(limit)
        by = digests.c.id if order is None else order
        async with self._database.reading() as connection:
            rows: Sequence[sa.Row[tuple[object, ...]]] = (
                await connection.execute(query.order_by(by, digests.c.id))
            ).all()
        texts = await self._database.texts.decrypt([row.digest for row in rows])
        both = zip(rows, texts, strict=True)
        return tuple(_row(row, text) for row, text in both if text is not None)


_KEPT = digests.c.state.in_([DigestState.ACTIVE, DigestState.PAUSED])


def _row(row: sa.Row[tuple[object, ...]], text: str) -> DigestRow:
    return DigestRow(
        digest=from_json(text, Digest),
        state=DigestState(row.state),
        next=from_ms(row.next_ms) if row.next_ms is not None else None,
        failures=row.failures,
        note=row.note,
    )
