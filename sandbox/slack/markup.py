"""Slack's message text: names turned into ids, the rest escaped, and the blocks beside it."""

import re
from collections.abc import Mapping

from sandbox.slack.wire import Json

# What is already Slack's own (an export, a test) stays as it is.
TOKEN = re.compile(
    r"(?P<kept><(?:[@#!]|https?://|mailto:)[^<>\n]*>|&(?:amp|lt|gt);)"
    r"|(?P<url>https?://[^\s<>|]*[^\s<>|.,;:!?'\")\]])"
    r"|(?<![\w@])@(?P<person>[A-Za-z0-9][\w.-]*[A-Za-z0-9_]|[A-Za-z0-9])"
    r"|(?<![\w#&/])#(?P<channel>[a-z0-9][a-z0-9_-]*)"
)
ELEMENT = re.compile(
    r"<@(?P<user>\w+)[^>]*>|<#(?P<channel>\w+)[^>]*>|<(?P<url>https?://[^|>]+)[^>]*>"
)


def escape(text: str) -> str:
    """Slack's three entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def encode(text: str, *, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """`@handle`, `#channel` and addresses become tokens; unknown names stay words."""

    def token(match: re.Match[str]) -> str:
        found = match.groupdict()
        if found["kept"]:
            return found["kept"]
        if found["url"]:
            return f"<{escape(found['url']).replace('&amp;amp;', '&amp;')}>"
        if found["person"]:
            user = people.get(found["person"].lower())
            return f"<@{user}>" if user else match.group()
        channel = channels.get(found["channel"])
        return f"<#{channel}|{found['channel']}>" if channel else match.group()

    parts, end = [], 0
    for match in TOKEN.finditer(text):
        parts += [escape(text[end : match.start()]), token(match)]
        end = match.end()
    return "".join([*parts, escape(text[end:])])


def typed_blocks(text: str) -> list[Json]:
    """The rich text that Slack's composer makes of what a person typed."""
    elements: list[Json] = []
    end = 0
    for match in ELEMENT.finditer(text):
        elements += _plain(text[end : match.start()])
        elements.append(_element(match))
        end = match.end()
    elements += _plain(text[end:])
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": unescape(text)}] if text else []


def _element(match: re.Match[str]) -> Json:
    found = match.groupdict()
    if found["user"]:
        return {"type": "user", "user_id": found["user"]}
    if found["channel"]:
        return {"type": "channel", "channel_id": found["channel"]}
    return {"type": "link", "url": unescape(found["url"])}
