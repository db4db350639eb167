"""Drive's search language: a person's words as the `q` of files.list, and lists merged.

https://developers.google.com/workspace/drive/api/guides/ref-search-terms
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from domain.evidence import Filters
from store.search_words import SearchWords

FOLDER = "application/vnd.google-apps.folder"
MOST_WORDS = 8
_RAREST = 4
_RANK_OFFSET = 60  # of reciprocal rank fusion: how little the very top counts more

# Runs of kanji or katakana are words of their own; what stands between them is grammar.
_WORD = re.compile(
    r"[\u30a0-\u30ff\uff66-\uff9f]{2,}|[\u3400-\u9fff]{2,}|[\uac00-\ud7af]+"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f_]+(?:[-.'\u2019]\w+)*"
)
_PHRASE = re.compile(r'"([^"]{2,80})"')
_KANJI = re.compile(r"[\u3400-\u9fff]{3,}")
_SHORTEST_WITH_FORMS = 4
_ENDINGS = (
    ("ies", ("y",)),
    ("ing", ("e", "es", "ed")),
    ("sses", ("ss",)),
    ("es", ("e", "", "ing")),
    ("ss", ("sses",)),
    ("s", ("",)),
    ("ed", ("e", "", "es", "ing")),
    ("e", ("es", "ed", "ing")),
    ("y", ("ies",)),
)

_FOUND_BY_MANY = ("domainCanFind", "anyoneCanFind", "anyoneWithLink")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to ask; Drive refuses `order` together with a full-text term."""

    q: str
    order: str = ""


def key_words(query: str) -> tuple[str, ...]:
    """Phrases in quotes, then the words that carry the question, at most MOST_WORDS."""
    phrases = [f'"{" ".join(phrase.split())}"' for phrase in _PHRASE.findall(query)]
    words = _WORD.findall(_PHRASE.sub(" ", query))
    subject = set(SearchWords.of(query).words)
    telling = [
        word
        for word in words
        if not word.isascii() or (_counts(word) and _parts(word) & subject)
    ]
    by_case = {word.casefold(): word for word in reversed([*phrases, *(telling or words)])}
    return tuple(reversed(by_case.values()))[:MOST_WORDS]


def variants(query: str, filters: Filters, folders: Sequence[str] = ()) -> tuple[Variant, ...]:
    """All words in any form; any of the rarest; any in the name, newest first.

    None without words.
    """
    words = key_words(query)
    if not words:
        return ()
    limits = _limits(filters, folders)
    found = [Variant(q=f"{' and '.join(_in_any_form(word) for word in words)} and {limits}")]
    rare = sorted(words, key=_rarity, reverse=True)[:_RAREST]
    forms = dict.fromkeys(form for word in rare for form in _forms(word))
    if len(forms) > 1:
        found.append(Variant(q=f"({' or '.join(map(_full_text, forms))}) and {limits}"))
    names = " or ".join(f"name contains {quoted(word.strip(chr(34)))}" for word in words)
    found.append(Variant(q=f"({names}) and {limits}", order="modifiedTime desc"))
    return tuple(found)


def discoverable(asked: Variant) -> Variant:
    """Only what a whole company or everybody may find; a link of the same file shows instead.

    https://developers.google.com/workspace/drive/api/guides/ref-search-terms#file_properties
    """
    kinds = " or ".join(f"visibility = {quoted(kind)}" for kind in _FOUND_BY_MANY)
    return Variant(q=f"({asked.q}) and ({kinds})", order=asked.order)


def folder_named(name: str) -> str:
    return f"name = {quoted(name)} and mimeType = {quoted(FOLDER)} and trashed = false"


def quoted(text: str) -> str:
    """A literal of the query language; an apostrophe left bare ends it."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def merged(lists: Iterable[Sequence[T]], *, key: Callable[[T], str]) -> tuple[T, ...]:
    """By reciprocal rank: what stands high in several lists comes first."""
    scores: dict[str, float] = {}
    first: dict[str, T] = {}
    for ranked in lists:
        for rank, one in enumerate(ranked, start=1):
            name = key(one)
            first.setdefault(name, one)
            scores[name] = scores.get(name, 0.0) + 1 / (_RANK_OFFSET + rank)
    order = sorted(scores, key=lambda name: scores[name], reverse=True)
    return tuple(first[name] for name in order)


def _limits(filters: Filters, folders: Sequence[str]) -> str:
    parts = ["trashed = false", f"mimeType != {quoted(FOLDER)}"]
    if filters.since is not None:
        parts.append(f"modifiedTime >= {quoted(_moment(filters.since))}")
    if filters.until is not None:
        parts.append(f"modifiedTime <= {quoted(_moment(filters.until))}")
    if folders:
        inside = " or ".join(f"{quoted(folder)} in parents" for folder in folders)
        parts.append(f"({inside})")
    return " and ".join(parts)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _full_text(word: str) -> str:
    return f"fullText contains {quoted(word)}"


def _in_any_form(word: str) -> str:
    forms = " or ".join(map(_full_text, _forms(word)))
    return f"({forms})" if " or " in forms else forms


def _forms(word: str) -> tuple[str, ...]:
    """The word and likely other forms of it, since Drive matches whole words only.

    A form that is no word does no harm. Runs of kanji are also tried two by two.
    """
    if _KANJI.fullmatch(word):
        return (word, *(word[at : at + 2] for at in range(0, len(word) - 1, 2)))
    if not word.isascii() or not word.isalpha() or len(word) < _SHORTEST_WITH_FORMS:
        return (word,)
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return (word, *(stem + other for other in others))
    return word, f"{word}s"


def _parts(word: str) -> set[str]:
    return set(SearchWords.of(word).words)


def _counts(word: str) -> bool:
    return len(word) > 1 or word.isdigit() or not word.isascii()


def _rarity(word: str) -> tuple[bool, bool, int]:
    """Names and figures are rarer than other words, long words rarer than short ones."""
    telling = word[0].isupper() or any(letter.isdigit() for letter in word)
    return word.startswith('"'), telling, len(word)
