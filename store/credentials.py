"""The Google credentials of people who connected their own Drive, and sign-ins under way.

Tokens and verifiers rest encrypted under a key made from the operator's; of a sign-in's state
only the digest is kept, so that what lies in the file opens nothing.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from cryptography.fernet import InvalidToken

from domain.audience import PersonId
from store.database import Database, metadata
from store.deeds import Deed, note
from store.keyring import OperatorKey

LIFE = timedelta(minutes=10)
_STATE_BYTES = 32

sign_ins = sa.Table(
    "sign_ins",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),  # the last one that they began counts
    sa.Column("state", sa.Text, nullable=False, unique=True),  # a digest
    sa.Column("verifier", sa.LargeBinary, nullable=False),  # encrypted
    sa.Column("until", sa.Float, nullable=False),  # UTC epoch, seconds
)

credentials = sa.Table(
    "credentials",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("address", sa.Text, nullable=False),  # of the account, in lower case
    sa.Column("token", sa.LargeBinary),  # encrypted; gone once Google refused it
    sa.Column("since", sa.Float, nullable=False),  # UTC epoch, seconds
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningIn:
    """Who began a sign-in, and the secret that its code is exchanged with."""

    person: PersonId
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A person's connection; without a `token` it has ended, and they must connect again."""

    address: str
    token: str = field(repr=False)
    since: datetime


class Credentials:
    """A token that the key cannot open counts as ended."""

    def __init__(self, database: Database, *, key: OperatorKey) -> None:
        self._database = database
        self._box = key.box("credentials")

    async def begin(self, person: PersonId, *, verifier: str, at: datetime) -> str:
        """The state of a new sign-in; an earlier one of this person is void."""
        state = secrets.token_urlsafe(_STATE_BYTES)
        row = {
            "state": _digest(state),
            "verifier": self._box.encrypt(verifier.encode()),
            "until": (at + LIFE).timestamp(),
        }
        new = self._database.insert_once(sign_ins).values(person=person, **row)
        async with self._database.begin() as connection:
            await connection.execute(
                new.on_conflict_do_update(index_elements=["person"], set_=row)
            )
        return state

    async def take(self, state: str, *, at: datetime) -> SigningIn | None:
        """The sign-in with this state, once and in time; None for any other."""
        mine = sa.delete(sign_ins).where(sign_ins.c.state == _digest(state))
        async with self._database.begin() as connection:
            row = (await connection.execute(mine.returning(*sign_ins.c))).first()
        if row is None or row.until < at.timestamp():
            return None
        verifier = self._opened(row.verifier)
        return SigningIn(person=PersonId(row.person), verifier=verifier) if verifier else None

    async def keep(self, person: PersonId, *, address: str, token: str, at: datetime) -> None:
        row = {
            "address": address,
            "token": self._box.encrypt(token.encode()),
            "since": at.timestamp(),
        }
        new = self._database.insert_once(credentials).values(person=person, **row)
        async with self._database.begin() as connection:
            await connection.execute(
                new.on_conflict_do_update(index_elements=["person"], set_=row)
            )
            await note(connection, Deed(who=person, what="connected their Drive", at=at))

    async def of(self, person: PersonId) -> Kept | None:
        query = sa.select(credentials).where(credentials.c.person == person)
        async with self._database.reading() as connection:
            row = (await connection.execute(query)).first()
        if row is None:
            return None
        since = datetime.fromtimestamp(row.since, UTC)
        return Kept(address=row.address, token=self._opened(row.token), since=since)

    async def ended(self, person: PersonId, *, token: str) -> None:
        """Google refused this token; one that was kept meanwhile stays."""
        kept = await self.of(person)
        if kept is None or kept.token != token:
            return
        theirs = sa.update(credentials).where(credentials.c.person == person)
        async with self._database.begin() as connection:
            await connection.execute(theirs.values(token=None))

    async def forget(self, person: PersonId, *, at: datetime) -> str:
        """Everything of this person's; the token that is to be revoked, or nothing."""
        kept = await self.of(person)
        gone = Deed(who=person, what="had their Drive disconnected", at=at)
        async with self._database.begin() as connection:
            for table in (credentials, sign_ins):
                await connection.execute(sa.delete(table).where(table.c.person == person))
            if kept:
                await note(connection, gone)
        return kept.token if kept else ""

    async def is_connected(self, address: str) -> bool:
        """Whether somebody connected this account."""
        query = sa.select(credentials.c.person).where(credentials.c.address == address)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).first() is not None

    async def rewrap(self) -> None:
        """Put every token under the operator's current key; what cannot be opened stays."""
        held = sa.select(credentials.c.person, credentials.c.token)
        async with self._database.begin() as connection:
            rows = await connection.execute(held.where(credentials.c.token.is_not(None)))
            for person, token in rows.all():
                with suppress(InvalidToken):
                    turned = self._box.rotate(token)
                    theirs = sa.update(credentials).where(credentials.c.person == person)
                    await connection.execute(theirs.values(token=turned))

    async def people(self) -> tuple[PersonId, ...]:
        """Whoever has something here, be it that their connection ended."""
        async with self._database.reading() as connection:
            rows = await connection.execute(sa.select(credentials.c.person))
            return tuple(map(PersonId, rows.scalars()))

    async def count(self) -> int:
        """People whose connection holds."""
        held = sa.select(sa.func.count()).where(credentials.c.token.is_not(None))
        async with self._database.reading() as connection:
            return int((await connection.execute(held)).scalar() or 0)

    def _opened(self, sealed: bytes | None) -> str:
        if sealed is None:
            return ""
        try:
            return self._box.decrypt(sealed).decode()
        except InvalidToken:
            return ""


def _digest(state: str) -> str:
    return sha256(state.encode()).hexdigest()
