"""Who asked, what was read, what left, who approved, what was posted where: a sealed chain.

Each entry is sealed together with the one before it under the operator's key: one that is
changed, taken out or put in breaks the chain from there on. That the newest entries were cut
off shows beside a seal that was noted elsewhere, as the log of the process notes one a day.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.events import RunEvent, RunStarted, WasRead
from domain.question import SourceKind
from domain.record import from_json
from store.audit_entries import TELLING, Entry, kind_of, moment_of, told
from store.database import Database, metadata
from store.deeds import deeds
from store.journal import journal
from store.keyring import Keyring
from store.outbox import outbox
from store.runs import runs
from store.urls import RunUrls

audit = sa.Table(
    "audit",
    metadata,
    sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),  # journal:17, post:a1b2
    sa.Column("heard", sa.Integer, index=True),  # the journal's sequence
    sa.Column("entry", sa.Text, nullable=False),  # a whole Entry as JSON
    sa.Column("seal", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

_AT_ONCE = 500
_OVERLAP = 200  # transactions of several processes end out of order
_LOCK = 7403  # any number, the same in every process


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    sequence: int
    entry: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`broken_at` is the first entry that does not fit, or 0; `seal` that of the last one.

    `lacks` are seals noted earlier that no entry bears any more: those after it are gone, or
    were written anew.
    """

    entries: int
    seal: str
    broken_at: int = 0
    lacks: tuple[str, ...] = ()


async def open_audit(database: Database, keyring: Keyring) -> "Audit":
    """The chain's key outlives that of the operator, or seals noted elsewhere would be void."""
    return Audit(database, key=await keyring.secret("audit", first=keyring.key.first))


class Audit:
    def __init__(self, database: Database, *, key: str) -> None:
        self._database = database
        self._key = sha256(f"audit\n{key}".encode()).digest()

    async def follow(self) -> int:
        """Take up what was written down since; how many entries were added."""
        added = 0
        while took := await self._follow_some():
            added += took
        return added

    async def entries(self, *, after: int = 0) -> tuple[Sealed, ...]:
        query = sa.select(audit).where(audit.c.sequence > after).order_by(audit.c.sequence)
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(
            Sealed(sequence=row.sequence, entry=row.entry, seal=row.seal) for row in rows
        )

    async def verify(self, *, noted: Sequence[str] = ()) -> Verdict:
        """Whether every entry is as it was written, and none is missing between them.

        With seals that were `noted` elsewhere, whether none is missing after them either.
        """
        seal, number, lacks = "", 0, set(noted)
        for number, row in enumerate(await self.entries(), start=1):
            expected = self._seal(seal, row.sequence, row.entry)
            if row.sequence != number or not hmac.compare_digest(expected, row.seal):
                return Verdict(entries=number, seal=seal, broken_at=number)
            seal = row.seal
            lacks.discard(seal)
        return Verdict(entries=number, seal=seal, lacks=tuple(sorted(lacks)))

    async def head(self) -> Sealed | None:
        """The newest entry, whose seal stands for all before it."""
        last = sa.select(audit).order_by(audit.c.sequence.desc()).limit(1)
        async with self._database.reading() as connection:
            row = (await connection.execute(last)).first()
        return Sealed(sequence=row.sequence, entry=row.entry, seal=row.seal) if row else None

    async def in_force(self, rules: Sequence[tuple[str, str]], *, at: datetime) -> bool:
        """Digests of the rules that hold from now on; False if they held before."""
        about = tuple(rules)
        known = sa.select(audit.c.key, audit.c.entry).where(audit.c.key.startswith("rules:"))
        async with self._database.begin() as connection:
            await self._take_turn(connection)
            last = known.order_by(audit.c.sequence.desc()).limit(1)
            row = (await connection.execute(last)).first()
            if row and json.loads(row.entry)["about"] == [list(pair) for pair in about]:
                return False
            entry = Entry(
                at=at.isoformat(), run="", who="operator", what="set the rules", about=about
            )
            number = int(row.key.removeprefix("rules:")) + 1 if row else 1
            await self._append(connection, [(f"rules:{number}", entry)])
        return True

    async def _follow_some(self) -> int:
        async with self._database.begin() as connection:
            await self._take_turn(connection)
            found = [
                *await _from_journal(self._database, connection),
                *await _from_outbox(self._database, connection),
                *await _from_deeds(connection),
            ]
            await self._append(connection, found)
        return len(found)

    async def _take_turn(self, connection: AsyncConnection) -> None:
        if self._database.is_postgres:  # SQLite's writers take turns anyway
            await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    async def _append(self, connection: AsyncConnection, found: "Sequence[Keyed]") -> None:
        last = sa.select(audit).order_by(audit.c.sequence.desc()).limit(1)
        row = (await connection.execute(last)).first()
        sequence, seal = (row.sequence, row.seal) if row else (0, "")
        for key, entry in found:
            sequence += 1
            seal = self._seal(seal, sequence, entry.text)
            added = sa.insert(audit).values(
                sequence=sequence,
                key=key,
                heard=int(key.removeprefix("journal:")) if "journal:" in key else None,
                entry=entry.text,
                seal=seal,
            )
            await connection.execute(added)

    def _seal(self, before: str, sequence: int, entry: str) -> str:
        text = f"{before}\n{sequence}\n{entry}".encode()
        return hmac.new(self._key, text, sha256).hexdigest()


Keyed = tuple[str, Entry]


async def _from_journal(database: Database, connection: AsyncConnection) -> Sequence[Keyed]:
    seen = sa.exists().where(audit.c.heard == journal.c.sequence)
    last = (await connection.execute(sa.select(sa.func.max(audit.c.heard)))).scalar() or 0
    query = (
        sa.select(
            journal.c.sequence, journal.c.run, journal.c.event, runs.c.asker, runs.c.channel
        )
        .join(runs, runs.c.id == journal.c.run, isouter=True)
        .where(journal.c.sequence > last - _OVERLAP, ~seen, _is_telling())
        .order_by(journal.c.sequence)
        .limit(_AT_ONCE)
    )
    made: list[Keyed] = []
    rows = (await connection.execute(query)).all()
    texts = await database.texts.decrypt([row.event for row in rows])
    for row, text in zip(rows, texts, strict=True):
        if text is None:
            ended = Entry(at="", run=row.run, who=row.asker or "", what="had its text ended")
            made.append((f"journal:{row.sequence}", ended))
            continue
        event = from_json(text, RunEvent)
        what, about = told(event)
        if isinstance(event.what, RunStarted):
            about = (("channel", row.channel or ""),)
        if isinstance(event.what, WasRead) and event.what.source is SourceKind.WEB:
            about = (("host", await _host(database, event)),)
        entry = Entry(
            at=event.at.isoformat(),
            run=event.run,
            who=row.asker or "",
            what=what,
            about=about,
        )
        made.append((f"journal:{row.sequence}", entry))
    return made


def _is_telling() -> sa.ColumnElement[bool]:
    plain = (sa.func.instr(journal.c.event, f'"kind":"{kind}"') > 0 for kind in TELLING)
    tagged = (journal.c.event.like(f"enc1:%:{kind}:%") for kind in TELLING)
    return sa.or_(*plain, *tagged)


async def _host(database: Database, event: RunEvent) -> str:
    ref = event.what.ref if isinstance(event.what, WasRead) else ""
    url = await RunUrls(database).lookup(event.run, ref.partition(":")[2])
    return urlsplit(url or "").hostname or ""


async def _from_outbox(database: Database, connection: AsyncConnection) -> Sequence[Keyed]:
    seen = sa.exists().where(audit.c.key == sa.literal("post:") + outbox.c.key)
    query = (
        sa.select(outbox.c.key, outbox.c.run, outbox.c.channel, outbox.c.ts, outbox.c.post)
        .where(outbox.c.state == "sent", ~seen)
        .order_by(outbox.c.sequence)
        .limit(_AT_ONCE)
    )
    rows = (await connection.execute(query)).all()
    posts = await database.texts.decrypt([row.post for row in rows])
    return [
        (
            f"post:{row.key}",
            Entry(
                at=moment_of(row.ts),
                run=row.run or "",
                who="Dossier",
                what="posted",
                about=(("channel", row.channel), ("ts", row.ts), ("content", kind_of(post))),
            ),
        )
        for row, post in zip(rows, posts, strict=True)
    ]


async def _from_deeds(connection: AsyncConnection) -> Sequence[Keyed]:
    """They go over into the log: what it has sealed is not kept twice."""
    query = sa.select(deeds).order_by(deeds.c.sequence).limit(_AT_ONCE)
    rows = (await connection.execute(query)).all()
    taken = [row.sequence for row in rows]
    await connection.execute(sa.delete(deeds).where(deeds.c.sequence.in_(taken)))
    return [
        (
            f"deed:{row.sequence}",
            Entry(
                at=row.at,
                run="",
                who=row.who,
                what=row.what,
                about=tuple(sorted(json.loads(row.about).items())),
            ),
        )
        for row in rows
    ]
