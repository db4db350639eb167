"""What a digest's room was like when its maker last agreed to it: how open, how many read."""

from dataclasses import dataclass

import sqlalchemy as sa

from domain.digest import DigestId
from domain.question import RoomKind
from store.database import Database, metadata

digest_rooms = sa.Table(
    "digest_rooms",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedRoom:
    """`size` is how many people were in it."""

    kind: RoomKind
    size: int


class DigestRooms:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def first(self, digest: DigestId, room: ApprovedRoom) -> ApprovedRoom:
        """The room of the first look since the approval, which this one may be."""
        row = self._database.insert_once(digest_rooms).values(
            digest=digest, kind=room.kind, size=room.size
        )
        mine = sa.select(digest_rooms).where(digest_rooms.c.digest == digest)
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())
            kept = (await connection.execute(mine)).one()
        return ApprovedRoom(kind=RoomKind(kept.kind), size=kept.size)

    async def approved(self, digest: DigestId) -> None:
        """Its maker said yes again: what the room is like now counts from the next look on."""
        gone = sa.delete(digest_rooms).where(digest_rooms.c.digest == digest)
        async with self._database.begin() as connection:
            await connection.execute(gone)
