"""Markdown without the marks inside its lines, so that quotes read as people wrote them."""

import re

_FENCED = re.compile(
    r"(^ {0,3}(?:```|~~~).*?(?:^ {0,3}(?:```|~~~)[^\n]*$|\Z))", re.MULTILINE | re.DOTALL
)
_BOLD = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1)[^\n])+?)(?<=\S)\1")
_ITALIC = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?![\w*])")
# Exports put a backslash before whatever might be a mark. A bar stays escaped: it ends a cell.
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>~=&$:\"'%])")


def without_marks(markdown: str) -> str:
    """Bold, italic and escapes are gone; headings, lists, tables and code blocks stay."""
    parts = _FENCED.split(markdown)
    return "".join(part if n % 2 else _bare(part) for n, part in enumerate(parts))


def _bare(text: str) -> str:
    return _ESCAPED.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\2", text)))
