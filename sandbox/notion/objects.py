"""Notion's objects as JSON: pages, databases, data sources, blocks, comments and users."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from sandbox.notion.blocks import Node, rich_plain, rich_text
from sandbox.notion.tree import Tree, source_id
from sandbox.wire import Json
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import Comment, NotionDatabase, NotionPage, Person

BOT_ID = str(uuid5(NAMESPACE_URL, "notion:bot"))


def moment(at: datetime) -> str:
    """Notion rounds to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:00.000Z")


def user_id(handle: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"notion:user/{handle}"))


def page_url(page: NotionPage) -> str:
    slug = re.sub(r"\W+", "-", page.title).strip("-")
    return f"https://www.notion.so/{slug}-{notion_id(page.id).replace('-', '')}"


def database_url(database: NotionDatabase) -> str:
    return f"https://www.notion.so/{notion_id(database.id).replace('-', '')}"


def page_json(page: NotionPage, tree: Tree) -> Json:
    above = tree.parent(page)
    author = {"object": "user", "id": user_id(page.edited_by)}
    columns = above.columns if isinstance(above, NotionDatabase) else ()
    return {
        "object": "page",
        "id": notion_id(page.id),
        "created_time": moment(page.created),
        "last_edited_time": moment(page.edited),
        "created_by": author,
        "last_edited_by": author,
        "cover": None,
        "icon": None,
        "parent": _parent(above),
        "in_trash": False,
        "is_locked": False,
        "properties": _properties(page, columns),
        "url": page_url(page),
        "public_url": None,
    }


def _parent(above: NotionPage | NotionDatabase | None) -> Json:
    match above:
        case None:
            return {"type": "workspace", "workspace": True}
        case NotionPage():
            return {"type": "page_id", "page_id": notion_id(above.id)}
        case NotionDatabase():
            return {
                "type": "data_source_id",
                "data_source_id": source_id(above),
                "database_id": notion_id(above.id),
            }


def _properties(page: NotionPage, columns: tuple[tuple[str, str], ...]) -> Json:
    """A row has its database's columns; any other page has its title alone."""
    if not columns:
        return {"title": _title(page)}
    values = dict(page.properties)
    return {
        name: _title(page)
        if kind == "title"
        else property_json(name, kind, values.get(name, ""))
        for name, kind in columns
    }


def _title(page: NotionPage) -> Json:
    return {"id": "title", "type": "title", "title": rich_plain(page.title)}


def property_id(name: str) -> str:
    return uuid5(NAMESPACE_URL, f"notion:property/{name}").hex[:4]


def property_json(name: str, kind: str, value: str) -> Json:
    """A column's value, written as text in the workspace, in the shape of its type."""
    return {"id": property_id(name), "type": kind, kind: _value(kind, value)}


def _value(kind: str, value: str) -> object:
    if make := _VALUES.get(kind):
        return make(value)
    return value or None


def _select(value: str) -> Json | None:
    return {"name": value, "color": "default"} if value else None


def _selects(value: str) -> list[Json | None]:
    return [_select(one.strip()) for one in value.split(",") if one.strip()]


def _date(value: str) -> Json | None:
    return {"start": value, "end": None, "time_zone": None} if value else None


def _number(value: str) -> float | int | None:
    try:
        found = float(value)
    except ValueError:
        return None
    return int(found) if found.is_integer() else found


_VALUES: Mapping[str, Callable[[str], object]] = {
    "rich_text": rich_text,
    "number": _number,
    "select": _select,
    "status": _select,
    "multi_select": _selects,
    "date": _date,
    "checkbox": lambda value: value.lower() in ("true", "yes", "x"),
}


def database_json(database: NotionDatabase, tree: Tree) -> Json:
    return {
        "object": "database",
        "id": notion_id(database.id),
        "title": rich_plain(database.title),
        "description": [],
        "parent": _parent(tree.parent(database)),
        "is_inline": False,
        "in_trash": False,
        "data_sources": [{"id": source_id(database), "name": database.title}],
        "url": database_url(database),
    } | _times(database, tree)


def source_json(database: NotionDatabase, tree: Tree) -> Json:
    return {
        "object": "data_source",
        "id": source_id(database),
        "title": rich_plain(database.title),
        "description": [],
        "parent": {"type": "database_id", "database_id": notion_id(database.id)},
        "database_parent": _parent(tree.parent(database)),
        "in_trash": False,
        "properties": {
            name: {"id": _column_id(name, kind), "name": name, "type": kind, kind: {}}
            for name, kind in database.columns
        },
        "url": database_url(database),
    } | _times(database, tree)


def _column_id(name: str, kind: str) -> str:
    return "title" if kind == "title" else property_id(name)


def _times(database: NotionDatabase, tree: Tree) -> Json:
    """A database is as old as its oldest row and as fresh as its freshest."""
    rows = tree.rows(database)
    early = min((row.created for row in rows), default=datetime(2026, 1, 1, tzinfo=UTC))
    late = max((row.edited for row in rows), default=early)
    return {"created_time": moment(early), "last_edited_time": moment(late)}


def block_json(node: Node, page: NotionPage) -> Json:
    has_children = bool(node.children) or node.type in ("child_page", "child_database")
    return {
        "object": "block",
        "id": node.id,
        "parent": {"type": "page_id", "page_id": notion_id(page.id)},
        "created_time": moment(page.created),
        "last_edited_time": moment(page.edited),
        "has_children": has_children,
        "in_trash": False,
        "type": node.type,
        node.type: node.body,
    }


def comment_json(page: NotionPage, number: int, comment: Comment) -> Json:
    identifier = str(uuid5(NAMESPACE_URL, f"notion:{notion_id(page.id)}/comment/{number}"))
    return {
        "object": "comment",
        "id": identifier,
        "parent": {"type": "page_id", "page_id": notion_id(page.id)},
        "discussion_id": identifier,
        "created_time": moment(comment.at),
        "last_edited_time": moment(comment.at),
        "created_by": {"object": "user", "id": user_id(comment.author)},
        "rich_text": rich_text(comment.text),
    }


def person_json(person: Person) -> Json:
    return {
        "object": "user",
        "id": user_id(person.handle),
        "type": "person",
        "name": person.name,
        "avatar_url": None,
        "person": {"email": person.email},
    }


def bot_json(workspace_name: str) -> Json:
    owner = {"type": "workspace", "workspace": True}
    return {
        "object": "user",
        "id": BOT_ID,
        "type": "bot",
        "name": "Dossier",
        "avatar_url": None,
        "bot": {"owner": owner, "workspace_name": workspace_name},
    }
