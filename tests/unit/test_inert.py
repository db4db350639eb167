"""Text of others: no address in it works, and sentences stay as they were written."""

import pytest

from bot.rendering.inert import inert


@pytest.mark.parametrize(
    "text",
    ["見つかりました。詳細は下にあります。", "v1.2 and Node.js", "Done.Next", "50％。以上"],
)
def test_full_stops_between_sentences_stay(text: str) -> None:
    """Japanese has no space after one, and is no address for that."""
    assert inert(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("evil.com", "evil[.]com"),
        ("evil。com", "evil[.]com"),
        ("a．evil｡example", "a．evil[.]example"),
        ("10.0.0.1", "10[.]0[.]0[.]1"),
    ],
)
def test_addresses_are_broken_apart_with_any_kind_of_dot(text: str, shown: str) -> None:
    """Browsers take the ideographic full stop for a dot."""
    assert inert(text) == shown
