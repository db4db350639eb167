"""The words that people read, in every language that we write."""

import re
import string
from collections.abc import Callable, Iterator
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.limit_words import limit_words
from agents.phrases import phrases
from bot.language import language_of
from bot.rendering.connecting import connecting
from bot.rendering.digest_form_words import form_words
from bot.rendering.digest_languages import digest_words
from bot.rendering.languages import BY_LANGUAGE, words_for
from bot.rendering.sign_in_words import sign_in_words
from bot.rendering.taken_back import words_in
from bot.rendering.words import ENGLISH

OTHERS = [language for language in BY_LANGUAGE if language != "en"]
TABLES: dict[str, Callable[[str], object]] = {
    "words": words_for,
    "digest": digest_words,
    "form": form_words,
    "drive": connecting,
    "phrases": phrases,
    "sign_in": sign_in_words,
    "limits": limit_words,
    "taken_back": words_in,
}
# The same in several languages: names, signs, and templates without a word of their own.
ALIKE = frozenset(
    {
        *("source_slack", "source_drive", "source_notion", "source_web", "helpful"),
        *("not_helpful", "day", "day_of_year", "quote_parts", "meter", "mark_reading"),
        *("in_place", "limit", "source", "sources", "the_web", "comma"),
    }
)


def texts(table: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a table and of the tables in it, by name."""
    for name in (field.name for field in fields(table)):  # type: ignore[arg-type]  # a table is a dataclass
        value = getattr(table, name)
        if isinstance(value, str):
            yield f"{path}{name}", value
        else:
            yield from texts(value, f"{path}{name}.")


SAID = {
    language: {
        name: text
        for table, of in TABLES.items()
        for name, text in texts(of(language), f"{table}.")
    }
    for language in BY_LANGUAGE
}
NAMES = list(SAID["en"])


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_words_of_its_own_for_everything(language: str) -> None:
    """A field that was forgotten would be read in English in the middle of a sentence."""
    said = SAID[language]
    english = {name for name in NAMES if said[name] == SAID["en"][name]}

    assert {name for name in english if name.rpartition(".")[2] not in ALIKE} == set()


@given(st.sampled_from(OTHERS), st.sampled_from(NAMES))
def test_templates_have_the_same_places_in_every_language(language: str, name: str) -> None:
    """One that is missing loses a number; one too many breaks the message."""
    assert placeholders(SAID[language][name]) == placeholders(SAID["en"][name])


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_there_are_twelve_months(language: str) -> None:
    """One by one, so that a date never falls into the wrong one."""
    assert len(BY_LANGUAGE[language].months.split()) == 12


@given(st.sampled_from(list(BY_LANGUAGE)))
def test_buttons_fit_on_buttons(language: str) -> None:
    """Slack cuts a label at 75 characters."""
    words = BY_LANGUAGE[language]
    labels = [words.stop, words.dig_deeper, words.make_digest, words.answer_with_what]

    assert all(len(label) <= 75 for label in [*labels, words.search_privately])


def test_a_region_is_read_as_its_language_and_others_as_english() -> None:
    """`de-AT` is German; what we do not write is English."""
    assert words_for("de-AT") is BY_LANGUAGE["de"]
    assert words_for("pt-BR") is ENGLISH


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what changed about our pricing this quarter?", "en"),
        ("was hat sich an unseren Preisen geändert, und wer hat das entschieden?", "de"),
        ("qui a décidé de nos prix et pourquoi ?", "fr"),
        ("¿quién decidió los precios y por qué?", "es"),
        ("価格はどう変わりましたか", "ja"),
        ("Wann ist das Offsite?", "de"),
        ("was war neu, in #general", "de"),
        ("C’est quand l’offsite ?", "fr"),
        ("¿Cuánto cuesta Acme?", "es"),
        ("Driveの移行は？", "ja"),
        ("Quando è l'offsite?", "en"),
        ("quem decidiu os preços?", "en"),
        ("Wanneer is de offsite?", "en"),
        ("متى يكون الاجتماع؟", "en"),
        ("когда выездной семинар?", "en"),
        ("什么时候团建？", "en"),
        ("Globex", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_question_is_told_by_its_commonest_words(
    text: str, language: str
) -> None:
    """For what is said before any model has read it; around others' languages is English."""
    assert language_of(text) == language


def test_a_persons_own_language_decides_where_the_words_do_not() -> None:
    """Names alone, or words of several languages; not where the words are another's."""
    assert language_of("Globex", otherwise="de-DE") == "de-DE"
    assert language_of("Globex in Berlin", otherwise="de-DE") == "de"
    assert language_of("¿Cuánto cuesta Acme?", otherwise="de-DE") == "es"
    assert language_of("متى يكون الاجتماع؟", otherwise="de-DE") == "en"


@given(st.text())
def test_any_text_has_a_language_that_we_write(text: str) -> None:
    """Whatever comes in, there are words to answer with."""
    assert re.fullmatch("|".join(BY_LANGUAGE), language_of(text))
