"""Money, durations and counts, as each language writes them."""

import pytest

from domain.amounts import between, brief, duration, money, number

SAID = {
    "en": ("$0.71", "$4", "$1,234.50", "$0.50–0.90", "6.2 s", "1 min 36 s", "12,000"),
    "de": ("0,71 $", "4 $", "1.234,50 $", "0,50–0,90 $", "6,2 s", "1 min 36 s", "12.000"),
    "fr": ("0,71 $", "4 $", "1 234,50 $", "0,50–0,90 $", "6,2 s", "1 min 36 s", "12 000"),
    "es": ("0,71 $", "4 $", "1.234,50 $", "0,50–0,90 $", "6,2 s", "1 min 36 s", "12.000"),
    "ja": ("$0.71", "$4", "$1,234.50", "$0.50–0.90", "6.2秒", "1分36秒", "12,000"),
}


@pytest.mark.parametrize("language", [*SAID, "de-AT", "pt-BR"])
def test_amounts_are_written_as_the_language_writes_them(language: str) -> None:
    """English signs where we do not write the language; spaces that do not break are spaces."""
    said = (
        *(money(0.71, language), brief(4, language), money(1234.5, language)),
        *(between(0.5, 0.9, language), duration(6.2, language), duration(96, language)),
        number(12_000, language),
    )
    expected = SAID.get(language.partition("-")[0], SAID["en"])

    assert (
        tuple(text.replace("\u00a0", " ").replace("\u202f", " ") for text in said) == expected
    )


@pytest.mark.parametrize("language", SAID)
def test_what_is_not_nothing_is_at_least_a_cent(language: str) -> None:
    """A run that cost something is not said to be free."""
    assert money(0.0001, language) == money(0.01, language) != money(0, language)
