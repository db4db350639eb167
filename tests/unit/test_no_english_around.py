"""Nothing of ours is in English around a question of another language."""

import re
from collections.abc import Iterator, Mapping
from typing import get_args

import pytest

from bot.rendering.posts import render
from domain.post import Content
from sandbox.slack.view_limits import check_view
from scheduling import sentences
from scheduling.saying import said
from tests.unit.said_around import RUN, everything, locale, pages, posts
from tests.unit.test_languages import SAID
from tests.unit.test_rendering_accepted import accept

OTHERS = [language for language in SAID if language != "en"]
WORD = re.compile(r"[A-Za-zÀ-ÿ’']{2,}")
# Names, and what a language takes over as it is.
ALLOWED = {
    *("slack", "drive", "notion", "web", "google", "digest", "dossier", "research", "min"),
    *("markdown", "ok"),
}
READ = ("text", "title", "label", "hint", "placeholder", "accessibility_label", "alt_text")


def words_in(texts: Iterator[str] | list[str]) -> set[str]:
    return {word for text in texts for word in WORD.findall(re.sub(r"\{\w+\}", " ", text))}


def table(language: str) -> list[str]:
    """All that we write in it."""
    templates = [text for name, text in vars(sentences).items() if name.isupper()]
    own = templates
    if language != "en":
        own = [_raw(template, language) for template in templates]
    return [*SAID[language].values(), *own]


def _raw(template: str, language: str) -> str:
    blanks = {name: "" for name in re.findall(r"\{(\w+)", template) if name != "day"}
    if "{day:" in template:
        return ""
    return said(template, language, **blanks, **({"day": ""} if "{day}" in template else {}))


def read_by_people(part: object) -> Iterator[str]:
    """Every text of a message or a view, those that only a screen reader says included."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if isinstance(value, str):
                yield from [value] if name in READ else []
            else:
                yield from read_by_people(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from read_by_people(one)


def english_in(texts: Iterator[str] | list[str], language: str) -> set[str]:
    """Words that English tables have and those of the language do not."""
    own = {word.casefold() for word in words_in(table(language))}
    foreign = {word.casefold() for word in words_in(table("en"))} - own - ALLOWED
    return {word for word in words_in(texts) if word.casefold() in foreign}


@pytest.mark.parametrize("language", OTHERS)
def test_whatever_the_face_shows_has_no_english_word_of_ours(language: str) -> None:
    """Posts, plans, pages and forms, word by word."""
    shown = [text for made in everything(language) for text in read_by_people(made)]

    assert english_in(shown, language) == set()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("planted", ["Nothing is running.", "Cancel", "about 2 minutes"])
def test_a_planted_english_word_is_found(language: str, planted: str) -> None:
    """Else the promise above is worth nothing."""
    assert english_in([planted], language)


@pytest.mark.parametrize("language", SAID)
def test_pages_and_forms_fit_in_every_language(language: str) -> None:
    """Titles and buttons of a form have 24 letters, and none is cut."""
    for made in pages(language):
        kind = made.get("type")
        if isinstance(kind, str):
            check_view(made, kind=kind)
        names = [made.get(name) for name in ("title", "submit", "close")]

        assert not any(text.endswith("…") for text in read_by_people(names))


@pytest.mark.parametrize("language", SAID)
def test_messages_are_accepted_and_notify_in_every_language(language: str) -> None:
    """A notification says something, and blocks keep Slack's limits."""
    for content in posts(language):
        for message in render(content, RUN, locale(language)).messages:
            accept(message)

            assert any(map(str.isalnum, message.text))


def test_every_kind_of_post_is_shown() -> None:
    """A new kind without an example would be looked at by nobody."""
    assert {type(content) for content in posts("de")} == set(get_args(Content))
