"""Traces of words: a digest knows again what it said and read when the words are deleted."""

import unicodedata
from collections.abc import Iterator
from hashlib import sha256

from domain.digest import QuoteMark

_WORD_TRACE = 4  # of 65,536: enough to compare sentences, too few to be sure of a word


def word_trace(word: str) -> str:
    return sha256(word.encode()).hexdigest()[:_WORD_TRACE]


def text_trace(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def folded(text: str) -> str:
    """Compatibility forms and blanks made equal; nothing else is forgiven."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def mark_of(quote: str) -> QuoteMark:
    text = folded(quote)
    return QuoteMark(letters=len(text), trace=text_trace(text))


def holds(text: str, mark: QuoteMark) -> bool:
    """Whether the quote stands in a folded text."""
    starts = _starts(text, mark.letters)
    return any(text_trace(text[at : at + mark.letters]) == mark.trace for at in starts)


def _starts(text: str, letters: int) -> Iterator[int]:
    """Where it may begin: whole words first, since a quote is seldom anything else."""
    places = range(len(text) - letters + 1)
    yield from (at for at in places if _is_whole(text, at, at + letters))
    yield from (at for at in places if not _is_whole(text, at, at + letters))


def _is_whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or after.isalnum())
