"""Whether a person may open a document, by the workspace's own sharing."""

from sandbox.google_drive.sharing import Sharings
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import DriveFile, NotionPage, Person, Workspace


def may_open_file(reader: Person, file: DriveFile, *, workspace: Workspace) -> bool:
    """As Drive decides it; nobody opens what lies in the bin."""
    return not file.trashed and Sharings(workspace=workspace).may_open(file, reader.email)


def may_open_page(reader: Person, page: NotionPage, *, workspace: Workspace) -> bool:
    """By the readers of the top page above it; a top page without any is open to nobody.

    `everyone` stands for the full members.
    """
    mapped = {notion_id(top): readers for top, readers in workspace.notion_readers}
    readers = mapped.get(_top_of(page, workspace), ())
    if "everyone" in readers and reader.kind == "member":
        return True
    channels = {"#" + channel.name: channel.members for channel in workspace.channels}
    return any(
        name == reader.handle or reader.handle in channels.get(name, ()) for name in readers
    )


def _top_of(page: NotionPage, workspace: Workspace) -> str:
    parents = {notion_id(child.id): child.parent for child in workspace.pages}
    parents |= {notion_id(database.id): database.parent for database in workspace.databases}
    top = notion_id(page.id)
    while parents.get(top):
        top = notion_id(parents[top])
    return top
