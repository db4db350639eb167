"""Slack messages as plain text, for the terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]  # a message as Slack's wire has it


def text_of(message: Json) -> str:
    """The blocks as lines; the notification text where there are none."""
    lines = [line for block in message.get("blocks") or () for line in _block(block)]
    return "\n".join(lines) or str(message.get("text", ""))


def _block(block: Json) -> Iterator[str]:
    match block.get("type"):
        case "rich_text":
            for part in block.get("elements", ()):
                yield from _part(part)
        case "header" | "section":
            yield _plain(block.get("text"))
        case "context":
            yield " · ".join(_plain(element) for element in block.get("elements", ()))
        case "table":
            yield from (" | ".join(_cell(cell) for cell in row) for row in block["rows"])
        case "plan":
            yield f"[{_plain(block.get('title'))}]"
            yield from (f"  {_plain(task.get('title'))}" for task in block.get("tasks", ()))
        case "actions":
            labels = (_plain(element.get("text")) for element in block.get("elements", ()))
            yield "  ".join(f"‹{label}›" for label in labels if label)
        case _:  # a divider, or a kind that has no words
            return


def _part(part: Json) -> Iterator[str]:
    if part.get("type") == "rich_text_list":
        yield from ("• " + _run(item) for item in part.get("elements", ()))
    else:
        yield _run(part)


def _run(part: Json) -> str:
    return "".join(str(e.get("text") or e.get("url") or "") for e in part.get("elements", ()))


def _cell(cell: Json) -> str:
    if cell.get("type") == "rich_text":
        return " ".join(line for part in cell.get("elements", ()) for line in _part(part))
    return _plain(cell)


def _plain(text: object) -> str:
    if isinstance(text, Mapping):
        return str(text.get("text", ""))
    return str(text or "")
