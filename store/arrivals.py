"""Arrivals, committed before Slack is told that we have them.

A row is written once per delivery key and, for questions, once per message: the same words
arrive as a mention and as a message, and may arrive again on another connection.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from cryptography.fernet import InvalidToken

from domain.arrival import (
    Arrival,
    Asked,
    Commanded,
    Delivered,
    Replied,
    ShortcutUsed,
)
from domain.audience import PersonId
from domain.question import ChannelId, MessageTs, RunId
from domain.record import from_json, to_json
from store.database import Database, metadata
from store.keyring import OperatorKey, heard_on

TOKEN_LIFE = timedelta(minutes=10)

arrivals = sa.Table(
    "arrivals",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("message", sa.Text, unique=True),  # team:channel:ts of what was said to us
    sa.Column("channel", sa.Text),
    sa.Column("thread", sa.Text),
    sa.Column(
        "arrival", sa.Text, nullable=False
    ),  # a whole Arrival as JSON, encrypted, without its token
    sa.Column("token", sa.LargeBinary),  # encrypted; gone once dealt with
    sa.Column("arrived", sa.Float, nullable=False),  # UTC epoch, seconds
    sa.Column("due", sa.Float, nullable=False),  # the same; later after a failure
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=False, server_default=""),
    sa.Column("is_done", sa.Boolean, nullable=False),
    sa.Index("arrivals_open", "is_done", "due"),
    sa.Index("arrivals_thread", "channel", "thread"),
)

tokens = sa.Table(
    "run_tokens",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("token", sa.LargeBinary, nullable=False),  # encrypted, good for ten minutes
    sa.Column("until", sa.Float, nullable=False),  # UTC epoch, seconds
)

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("run", sa.Text, primary_key=True),
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("is_good", sa.Boolean, nullable=False),
    sa.Column("at", sa.Float, nullable=False),  # UTC epoch, seconds
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An arrival that nobody has dealt with; `tries` counts failed attempts."""

    key: str
    team: str
    arrival: Arrival
    tries: int
    arrived: datetime


class Arrivals:
    """Tokens rest encrypted under a key made from `key`; what it cannot open counts as gone."""

    def __init__(
        self, database: Database, *, key: OperatorKey, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._box = key.box("search tokens")
        self._now = now

    async def commit(self, delivered: Delivered) -> bool:
        """False if it was here already, by its key or as the same message."""
        arrival, place, at = delivered.arrival, _place(delivered), self._now()
        text = to_json(_without_token(arrival), Arrival)
        row = self._database.insert_once(arrivals).values(
            key=delivered.key,
            message=place.message,
            channel=place.channel,
            thread=place.thread,
            arrival=await self._database.texts.encrypt(heard_on(at), text),
            token=self._sealed(arrival, at),
            arrived=at.timestamp(),
            due=at.timestamp(),
            tries=0,
            is_done=False,
        )
        once = row.on_conflict_do_nothing().returning(arrivals.c.sequence)
        async with self._database.begin() as connection:
            return (await connection.execute(once)).scalar() is not None

    async def pending(
        self, *, besides: Collection[str] = (), limit: int = 200
    ) -> tuple[Waiting, ...]:
        """What is due, oldest first; tokens older than their life are left out.

        `besides` are keys that are being dealt with, which a crowd would read again and again.
        """
        at = self._now()
        due = sa.and_(arrivals.c.is_done.is_(False), arrivals.c.due <= at.timestamp())
        query = sa.select(arrivals).where(due).order_by(arrivals.c.sequence).limit(limit)
        async with self._database.reading() as connection:
            found = (await connection.execute(query)).all()
        rows = [row for row in found if row.key not in besides]
        texts = await self._database.texts.decrypt([row.arrival for row in rows])
        waiting: list[Waiting] = []
        for row, text in zip(rows, texts, strict=True):
            if text is None:
                await self.done(row.key)
            else:
                waiting.append(self._waiting(row, text, at=at))
        return tuple(waiting)

    async def done(self, key: str) -> None:
        """Dealt with: its token is forgotten with it."""
        await self._change(key, is_done=True, token=None)

    async def retry(self, key: str, error: str, *, due: datetime) -> None:
        """`error` is a short name without anybody's text."""
        await self._change(key, error=error, tries=arrivals.c.tries + 1, due=due.timestamp())

    async def knows_thread(self, channel: ChannelId, thread: MessageTs) -> bool:
        """Whether somebody asked us something in it, dealt with or not."""
        here = sa.and_(arrivals.c.channel == channel, arrivals.c.thread == thread)
        query = sa.select(arrivals.c.sequence).where(here).limit(1)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def knows_message(self, team: str, channel: ChannelId, ts: MessageTs) -> bool:
        """Whether this message was said to us."""
        here = arrivals.c.message == f"{team}:{channel}:{ts}"
        query = sa.select(arrivals.c.sequence).where(here)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def lend(self, run: RunId, token: str) -> None:
        """Keep what a run's event lent us to search with."""
        if not token:
            return
        at = self._now()
        until = (at + TOKEN_LIFE).timestamp()
        row = self._database.insert_once(tokens).values(
            run=run, token=self._box.encrypt_at_time(token.encode(), _second(at)), until=until
        )
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing())

    async def token(self, run: RunId) -> str:
        """Empty when there was none, or it is too old by now."""
        query = sa.select(tokens.c.token).where(tokens.c.run == run)
        async with self._database.reading() as connection:
            return self._opened((await connection.execute(query)).scalar(), self._now())

    async def forget_tokens(self) -> None:
        """Every token that was lent to us, at once."""
        async with self._database.begin() as connection:
            await connection.execute(sa.update(arrivals).values(token=None))
            await connection.execute(sa.delete(tokens))

    async def rate(self, run: RunId, person: PersonId, *, good: bool) -> None:
        """What a person thinks of an answer; their last word counts."""
        at = self._now()
        row = self._database.insert_once(ratings).values(
            run=run, person=person, is_good=good, at=at.timestamp()
        )
        changed = row.on_conflict_do_update(
            index_elements=["run", "person"], set_={"is_good": good, "at": at.timestamp()}
        )
        async with self._database.begin() as connection:
            await connection.execute(changed)

    async def ratings_of(self, run: RunId) -> dict[PersonId, bool]:
        """True for those whom the answer helped."""
        query = sa.select(ratings).where(ratings.c.run == run)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return {PersonId(row.person): row.is_good for row in rows}

    async def forget(self, *, older_than: timedelta) -> None:
        """Drop what was dealt with long ago, and every token that is too old to be of use.

        Slack repeats a delivery for an hour at most.
        """
        now = self._now()
        old = arrivals.c.arrived < (now - older_than).timestamp()
        stale = arrivals.c.arrived < (now - TOKEN_LIFE).timestamp()
        async with self._database.begin() as connection:
            gone = sa.delete(arrivals).where(arrivals.c.is_done.is_(True), old)
            await connection.execute(gone)
            await connection.execute(sa.update(arrivals).where(stale).values(token=None))
            await connection.execute(sa.delete(tokens).where(tokens.c.until < now.timestamp()))

    async def _change(self, key: str, **values: object) -> None:
        change = sa.update(arrivals).where(arrivals.c.key == key).values(**values)
        async with self._database.begin() as connection:
            await connection.execute(change)

    def _sealed(self, arrival: Arrival, at: datetime) -> bytes | None:
        if not isinstance(arrival, Asked | Replied) or not arrival.token:
            return None
        return self._box.encrypt_at_time(arrival.token.encode(), _second(at))

    def _waiting(self, row: sa.Row[tuple[object, ...]], text: str, *, at: datetime) -> Waiting:
        shape: type[Arrival] = Arrival  # type: ignore[assignment]  # a union is a shape too
        arrival = from_json(text, shape)
        if isinstance(arrival, Asked | Replied):
            arrival = replace(arrival, token=self._opened(row.token, at))
        return Waiting(
            key=row.key,
            team=str(row.message or "").partition(":")[0],
            arrival=arrival,
            tries=row.tries,
            arrived=datetime.fromtimestamp(row.arrived, at.tzinfo),
        )

    def _opened(self, sealed: bytes | None, at: datetime) -> str:
        if sealed is None:
            return ""
        life = int(TOKEN_LIFE.total_seconds())
        try:
            opened = self._box.decrypt_at_time(sealed, life, _second(at))
        except InvalidToken:
            return ""
        return opened.decode()


def _second(at: datetime) -> int:
    return int(at.timestamp())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    message: str | None = None
    channel: str | None = None
    thread: str | None = None


def _place(delivered: Delivered) -> _Place:
    match delivered.arrival:
        case (
            Asked(channel=channel, ts=ts, thread=thread)
            | Replied(channel=channel, ts=ts, thread=thread)
        ):
            name = f"{delivered.team}:{channel}:{ts}"
            return _Place(message=name, channel=channel, thread=thread or ts)
        case ShortcutUsed(channel=channel, ts=ts, thread=thread):
            return _Place(channel=channel, thread=thread or ts)
        case Commanded(channel=channel):
            return _Place(channel=channel)
        case _:
            return _Place()


def _without_token(arrival: Arrival) -> Arrival:
    if isinstance(arrival, Asked | Replied):
        return replace(arrival, token="")
    return arrival
