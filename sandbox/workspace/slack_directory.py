"""Who and what a Slack export names by id, and the names that they get here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sandbox.workspace.names import unique_channel, unique_handle
from sandbox.workspace.schema import Channel, Person, PersonKind

_TOKEN = re.compile(r"<(?P<sign>[@#])(?P<id>[A-Z0-9]+)(?:\|(?P<label>[^>]*))?>")
_APPS = "apps"
Json = Mapping[str, object]


@dataclass(slots=True, kw_only=True)
class Directory:
    """Handles and channel names by the ids of the export."""

    domain: str = "workspace.example"
    handles: dict[str, str] = field(default_factory=dict)
    channels: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def author(self, message: Json) -> str:
        """The handle of who wrote it; people and apps that the export leaves out get one."""
        slack_id = text_of(message, "user") or text_of(message, "bot_id") or _APPS
        if slack_id not in self.handles:
            name = text_of(message, "username") or slack_id
            self.add(slack_id, Person(handle=name, name=name, email=""))
        return self.handles[slack_id]

    def add(self, slack_id: str, person: Person) -> None:
        """`person.handle` may be any name, the e-mail empty; what they become is unique."""
        handle = unique_handle(person.handle, self.taken)
        self.taken.add(handle)
        self.handles[slack_id] = handle
        email = person.email or f"{handle}@{self.domain}"
        self.people.append(replace(person, handle=handle, email=email))

    def add_channel(self, slack_id: str, name: str) -> str:
        """The name that the channel has here."""
        unique = unique_channel(name, {Channel(name=one).id for one in self.channels.values()})
        self.channels[slack_id] = unique
        return unique

    def known(self, slack_ids: object) -> tuple[str, ...]:
        """The handles behind a list of ids; whoever is not in the export is left out."""
        ids = slack_ids if isinstance(slack_ids, list) else []
        return tuple(
            self.handles[one] for one in ids if isinstance(one, str) and one in self.handles
        )

    def rewritten(self, text: str) -> str:
        """The same text with the sandbox's ids in its mentions."""
        return _TOKEN.sub(self._token, text)

    def _token(self, match: re.Match[str]) -> str:
        if match["sign"] == "@":
            handle = self.handles.get(match["id"])
            return f"<@U{handle.upper()}>" if handle else f"@{match['label'] or match['id']}"
        name = self.channels.get(match["id"])
        if name is None:
            return f"#{match['label'] or match['id']}"
        return f"<#{Channel(name=name).id}|{name}>"


def person_of(user: Json, profile: Json) -> Person:
    """One line of users.json; `handle` is still the name that Slack had."""
    name = text_of(profile, "real_name") or text_of(user, "real_name") or text_of(user, "name")
    return Person(
        handle=text_of(user, "name") or text_of(profile, "display_name") or name,
        name=name,
        email=text_of(profile, "email"),
        title=text_of(profile, "title"),
        timezone=text_of(user, "tz") or "UTC",
        locale=text_of(user, "locale") or "en-GB",
        kind=_kind(user),
    )


def _kind(user: Json) -> PersonKind:
    if user.get("is_stranger"):
        return "stranger"
    restricted = user.get("is_restricted") or user.get("is_ultra_restricted")
    return "guest" if restricted else "member"


def text_of(fields: Json, name: str) -> str:
    """The field if it is text, else nothing."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""
