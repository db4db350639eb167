"""A search engine over the workspace's web pages: words, and how eagerly a page is ranked.

It knows what a page shows, not what its HTML hides. Operators: "a phrase", -word, site:host.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sandbox.prose import blocks, plain_text
from sandbox.words import has_phrase, terms, words
from sandbox.workspace.schema import WebPage

SNIPPET_LENGTH = 220
_TITLE_WEIGHT = 3.0
_SPANS = {"day": 1, "week": 7, "month": 31, "year": 366}
# Words that tell nothing about what is asked.
_STOP = frozenset(
    words(
        """a an and are as at be by did do does for from has have how in is it of on or our than
        that the their this to was we were what when where which who why will with you your"""
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`language` is a code such as `de`, or empty; `since` is empty for any time."""

    terms: tuple[tuple[str, ...], ...]
    without: frozenset[str]
    site: str = ""
    language: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    page: WebPage
    text: str
    title_words: tuple[str, ...]
    text_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    page: WebPage
    snippet: str
    score: float


def wanted(query: str, *, language: str = "", time_range: str = "", now: datetime) -> Wanted:
    """A query with its operators taken apart; words that every page has are dropped."""
    site = re.search(r"\bsite:(\S+)", query)
    without = re.findall(r"(?<!\S)-(\w+)", query)
    rest = re.sub(r"\bsite:\S+|(?<!\S)-\w+", " ", query)
    found = terms(rest)
    telling = tuple(term for term in found if term[0] not in _STOP or len(term) > 1)
    return Wanted(
        terms=telling or found,
        without=frozenset(word for one in without for word in words(one)),
        site=site[1].lower() if site else "",
        language=_code(language),
        since=now - timedelta(days=_SPANS[time_range]) if time_range else None,
    )


def _code(language: str) -> str:
    """`de` for `de-CH`; empty for what means any language."""
    return "" if language in ("all", "auto") else language.partition("-")[0].lower()


class Engine:
    """Ranks by how telling the matched words are, times the page's appeal."""

    def __init__(self, pages: Sequence[WebPage]) -> None:
        self._indexed = [_indexed(page) for page in pages]
        self._pages_with: Counter[str] = Counter()
        for one in self._indexed:
            self._pages_with.update({*one.title_words, *one.text_words})

    def search(self, asked: Wanted) -> list[Found]:
        """Every page that has at least one of the words, best first."""
        found = [
            Found(page=one.page, snippet=_snippet(one, asked), score=score)
            for one in self._indexed
            if _admits(one, asked) and (score := self._score(one, asked)) > 0
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.page.url))

    def _score(self, one: Indexed, asked: Wanted) -> float:
        matched = [self._weight(one, term) for term in asked.terms]
        share = sum(weight > 0 for weight in matched) / max(len(matched), 1)
        return sum(matched) * share * (0.2 + one.page.appeal)

    def _weight(self, one: Indexed, term: tuple[str, ...]) -> float:
        rarity = sum(self._rarity(word) for word in term)
        in_text = has_phrase(one.text_words, term)
        in_title = has_phrase(one.title_words, term)
        often = sum(one.text_words.count(word) for word in term) / len(term)
        return rarity * (_TITLE_WEIGHT * in_title + in_text * (1 + math.log1p(often)))

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self._indexed) / (1 + self._pages_with[word]))


def _indexed(page: WebPage) -> Indexed:
    text = re.sub(r"\s+", " ", plain_text(blocks(page.text))).strip()
    return Indexed(page=page, text=text, title_words=words(page.title), text_words=words(text))


def _admits(one: Indexed, asked: Wanted) -> bool:
    page = one.page
    host = urlsplit(page.url).hostname or ""
    return (
        (not asked.site or host == asked.site or host.endswith("." + asked.site))
        and (not asked.language or page.language.lower().startswith(asked.language))
        and (asked.since is None or page.published >= asked.since)
        and not asked.without & {*one.title_words, *one.text_words}
    )


def _snippet(one: Indexed, asked: Wanted) -> str:
    """The stretch around the first matched word, or the beginning."""
    found = [
        place.start()
        for term in asked.terms
        for place in re.finditer(rf"\b{re.escape(term[0])}", one.text, re.IGNORECASE)
    ]
    start = max(0, min(found, default=0) - SNIPPET_LENGTH // 3)
    start = one.text.rfind(" ", 0, start) + 1
    part = one.text[start : start + SNIPPET_LENGTH]
    before = "… " if start else ""
    after = " …" if start + SNIPPET_LENGTH < len(one.text) else ""
    return before + part.strip() + after
