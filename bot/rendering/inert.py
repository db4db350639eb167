"""Text that others wrote, made harmless to show: no mention, no link, nothing invisible.

The renderer puts text only where Slack reads it literally; breaking addresses and mentions
apart is a second lock on the same door.
"""

import re

from policy.redaction import redacted

# Invisible, bidirectional, tag and variation characters hide text or reorder it; controls
# other than tab and newline break blocks. Joiners (U+200C, U+200D) and emoji selectors stay:
# languages and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b"
    "\u200e\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0d\ufeff\ufff0-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]{1,20}):(?=[/\\]{2}|%2f)", re.IGNORECASE)
_DOT = "[.\u3002\uff0e\uff61]"
_NAME = re.compile(rf"(?<![\w\-])[\w\-]+(?:{_DOT}[\w\-]+)+(?P<path>/?)")
# Endings of addresses; not every one, since `Node.js` and `notes.md` are no addresses.
_ENDINGS = re.compile(
    "com|net|org|io|dev|app|ai|co|info|biz|xyz|cloud|site|online|link|click|page|top|shop|ru"
    "|cn|tk|zip|mov|uk|eu|us|de|fr|jp|edu|gov|example",
    re.IGNORECASE,
)
_LABELS_OF_AN_IP = 4
_MENTION = re.compile(r"(?<!\w)@(?=[\w!#])")


def inert(text: str) -> str:
    """Secrets and what cannot be seen are lost; `bad[.]com`, and at signs become wide."""
    text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = redacted(_INVISIBLE.sub("", text))
    text = _SCHEME.sub(r"\1[:]", text)
    text = _NAME.sub(_broken, text)
    return _MENTION.sub("\uff20", text)


def _broken(name: re.Match[str]) -> str:
    path = name["path"]
    first, *rest = re.split(f"({_DOT})", name.group().removesuffix(path))
    dots, labels = rest[::2], rest[1::2]
    if (path and labels[-1].isalpha()) or _is_number([first, *labels]):
        return "[.]".join([first, *labels]) + path
    text = first
    for dot, label in zip(dots, labels, strict=True):
        # A full stop of a language that has no spaces stays as it is.
        text += ("[.]" if _ENDINGS.fullmatch(label) else dot) + label
    return text + path


def _is_number(labels: list[str]) -> bool:
    return len(labels) == _LABELS_OF_AN_IP and all(label.isdecimal() for label in labels)


def one_line(text: str, limit: int) -> str:
    """As `inert`, on one line of at most `limit` characters; a cut shows as an ellipsis."""
    line = " ".join(inert(text).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def escaped(text: str) -> str:
    """For a message's `text`, which Slack parses: every token of it starts with `<`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
