"""A Notion page or data source as one text: Markdown, as it is searched, read and cited."""

import re
from collections.abc import Mapping, Sequence

from connectors.notion_shapes import WireComment, WireObject, cells_of, title_of

COMMENTS = "\n\n## Open comments\n\n"
_COLOUR = re.compile(r' color="[^"]*"')
# Tags of pages and databases hold their titles, which may be for other readers.
_OTHERS = re.compile(r"<((?:mention-)?(?:page|database))\b[^>]*>.*?</\1>", re.DOTALL)
_BELOW = re.compile(r'<(page|database)\b[^>]*\burl="([^"]+)"')
_SIGNED = re.compile(r"(https://[^\s)\"]+?)\?[^\s)\"]*X-Amz-[^\s)\"]*")


def page_text(wire: WireObject, markdown: str) -> str:
    """A row's values come first. Colours and what expires within the hour are dropped."""
    values = "\n".join(f"- {name}: {text}" for name, text in cells_of(wire))
    body = _OTHERS.sub("", _SIGNED.sub(r"\1", _COLOUR.sub("", markdown))).strip()
    return "\n\n".join(part for part in (values, body) if part)


def below(markdown: str) -> tuple[tuple[str, str], ...]:
    """The kind (page or database) and address of each page and database within a page."""
    return tuple((kind, url) for kind, url in _BELOW.findall(markdown))


def comments_text(comments: Sequence[WireComment], names: Mapping[str, str]) -> str:
    """Empty without comments; each with author and day (UTC)."""
    said = [
        f"- {names.get(one.created_by.id, 'Somebody')}, {one.created_time:%d %b %Y}: "
        + "".join(part.plain_text for part in one.rich_text)
        for one in comments
    ]
    return COMMENTS + "\n".join(said) if said else ""


def without_comments(text: str) -> str:
    return text.partition(COMMENTS)[0]


def table_text(rows: Sequence[WireObject]) -> str:
    """Rows as a Markdown table, the title first."""
    columns = list(dict.fromkeys(name for row in rows for name, _ in cells_of(row)))
    lines = [_line(["Name", *columns]), _line(["---"] * (len(columns) + 1))]
    for row in rows:
        values = dict(cells_of(row))
        lines.append(_line([title_of(row), *(values.get(name, "") for name in columns)]))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    plain = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(plain)} |"
