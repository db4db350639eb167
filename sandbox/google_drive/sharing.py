"""Who may open which Drive file: the workspace's Sharing, as Drive would apply it.

A file's own sharing counts; folders pass nothing on.
"""

from dataclasses import dataclass, field

from sandbox.wire import Json
from sandbox.workspace.schema import DriveFile, Person, Workspace

ROBOT_DOMAIN = "sandbox.iam.gserviceaccount.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One line of a file's sharing dialogue; `value` is an address, a domain or empty."""

    kind: str
    role: str
    value: str = ""
    name: str = ""
    discoverable: bool = True

    def as_json(self) -> Json:
        key = "domain" if self.kind == "domain" else "emailAddress"
        found: Json = {
            "kind": "drive#permission",
            "id": self.kind if self.kind == "anyone" else f"{self.kind}-{self.value}",
            "type": self.kind,
            "role": self.role,
        }
        if self.value:
            found |= {key: self.value, "displayName": self.name or self.value}
        if self.kind in ("domain", "anyone"):
            found |= {"allowFileDiscovery": self.discoverable}
        return found


@dataclass(slots=True, kw_only=True)
class Sharings:
    """Answers for one workspace; e-mail addresses are compared without case."""

    workspace: Workspace
    _people: dict[str, Person] = field(init=False)
    _groups: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._people = {person.handle: person for person in self.workspace.people}
        self._groups = {
            address: frozenset(self.email(member) for member in members)
            for address, members in self.workspace.groups
        }

    def person(self, email: str) -> Person | None:
        wanted = email.lower()
        return next((p for p in self._people.values() if p.email.lower() == wanted), None)

    def by_handle(self, handle: str) -> Person | None:
        return self._people.get(handle)

    def email(self, handle: str) -> str:
        """The address behind a handle; what is no handle is taken for an address itself."""
        person = self._people.get(handle)
        return (person.email if person else handle).lower()

    def name(self, handle: str) -> str:
        person = self._people.get(handle)
        return person.name if person else handle

    def is_employee(self, email: str) -> bool:
        """Whether the company's directory has this address, so that it can be impersonated."""
        person = self.person(email)
        return person is not None and person.kind == "member"

    def grants(self, file: DriveFile) -> tuple[Grant, ...]:
        owner_role = "organizer" if file.shared_drive else "owner"
        found = [self._user(file.owner, role=owner_role)]
        found += [self._user(handle) for handle in file.sharing.people if handle != file.owner]
        found += [Grant(kind="group", role="reader", value=g) for g in file.sharing.groups]
        if file.sharing.domain:
            found.append(Grant(kind="domain", role="reader", value=self.workspace.domain))
        if file.sharing.link:
            found.append(Grant(kind="anyone", role="reader", discoverable=False))
        return tuple(found)

    def _user(self, handle: str, *, role: str = "reader") -> Grant:
        return Grant(kind="user", role=role, value=self.email(handle), name=self.name(handle))

    def may_open(self, file: DriveFile, email: str) -> bool:
        return file.sharing.link or self.finds(file, email)

    def finds(self, file: DriveFile, email: str) -> bool:
        """Whether search shows the file; a link alone opens it but lists it nowhere."""
        by_domain = file.sharing.domain and self.is_employee(email)
        return by_domain or self.is_named(file, email)

    def is_named(self, file: DriveFile, email: str) -> bool:
        return email.lower() in self.addresses(file) | self._members(file)

    def addresses(self, file: DriveFile) -> frozenset[str]:
        """Whom the file names itself: its owner, people and groups."""
        return frozenset(
            g.value.lower() for g in self.grants(file) if g.kind in ("user", "group")
        )

    def _members(self, file: DriveFile) -> frozenset[str]:
        groups = (self._groups.get(group, frozenset()) for group in file.sharing.groups)
        return frozenset().union(*groups)
