"""Marks inside lines go, so that quotes read as people wrote them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.markdown import without_marks


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("costs **49 euro** now", "costs 49 euro now"),
        ("an *important* word", "an important word"),
        ("***both***", "both"),
        ("__bold__ and snake_case_name", "bold and snake_case_name"),
        ("1\\. not a list, 5 \\- 3, a\\_b", "1. not a list, 5 - 3, a_b"),
        ("- item\n* item *one*\n", "- item\n* item one\n"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("| **a** | b\\|c |", "| a | b\\|c |"),
        ("```\n**kwargs, *args*\n```\n**x**", "```\n**kwargs, *args*\n```\nx"),
        ("## A **title**", "## A title"),
        ("**open", "**open"),
    ],
)
def test_marks_go_and_structure_stays(marked: str, plain: str) -> None:
    """Headings, lists, tables and code are left as they are."""
    assert without_marks(marked) == plain


@given(st.text(alphabet="a *_\\`\n#|", max_size=80))
def test_only_marks_are_ever_taken(text: str) -> None:
    """No letter is lost, whatever the marks look like."""
    assert without_marks(text).count("a") == text.count("a")
    assert without_marks(text).count("\n") == text.count("\n")
