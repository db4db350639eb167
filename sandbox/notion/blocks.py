"""A page's Markdown as Notion's blocks, whose ids stay the same between requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5

from sandbox.prose import (
    Block,
    Code,
    Heading,
    Item,
    Paragraph,
    Quote,
    Rule,
    Span,
    Table,
    blocks,
    spans,
)
from sandbox.wire import Json

_DEEPEST_HEADING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A block before it has its place in a page; `body` is what its type names."""

    id: str
    type: str
    body: Json
    children: tuple["Node", ...] = ()


def block_id(page_id: str, place: str) -> str:
    """`place` is the block's path in the page, such as `3/0`."""
    return str(uuid5(NAMESPACE_URL, f"notion:{page_id}/{place}"))


def rich_text(text: str) -> list[Json]:
    """Markdown inside a line as Notion's rich text."""
    return [_rich(span) for span in spans(text)]


def rich_plain(text: str) -> list[Json]:
    return [_rich(Span(text=text))] if text else []


def _rich(span: Span) -> Json:
    href = span.href or None
    return {
        "type": "text",
        "text": {"content": span.text, "link": {"url": href} if href else None},
        "annotations": {
            "bold": span.bold,
            "italic": span.italic,
            "strikethrough": False,
            "underline": False,
            "code": span.code,
            "color": "default",
        },
        "plain_text": span.text,
        "href": href,
    }


@lru_cache(maxsize=1024)
def nodes(page_id: str, markdown: str) -> tuple[Node, ...]:
    """The page's own blocks, list items inside those they are indented under."""
    return _nest(page_id, blocks(markdown), prefix="")


def _nest(page_id: str, content: Sequence[Block], *, prefix: str) -> tuple[Node, ...]:
    found: list[Node] = []
    at = 0
    while at < len(content):
        block, place = content[at], f"{prefix}{len(found)}"
        end = _end_of_children(content, at)
        inner = _nest(page_id, content[at + 1 : end], prefix=f"{place}/")
        found.append(_node(page_id, block, place=place, children=inner))
        at = end
    return tuple(found)


def _end_of_children(content: Sequence[Block], at: int) -> int:
    """Where the deeper items that follow a list item end."""
    block, end = content[at], at + 1
    if isinstance(block, Item):
        while end < len(content) and _is_deeper(content[end], block):
            end += 1
    return end


def _is_deeper(block: Block, than: Item) -> bool:
    return isinstance(block, Item) and block.depth > than.depth


def _node(page_id: str, block: Block, *, place: str, children: tuple[Node, ...]) -> Node:
    kind, body = _described(block)
    if isinstance(block, Table):
        children = tuple(
            Node(
                id=block_id(page_id, f"{place}/{n}"),
                type="table_row",
                body={"cells": [rich_text(cell) for cell in row]},
            )
            for n, row in enumerate(block.rows)
        )
    return Node(id=block_id(page_id, place), type=kind, body=body, children=children)


def _described(block: Block) -> tuple[str, Json]:
    """A block's Notion type, and the body under the key of that name."""
    match block:
        case Heading() | Paragraph() | Quote():
            return _kind(block), {"rich_text": rich_text(block.text), "color": "default"}
        case Item():
            return _item(block)
        case Code():
            language = block.language or "plain text"
            return "code", {"rich_text": rich_plain(block.text), "language": language}
        case Table():
            width = max(map(len, block.rows))
            return "table", {"table_width": width, "has_column_header": True}
        case Rule():
            return "divider", {}


def _kind(block: Heading | Paragraph | Quote) -> str:
    if isinstance(block, Heading):
        return f"heading_{min(block.level, _DEEPEST_HEADING)}"
    return "quote" if isinstance(block, Quote) else "paragraph"


def _item(item: Item) -> tuple[str, Json]:
    body: Json = {"rich_text": rich_text(item.text), "color": "default"}
    if item.mark.startswith("["):
        return "to_do", body | {"checked": item.mark == "[x]"}
    return ("numbered" if item.mark == "1." else "bulleted") + "_list_item", body
