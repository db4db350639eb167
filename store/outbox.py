"""What must be posted, and what was: each post once, whatever dies when."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from domain.post import Post
from domain.question import ChannelId, MessageTs, RunId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import posted_on, said_in

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("run", sa.Text, index=True),
    sa.Column("post", sa.Text, nullable=False),  # a whole Post as JSON, encrypted
    sa.Column("state", sa.Text, nullable=False),  # waiting | sent | given_up
    sa.Column("due", sa.Float, nullable=False),  # UTC epoch, seconds
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("channel", sa.Text),  # where it went
    sa.Column("ts", sa.Text),
    sa.Index("outbox_due", "state", "due"),
    sa.Index("outbox_place", "channel", "ts"),
)

_ENDED = "its text has ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """`tries` counts earlier attempts: after one, the thread must be searched for the key."""

    post: Post
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    post: Post
    channel: ChannelId
    ts: MessageTs


class Outbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, post: Post, *, at: datetime) -> None:
        """A second post under the same key changes nothing."""
        label = said_in(post.run) if post.run else posted_on(at)
        text = await self._database.texts.encrypt(label, to_json(post), tag=post.content.kind)
        row = self._database.insert_once(outbox).values(
            key=post.key,
            run=post.run,
            post=text,
            state="waiting",
            due=at.timestamp(),
            tries=0,
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def due(self, at: datetime, *, limit: int = 50) -> tuple[Pending, ...]:
        waiting = sa.and_(outbox.c.state == "waiting", outbox.c.due <= at.timestamp())
        query = sa.select(outbox).where(waiting).order_by(outbox.c.sequence).limit(limit)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        texts = await self._database.texts.decrypt([row.post for row in rows])
        pending: list[Pending] = []
        for row, text in zip(rows, texts, strict=True):
            if text is None:
                await self.given_up(row.key, _ENDED)
            else:
                pending.append(Pending(post=from_json(text, Post), tries=row.tries))
        return tuple(pending)

    async def trying(self, key: str) -> None:
        """Noted before an attempt, so that a crash in the middle of it is known afterwards."""
        await self._change(key, tries=outbox.c.tries + 1)

    async def sent(self, key: str, channel: ChannelId, ts: MessageTs) -> None:
        await self._change(key, state="sent", channel=channel, ts=ts)

    async def retry(self, key: str, error: str, *, due: datetime) -> None:
        await self._change(key, error=error, due=due.timestamp())

    async def given_up(self, key: str, error: str) -> None:
        await self._change(key, state="given_up", error=error)

    async def holds(self, key: str) -> bool:
        """Whether something was put under this key, sent or not."""
        query = sa.select(outbox.c.key).where(outbox.c.key == key)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def sent_as(self, key: str) -> Sent | None:
        found = await self._sent(outbox.c.key == key)
        return found[0] if found else None

    async def at_message(self, channel: ChannelId, ts: MessageTs) -> Sent | None:
        found = await self._sent(sa.and_(outbox.c.channel == channel, outbox.c.ts == ts))
        return found[0] if found else None

    async def of_run(self, run: RunId) -> tuple[Sent, ...]:
        return await self._sent(outbox.c.run == run)

    async def on_their_way(self, run: RunId) -> tuple[Post, ...]:
        """What of a run was sent or tried: Slack shows a message before that is noted here."""
        tried = sa.and_(outbox.c.state == "waiting", outbox.c.tries > 0)
        shown = sa.or_(outbox.c.state == "sent", tried)
        query = sa.select(outbox.c.post).where(outbox.c.run == run, shown)
        async with self._database.reading() as connection:
            texts = (await connection.scalars(query.order_by(outbox.c.sequence))).all()
        posts = await self._database.texts.decrypt(list(texts))
        return tuple(from_json(text, Post) for text in posts if text is not None)

    async def _sent(self, where: sa.ColumnElement[bool]) -> tuple[Sent, ...]:
        query = sa.select(outbox).where(outbox.c.state == "sent", where)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(outbox.c.sequence))).all()
        texts = await self._database.texts.decrypt([row.post for row in rows])
        return tuple(
            Sent(
                post=from_json(text, Post),
                channel=ChannelId(row.channel),
                ts=MessageTs(row.ts),
            )
            for row, text in zip(rows, texts, strict=True)
            if text is not None
        )

    async def _change(self, key: str, **values: object) -> None:
        change = sa.update(outbox).where(outbox.c.key == key).values(**values)
        async with self._database.begin() as connection:
            await connection.execute(change)
