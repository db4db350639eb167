"""Secrets in text: found by their shape, and taken out before anybody reads them.

Shapes follow what the vendors publish about their keys (prefix, alphabet, length). A secret of
no known shape is found only where a name says what it is (`password: …`).
"""

import re
from collections.abc import Iterator, Sequence

MARK = "[secret removed]"

_KEY_BLOCK = (
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"
    r"(?:[\s\S]*?-----END [A-Z0-9 ]*PRIVATE KEY-----|[\s\S]*)"
)
_SHAPES = (
    _KEY_BLOCK,
    r"\b(?:AKIA|ASIA|AGPA|AROA|AIPA|ANPA|ANVA)[A-Z0-9]{16}\b",  # AWS
    r"\bgh[pousr]_[A-Za-z0-9]{30,255}",  # GitHub
    r"\bgithub_pat_\w{40,255}",
    r"\bglpat-[\w-]{20,}",  # GitLab
    r"\bxox[a-z]-[A-Za-z0-9-]{10,}",  # Slack
    r"\bxapp-\d-[A-Za-z0-9-]{10,}",
    r"https://hooks\.slack\.com/services/[\w/]+",
    r"\bsk-(?:ant-|proj-|svcacct-)?[\w-]{20,}",  # Anthropic, OpenAI
    r"\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}",  # Stripe
    r"\bAIza[\w-]{35}",  # Google
    r"\bya29\.[\w-]{20,}",
    r"\b(?:ntn|secret)_[A-Za-z0-9]{30,}",  # Notion
    r"\bnpm_[A-Za-z0-9]{36}",
    r"\bpypi-[\w-]{50,}",
    r"\bSG\.[\w-]{16,}\.[\w-]{16,}",  # SendGrid
    r"\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*",  # JSON web token
)
# `scheme://user:password@host`: the password alone goes.
_IN_ADDRESS = r"(?<=://)(?P<user>[^\s/:@]{1,80}):(?P<pass>[^\s/@]{3,200})(?=@)"
_NAMED = (
    r"(?P<name>\b(?:pass(?:word|wd|phrase)?|pwd|secret|api[ _-]?key|access[ _-]?(?:key|token)"
    r"|auth[ _-]?token|private[ _-]?key|client[ _-]?secret|bearer)\b[\"']?"
    r"\s*(?:[:=]|\bis\b)\s*)"
    r"(?P<value>\"[^\"\n]{4,}\"|'[^'\n]{4,}'|`[^`\n]{4,}`|[^\s,;\"'`]{6,})"
)

_REACH = 200  # further from an edge, only a block or a long word reaches over it
_BLOCK = re.compile(_KEY_BLOCK)
_SHAPED = re.compile("|".join(f"(?:{shape})" for shape in _SHAPES))
_ADDRESSED = re.compile(_IN_ADDRESS)
_NAMED_PATTERN = re.compile(_NAMED, re.IGNORECASE)
_WORD = re.compile(
    r"[A-Za-z]+[.!?]?|\[secret"
)  # prose after `the password is`, or done already


def redacted(text: str) -> str:
    """The text with each secret replaced by a mark; doing it twice changes nothing more."""
    shaped = _SHAPED.sub(MARK, text)
    addressed = _ADDRESSED.sub(lambda found: f"{found['user']}:{MARK}", shaped)
    return _NAMED_PATTERN.sub(_without_value, addressed)


def redacted_parts(text: str, parts: Sequence[tuple[int, int]]) -> list[str]:
    """Stretches of a text, each from a start up to an end, without any piece of a secret.

    A secret that a cut divides is one in the whole text alone; neither piece need look like it.
    """
    if not parts:
        return []
    low = max(min(start for start, _ in parts) - _REACH, 0)
    low = max(text.rfind(" ", 0, low), text.rfind("\n", 0, low), 0)
    high = max(end for _, end in parts) + _REACH
    spans = sorted({*_spans(text[low:high], low), *(m.span() for m in _BLOCK.finditer(text))})
    return [_without(text, spans, part) for part in parts]


def _spans(text: str, offset: int) -> Iterator[tuple[int, int]]:
    found = [
        *(match.span() for match in _SHAPED.finditer(text)),
        *(match.span("pass") for match in _ADDRESSED.finditer(text)),
        *(match.span("value") for match in _NAMED_PATTERN.finditer(text) if _is_value(match)),
    ]
    return ((start + offset, end + offset) for start, end in found)


def _without(text: str, spans: Sequence[tuple[int, int]], part: tuple[int, int]) -> str:
    at, end = part
    kept: list[str] = []
    for first, last in spans:
        if last > at and first < end:
            kept += [text[at : max(first, at)], MARK]
            at = min(last, end)
    return "".join([*kept, text[at:end]])


def has_secret(text: str) -> bool:
    return redacted(text) != text


def _is_value(found: re.Match[str]) -> bool:
    value = found["value"]
    return not (_WORD.fullmatch(value) or value.startswith("[secret"))


def _without_value(found: re.Match[str]) -> str:
    return f"{found['name']}{MARK}" if _is_value(found) else found[0]
