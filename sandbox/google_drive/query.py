"""The `q` of files.list: Google's search grammar, and a refusal for the terms we lack.

Source: https://developers.google.com/workspace/drive/api/guides/ref-search-terms
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sandbox.words import has_phrase, terms, words


class BadQueryError(ValueError):
    """Google answers 400 `invalid` to this query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a query may ask about one file; e-mail addresses are lower case."""

    name: str
    name_words: tuple[str, ...]
    text_words: tuple[str, ...]
    mime_type: str
    created: datetime
    modified: datetime
    parents: tuple[str, ...]
    trashed: bool
    owners: frozenset[str]
    writers: frozenset[str]
    readers: frozenset[str]
    shared_with_me: bool
    visibility: str = "limited"


Matches = Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """`full_text` holds the words of every fullText term; with any, sorting is refused."""

    matches: Matches
    full_text: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """An empty text matches every file.

    Raises:
        BadQueryError: the text is not in the grammar, or names a term we lack.
    """
    if not text.strip():
        return Query(matches=lambda _: True)
    parser = _Parser(_tokens(text))
    matches = parser.any_of()
    if parser.rest:
        raise BadQueryError(parser.rest[0])
    return Query(matches=matches, full_text=tuple(parser.full_text))


_TOKEN = re.compile(r"\s*(\(|\)|'(?:\\.|[^'\\])*'|<=|>=|!=|=|<|>|[A-Za-z]+)\s*")
_COMPARISONS: Mapping[str, Callable[[datetime, datetime], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_LACKING = ("starred", "viewedByMeTime", "properties", "appProperties", "labels")
_VISIBILITIES = (
    "anyoneCanFind",
    "anyoneWithLink",
    "domainCanFind",
    "domainWithLink",
    "limited",
)


def _tokens(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise BadQueryError(text[at:])
        found.append(token[1])
        at = token.end()
    return found


class _Parser:
    """Recursive descent: `or` binds weakest, then `and`, then `not`."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens
        self.full_text: list[str] = []

    def any_of(self) -> Matches:
        parts = self._chain("or", self._all_of)
        return lambda file: any(part(file) for part in parts)

    def _all_of(self) -> Matches:
        parts = self._chain("and", self._unit)
        return lambda file: all(part(file) for part in parts)

    def _chain(self, word: str, part: Callable[[], Matches]) -> list[Matches]:
        parts = [part()]
        while self._peek() == word:
            self._take()
            parts.append(part())
        return parts

    def _unit(self) -> Matches:
        if self._peek() == "not":
            self._take()
            inner = self._unit()
            return lambda file: not inner(file)
        if self._peek() == "(":
            self._take()
            inside = self.any_of()
            self._expect(")")
            return inside
        return self._term()

    def _term(self) -> Matches:
        first = self._take()
        if first.startswith("'"):
            self._expect("in")
            return _membership(_literal(first), self._take())
        if first in _LACKING:
            raise BadQueryError(f"the sandbox does not know the term {first}")
        if first == "sharedWithMe":
            return self._shared_with_me()
        sign, value = self._take(), self._take()
        if first == "visibility":
            return _visibility(sign, _literal(value))
        return self._comparison(first, sign, value)

    def _shared_with_me(self) -> Matches:
        if self._peek() not in ("=", "!="):
            return lambda file: file.shared_with_me
        sign, wanted = self._take(), _truth(self._take())
        return lambda file: (file.shared_with_me == wanted) == (sign == "=")

    def _comparison(self, field: str, sign: str, value: str) -> Matches:
        match field, sign:
            case "fullText", "contains":
                return self._full_text(_literal(value))
            case "name", "contains":
                return _name_contains(_literal(value))
            case "mimeType", "contains":
                part = _literal(value)
                return lambda file: part in file.mime_type
            case (("name" | "mimeType"), ("=" | "!=")):
                return _equality(field, sign, _literal(value))
            case "trashed", ("=" | "!="):
                wanted = _truth(value) == (sign == "=")
                return lambda file: file.trashed == wanted
            case (("modifiedTime" | "createdTime"), _) if sign in _COMPARISONS:
                return _moment(field, sign, _literal(value))
        raise BadQueryError(f"{field} {sign}")

    def _full_text(self, value: str) -> Matches:
        wanted = terms(value)
        self.full_text += [word for term in wanted for word in term]
        if not wanted:
            return lambda _: False
        return lambda file: all(
            has_phrase(file.name_words, term) or has_phrase(file.text_words, term)
            for term in wanted
        )

    def _peek(self) -> str:
        return self.rest[0].lower() if self.rest else ""

    def _take(self) -> str:
        if not self.rest:
            raise BadQueryError("unexpected end")
        return self.rest.pop(0)

    def _expect(self, token: str) -> None:
        found = self._take()
        if found.lower() != token:
            raise BadQueryError(found)


def _literal(token: str) -> str:
    if not token.startswith("'"):
        raise BadQueryError(token)
    return re.sub(r"\\(.)", r"\1", token[1:-1])


def _truth(token: str) -> bool:
    if token.lower() not in ("true", "false"):
        raise BadQueryError(token)
    return token.lower() == "true"


def _name_contains(value: str) -> Matches:
    """Matches the beginnings of a name's words: `Hello` finds HelloWorld, `World` does not."""
    wanted = words(value)
    return lambda file: (
        bool(wanted)
        and all(any(word.startswith(part) for word in file.name_words) for part in wanted)
    )


def _equality(field: str, sign: str, value: str) -> Matches:
    equal = sign == "="
    if field == "name":
        return lambda file: (file.name == value) == equal
    return lambda file: (file.mime_type == value) == equal


def _visibility(sign: str, value: str) -> Matches:
    if value not in _VISIBILITIES or sign not in ("=", "!="):
        raise BadQueryError(f"visibility {sign} {value}")
    return lambda file: (file.visibility == value) == (sign == "=")


def _moment(field: str, sign: str, value: str) -> Matches:
    compare, limit = _COMPARISONS[sign], _instant(value)
    if field == "modifiedTime":
        return lambda file: compare(file.modified, limit)
    return lambda file: compare(file.created, limit)


def _instant(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadQueryError(value) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _membership(value: str, field: str) -> Matches:
    who = value.lower()
    match field:
        case "parents":
            return lambda file: value in file.parents
        case "owners":
            return lambda file: who in file.owners
        case "writers":
            return lambda file: who in file.writers
        case "readers":
            return lambda file: who in file.readers
        case _:
            raise BadQueryError(f"in {field}")
