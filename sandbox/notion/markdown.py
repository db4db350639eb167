"""A page as Notion's Markdown: its text, then a tag for each child page and database.

A very long page comes in parts: the first ends in an <unknown> tag, whose block id the same
endpoint turns into the next part.
Source: https://developers.notion.com/reference/retrieve-page-markdown
"""

from dataclasses import dataclass
from functools import cached_property

from sandbox.notion.blocks import block_id
from sandbox.notion.errors import not_found
from sandbox.notion.objects import database_url, page_url
from sandbox.notion.tree import Tree, uuid_of
from sandbox.wire import Json
from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import NotionPage


@dataclass(kw_only=True)
class MarkdownPages:
    """`limit` is how many characters one part has at most."""

    tree: Tree
    limit: int

    def answer(self, identifier: str) -> Json:
        """The part that a page's or a remaining block's id stands for.

        Raises:
            RefusedError: 400 or 404, the id is none or out of reach.
        """
        wanted = uuid_of(identifier)
        if wanted in self.tree.pages:
            return self._part(self.tree.page(wanted), 0, identifier=wanted)
        if wanted in self._rests:
            page, start = self._rests[wanted]
            return self._part(page, start, identifier=wanted)
        raise not_found("block", identifier)

    def _part(self, page: NotionPage, start: int, *, identifier: str) -> Json:
        text = self._text(page)
        end = _cut(text, start, self.limit)
        rest = block_id(notion_id(page.id), f"rest/{end}")
        unknown = [rest] if end < len(text) else []
        tag = f'<unknown url="https://www.notion.so/{rest.replace("-", "")}"/>'
        return {
            "object": "page_markdown",
            "id": identifier,
            "markdown": text[start:end] + (tag if unknown else ""),
            "truncated": bool(unknown),
            "unknown_block_ids": unknown,
        }

    def _text(self, page: NotionPage) -> str:
        tags = [
            *(
                f'<page url="{page_url(one)}">{one.title}</page>'
                for one in self._children(page)
            ),
            *(
                f'<database url="{database_url(one)}">{one.title}</database>'
                for one in self.tree.databases_under(page.id)
            ),
        ]
        return "\n".join([page.text, *tags]).strip("\n")

    def _children(self, page: NotionPage) -> list[NotionPage]:
        return self.tree.pages_under(page.id)

    @cached_property
    def _rests(self) -> dict[str, tuple[NotionPage, int]]:
        found: dict[str, tuple[NotionPage, int]] = {}
        for page in self.tree.connected_pages:
            text, end = self._text(page), 0
            while (end := _cut(text, end, self.limit)) < len(text):
                found[block_id(notion_id(page.id), f"rest/{end}")] = (page, end)
        return found


def _cut(text: str, start: int, limit: int) -> int:
    """Where a part that begins at `start` ends: after a line, if one ends within the limit."""
    if len(text) - start <= limit:
        return len(text)
    line_end = text.rfind("\n", start, start + limit)
    return line_end + 1 if line_end > start else start + limit
