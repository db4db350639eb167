"""A workspace from what people have at hand: a Slack export, documents, a Notion export."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sandbox.workspace.archive import Archive, Skipped, open_archive
from sandbox.workspace.documents import read_documents
from sandbox.workspace.fields import ContentError
from sandbox.workspace.notion_export import read_notion_export
from sandbox.workspace.schema import Channel, Message, Person, Workspace
from sandbox.workspace.slack_export import SlackContent, read_slack_export

DANA = Person(
    handle="dana",
    name="Dana",
    email="dana@workspace.example",
    title="Asks the questions",
)
LEE = Person(handle="lee", name="Lee", email="lee@workspace.example", title="Joins in")
QUESTIONS = Channel(name="questions", topic="Ask here", members=(DANA.handle, LEE.handle))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnContent:
    """What was handed in: each a folder or a zip file, or nothing."""

    slack: Path | None = None
    documents: Path | None = None
    notion: Path | None = None

    def __bool__(self) -> bool:
        return any((self.slack, self.documents, self.notion))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """`counts` are what was loaded, by name; `readers` says in sentences who may read it."""

    workspace: Workspace
    counts: tuple[tuple[str, int], ...]
    readers: tuple[str, ...]
    skipped: tuple[Skipped, ...]

    def lines(self, most_skipped: int = 20) -> Iterator[str]:
        """The report for the terminal; what was skipped beyond `most_skipped` is counted."""
        loaded = ", ".join(f"{name} {count:,}" for name, count in self.counts if count)
        yield f"Loaded: {loaded}."
        yield from self.readers
        if self.skipped:
            yield f"Skipped: {len(self.skipped)}"
        yield from (f"  {one.name}: {one.reason}" for one in self.skipped[:most_skipped])
        if len(self.skipped) > most_skipped:
            yield f"  and {len(self.skipped) - most_skipped} more"


def load_own_content(handed_in: OwnContent, *, today: datetime) -> Imported:
    """Everything that can be read; what cannot is in `skipped` and the rest loads.

    `today` is the moment that the workspace is pinned to, or later if a message is younger.

    Raises:
        ContentError: nothing is at one of the paths, it is not what it should be, or there
            is nothing in it that can be read.
    """
    loading = _Loading(workspace=_empty(today))
    if handed_in.slack:
        loading.slack(handed_in.slack)
    if handed_in.documents:
        loading.documents(handed_in.documents)
    if handed_in.notion:
        loading.notion(handed_in.notion)
    return loading.done()


@dataclass(slots=True, kw_only=True)
class _Loading:
    """Slack comes first, since the others' owners are people of its export."""

    workspace: Workspace
    readers: list[str] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def slack(self, path: Path) -> None:
        with self._opened(path, "SLACK") as archive:
            content = read_slack_export(archive)
            self.workspace = _with_slack(self.workspace, content)
        self.readers += _slack_readers(content)

    def documents(self, path: Path) -> None:
        with self._opened(path, "DOCS") as archive:
            files = read_documents(archive, owner=self._owner, today=self.workspace.today)
        self.workspace = replace(self.workspace, files=files)
        self.readers.append("Documents: everyone in the workspace may read them.")

    def notion(self, path: Path) -> None:
        with self._opened(path, "NOTION") as archive:
            content = read_notion_export(archive, owner=self._owner, today=self.workspace.today)
        self.workspace = replace(
            self.workspace,
            pages=content.pages,
            databases=content.databases,
            notion_readers=tuple((top, ("everyone",)) for top in content.tops),
        )
        self.readers.append(
            "Notion: everyone in the workspace may read it (an export names no readers)."
        )

    @property
    def _owner(self) -> str:
        return self.workspace.people[0].handle

    @contextmanager
    def _opened(self, path: Path, what: str) -> Iterator[Archive]:
        """The archive; its faults carry the name of the setting that led to it."""
        try:
            archive = open_archive(path)
            yield archive
        except ContentError as wrong:
            raise ContentError(f"{what}: {wrong}") from wrong
        self.skipped += [replace(one, name=f"{what} {one.name}") for one in archive.skipped]

    def done(self) -> Imported:
        workspace = self.workspace
        loaded = (
            ("messages", sum(1 for _ in _messages(workspace.channels))),
            ("documents", sum(file.kind != "folder" for file in workspace.files)),
            ("Notion pages", len(workspace.pages)),
            ("Notion tables", len(workspace.databases)),
        )
        if not any(count for _, count in loaded):
            raise ContentError("There is nothing in there that I can read.")
        people = (("people", len(workspace.people)), ("channels", len(workspace.channels)))
        return Imported(
            workspace=workspace,
            counts=(*people, *loaded),
            readers=tuple(self.readers),
            skipped=tuple(self.skipped),
        )


def _empty(today: datetime) -> Workspace:
    """Two people and a channel to ask in, for content that brings none."""
    return Workspace(
        name="Your workspace",
        domain="workspace.example",
        today=today,
        people=(DANA, LEE),
        admins=(LEE.handle,),
        channels=(QUESTIONS,),
    )


def _with_slack(workspace: Workspace, content: SlackContent) -> Workspace:
    members = tuple(person for person in content.people if person.kind == "member")
    if not members:
        raise ContentError("users.json names nobody who could ask")
    others = tuple(person for person in content.people if person.kind != "member")
    latest = (one.at for one in _messages(content.channels))
    return replace(
        workspace,
        domain=content.domain,
        people=(*members, *others),
        admins=(),
        channels=content.channels,
        today=max((workspace.today, *latest)),
    )


def _messages(channels: tuple[Channel, ...]) -> Iterator[Message]:
    for channel in channels:
        for top in channel.messages:
            yield from (top, *top.replies)


def _slack_readers(content: SlackContent) -> list[str]:
    sentences = [
        "Slack, public channels: every member of the workspace may read them.",
        "The bot is in every channel of the export.",
    ]
    private = sum(channel.kind == "private" for channel in content.channels)
    if private:
        sentences.append(
            f"Slack, private channels ({private}): only their members may read them."
        )
    if content.notices:
        sentences.append(
            f"Left out: {content.notices} lines that Slack wrote, such as who joined."
        )
    return sentences
