"""Secrets in text: found by their shape, and taken out before anybody reads them.

Shapes follow what the vendors publish about their keys (prefix, alphabet, length). A secret of
no known shape is found only where a name says what it is (`password: …`).
"""

import re

MARK = "[secret removed]"

_SHAPES = (
    (
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"
        r"(?:[\s\S]*?-----END [A-Z0-9 ]*PRIVATE KEY-----|[\s\S]*)"
    ),
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


def has_secret(text: str) -> bool:
    return redacted(text) != text


def _without_value(found: re.Match[str]) -> str:
    value = found["value"]
    if _WORD.fullmatch(value) or value.startswith("[secret"):
        return found[0]
    return f"{found['name']}{MARK}"
