"""A tripwire on words that are to leave after company sources were read.

It finds copies, also encoded ones, secrets and addresses. A code in common words it cannot
find; that is why a person reads the exact words before they leave.
"""

import base64
import binascii
import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from urllib.parse import unquote_plus

from policy.redaction import has_secret

LONGEST = 300
MOST_WORDS = 24
_RUN_OF_WORDS = 3
_RUN_OF_LETTERS = 14
_DENSE_LETTERS, _DENSE_BITS = 20, 3.3
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\U000e0000-\U000e0fff]"
)
_WORD = re.compile(r"\w+")
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{12,}")
_ADDRESS = re.compile(r"https?:|www\.|\S@\S|\b[\w-]+\.(?:com|net|org|io|dev|co|example|test)\b")
_LEET = str.maketrans("013457@$", "oieastas")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a search is judged against: company text, and what the asker or the web said."""

    internal: tuple[str, ...]
    public: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """It may be shown for approval; `internal_words` are those only company sources have."""

    internal_words: tuple[str, ...] = ()


class Risk(StrEnum):
    """What a search would carry out, or why nobody can tell."""

    LONG = "too long to be checked"
    SECRET = "looks like a secret"  # noqa: S105 - a reason and no password
    ADDRESS = "an address that nobody wrote"
    COPIES = "words of a company source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """It may not leave, approved or not."""

    reason: Risk


def exact(text: str) -> str:
    """The form in which words are shown and sent: one line, compatible letters, none hidden."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def judged(text: str, words: Words) -> Fit | Unfit:
    """`text` is exact."""
    if not text or len(text) > LONGEST or len(_WORD.findall(text)) > MOST_WORDS:
        return Unfit(reason=Risk.LONG)
    if has_secret(text) or _is_dense(text):
        return Unfit(reason=Risk.SECRET)
    said = " ".join(words.public).casefold()
    if any(found[0].casefold() not in said for found in _ADDRESS.finditer(text)):
        return Unfit(reason=Risk.ADDRESS)
    if _copies(text, words):
        return Unfit(reason=Risk.COPIES)
    internal = _vocabulary(words.internal) - _vocabulary(words.public)
    return Fit(internal_words=tuple(sorted(set(_tokens(text)) & internal)))


def _copies(text: str, words: Words) -> bool:
    runs = _word_runs(words.internal) - _word_runs(words.public)
    known = _vocabulary(words.internal) | _vocabulary(words.public)
    letters = "\n".join("".join(_tokens(one)) for one in words.internal)
    for reading in _readings(text):
        tokens = _tokens(reading)
        joined = (one for one in _joined(tokens) if one not in known)
        if runs & set(_windows(tokens)) or any(_has_run(letters, one) for one in joined):
            return True
    return False


def _joined(tokens: list[str]) -> Iterator[str]:
    """Words written as one, or letter by letter, which no run of words would find."""
    yield from (token for token in tokens if len(token) >= _RUN_OF_LETTERS)
    spelt = "".join(token if len(token) == 1 else " " for token in tokens)
    yield from (run for run in spelt.split() if len(run) >= _RUN_OF_LETTERS)


def _has_run(letters: str, one: str) -> bool:
    starts = range(len(one) - _RUN_OF_LETTERS + 1)
    return any(one[at : at + _RUN_OF_LETTERS] in letters for at in starts)


def _readings(text: str) -> Iterator[str]:
    """The words as written, and as common encodings would decode them."""
    yield from (text, text[::-1], codecs.decode(text, "rot13"), text.translate(_LEET))
    yield unquote_plus(text)
    for written in (text, re.sub(r"\s+", "", text)):
        for blob in _BLOB.findall(written):
            yield from _decoded(blob.rstrip("="))


def _decoded(blob: str) -> Iterator[str]:
    for decode, encoded in (
        (
            base64.urlsafe_b64decode,
            blob.replace("+", "-").replace("/", "_") + "=" * (-len(blob) % 4),
        ),
        (base64.b32decode, blob.upper() + "=" * (-len(blob) % 8)),
        (bytes.fromhex, blob),
    ):
        try:
            yield decode(encoded).decode()
        except (ValueError, binascii.Error):
            continue


def _tokens(text: str) -> list[str]:
    return _WORD.findall(exact(text).casefold())


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in _tokens(text)}


def _word_runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    return {run for text in texts for run in _windows(_tokens(text))}


def _windows(words: list[str]) -> Iterator[tuple[str, ...]]:
    starts = range(len(words) - _RUN_OF_WORDS + 1)
    return (tuple(words[at : at + _RUN_OF_WORDS]) for at in starts)


def _is_dense(text: str) -> bool:
    return any(
        len(word) >= _DENSE_LETTERS and _bits(word) > _DENSE_BITS for word in text.split()
    )


def _bits(word: str) -> float:
    shares = [word.count(letter) / len(word) for letter in set(word)]
    return -sum(share * log2(share) for share in shares)
