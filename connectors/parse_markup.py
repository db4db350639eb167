"""HTML as Markdown, every visible word kept; runs in the parsing child."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol"}
    | {"p", "pre", "section", "table", "ul"}
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript"})


def markdown_of(root: HtmlElement) -> str:
    text = "\n\n".join(block for block in _blocks(root) if block.strip())
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def table_markdown(rows: list[list[str]]) -> str:
    """A Markdown table whose first row is the header; short rows are filled up."""
    if not rows:
        return ""
    width = max(len(row) for row in rows)
    lines = [_row(row + [""] * (width - len(row))) for row in rows]
    return "\n".join([lines[0], _row(["---"] * width), *lines[1:]])


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _blocks(element: HtmlElement) -> Iterator[str]:
    """Blocks in order; text between block elements makes a block of its own."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _SILENT:
        return
    if tag in _HEADINGS:
        yield f"{_HEADINGS[tag]} {_words(element)}" if _words(element) else ""
    elif tag == "table":
        yield table_markdown(_rows(element))
    elif tag in ("ul", "ol"):
        yield "\n".join(_items(element, ""))
    elif tag == "pre":
        yield "```\n" + "".join(element.itertext()).strip("\n") + "\n```"
    else:
        yield from _mixed(element)


def _mixed(element: HtmlElement) -> Iterator[str]:
    running = [element.text or ""]
    for child in element:
        if _is_block(child):
            yield _folded(running)
            yield from _blocks(child)
            running = []
        else:
            running.append(_inline(child))
        running.append(child.tail or "")
    yield _folded(running)


def _is_block(element: HtmlElement) -> bool:
    """A block, or an inline element that wraps one, as <span><p>…</p></span>."""
    if not isinstance(element.tag, str):
        return False
    names = _BLOCKS | _HEADINGS.keys()
    return element.tag in names or any(
        child.tag in names for child in element.iterdescendants()
    )


def _inline(element: HtmlElement) -> str:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return ""
    if element.tag == "br":
        return "\n"
    return "".join(
        [element.text or "", *(_inline(child) + (child.tail or "") for child in element)]
    )


def _folded(parts: list[str]) -> str:
    lines = "".join(parts).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _words(element: HtmlElement) -> str:
    return " ".join(_inline(element).split())


def _rows(table: HtmlElement) -> list[list[str]]:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    return [[_words(cell) for cell in row if cell.tag in ("td", "th")] for row in rows]


def _items(container: HtmlElement, indent: str) -> Iterator[str]:
    number = 0
    for item in container:
        if item.tag != "li":
            continue
        number += 1
        mark = f"{number}." if container.tag == "ol" else "-"
        yield f"{indent}{mark} {_item_words(item)}"
        for inner in item:
            if inner.tag in ("ul", "ol"):
                yield from _items(inner, indent + "  ")


def _item_words(item: HtmlElement) -> str:
    parts = [item.text or ""]
    for child in item:
        if child.tag not in ("ul", "ol"):
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())
