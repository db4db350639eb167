"""Slack's message text as a person reads it: names for ids, no markup.

The syntax is Slack's own: https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
from collections.abc import Mapping

from connectors.slack_shapes import WireMessage
from domain.audience import PersonId

_TOKEN = re.compile(r"<([^<>\n]+)>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_FENCE = re.compile(r"```\n?(.*?)```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
# A mark counts only around words: not in 2*3*4 or snake_case_names.
_STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")


def mentioned_in(text: str) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(PersonId(found) for found in _MENTION.findall(text)))


def plain(text: str, names: Mapping[PersonId, str]) -> str:
    """Mentions as @Name, channels as #name, links with their address, styles without marks."""
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found.group(1).strip("\n"))
        return f"\0{len(kept) - 1}\0"

    text = text.replace("\0", "")
    text = _CODE.sub(keep, _FENCE.sub(keep, text))
    text = _TOKEN.sub(lambda found: _token(found.group(1), names), text)
    for _ in range(3):  # bold within italic within struck out
        text = _STYLED.sub(r"\2", text)
    text = re.sub("\0(\\d+)\0", lambda found: kept[int(found.group(1))], text)
    return html.unescape(text).strip()


def _token(inside: str, names: Mapping[PersonId, str]) -> str:
    address, _, label = inside.partition("|")
    match address[:1]:
        case "@":
            return "@" + (names.get(PersonId(address[1:])) or label or "somebody")
        case "#":
            return "#" + (label or "channel")
        case "!":
            return _special(address[1:], label)
        case _:
            shown = address.removeprefix("mailto:")
            return f"{label} ({shown})" if label and label != shown else shown


def _special(name: str, label: str) -> str:
    if label:
        return label
    return "@" + name.partition("^")[0]


def text_of(message: WireMessage) -> str:
    """What was written, and what is attached, still in Slack's markup."""
    parts = [message.text or ""]
    if not message.text:
        parts += [a.text or a.fallback or "" for a in message.attachments or ()]
    parts += [f"[file: {f.title or f.name}]" for f in message.files or () if f.title or f.name]
    return "\n".join(part for part in parts if part)
