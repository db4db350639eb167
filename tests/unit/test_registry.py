"""Where a link of an answer may lead: to what was read, over https, to no site too often."""

from collections.abc import Iterable

import pytest

from bot.rendering.registry import Registry, site_of
from domain.answer import Source
from domain.evidence import Origin, SourceRef
from domain.question import SourceKind


def source(number: int, url: str, kind: SourceKind = SourceKind.WEB) -> Source:
    ref = SourceRef(source=kind, key=str(number))
    return Source(number=number, origin=Origin(ref=ref, title="t", url=url))


def links(registry: Registry, numbers: Iterable[int]) -> list[str]:
    return [piece.url for piece in registry.marks(numbers) if piece.url]


PAGES = [source(n, f"https://shop{n}.rivals.example/{n}") for n in range(1, 7)]
INSIDE = source(7, "https://docs.google.com/document/d/F/edit", SourceKind.DRIVE)


def test_beside_company_words_a_site_gets_three_links() -> None:
    """Whichever of its names the pages are under; the others are numbers without a link."""
    registry = Registry([*PAGES, INSIDE])

    assert links(registry, range(1, 8)) == [
        *(page.origin.url for page in PAGES[:3]),
        INSIDE.origin.url,
    ]


def test_company_words_that_were_read_and_not_cited_count_too() -> None:
    """What the model knows decides, not what it shows."""
    registry = Registry(PAGES, read=[SourceKind.WEB, SourceKind.SLACK])

    assert len(links(registry, range(1, 7))) == 3


def test_an_answer_from_the_web_alone_links_every_page() -> None:
    """The useful case, and the control: the bound is there for company words alone."""
    assert len(links(Registry(PAGES), range(1, 7))) == 6


def test_a_number_that_is_not_listed_makes_no_link() -> None:
    """A model may write any number."""
    assert links(Registry(PAGES), (8, 99)) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://rivals.example/1",
        "https://a:b@rivals.example/",
        f"https://r.example/{'x' * 512}",
    ],
)
def test_a_web_page_without_https_with_a_user_or_too_long_has_no_link(url: str) -> None:
    """Only an address that proves whose it is, and that carries little."""
    assert links(Registry([source(1, url)]), [1]) == []


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("rivals.example", "rivals.example"),
        ("a.b.rivals.example", "rivals.example"),
        ("shop.acme.co.uk", "acme.co.uk"),
        ("acme.co", "acme.co"),
        ("www.bbc.com", "bbc.com"),
        ("localhost", "localhost"),
    ],
)
def test_a_site_is_what_somebody_registered(host: str, site: str) -> None:
    """Subdomains cost their owner nothing."""
    assert site_of(host) == site
