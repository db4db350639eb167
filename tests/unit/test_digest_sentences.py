"""The sentences of digests stand in every language, with the same blanks to fill."""

import re

import pytest

from scheduling import sentences
from scheduling.cadence import BadCadence
from scheduling.saying import said
from scheduling.words import read_when
from tests.unit.test_cadence_tongues import BERLIN, NOW

LANGUAGES = ("de", "fr", "es", "ja")
ENGLISH = {name: text for name, text in vars(sentences).items() if name.isupper()}


def blanks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text))


def filled(text: str) -> dict[str, object]:
    """Each blank with its own name, but for those that are formatted."""
    formatted: dict[str, object] = {"day": NOW}
    return {name: formatted.get(name, f"<{name}>") for name in blanks(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there(language: str) -> None:
    """A gap would be English in the middle of somebody's language."""
    same = [
        name
        for name, text in ENGLISH.items()
        if said(text, language, **filled(text)) == text.format(**filled(text))
    ]

    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(ENGLISH))
def test_nothing_that_is_filled_in_gets_lost(language: str, name: str) -> None:
    """Titles, places, names, reasons and amounts."""
    words = filled(ENGLISH[name])
    text = said(ENGLISH[name], language, **words)

    assert [
        word for word in words.values() if f"{word}"[0] == "<" and f"{word}" not in text
    ] == []


@pytest.mark.parametrize(
    ("words", "language", "sentence"),
    [
        ("jede Minute", "de", "Ein Digest kann höchstens einmal in der Stunde laufen."),
        ("tous les jours", "fr", "À quelle heure ? Par exemple « à 9 h »."),
        ("todos los días a las 25", "es", "«25» no es una hora."),
        ("毎日", "ja", "何時ですか。例:「9時」。"),
        ("daily", "pt", 'At what time of day? For example "at 9:00".'),
    ],
)
def test_a_refusal_can_be_said_in_the_language_of_the_words(
    words: str, language: str, sentence: str
) -> None:
    """In English where we do not have theirs."""
    with pytest.raises(BadCadence) as refused:
        read_when(words, zone=BERLIN, now=NOW)

    assert refused.value.said_in(language) == sentence
