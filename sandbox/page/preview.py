"""A document of the workspace behind a link, as one person may see it. Never the outside."""

from collections.abc import Mapping, Sequence

from sandbox.page.addresses import MessageAddress, UploadAddress, named_by
from sandbox.page.openable import may_open_file, may_open_page
from sandbox.slack.server import SlackServer
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import (
    Comment,
    DriveFile,
    NotionDatabase,
    NotionPage,
    Person,
    SheetTab,
    WebPage,
    Workspace,
)

KINDS = {
    "doc": "Document",
    "sheet": "Sheet",
    "slides": "Slides",
    "pdf": "PDF",
    "docx": "Word document",
    "pptx": "PowerPoint slides",
    "text": "Text file",
    "folder": "Folder",
}
Preview = Mapping[str, object]


class Previews:
    """What `/open?url=` shows.

    `kind` is drive, notion, web, slack-file, slack (a message, which the page jumps to), closed
    or missing.
    """

    def __init__(self, *, slack: SlackServer, workspace: Workspace) -> None:
        self._slack = slack
        self._workspace = workspace

    def of(self, url: str, *, reader: Person) -> Preview:
        match named_by(url, workspace=self._workspace):
            case MessageAddress() as address:
                return self._message(address, reader)
            case UploadAddress() as upload:
                return {"url": url, **self._upload(upload, reader)}
            case NotionDatabase() as database:
                return {"url": url, **self._database(database, reader)}
            case None:
                return {"url": url, "kind": "missing", "title": "Nothing here has this address"}
            case document:
                return {"url": url, **self._document(document, reader)}

    def _document(self, document: DriveFile | NotionPage | WebPage, reader: Person) -> Preview:
        match document:
            case DriveFile() if may_open_file(reader, document, workspace=self._workspace):
                return _file(document, self._names())
            case NotionPage() if may_open_page(reader, document, workspace=self._workspace):
                return _notion(document, self._names())
            case WebPage():
                return _web(document)
            case _:
                return _closed(reader)

    def _names(self) -> dict[str, str]:
        return {person.handle: person.name for person in self._workspace.people}

    def _message(self, address: MessageAddress, reader: Person) -> Preview:
        rooms = self._slack.channels_of(reader.handle)
        if not any(room["id"] == address.channel for room in rooms):
            return _closed(reader)
        return {
            "kind": "slack",
            "channel": address.channel,
            "ts": address.ts,
            "thread_ts": address.thread_ts,
        }

    def _database(self, database: NotionDatabase, reader: Person) -> Preview:
        """Its rows, as far as this person may open them."""
        rows = [
            [dict(page.properties).get(name, page.title) for name, _ in database.columns]
            for page in self._workspace.pages
            if notion_id(page.parent) == notion_id(database.id)
            and may_open_page(reader, page, workspace=self._workspace)
        ]
        if not rows:
            return _closed(reader)
        head = [name for name, _ in database.columns]
        tab = {"name": "Rows", "rows": [head, *rows]}
        return {"kind": "notion", "title": database.title, "tabs": [tab]}

    def _upload(self, address: UploadAddress, reader: Person) -> Preview:
        upload = self._slack.team.uploads.get(address.file)
        rooms = {room["id"] for room in self._slack.channels_of(reader.handle)}
        if upload is None or rooms.isdisjoint(upload.channels):
            return _closed(reader)
        text = (upload.body or b"").decode(errors="replace")
        return {"kind": "slack-file", "title": upload.title or upload.name, "markdown": text}


def _closed(reader: Person) -> Preview:
    return {"kind": "closed", "title": f"{reader.name} may not open this"}


def _file(file: DriveFile, names: Mapping[str, str]) -> Preview:
    editor = file.modified_by or file.owner
    return {
        "kind": "drive",
        "title": file.name,
        "facts": [
            ["Kind", KINDS[file.kind]],
            ["Owner", names.get(file.owner, file.owner)],
            ["Edited", f"{file.modified:%Y-%m-%d %H:%M} by {names.get(editor, editor)}"],
            ["Open to", _open_to(file, names)],
        ],
        "markdown": file.text,
        "tabs": [_tab(tab) for tab in file.tabs],
        "comments": _comments(file.comments, names),
    }


def _open_to(file: DriveFile, names: Mapping[str, str]) -> str:
    sharing = file.sharing
    if sharing.link:
        return "anyone with the link"
    if sharing.domain:
        return "everyone in the company"
    people = (file.owner, *sharing.people)
    return ", ".join((*(names.get(person, person) for person in people), *sharing.groups))


def _tab(tab: SheetTab) -> dict[str, object]:
    return {"name": tab.name, "rows": [list(row) for row in tab.rows]}


def _comments(comments: Sequence[Comment], names: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {
            "author": names.get(comment.author, comment.author),
            "at": f"{comment.at:%Y-%m-%d}",
            "text": comment.text,
        }
        for comment in comments
    ]


def _notion(page: NotionPage, names: Mapping[str, str]) -> Preview:
    return {
        "kind": "notion",
        "title": page.title,
        "facts": [
            [
                "Edited",
                f"{page.edited:%Y-%m-%d %H:%M} by {names.get(page.edited_by, page.edited_by)}",
            ],
            *([name, value] for name, value in page.properties),
        ],
        "markdown": page.text,
        "comments": _comments(page.comments, names),
    }


def _web(page: WebPage) -> Preview:
    facts = [["Site", page.site], ["Published", f"{page.published:%Y-%m-%d}"]]
    if page.author:
        facts.append(["By", page.author])
    return {
        "kind": "web",
        "title": page.title,
        "facts": facts,
        "markdown": page.text,
        "hidden": page.hidden,
        "adverts": list(page.adverts),
    }
