"""Who may read a Drive file, in terms of this workspace's people; in doubt nobody."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from connectors.drive_accounts import Subject
from connectors.drive_door import DriveDoor
from connectors.drive_shapes import PERMISSION_FIELDS, File, Permission, PermissionList
from connectors.source import Access
from domain.audience import Audience, PersonId, Readers, only
from domain.errors import SourceDenied, SourceError, SourceMissing
from domain.question import SourceKind
from policy.access import covers

MOST_PROBED = 25  # readers of a room; each costs a request
_MOST_PAGES = 20

PeopleByEmail = Callable[[], Awaitable[Mapping[str, PersonId]]]


@dataclass(slots=True, kw_only=True)
class DriveAudience:
    """`people_by_email` maps lower-case addresses to full members (no guests).

    Where the accounts speak for readers, a file that is shared with groups is tried as each
    reader of a small room.
    """

    door: DriveDoor
    people_by_email: PeopleByEmail
    now: Callable[[], datetime]

    async def of(
        self, file_id: str, access: Access, *, listed: tuple[Permission, ...] | None = None
    ) -> Audience:
        """As known now; the asker is always among them. Raises SourceError.

        `listed` are all its permissions, where a search has just given them.
        """
        asker = access.asker.id
        if access.room == Readers.only(asker):
            return only(asker)  # Drive itself let the asker in; nobody else will read it
        subject = self.door.subject(access.asker)
        try:
            grants = list(listed) if listed else await self._grants(file_id, subject)
        except (SourceDenied, SourceMissing):
            return only(asker)  # who may not list them; not even small rooms are guessed at
        emails = await self.people_by_email()
        known = self._granted(grants, emails, asker)
        if covers(known, access.room) or not self._may_probe(grants, access.room):
            return known
        return await self._probed(file_id, known, room=access.room, emails=emails)

    def _granted(
        self, grants: Iterable[Permission], emails: Mapping[str, PersonId], asker: PersonId
    ) -> Audience:
        people = {asker}
        world = members = False
        for grant in filter(self._holds, grants):
            match grant.type:
                case "user":
                    person = emails.get(grant.email_address.casefold())
                    people |= {person} if person is not None else set()
                case "domain":
                    ours = grant.domain.casefold() in self.door.settings.domains
                    members |= ours and grant.allow_file_discovery
                case "anyone":
                    world |= grant.allow_file_discovery
                case _:
                    pass  # a group's members are not known from here
        return Audience(world=world, all_members=members, people=frozenset(people))

    def _holds(self, grant: Permission) -> bool:
        over = grant.expiration_time is not None and grant.expiration_time <= self.now()
        return not (grant.deleted or over or grant.view)

    def _may_probe(self, grants: Iterable[Permission], room: Readers) -> bool:
        """Only for groups, and not where a link would let in whoever tries it."""
        held = [grant for grant in grants if self._holds(grant)]
        by_link = any(
            grant.type in ("anyone", "domain") and not grant.allow_file_discovery
            for grant in held
        )
        grouped = any(grant.type == "group" for grant in held)
        small = 0 < len(room.members) <= MOST_PROBED
        alone = not (room.all_members or room.guests or room.strangers)
        return (
            self.door.accounts.speaks_for_readers
            and grouped
            and small
            and alone
            and not by_link
        )

    async def _probed(
        self, file_id: str, known: Audience, *, room: Readers, emails: Mapping[str, PersonId]
    ) -> Audience:
        """Ends with the first reader who may not: the room is then not covered anyway."""
        addresses = {person: email for email, person in emails.items()}
        people = set(known.people)
        for person in sorted(room.members - known.people):
            reader = Subject(person=person, address=addresses.get(person, ""))
            if not self.door.is_ours(reader.address):
                break
            if not await self._opens(file_id, reader):
                break
            people.add(person)
        return Audience(
            world=known.world, all_members=known.all_members, people=frozenset(people)
        )

    async def _opens(self, file_id: str, reader: Subject) -> bool:
        request = self.door.files.get(fileId=file_id, fields="id", supportsAllDrives=True)
        try:
            found = await self.door.ask(reader, request, File)
        except SourceError:  # also one who cannot be spoken for, or no answer: not certain
            return False
        return found.id == file_id

    async def _grants(self, file_id: str, subject: Subject) -> list[Permission]:
        """All pages; one that never ends counts as no answer."""
        found: list[Permission] = []
        token: str | None = None
        for _ in range(_MOST_PAGES):
            request = self.door.permissions.list(
                fileId=file_id,
                supportsAllDrives=True,
                pageSize=100,
                pageToken=token,
                fields=PERMISSION_FIELDS,
            )
            page = await self.door.ask(subject, request, PermissionList)
            found += page.permissions
            token = page.next_page_token
            if not token:
                return found
        raise SourceDenied(SourceKind.DRIVE, "more permissions than can be read")
