"""Notion pages, databases and their rows as docs/workspace.md writes them."""

from uuid import NAMESPACE_URL, UUID, uuid5

from sandbox.workspace.drive_yaml import comments
from sandbox.workspace.fields import Fields
from sandbox.workspace.schema import NotionDatabase, NotionPage


def notion_id(written: str) -> str:
    """The UUID that Notion would show for a readable id such as `pricing-2026`.

    A UUID (with or without dashes) stays the same one; an empty id stays empty.
    """
    if not written:
        return ""
    try:
        return str(UUID(written))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"notion:{written}"))


def notion_page(fields: Fields, *, parent: str) -> NotionPage:
    """One page; `parent` is the (readable) id that it has unless it names its own.

    Raises:
        ContentError: a field is missing, unknown or of the wrong shape.
    """
    created = fields.moment("created")
    page = NotionPage(
        id=notion_id(fields.text("id")),
        title=fields.text("title"),
        text=fields.text("text", "").strip(),
        created=created,
        edited=fields.moment("edited", created),
        edited_by=fields.text("edited_by"),
        parent=notion_id(fields.text("parent", parent)),
        properties=fields.pairs("properties"),
        comments=comments(fields),
        connected=fields.flag("connected", default=True),
    )
    fields.finish()
    return page


def notion_database(fields: Fields) -> tuple[NotionDatabase, tuple[NotionPage, ...]]:
    """A database and its rows, which are pages whose parent it is.

    Raises:
        ContentError: a field is missing, unknown or of the wrong shape.
    """
    written = fields.text("id")
    database = NotionDatabase(
        id=notion_id(written),
        title=fields.text("title"),
        parent=notion_id(fields.text("parent", "")),
        columns=fields.pairs("columns"),
    )
    rows = tuple(notion_page(row, parent=written) for row in fields.children("rows"))
    fields.finish()
    return database, rows
