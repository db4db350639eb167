"""Reads a folder of YAML files into a `Workspace`; docs/workspace.md documents the files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from sandbox.workspace.checking import check
from sandbox.workspace.drive_yaml import drive_file
from sandbox.workspace.fields import ContentError, Fields
from sandbox.workspace.notion_yaml import notion_database, notion_id, notion_page
from sandbox.workspace.schema import (
    Channel,
    ChannelKind,
    DriveFile,
    NotionDatabase,
    NotionPage,
    Person,
    PersonKind,
    WebPage,
    Workspace,
)
from sandbox.workspace.transcript import parse_transcript


def load(folder: Path) -> Workspace:
    """The workspace written down in `folder`, checked as a whole.

    Raises:
        ContentError: something is missing, misspelt or contradicts the rest; the message
            names the file and the field.
    """
    people = _people(folder)
    handles = {person.handle for person in people}
    databases, pages = _notion(folder)
    workspace = replace(
        _frame(folder, people),
        channels=tuple(_channel(path, folder, handles) for path in _files(folder, "channels")),
        files=tuple(_drive(folder)),
        pages=pages,
        databases=databases,
        web=tuple(_web(folder)),
    )
    check(workspace)
    return workspace


def read_yaml(path: Path, below: Path) -> object:
    """What a YAML file holds, every scalar as text: `no` and `09:30` stay what they are.

    Raises:
        ContentError: no such file, no text, or no YAML.
    """
    where = path.relative_to(below).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise ContentError(f"{where}: cannot be read ({unreadable})") from unreadable
    try:
        # The base loader makes texts, lists and mappings and nothing else, so it is safe.
        return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - see above
    except yaml.YAMLError as wrong:
        raise ContentError(f"{where}: not YAML: {wrong}") from wrong


def _fields(path: Path, below: Path) -> Fields:
    return Fields(read_yaml(path, below), path.relative_to(below).as_posix())


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.yaml"))


def _frame(folder: Path, people: tuple[Person, ...]) -> Workspace:
    fields = _fields(folder / "workspace.yaml", folder)
    readers = fields.inner("notion_readers")
    groups = fields.inner("groups")
    workspace = Workspace(
        name=fields.text("name"),
        domain=fields.text("domain"),
        today=fields.moment("today"),
        people=people,
        channels=(),
        notion_readers=tuple(
            (notion_id(page), _who(readers, page)) for page in readers.names()
        ),
        groups=tuple((group, groups.texts(group)) for group in groups.names()),
        admins=fields.texts("admins"),
    )
    fields.finish()
    return workspace


def _who(fields: Fields, name: str) -> tuple[str, ...]:
    return (fields.text(name),) if fields.is_text(name) else fields.texts(name)


def _people(folder: Path) -> tuple[Person, ...]:
    fields = _fields(folder / "people.yaml", folder)
    people = tuple(_person(one) for one in fields.children("people"))
    fields.finish()
    return people


def _person(fields: Fields) -> Person:
    person = Person(
        handle=_handle(fields),
        name=fields.text("name"),
        email=fields.text("email"),
        title=fields.text("title", ""),
        timezone=fields.text("timezone", "UTC"),
        locale=fields.text("locale", "en-GB"),
        kind=fields.choice("kind", PersonKind, "member"),
        organisation=fields.text("organisation", ""),
    )
    fields.finish()
    return person


def _handle(fields: Fields) -> str:
    """Slack ids are made of handles, and Slack ids are capital letters and digits."""
    handle = fields.text("handle")
    if not (handle.isascii() and handle.isalnum() and handle == handle.lower()):
        raise ContentError(f"{fields.place('handle')}: {handle!r} (want a-z and 0-9 only)")
    return handle


def _channel(path: Path, below: Path, handles: set[str]) -> Channel:
    fields = _fields(path, below)
    channel = Channel(
        name=path.stem,
        kind=fields.choice("kind", ChannelKind, "public"),
        topic=fields.text("topic", ""),
        purpose=fields.text("purpose", ""),
        members=fields.texts("members"),
        has_bot=fields.flag("has_bot", default=True),
        messages=parse_transcript(
            fields.text("transcript", ""), handles, fields.place("transcript")
        ),
    )
    fields.finish()
    return channel


def _drive(folder: Path) -> Iterator[DriveFile]:
    for path in _files(folder, "drive"):
        fields = _fields(path, folder)
        yield from (drive_file(one) for one in fields.children("files"))
        fields.finish()


def _notion(folder: Path) -> tuple[tuple[NotionDatabase, ...], tuple[NotionPage, ...]]:
    databases: list[NotionDatabase] = []
    pages: list[NotionPage] = []
    for path in _files(folder, "notion"):
        fields = _fields(path, folder)
        pages += (notion_page(one, parent="") for one in fields.children("pages"))
        for one in fields.children("databases"):
            database, rows = notion_database(one)
            databases.append(database)
            pages += rows
        fields.finish()
    return tuple(databases), tuple(pages)


def _web(folder: Path) -> Iterator[WebPage]:
    for path in _files(folder, "web"):
        fields = _fields(path, folder)
        yield from (_web_page(one) for one in fields.children("pages"))
        fields.finish()


def _web_page(fields: Fields) -> WebPage:
    page = WebPage(
        url=fields.text("url"),
        title=fields.text("title"),
        site=fields.text("site"),
        text=fields.text("text"),
        published=fields.moment("published"),
        author=fields.text("author", ""),
        language=fields.text("language", "en"),
        appeal=fields.share("appeal", 0.5),
        hidden=fields.text("hidden", ""),
        adverts=fields.texts("adverts"),
    )
    fields.finish()
    return page
