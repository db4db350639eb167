"""What people typed, out of Slack's markup.

The markup: https://docs.slack.dev/messaging/formatting-message-text (`<@U…>`, `<#C…|name>`,
`<https://…|label>`, `<!here>`, and `&amp;` `&lt;` `&gt;`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.audience import PersonId

_TOKEN = re.compile(r"<([^<>\n]+)>")
_EMOJI = re.compile(r":[\w+\-']+:")
_SPACES = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """`urls` are the addresses that the person wrote, in order, each once."""

    text: str
    urls: tuple[str, ...] = ()


def mentioned(raw: str) -> tuple[PersonId, ...]:
    """The people named in a message, in order."""
    found = (token.partition("|")[0] for token in _TOKEN.findall(raw))
    return tuple(dict.fromkeys(PersonId(t[1:]) for t in found if t.startswith("@")))


def typed(raw: str, *, bot_user: str, names: Mapping[PersonId, str]) -> Typed:
    """Our own mention is left out; others read as `@Name`, channels as `#name`."""
    urls: list[str] = []

    def shown(match: re.Match[str]) -> str:
        target, _, label = match.group(1).partition("|")
        if target == f"@{bot_user}":
            return " "
        if target.startswith("@"):
            return "@" + (names.get(PersonId(target[1:])) or label or "somebody")
        if target.startswith("#"):
            return "#" + (label or "channel")
        if target.startswith("!"):
            return label or "@" + target[1:].partition("^")[0]
        return _address(_unescaped(target), label, urls)

    text = _unescaped(_TOKEN.sub(shown, raw))
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return Typed(text="\n".join(lines).strip(), urls=tuple(dict.fromkeys(urls)))


def _address(url: str, label: str, urls: list[str]) -> str:
    if url.startswith(("http://", "https://")):
        urls.append(url)
    if not label or url.endswith(label) or url.removeprefix("mailto:") == label:
        return url.removeprefix("mailto:")
    return f"{label} ({url})"


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def says_something(text: str) -> bool:
    """Whether a letter or a digit is left when emoji are taken away."""
    return any(character.isalnum() for character in _EMOJI.sub("", text))
