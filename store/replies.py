"""What people say to a running run; read by a step at each turn."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.question import RunId
from store.database import Database, metadata
from store.keyring import read_in

replies = sa.Table(
    "replies",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False, index=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("addressee", sa.Text, nullable=False),  # a subtask's id, or empty for the lead
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),  # encrypted
    sa.Column("steer", sa.Text, nullable=False),  # encrypted
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
        encrypt, label = self._database.texts.encrypt, read_in(run)
        row = self._database.insert_once(replies).values(
            run=run,
            key=key,
            addressee=to,
            author=reply.author,
            text=await encrypt(label, reply.text),
            steer=await encrypt(label, reply.steer),
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
        decrypt = self._database.texts.decrypt
        texts = await decrypt([row.text for row in rows])
        steers = await decrypt([row.steer for row in rows])
        return tuple(
            Reply(sequence=row.sequence, author=row.author, text=text, steer=steer)
            for row, text, steer in zip(rows, texts, steers, strict=True)
            if text is not None and steer is not None
        )
