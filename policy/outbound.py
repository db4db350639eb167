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
# Letters and marks that draw nothing; what Unicode calls control, format, private or unassigned
# goes by its category.
_FILLERS = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0100-\U000e01ef]"
)
# Scripts with letters that look like Latin ones; \u03bc and \u03a9 are also units.
_LOOKALIKES = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_UNITS = "\u03bc\u03a9"
_WORD = re.compile(r"\w+")
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{12,}")
_ADDRESS = re.compile(
    r"[a-z][a-z0-9+.-]+://\S*|www\.\S+|\S+@\S+|[\w.-]+\.(?:com|net|org|io|dev|app|ai|co|info|biz"
    r"|xyz|cloud|site|online|link|click|page|top|shop|ru|cn|tk|zip|mov|uk|eu|us|de|fr|jp|edu|gov"
    r"|example|test)\b|\d+\.\d+\.\d+\.\d+",
    re.IGNORECASE,
)
_LEET = (str.maketrans("013457@$", "oieastas"), str.maketrans("013457@$", "oleastas"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a search is judged against: company text, and what the asker or the web said.

    `asked` is the asker's own message: an address must stand there to be sent on.
    """

    internal: tuple[str, ...]
    public: tuple[str, ...]
    asked: str = ""


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
    shown = "".join(filter(_is_seen, unicodedata.normalize("NFKC", text)))
    return unicodedata.normalize("NFKC", " ".join(_FILLERS.sub("", shown).split()))


def _is_seen(letter: str) -> bool:
    return letter.isspace() or not unicodedata.category(letter).startswith("C")


def judged(text: str, words: Words) -> Fit | Unfit:
    """`text` is exact."""
    if not text or len(text) > LONGEST or len(_WORD.findall(text)) > MOST_WORDS:
        return Unfit(reason=Risk.LONG)
    if has_secret(text) or _is_dense(text) or _is_disguised(text):
        return Unfit(reason=Risk.SECRET)
    said = words.asked.casefold()
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
        if runs & set(_windows(tokens)) or _has_run(letters, tokens, known):
            return True
    return False


def _has_run(letters: str, tokens: list[str], known: set[str]) -> bool:
    """Company words joined, spelt letter by letter or cut elsewhere than where they end.

    Where all words are known as they are, only a run of words would be a copy.
    """
    spelt = "".join(tokens)
    odd = "".join(("." if token in known else "x") * len(token) for token in tokens)
    return any(
        "x" in odd[at : at + _RUN_OF_LETTERS] and spelt[at : at + _RUN_OF_LETTERS] in letters
        for at in range(len(spelt) - _RUN_OF_LETTERS + 1)
    )


def _readings(text: str) -> Iterator[str]:
    """The words as written, and as common encodings would decode them."""
    yield from (text, text[::-1], codecs.decode(text, "rot13"))
    yield from (text.translate(leet) for leet in _LEET)
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


def _is_disguised(text: str) -> bool:
    """Letters that only look like the others of their word tell what nobody sees."""
    return any(
        {"LATIN"} < {script for letter in word for script in _scripts(letter)}
        for word in _WORD.findall(text)
    )


def _scripts(letter: str) -> Iterator[str]:
    name = unicodedata.name(letter, "")
    if letter not in _UNITS and name.startswith(("LATIN", *_LOOKALIKES)):
        yield name.partition(" ")[0]


def _is_dense(text: str) -> bool:
    return any(
        len(word) >= _DENSE_LETTERS and _bits(word) > _DENSE_BITS for word in text.split()
    )


def _bits(word: str) -> float:
    shares = [word.count(letter) / len(word) for letter in set(word)]
    return -sum(share * log2(share) for share in shares)
