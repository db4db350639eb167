"""How the sandbox's search engines see text: lower-case words, and each CJK character."""

import re
import unicodedata
from collections.abc import Sequence

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uff66-\uff9f"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


def words(text: str) -> tuple[str, ...]:
    """Words in order, case and compatibility forms folded.

    Chinese, Japanese and Korean come one character a word, so that a phrase matches without
    knowing where its words end.
    """
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def has_phrase(text: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether the words of `phrase` stand next to each other in `text`."""
    size = len(phrase)
    return any(
        tuple(text[start : start + size]) == tuple(phrase)
        for start in range(len(text) - size + 1)
    )


def terms(query: str) -> tuple[tuple[str, ...], ...]:
    """What a query asks for: quoted phrases whole, other words singly, CJK runs as phrases."""
    found: list[tuple[str, ...]] = []
    for quoted, bare in re.findall(r'"([^"]*)"|([^\s"]+)', query):
        if quoted:
            found.append(words(quoted))
        else:
            found += _bare_terms(bare)
    return tuple(term for term in found if term)


def _bare_terms(bare: str) -> list[tuple[str, ...]]:
    pieces = re.findall(rf"[{_CJK}]+|[^{_CJK}]+", unicodedata.normalize("NFKC", bare))
    found: list[tuple[str, ...]] = []
    for piece in pieces:
        inside = words(piece)
        is_run = bool(re.match(rf"[{_CJK}]", piece))
        found += [inside] if is_run else [(word,) for word in inside]
    return found
