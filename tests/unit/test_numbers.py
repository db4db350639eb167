"""Numbers of a claim against the text it cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.numbers import follows, missing


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Team costs $20.16.", "Team now costs $20.16 a month."),
        ("It serves 1,200 sites.", "1200 sites are served"),
        ("Es sind 1.200 Standorte.", "1200 Standorte"),
        ("The rate is 12 %.", "a rate of 12%"),
        ("価格は５６ユーロ", "価格は56ユーロ"),
        ("20.50 euros", "20.5 euros"),
    ],
)
def test_a_number_is_found_however_it_is_written(claim: str, cited: str) -> None:
    """Separators, trailing zeros and full-width digits differ between sources."""
    assert missing(claim, cited) == ()


@pytest.mark.parametrize(
    ("claim", "cited"),
    [
        ("Team costs $21.16.", "Team now costs $20.16 a month."),
        ("12 tickets mention it.", "Twelve-ish tickets, 7 of them angry."),
        ("Up by 15 %.", "from 50 to 56"),
    ],
)
def test_a_number_that_is_not_there_is_named(claim: str, cited: str) -> None:
    """An invented figure is the complaint that people make first."""
    assert missing(claim, cited) != ()


@given(st.integers(0, 10**9))
def test_every_number_stands_in_its_own_text(number: int) -> None:
    """Literal comparison holds for plain and for grouped writing."""
    assert missing(f"{number:,}", f"there are {number} of them") == ()
    assert missing(f"{number}", f"there are {number:,} of them") == ()


def test_a_derived_number_follows_from_numbers_in_the_text() -> None:
    """12 % is nowhere in the source, and still true."""
    assert follows("12 %", "(56 - 50) / 50 * 100", "from 50 to 56 euros")


@pytest.mark.parametrize(
    "expression",
    [
        "12",
        "(57 - 50) / 50 * 100",
        "__import__('os').getpid()",
        "50 ** 99999999",
        "1/0",
        "(" * 80 + "50" + ")" * 80,
        "",
    ],
)
def test_arithmetic_over_anything_else_is_refused(expression: str) -> None:
    """The expression is a model's text: only + - * / over the text's own numbers count."""
    assert not follows("12 %", expression, "from 50 to 56 euros")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_expression_breaks_it(value: str, expression: str) -> None:
    """Whatever a model writes there, the answer is yes or no."""
    assert follows(value, expression, "from 50 to 56") in (True, False)
