"""Posts that stand where people read them: what each rests on, and whether it may stay.

Ids alone, no words: kept for as long as a post is looked after, whatever the text's own time.
The column is not called `run`, so that a run's text may go by age and this row stay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from domain.audience import PersonId
from domain.question import ChannelId, MessageTs, RunId
from domain.record import from_json, to_json
from domain.resting import Rest
from store.database import Database, metadata

LOOKED_AFTER = timedelta(days=30)
_POSTING = timedelta(
    hours=1
)  # what is older stayed half posted, and is looked after all the same

standing_posts = sa.Table(
    "standing_posts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("origin_run", sa.Text, nullable=False),
    sa.Column("channel", sa.Text, nullable=False, index=True),
    sa.Column("thread", sa.Text, nullable=False),
    sa.Column("asker", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("rests", sa.Text, nullable=False),  # a tuple of Rest as JSON
    sa.Column("mark", sa.Text, nullable=False),  # of the readers for whom it was last right
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("posted", sa.Float, nullable=False),  # UTC epoch, seconds, as all below
    sa.Column("due", sa.Float, nullable=False),
    sa.Column("noticed", sa.Float, nullable=False),  # that its readers may have changed, or 0
    sa.Column("asked", sa.Float, nullable=False),  # when its sources were last asked
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Index("standing_posts_due", "state", "due"),
)
standing_parts = sa.Table(
    "standing_parts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("part", sa.Text, primary_key=True),  # a message's ts, or a file's id
    sa.Column("is_file", sa.Boolean, nullable=False),
)


class StandingState(StrEnum):
    """Posts that leave are being taken back.

    Of a private one the asker may still read all; an unsaid one is told of by something else.
    """

    POSTING = "posting"
    STANDS = "stands"
    LEAVING = "leaving"
    LEAVING_PRIVATE = "leaving_private"
    LEAVING_UNSAID = "leaving_unsaid"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPost:
    """`key` is the post's with its place; `kind` that of its content; moments are aware.

    `mark` is of the readers for whom it was last right, `asked` when its sources last said so;
    `noticed` is when something was heard that may have changed its readers.
    """

    key: str
    run: RunId
    channel: ChannelId
    asker: PersonId
    language: str
    kind: str
    rests: tuple[Rest, ...]
    posted: datetime
    thread: MessageTs = MessageTs("")
    mark: str = ""
    state: StandingState = StandingState.POSTING
    noticed: datetime | None = None
    asked: datetime | None = None
    tries: int = 0

    @property
    def post_key(self) -> str:
        """In the outbox."""
        return self.key.rpartition("@")[0]


def standing_key(post_key: str, channel: ChannelId) -> str:
    return f"{post_key}@{channel}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    messages: tuple[MessageTs, ...]
    files: tuple[str, ...]


class StandingPosts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def begins(self, post: StandingPost) -> None:
        """Written down before it is posted; a second time it changes nothing."""
        row = self._database.insert_once(standing_posts).values(
            key=post.key,
            origin_run=post.run,
            channel=post.channel,
            thread=post.thread,
            asker=post.asker,
            language=post.language,
            kind=post.kind,
            rests=to_json(post.rests, tuple[Rest, ...]),
            mark=post.mark,
            state=post.state,
            posted=post.posted.timestamp(),
            due=(post.posted + _POSTING).timestamp(),
            noticed=0.0,
            asked=post.posted.timestamp(),
            tries=0,
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def has_part(self, key: str, part: str, *, is_file: bool = False) -> None:
        """A message or a file of a noted post is there to be read."""
        row = self._database.insert_once(standing_parts).values(
            key=key, part=part, is_file=is_file
        )
        noted = sa.select(standing_posts.c.key).where(standing_posts.c.key == key)
        async with self._database.begin() as connection:
            if (await connection.execute(noted)).first() is not None:
                await connection.execute(row.on_conflict_do_nothing())

    async def stands(self, key: str, *, at: datetime) -> None:
        """It is posted; whoever came meanwhile is seen when it is judged at once."""
        begun = sa.and_(
            standing_posts.c.key == key, standing_posts.c.state == StandingState.POSTING
        )
        change = sa.update(standing_posts).where(begun)
        async with self._database.begin() as connection:
            await connection.execute(
                change.values(state=StandingState.STANDS, due=at.timestamp())
            )

    async def parts(self, key: str) -> Parts:
        query = sa.select(standing_parts).where(standing_parts.c.key == key)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.order_by(standing_parts.c.part))).all()
        return Parts(
            messages=tuple(MessageTs(row.part) for row in rows if not row.is_file),
            files=tuple(row.part for row in rows if row.is_file),
        )

    async def noticed(self, channel: ChannelId, *, at: datetime) -> int:
        """Who reads there may have changed; how many posts are to be judged again."""
        standing = sa.and_(
            standing_posts.c.channel == channel,
            standing_posts.c.state == StandingState.STANDS,
        )
        change = sa.update(standing_posts).where(standing)
        again = change.values(noticed=at.timestamp(), due=at.timestamp(), tries=0)
        async with self._database.begin() as connection:
            touched = await connection.execute(again.returning(standing_posts.c.key))
            return len(touched.all())

    async def due(self, at: datetime, *, limit: int) -> tuple[StandingPost, ...]:
        """Those that are leaving first, then where readers changed, then the rest by age."""
        waiting = sa.and_(
            standing_posts.c.state != StandingState.GONE,
            standing_posts.c.due <= at.timestamp(),
        )
        order = (
            standing_posts.c.state == StandingState.STANDS,
            standing_posts.c.noticed == 0.0,
            standing_posts.c.due,
        )
        query = sa.select(standing_posts).where(waiting).order_by(*order).limit(limit)
        async with self._database.reading() as connection:
            return _read((await connection.execute(query)).all())

    async def get(self, key: str) -> StandingPost | None:
        query = sa.select(standing_posts).where(standing_posts.c.key == key)
        async with self._database.reading() as connection:
            found = _read((await connection.execute(query)).all())
        return found[0] if found else None

    async def is_taken_back(self, key: str) -> bool:
        post = await self.get(key)
        kept = (StandingState.POSTING, StandingState.STANDS)
        return post is not None and post.state not in kept

    async def stays(self, post: StandingPost, *, mark: str, asked: datetime | None) -> None:
        """It was right for these readers, and looked at again a day after its sources were.

        What was noticed since it was read is not overwritten.
        """
        asked = asked or post.asked or post.posted
        noticed = post.noticed.timestamp() if post.noticed else 0.0
        due = (asked + timedelta(days=1)).timestamp()
        same = sa.and_(standing_posts.c.key == post.key, standing_posts.c.noticed == noticed)
        kept = sa.update(standing_posts).where(same)
        values = {"mark": mark, "asked": asked.timestamp(), "noticed": 0.0, "tries": 0}
        async with self._database.begin() as connection:
            await connection.execute(kept.values(due=due, **values))

    async def later(self, key: str, *, due: datetime) -> None:
        tries = standing_posts.c.tries + 1
        await self._change(key, due=due.timestamp(), tries=tries)

    async def leaves(self, key: str, state: StandingState) -> None:
        """Written down before anything of it is taken away, so that a crash undoes nothing."""
        await self._change(key, state=state, due=0.0, tries=0)

    async def gone(self, key: str) -> None:
        await self._change(key, state=StandingState.GONE)

    async def let_go(self, now: datetime) -> None:
        """Posts older than a month are looked after no more."""
        old = standing_posts.c.posted < (now - LOOKED_AFTER).timestamp()
        keys = sa.select(standing_posts.c.key)
        orphans = standing_parts.c.key.not_in(keys)
        async with self._database.begin() as connection:
            await connection.execute(sa.delete(standing_posts).where(old))
            await connection.execute(sa.delete(standing_parts).where(orphans))

    async def _change(self, key: str, **values: object) -> None:
        change = sa.update(standing_posts).where(standing_posts.c.key == key)
        async with self._database.begin() as connection:
            await connection.execute(change.values(**values))


def _read(rows: Sequence[sa.Row[tuple[object, ...]]]) -> tuple[StandingPost, ...]:
    return tuple(
        StandingPost(
            key=row.key,
            run=RunId(row.origin_run),
            channel=ChannelId(row.channel),
            asker=PersonId(row.asker),
            language=row.language,
            kind=row.kind,
            rests=from_json(row.rests, tuple[Rest, ...]),
            posted=datetime.fromtimestamp(row.posted, UTC),
            thread=MessageTs(row.thread),
            mark=row.mark,
            state=StandingState(row.state),
            noticed=datetime.fromtimestamp(row.noticed, UTC) if row.noticed else None,
            asked=datetime.fromtimestamp(row.asked, UTC),
            tries=row.tries,
        )
        for row in rows
    )
