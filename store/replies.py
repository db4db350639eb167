"""What people say to a running run; read by a step at each turn."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.question import RunId
from store.database import Database, metadata

replies = sa.Table(
    "replies",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False, index=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("addressee", sa.Text, nullable=False),  # a subtask's id, or empty for the lead
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("steer", sa.Text, nullable=False),
    sa.Column("at", sa.Float, nullable=False),  # UTC epoch, seconds
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`steer` is what code made of the words (see bot.steering), or empty."""

    sequence: int
    author: str
    text: str
    steer: str = ""


class Replies:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self, run: RunId, key: str, reply: Reply, *, at: datetime, to: str = ""
    ) -> None:
        """Kept once per key; `reply.sequence` is given by the database."""
        row = self._database.insert_once(replies).values(
            run=run,
            key=key,
            addressee=to,
            author=reply.author,
            text=reply.text,
            steer=reply.steer,
            at=at.timestamp(),
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())
        self._database.bell.ring(run)

    async def after(self, run: RunId, sequence: int, *, to: str = "") -> tuple[Reply, ...]:
        query = sa.select(replies).where(
            replies.c.run == run, replies.c.sequence > sequence, replies.c.addressee == to
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(replies.c.sequence))).all()
        return tuple(
            Reply(sequence=row.sequence, author=row.author, text=row.text, steer=row.steer)
            for row in rows
        )
