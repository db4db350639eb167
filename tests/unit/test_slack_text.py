"""Slack's markup as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.slack_text import plain
from domain.audience import PersonId

NAMES = {PersonId("UDANA"): "Dana Roth"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<@UDANA> and <@UNOBODY|sam> agree", "@Dana Roth and @sam agree"),
        ("see <#C123|pricing> or <#C999>", "see #pricing or #channel"),
        ("<https://a.example/x?b=1&amp;c=2>", "https://a.example/x?b=1&c=2"),
        ("<https://a.example|the page>", "the page (https://a.example)"),
        ("<https://a.example|https://a.example>", "https://a.example"),
        ("<mailto:lee@a.example|lee@a.example>", "lee@a.example"),
        ("<!here> <!channel> <!subteam^S1|@eng>", "@here @channel @eng"),
        ("<!date^1795000000^{date}|18 Nov 2026>", "18 Nov 2026"),
        ("*bold*, _leaning_, ~gone~ and *_both_*", "bold, leaning, gone and both"),
        ("`a*b*c` stays, ```x = *p*\n```", "a*b*c stays, x = *p*"),
        ("2*3*4, snake_case_name, 5 * 6 * 7", "2*3*4, snake_case_name, 5 * 6 * 7"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
        ("well done :tada:", "well done :tada:"),
    ],
)
def test_text_is_what_people_see(written: str, read: str) -> None:
    """Quotes are checked against this text, and people compare it with the message."""
    assert plain(written, NAMES) == read


@given(st.text())
def test_any_text_can_be_read(written: str) -> None:
    """Whatever somebody typed must not break the reading of a thread."""
    assert "<@U" not in plain(f"<@UDANA> {written}", NAMES)[:3]


@given(st.text(alphabet=st.characters(blacklist_characters="<>&*_~`\0", codec="utf-8")))
def test_text_without_marks_stays_as_it_is(written: str) -> None:
    """Only Slack's own marks are taken away."""
    assert plain(written, NAMES) == written.strip()
