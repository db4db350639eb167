"""robots.txt as RFC 9309 has it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.retry_after import seconds_of
from connectors.web_robots import parse_robots

FILE = """
# hello
User-agent: OtherBot
Disallow: /

User-agent: *
User-agent: Unnamed
Disallow: /private/   # not here
Allow: /private/open
Disallow: /*.pdf$
Disallow: /q?
Disallow:

User-agent: DossierBot
Disallow: /only-us
Sitemap: https://site.example/map
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("SomeBot", "/", True),
        ("SomeBot", "/private/x", False),
        ("SomeBot", "/private/open/x", True),
        ("SomeBot", "/a/b.pdf", False),
        ("SomeBot", "/a/b.pdf?x", True),
        ("SomeBot", "/q?x=1", False),
        ("SomeBot", "/%70rivate/x", False),
        ("OtherBot", "/", False),
        ("DossierBot/0.1", "/only-us/x", False),
        ("DossierBot", "/private/x", True),
        ("unnamed", "/private/x", False),
    ],
)
def test_the_longest_rule_of_ones_own_group_decides(
    agent: str, path: str, *, allowed: bool
) -> None:
    """Its own group if there is one, else that of all."""
    assert parse_robots(FILE, agent=agent).allows(path) is allowed


@given(st.text(max_size=300), st.text(max_size=30))
def test_no_file_breaks_the_reader(text: str, path: str) -> None:
    """Many sites answer with a page instead."""
    assert parse_robots(text, agent="DossierBot").allows("/" + path) in (True, False)


def test_an_empty_file_allows_everything() -> None:
    """As most sites do."""
    assert parse_robots("", agent="DossierBot").allows("/x")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("999999", 3600.0),
        ("Fri, 20 Nov 2026 09:00:30 GMT", 30.0),
        ("Fri, 20 Nov 2026 08:00:00 GMT", 0.0),
        ("soon", 1.0),
        ("nan", 1.0),
        ("", 1.0),
        (None, 1.0),
    ],
)
def test_retry_after_in_all_its_forms(header: str | None, seconds: float) -> None:
    """Seconds or a date; what makes no sense counts as a second."""
    now = datetime(2026, 11, 20, 9, tzinfo=UTC)

    assert seconds_of(header, now=now) == seconds
