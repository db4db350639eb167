"""What must hold across the files of a workspace: everything named exists, once, by today."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.workspace.fields import ContentError
from sandbox.workspace.schema import NotionDatabase, NotionPage, Workspace


def check(workspace: Workspace) -> None:
    """Refuses a workspace whose parts contradict each other.

    Raises:
        ContentError: with every fault found, one a line.
    """
    faults = chain(
        _people(workspace),
        _twins(workspace),
        _unknown(workspace),
        _circles(workspace),
        _outsiders(workspace),
        _columns(workspace),
        _dates(workspace),
    )
    if found := "\n".join(faults):
        raise ContentError(found)


def _people(workspace: Workspace) -> Iterator[str]:
    for person in workspace.people:
        where = f"people.yaml: {person.handle}"
        if "@" not in person.email:
            yield f"{where}: {person.email!r} is no e-mail address"
        try:
            ZoneInfo(person.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            yield f"{where}: no time zone is called {person.timezone!r}"


def _twins(workspace: Workspace) -> Iterator[str]:
    titles = dict(_notion_titles(workspace))
    named: tuple[tuple[str, Iterable[str]], ...] = (
        ("people.yaml: handle", (person.handle for person in workspace.people)),
        ("people.yaml: e-mail", (person.email for person in workspace.people)),
        ("channels: name", (channel.id for channel in workspace.channels)),
        ("drive: id", (file.id for file in workspace.files)),
        ("notion: id of", (key for key, _ in _notion_titles(workspace))),
        ("web: url", (page.url for page in workspace.web)),
    )
    for what, names in named:
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{what} {titles.get(name, name)!r} is used {times} times"


def _notion_titles(workspace: Workspace) -> Iterator[tuple[str, str]]:
    yield from ((page.id, page.title) for page in workspace.pages)
    yield from ((database.id, database.title) for database in workspace.databases)


def _unknown(workspace: Workspace) -> Iterator[str]:
    handles = {person.handle for person in workspace.people}
    groups = {group for group, _ in workspace.groups}
    folders = {file.id for file in workspace.files if file.kind == "folder"} | {""}
    notion = dict(_notion_titles(workspace)).keys() | {""}
    tops = {page.id for page in workspace.pages if not page.parent}
    channels = {f"#{channel.name}" for channel in workspace.channels}
    known: tuple[tuple[str, set[str], Iterable[tuple[str, str]]], ...] = (
        ("person", handles, _people_named(workspace)),
        ("group", groups, _groups_named(workspace)),
        ("folder", folders, ((f"drive: {f.name}", f.folder) for f in workspace.files)),
        ("parent", notion, ((f"notion: {p.title}", p.parent) for p in workspace.pages)),
        ("parent", notion, ((f"notion: {d.title}", d.parent) for d in workspace.databases)),
        ("top page", tops, (("notion_readers", page) for page, _ in workspace.notion_readers)),
        ("reader", handles | channels | {"everyone"}, _readers_named(workspace)),
    )
    for what, names, uses in known:
        yield from (f"{where}: no {what} {name!r}" for where, name in uses if name not in names)


def _people_named(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for channel in workspace.channels:
        yield from ((f"channels/{channel.name}: members", name) for name in channel.members)
    for file in workspace.files:
        where = f"drive: {file.name}"
        yield from ((where, name) for name in (file.owner, file.modified_by) if name)
        yield from ((f"{where}: sharing", name) for name in file.sharing.people)
        yield from ((f"{where}: comments", comment.author) for comment in file.comments)
    for page in workspace.pages:
        yield f"notion: {page.title}", page.edited_by
        yield from ((f"notion: {page.title}: comments", one.author) for one in page.comments)
    yield from (("admins", name) for name in workspace.admins)
    for group, members in workspace.groups:
        yield from ((f"groups: {group}", name) for name in members)


def _groups_named(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for file in workspace.files:
        yield from ((f"drive: {file.name}: sharing", name) for name in file.sharing.groups)


def _readers_named(workspace: Workspace) -> Iterator[tuple[str, str]]:
    for _, readers in workspace.notion_readers:
        yield from (("notion_readers", reader) for reader in readers)


def _circles(workspace: Workspace) -> Iterator[str]:
    """Nothing stands below itself."""
    notion: tuple[NotionPage | NotionDatabase, ...]
    notion = (*workspace.pages, *workspace.databases)
    trees = (
        ("notion", {one.id: one.parent for one in notion}, dict(_notion_titles(workspace))),
        (
            "drive",
            {file.id: file.folder for file in workspace.files},
            {file.id: file.name for file in workspace.files},
        ),
    )
    for kind, parents, titles in trees:
        for start in parents:
            if _returns(start, parents):
                yield f"{kind}: {titles[start]!r} stands below itself"


def _returns(start: str, parents: Mapping[str, str]) -> bool:
    above, seen = parents[start], {start}
    while above and above not in seen:
        seen.add(above)
        above = parents.get(above, "")
    return above == start


def _outsiders(workspace: Workspace) -> Iterator[str]:
    kinds = {person.handle: person.kind for person in workspace.people}
    for channel in workspace.channels:
        authors = {
            message.author
            for top in channel.messages
            for message in (top, *top.replies)
            if message.author not in channel.members
        }
        yield from (
            f"channels/{channel.name}: {name!r} writes but is no member"
            for name in sorted(authors)
        )
        yield from (
            f"channels/{channel.name}: {name!r} is a stranger, and this is no shared channel"
            for name in channel.members
            if kinds.get(name) == "stranger" and channel.kind != "shared"
        )


def _columns(workspace: Workspace) -> Iterator[str]:
    columns = {base.id: {name for name, _ in base.columns} for base in workspace.databases}
    for page in workspace.pages:
        allowed = columns.get(page.parent, set())
        yield from (
            f"notion: {page.title}: its database has no column {name!r}"
            for name, _ in page.properties
            if name not in allowed
        )


def _dates(workspace: Workspace) -> Iterator[str]:
    for where, moment in _moments(workspace):
        if moment > workspace.today:
            yield f"{where}: {moment:%Y-%m-%d %H:%M} is after the workspace's today"


def _moments(workspace: Workspace) -> Iterator[tuple[str, datetime]]:
    for channel in workspace.channels:
        for top in channel.messages:
            yield from ((f"channels/{channel.name}", one.at) for one in (top, *top.replies))
    for file in workspace.files:
        yield from ((f"drive: {file.name}", one) for one in (file.created, file.modified))
    for page in workspace.pages:
        yield from ((f"notion: {page.title}", one) for one in (page.created, page.edited))
    yield from ((f"web: {page.url}", page.published) for page in workspace.web)
