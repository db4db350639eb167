"""Whether a person may open a document, by the workspace's own sharing."""

from sandbox.workspace.schema import DriveFile, NotionPage, Person, Workspace


def may_open_file(reader: Person, file: DriveFile, *, workspace: Workspace) -> bool:
    """The owner, whoever it is shared with by name or group, the company's members, anyone."""
    sharing = file.sharing
    if file.trashed:
        return False
    if sharing.link or reader.handle in (file.owner, *sharing.people):
        return True
    if sharing.domain and reader.kind != "stranger":
        return True
    groups = dict(workspace.groups)
    return any(reader.handle in groups.get(group, ()) for group in sharing.groups)


def may_open_page(reader: Person, page: NotionPage, *, workspace: Workspace) -> bool:
    """By the readers of the top page above it; a page without any is open to members."""
    readers = dict(workspace.notion_readers).get(_top_of(page, workspace), ("everyone",))
    if "everyone" in readers and reader.kind == "member":
        return True
    channels = {"#" + channel.name: channel.members for channel in workspace.channels}
    return any(
        name == reader.handle or reader.handle in channels.get(name, ()) for name in readers
    )


def _top_of(page: NotionPage, workspace: Workspace) -> str:
    parents = {child.id: child.parent for child in workspace.pages}
    parents |= {database.id: database.parent for database in workspace.databases}
    top = page.id
    while parents.get(top):
        top = parents[top]
    return top
