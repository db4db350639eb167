"""Markdown as escaped HTML: pages are written in the one and served as the other."""

from collections.abc import Iterable
from html import escape

from sandbox.prose import Block, Code, Heading, Item, Paragraph, Quote, Rule, Span, Table, spans


def html(content: Iterable[Block]) -> str:
    """Lists nest by their items' depth."""
    parts: list[str] = []
    items: list[Item] = []
    for block in content:
        if isinstance(block, Item):
            items.append(block)
            continue
        parts += [_list(items), _block(block)]
        items = []
    return "\n".join(filter(None, [*parts, _list(items)]))


def inline(text: str) -> str:
    return "".join(map(_span, spans(text)))


def _span(span: Span) -> str:
    text = escape(span.text).replace("\n", "<br>\n")
    if span.href:
        return f'<a href="{escape(span.href)}">{text}</a>'
    for on, tag in ((span.code, "code"), (span.bold, "strong"), (span.italic, "em")):
        text = f"<{tag}>{text}</{tag}>" if on else text
    return text


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"<h{block.level}>{inline(block.text)}</h{block.level}>"
        case Quote():
            return f"<blockquote><p>{inline(block.text)}</p></blockquote>"
        case Code():
            return f"<pre><code>{escape(block.text)}</code></pre>"
        case Table():
            return _table(block)
        case Rule():
            return "<hr>"
        case Paragraph() | Item():
            return f"<p>{inline(block.text)}</p>"


def _table(table: Table) -> str:
    head, *rows = table.rows
    body = "\n".join(_row(row, "td") for row in rows)
    return f"<table>\n<thead>{_row(head, 'th')}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(cells: Iterable[str], tag: str) -> str:
    inside = "".join(f"<{tag}>{inline(cell)}</{tag}>" for cell in cells)
    return f"<tr>{inside}</tr>"


def _list(items: list[Item]) -> str:
    """One list; deeper items make a list of their own inside the item before them."""
    if not items:
        return ""
    depth = min(item.depth for item in items)
    tag = "ol" if items[0].mark == "1." else "ul"
    lines: list[str] = []
    inner: list[Item] = []
    for item in reversed(items):
        if item.depth > depth:
            inner.insert(0, item)
            continue
        lines.insert(0, f"<li>{_mark(item)}{inline(item.text)}{_list(inner)}</li>")
        inner = []
    lines = [_list(inner), *lines] if inner else lines
    return f"<{tag}>\n" + "\n".join(lines) + f"\n</{tag}>"


def _mark(item: Item) -> str:
    return {"[x]": "☑ ", "[ ]": "☐ "}.get(item.mark, "")
