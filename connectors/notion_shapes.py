"""Notion's objects as we read them; see https://developers.notion.com/reference/page ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

Json = Mapping[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireParent:
    """A row names both its data source and its database; a top page has `workspace`."""

    type: str = ""
    page_id: str = ""
    block_id: str = ""
    database_id: str = ""
    data_source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireUser:
    id: str = ""
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireText:
    plain_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireObject:
    """A page or a data source; a data source has `title`, a page has it in its properties."""

    object: str
    id: str
    created_time: datetime
    last_edited_time: datetime
    url: str = ""
    public_url: str | None = None
    parent: WireParent = WireParent()
    database_parent: WireParent | None = None
    last_edited_by: WireUser = WireUser()
    in_trash: bool = False
    title: tuple[WireText, ...] = ()
    properties: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WireObjects:
    results: tuple[WireObject, ...]
    has_more: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireMarkdown:
    markdown: str
    truncated: bool = False
    unknown_block_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireBlock:
    """`heading_2` and the like hold a block's text; of all kinds those with text are read."""

    id: str
    type: str = ""
    parent: WireParent = WireParent()
    paragraph: Json | None = None
    heading_1: Json | None = None
    heading_2: Json | None = None
    heading_3: Json | None = None
    bulleted_list_item: Json | None = None
    numbered_list_item: Json | None = None
    to_do: Json | None = None
    quote: Json | None = None
    callout: Json | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireBlocks:
    results: tuple[WireBlock, ...]
    has_more: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireDataSource:
    id: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireDatabase:
    id: str
    parent: WireParent = WireParent()
    data_sources: tuple[WireDataSource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireComment:
    created_time: datetime
    created_by: WireUser = WireUser()
    rich_text: tuple[WireText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WireComments:
    results: tuple[WireComment, ...]
    has_more: bool = False
    next_cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WireUsers:
    results: tuple[WireUser, ...]
    has_more: bool = False
    next_cursor: str | None = None


def title_of(wire: WireObject) -> str:
    if wire.title:
        return "".join(part.plain_text for part in wire.title) or "Untitled"
    cells = (cell for cell in wire.properties.values() if cell.get("type") == "title")
    return next((cell_text(cell) for cell in cells), "") or "Untitled"


def cells_of(wire: WireObject) -> tuple[tuple[str, str], ...]:
    """A row's values by column as text, the title and empty ones left out."""
    named = (
        (name, cell_text(cell))
        for name, cell in wire.properties.items()
        if cell.get("type") != "title"
    )
    return tuple((name, text) for name, text in named if text)


def block_text(block: WireBlock) -> str:
    """Empty for kinds without text, such as tables and dividers."""
    bodies = (
        *(block.paragraph, block.heading_1, block.heading_2, block.heading_3),
        *(block.bulleted_list_item, block.numbered_list_item, block.to_do),
        *(block.quote, block.callout),
    )
    return "".join(_value_text(body.get("rich_text")) for body in bodies if body)


def cell_text(cell: Json) -> str:
    """A property's value as a person reads it; see /reference/page-property-values ."""
    return _value_text(cell.get(str(cell.get("type", ""))))


def _value_text(value: JsonValue) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "yes"
        case list():
            return _list_text(value)
        case dict():
            return _record_text(value)
        case float():
            return f"{value:g}" if value.is_integer() else str(value)
        case _:
            return str(value)


def _list_text(values: Sequence[JsonValue]) -> str:
    rich = all(isinstance(v, dict) and "plain_text" in v for v in values)
    return ("" if rich else ", ").join(text for v in values if (text := _value_text(v)))


def _record_text(value: Mapping[str, JsonValue]) -> str:
    if "plain_text" in value:
        return str(value["plain_text"])
    if value.get("start"):
        end = value.get("end")
        return f"{value['start']} to {end}" if end else str(value["start"])
    if value.get("name"):
        return str(value["name"])
    kind = str(value.get("type", ""))  # formula, rollup, unique id: a value by its type
    return _value_text(value.get(kind)) if kind else ""
