"""The numbered sources of an answer: the only place where a link can come from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit, urlunsplit

from bot.rendering.layout import Piece, literal
from bot.rendering.limits import LINK, WEB_LINK
from bot.rendering.locale import Locale
from bot.rendering.words import Words
from domain.answer import Answer, Source
from domain.evidence import Origin
from domain.question import SourceKind

_UNSAFE = re.compile(r"[\s<>|\"'\\\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")

_LINKS_TO_A_SITE = 3
_NATIONAL = 2  # letters of a country's ending
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "net", "ne", "or", "org"})
_HOST = re.compile(r"[a-z0-9\-]+(\.[a-z0-9\-]+)*", re.IGNORECASE)


def safe_url(origin: Origin) -> str:
    """The address as it may be posted, or nothing: a host, no userinfo, bounded.

    Of the web only https: what anybody on the way could change proves nothing.
    """
    url = origin.url
    if not url or _UNSAFE.search(url) or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc:
        return ""
    if origin.ref.source is SourceKind.WEB:
        bare = urlunsplit(parts._replace(fragment=""))
        return bare if parts.scheme == "https" and len(bare) <= WEB_LINK else ""
    return url if len(url) <= LINK else ""


class Registry:
    """Numbers to addresses; a number that is not listed makes no link.

    Where company words were at hand, a site gets few links: which of many pages of its own are
    linked would tell it something when somebody clicks.
    """

    def __init__(self, sources: Iterable[Source], *, read: Iterable[SourceKind] = ()) -> None:
        """`read` are the kinds of source that were read besides those that are cited."""
        cited = tuple(sources)
        kinds = {*read, *(source.origin.ref.source for source in cited)}
        most = _LINKS_TO_A_SITE if any(kind.is_internal for kind in kinds) else len(cited)
        self._urls: Mapping[int, str] = dict(_bounded(cited, most))

    @classmethod
    def of(cls, answer: Answer) -> "Registry":
        return cls(answer.sources, read=(kind for kind, _ in answer.coverage.read_by_source))

    def marks(self, numbers: Iterable[int]) -> list[Piece]:
        """`[1]` for each number, a link where its source has an address."""
        return [Piece(text=f"[{number}]", url=self._urls.get(number, "")) for number in numbers]


def _bounded(sources: Iterable[Source], most: int) -> Iterator[tuple[int, str]]:
    links: Counter[str] = Counter()
    for source in sources:
        url = safe_url(source.origin)
        if url and source.origin.ref.source is SourceKind.WEB:
            site = site_of(urlsplit(url).hostname or "")
            links[site] += 1
            url = url if links[site] <= most else ""
        yield source.number, url


def site_of(host: str) -> str:
    """The part of a name that somebody registered: `shop.acme.co.uk` is of `acme.co.uk`."""
    labels = host.lower().split(".")
    is_national = len(labels[-1]) == _NATIONAL and labels[-2:-1] and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if is_national else -2 :])


def source_line(sources: Iterable[Source], registry: Registry, locale: Locale) -> list[Piece]:
    """`[1] slack #pricing, Priya, 12 Sep · [2] web acme.example`."""
    pieces: list[Piece] = []
    for source in sources:
        if pieces:
            pieces.append(Piece(text=" · "))
        pieces += registry.marks([source.number])
        pieces += _described(source.origin, locale)
    return pieces


def _described(origin: Origin, locale: Locale) -> list[Piece]:
    """Where a source is, by whom and of when; titles are words, never links."""
    kind = origin.ref.source
    if kind is SourceKind.WEB:
        # The host of a page that was really fetched may stand as it is.
        host = origin.domain or urlsplit(safe_url(origin)).hostname or ""
        named = host if _HOST.fullmatch(host) else locale.words.web_page
        return [Piece(text=f" {kind.value} {named}")]
    parts = [_name(origin, locale.words), origin.author, _when(origin, locale)]
    return [
        literal(f" {kind.value} " + ", ".join(" ".join(p.split()) for p in parts if p.strip()))
    ]


def _name(origin: Origin, words: Words) -> str:
    if origin.ref.source is SourceKind.SLACK:
        place = origin.place or origin.title
        return place if place.startswith(("#", "@")) else f"#{place}"
    return words.titled.format(text=origin.title) if origin.title else origin.place


def _when(origin: Origin, locale: Locale) -> str:
    if origin.ref.source is SourceKind.SLACK:
        said = origin.created or origin.modified
        return locale.day(said) if said else ""
    if origin.modified is not None and not origin.author:
        return locale.words.edited.format(day=locale.day(origin.modified))
    moment = origin.modified or origin.created
    return locale.day(moment) if moment else ""


def listed_sources(sources: Iterable[Source], locale: Locale) -> list[str]:
    """One line each, without links."""
    return [f"[{one.number}] {origin_line(one.origin, locale)}" for one in sources]


def origin_line(origin: Origin, locale: Locale) -> str:
    """`slack #pricing, Priya, 12 Sep`, without a number or a link."""
    (piece,) = _described(origin, locale)
    return piece.text.strip()
