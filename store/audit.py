"""Who asked, what was read, what left, who approved, what was posted where: a sealed chain.

Entries are made from the journal and the outbox and hold ids, hosts, counts and digests, never
anybody's words. Each is sealed together with the one before it under the operator's key: one
that is changed, taken out or put in breaks the chain from there on. (That the newest entries
were cut off shows only beside a seal that was noted elsewhere.)
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.answer import Answer
from domain.events import (
    AnswerReady,
    RunEvent,
    RunStarted,
    RunStopped,
    SearchApproved,
    Searched,
    SearchShown,
    TakenBack,
    WasRead,
    Withheld,
)
from domain.question import SourceKind
from domain.record import from_json
from store.database import Database, metadata
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
class Entry:
    """`what` is a verb; `about` are refs, hosts, channels, digests and counts by name."""

    at: str
    run: str
    who: str
    what: str
    about: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    sequence: int
    entry: str
    seal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`broken_at` is the first entry that does not fit, or 0; `seal` that of the last one."""

    entries: int
    seal: str
    broken_at: int = 0


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

    async def verify(self) -> Verdict:
        """Whether every entry is as it was written, and none is missing between them."""
        seal, number = "", 0
        for number, row in enumerate(await self.entries(), start=1):
            expected = self._seal(seal, row.sequence, row.entry)
            if row.sequence != number or not hmac.compare_digest(expected, row.seal):
                return Verdict(entries=number, seal=seal, broken_at=number)
            seal = row.seal
        return Verdict(entries=number, seal=seal)

    async def _follow_some(self) -> int:
        async with self._database.begin() as connection:
            if self._database.is_postgres:
                await connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            journal_ = await _from_journal(self._database, connection)
            found = [*journal_, *await _from_outbox(self._database, connection)]
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
        return len(found)

    def _seal(self, before: str, sequence: int, entry: str) -> str:
        text = f"{before}\n{sequence}\n{entry}".encode()
        return hmac.new(self._key, text, sha256).hexdigest()


Keyed = tuple[str, Entry]
Told = tuple[str, tuple[tuple[str, str], ...]]


async def _from_journal(database: Database, connection: AsyncConnection) -> Sequence[Keyed]:
    seen = sa.exists().where(audit.c.heard == journal.c.sequence)
    last = (await connection.execute(sa.select(sa.func.max(audit.c.heard)))).scalar() or 0
    query = (
        sa.select(journal.c.sequence, journal.c.event, runs.c.asker, runs.c.channel)
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
            continue
        event = from_json(text, RunEvent)
        what, about = _told(event)
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


_TELLING = ("run_started", "searched", "was_read", "withheld", "search_shown")
_TELLING_ENDS = ("search_approved", "answer_ready", "run_stopped", "run_failed", "taken_back")


def _is_telling() -> sa.ColumnElement[bool]:
    kinds = (*_TELLING, *_TELLING_ENDS)
    plain = (sa.func.instr(journal.c.event, f'"kind":"{kind}"') > 0 for kind in kinds)
    tagged = (journal.c.event.like(f"enc1:%:{kind}:%") for kind in kinds)
    return sa.or_(*plain, *tagged)


def _told(event: RunEvent) -> Told:
    match event.what:
        case Searched():
            return _searched(event.what)
        case WasRead(source=SourceKind.WEB):
            return "fetched", ()
        case WasRead(ref=ref):
            return "read", (("ref", ref),)
        case Withheld(source=source, refs=refs):
            return "withheld", (("source", source.value), ("count", str(len(refs))))
        case SearchShown() | SearchApproved():
            return _approval(event.what)
        case _:
            return _end(event)


def _searched(what: Searched) -> Told:
    if what.source is SourceKind.WEB:
        return "sent a query", _digest(what.query)
    return "searched", (("source", what.source.value), ("found", str(what.found)))


def _approval(what: SearchShown | SearchApproved) -> Told:
    digest = (("sha256", what.digest),)
    if isinstance(what, SearchShown):
        return "was shown a search", digest
    verb = "approved a search" if what.approved else "declined a search"
    return verb, (*digest, ("by", what.by))


def _end(event: RunEvent) -> Told:
    match event.what:
        case AnswerReady(answer=answer):
            return "was answered", _sources(answer)
        case RunStarted():
            return "asked", ()
        case RunStopped():
            return "was stopped", ()
        case TakenBack():
            return "had a post taken back", _taken(event.what)
        case _:
            return "failed", ()


def _taken(what: TakenBack) -> tuple[tuple[str, str], ...]:
    counts = (("messages", str(what.messages)), ("files", str(what.files)))
    return ("channel", what.channel), *counts


def _sources(answer: Answer) -> tuple[tuple[str, str], ...]:
    return tuple(("cites", str(source.origin.ref)) for source in answer.sources)


def _digest(words: str) -> tuple[tuple[str, str], ...]:
    digest = sha256(words.encode()).hexdigest()
    return ("sha256", digest), ("letters", str(len(words)))


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
                at=_moment(row.ts),
                run=row.run or "",
                who="Dossier",
                what="posted",
                about=(("channel", row.channel), ("ts", row.ts), ("content", _kind(post))),
            ),
        )
        for row, post in zip(rows, posts, strict=True)
    ]


def _kind(post: str | None) -> str:
    return str(json.loads(post)["content"]["kind"]) if post else ""


def _moment(ts: str) -> str:
    """Slack's own moment of the message."""
    try:
        return datetime.fromtimestamp(float(ts), UTC).isoformat()
    except ValueError:
        return ""
