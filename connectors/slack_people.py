"""The people of a Slack workspace: names, addresses, and who belongs to it."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.slack_door import SlackDoor
from connectors.slack_shapes import UserReply, UsersReply, WireUser
from domain.audience import PersonId, PersonKind
from domain.errors import SourceMissing
from domain.question import Asker

KEPT = timedelta(minutes=5)
_FEW = 8  # so many are asked for one by one before the whole list is fetched
_MOST_PAGES = 20
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackPerson:
    """`reads` is False for bots and people who have left: they are no readers of a room."""

    id: PersonId
    name: str
    kind: PersonKind
    reads: bool = True
    email: str = ""
    timezone: str = "UTC"
    locale: str = ""

    @property
    def asker(self) -> Asker:
        return Asker(
            id=self.id,
            name=self.name,
            email=self.email,
            timezone=self.timezone,
            kind=self.kind,
            locale=self.locale,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    person: SlackPerson
    at: datetime


class SlackPeople:
    """`email_domains` are the company's own; empty trusts what Slack has confirmed."""

    def __init__(
        self,
        door: SlackDoor,
        *,
        now: Callable[[], datetime],
        email_domains: frozenset[str] = frozenset(),
    ) -> None:
        self._door = door
        self._now = now
        self._domains = email_domains
        self._known: dict[PersonId, _Known] = {}
        self._all_at: datetime | None = None
        self._listing = asyncio.Lock()

    async def person(self, person: PersonId, *, max_age: timedelta = KEPT) -> SlackPerson:
        """Raises SourceError; SourceMissing for an id that is nobody's."""
        known = self._young(person, max_age)
        return known or await self._ask(person)

    async def of(
        self, people: Iterable[PersonId], *, max_age: timedelta = KEPT
    ) -> Mapping[PersonId, SlackPerson]:
        """All of them; an id that is nobody's counts as a stranger. Raises SourceError."""
        wanted = dict.fromkeys(people)
        if len([id_ for id_ in wanted if not self._young(id_, max_age)]) > _FEW:
            await self._list(max_age)
        found = await asyncio.gather(*(self._one(id_, max_age) for id_ in wanted))
        return {person.id: person for person in found}

    async def everyone(self, *, max_age: timedelta = KEPT) -> tuple[SlackPerson, ...]:
        """The workspace's own people, guests among them. Raises SourceError."""
        await self._list(max_age)
        return tuple(known.person for known in self._known.values() if known.person.reads)

    async def by_email(self) -> Mapping[str, PersonId]:
        """Full members by address in lower case. Raises SourceError."""
        return {
            person.email.lower(): person.id
            for person in await self.everyone()
            if person.email and person.kind is PersonKind.MEMBER
        }

    async def names(self, people: Iterable[PersonId]) -> Mapping[PersonId, str]:
        """Names for showing, however old; raises SourceError."""
        found = await self.of(people, max_age=timedelta(days=1))
        return {id_: person.name for id_, person in found.items()}

    async def _one(self, person: PersonId, max_age: timedelta) -> SlackPerson:
        try:
            return await self.person(person, max_age=max_age)
        except SourceMissing:
            return SlackPerson(id=person, name="somebody", kind=PersonKind.STRANGER)

    def _young(self, person: PersonId, max_age: timedelta) -> SlackPerson | None:
        known = self._known.get(person)
        return known.person if known and self._now() - known.at <= max_age else None

    async def _ask(self, person: PersonId) -> SlackPerson:
        reply = await self._door.ask(
            "users.info", UserReply, user=person, include_locale="true"
        )
        return self._keep(reply.user, (await self._door.identity()).team_id)

    async def _list(self, max_age: timedelta) -> None:
        async with self._listing:
            if self._all_at is not None and self._now() - self._all_at <= max_age:
                return
            team, cursor = (await self._door.identity()).team_id, ""
            for _ in range(_MOST_PAGES):
                reply = await self._door.ask(
                    "users.list", UsersReply, limit=1000, cursor=cursor, include_locale="true"
                )
                for user in reply.members:
                    self._keep(user, team)
                cursor = reply.response_metadata.next_cursor
                if not cursor:
                    break
            self._all_at = self._now()

    def _keep(self, user: WireUser, team: str) -> SlackPerson:
        person = person_from(user, team=team, email_domains=self._domains)
        self._known[person.id] = _Known(person=person, at=self._now())
        return person


def person_from(
    user: WireUser, *, team: str, email_domains: frozenset[str] = frozenset()
) -> SlackPerson:
    """Addresses count for full members only, confirmed and of the company's own domains."""
    kind = _kind(user, team)
    email = (user.profile.email or "").lower()
    known_domain = not email_domains or email.partition("@")[2] in email_domains
    trusted = (
        kind is PersonKind.MEMBER and user.is_email_confirmed is not False and known_domain
    )
    return SlackPerson(
        id=PersonId(user.id),
        name=user.profile.real_name or user.real_name or user.name or "somebody",
        kind=kind,
        reads=not (user.deleted or user.is_bot or user.id == _SLACKBOT),
        email=email if trusted else "",
        timezone=user.tz or "UTC",
        locale=user.locale or "",
    )


def _kind(user: WireUser, team: str) -> PersonKind:
    if user.is_stranger or user.team_id not in ("", team):
        return PersonKind.STRANGER
    if user.is_restricted or user.is_ultra_restricted:
        return PersonKind.GUEST
    return PersonKind.MEMBER
