"""Slack's own export: users.json, channels.json, groups.json and a folder a day per channel."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.workspace.archive import Archive, UnreadableError
from sandbox.workspace.fields import ContentError
from sandbox.workspace.schema import Channel, ChannelKind, Person
from sandbox.workspace.slack_directory import Directory, Json, person_of, text_of
from sandbox.workspace.slack_messages import Post, is_notice, post_of, threaded

_LISTS: tuple[tuple[str, ChannelKind], ...] = (
    ("channels.json", "public"),
    ("groups.json", "private"),
)
_DIRECT = ("dms.json", "mpims.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackContent:
    """`notices` counts what Slack itself wrote (joined, renamed …), which is left out."""

    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    domain: str
    notices: int


def read_slack_export(archive: Archive) -> SlackContent:
    """Everything that can be read; what cannot is noted in `archive.skipped`.

    Direct messages are left out: nobody but their two people could ever be shown them.

    Raises:
        ContentError: the archive holds no list of channels, so it is no Slack export.
    """
    base = _base(archive)
    reader = _Reader(archive=archive, base=base, directory=_directory(archive, base))
    channels = tuple(reader.channels())
    for name in _DIRECT:
        if str(base / name) in archive.entries:
            archive.skip(name, "direct messages are not loaded")
    return SlackContent(
        people=tuple(reader.directory.people),
        channels=channels,
        domain=reader.directory.domain,
        notices=reader.notices,
    )


def _base(archive: Archive) -> PurePosixPath:
    """The folder of the export inside the archive; zip tools like to add one around it."""
    lists = {name for name, _ in _LISTS}
    found = [
        entry.path.parent for entry in archive.entries.values() if entry.path.name in lists
    ]
    if not found:
        raise ContentError("no channels.json or groups.json in there: not a Slack export")
    return min(found, key=lambda folder: len(folder.parts))


def _directory(archive: Archive, base: PurePosixPath) -> Directory:
    users = [
        (text_of(user, "id"), person_of(user, _mapping(user.get("profile"))))
        for user in sorted(read_list(archive, str(base / "users.json")), key=_is_away)
    ]
    domains = Counter(
        person.email.partition("@")[2]
        for _, person in users
        if person.kind == "member" and "@" in person.email
    )
    directory = Directory(
        domain=next((d for d, _ in domains.most_common(1)), "workspace.example")
    )
    for slack_id, person in users:
        directory.add(slack_id, _with_known_zone(person))
    return directory


def _is_away(user: Json) -> bool:
    """Apps and people who have left come last, so that the first one can ask a question."""
    is_app = bool(user.get("is_bot")) or text_of(user, "id") == "USLACKBOT"
    return is_app or bool(user.get("deleted"))


def _with_known_zone(person: Person) -> Person:
    try:
        ZoneInfo(person.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        return replace(person, timezone="UTC")
    return person


@dataclass(slots=True, kw_only=True)
class _Reader:
    archive: Archive
    base: PurePosixPath
    directory: Directory
    notices: int = 0

    def channels(self) -> Iterator[Channel]:
        listed = [
            (one, kind, self.directory.add_channel(text_of(one, "id"), text_of(one, "name")))
            for file, kind in _LISTS
            for one in read_list(self.archive, str(self.base / file))
        ]
        # Every channel has its name before the first message mentions one.
        for one, kind, name in listed:
            yield self._channel(one, kind, name)

    def _channel(self, listed: Json, kind: ChannelKind, name: str) -> Channel:
        return Channel(
            name=name,
            kind="shared" if listed.get("is_ext_shared") and kind == "public" else kind,
            topic=text_of(_mapping(listed.get("topic")), "value"),
            purpose=text_of(_mapping(listed.get("purpose")), "value"),
            members=self.directory.known(listed.get("members")),
            messages=threaded(self._posts(text_of(listed, "name") or text_of(listed, "id"))),
        )

    def _posts(self, folder: str) -> Iterator[Post]:
        for entry in self.archive.under(str(self.base / folder)):
            if entry.path.suffix != ".json":
                self.archive.skip(entry.name, "not a day of messages")
                continue
            yield from self._day(entry.name)

    def _day(self, name: str) -> Iterator[Post]:
        wordless = 0
        for message in read_list(self.archive, name):
            if is_notice(message):
                self.notices += 1
            elif post := post_of(message, self.directory):
                yield post
            else:
                wordless += 1
        if wordless:
            self.archive.skip(name, f"{wordless} messages without a moment or without words")


def read_list(archive: Archive, name: str) -> list[Json]:
    """The mappings of a JSON list; an absent file is an empty one, a wrong one is noted."""
    if name not in archive.entries:
        return []
    try:
        value = json.loads(archive.text(name))
    except (UnreadableError, ValueError, RecursionError) as wrong:
        archive.skip(name, f"not JSON ({wrong})")
        return []
    if not isinstance(value, list):
        archive.skip(name, "not a list")
        return []
    return [one for one in value if isinstance(one, dict)]


def _mapping(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}
