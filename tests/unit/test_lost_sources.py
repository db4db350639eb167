"""A source that refuses us: since when, in words, and apart from one that is only silent."""

from datetime import date

import pytest

from agents.gaps import of_lost
from agents.limits import told_day
from agents.phrases import phrases
from domain.answer import Gap, GapKind
from domain.question import SourceKind

TODAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (TODAY, "en", "today"),
        (date(2026, 11, 17), "en", "on Tuesday"),
        (date(2026, 11, 14), "en", "on Saturday"),
        (date(2026, 11, 13), "en", "on 13 November"),
        (date(2026, 11, 17), "de", "am Dienstag"),
        (date(2026, 11, 3), "de", "am 3. November"),
        (date(2026, 11, 17), "fr", "mardi"),
        (date(2026, 11, 3), "fr", "le 3 novembre"),
        (date(2026, 11, 17), "es", "el martes"),
        (date(2026, 11, 17), "ja", "火曜日に"),
    ],
)
def test_a_day_of_this_week_goes_by_its_name(day: date, language: str, said: str) -> None:
    """A week ago is told by its date: last Friday and this one have one name."""
    assert told_day(day, language, today=TODAY) == said


def test_a_source_that_refuses_us_is_told_once_and_not_as_silent() -> None:
    """Whoever reads it knows that waiting mends nothing."""
    silent = [
        Gap(kind=GapKind.SOURCE_DOWN, text="Notion did not answer", source=SourceKind.NOTION),
        Gap(kind=GapKind.SOURCE_DOWN, text="Drive did not answer", source=SourceKind.DRIVE),
        Gap(kind=GapKind.SOURCE_DOWN, text="Notion, again", source=SourceKind.NOTION),
    ]
    said = of_lost(silent, [(SourceKind.NOTION, "on Tuesday")], phrases("en"))

    lost, down = said
    assert lost.text == (
        "I can't read Notion: the connection was removed on Tuesday. An admin can reconnect it."
    )
    assert down.text == "Drive did not answer"
    assert said[0].kind is GapKind.LOST


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ja"])
def test_every_language_has_seven_days(language: str) -> None:
    """One that is missing would break an answer on that day of the week."""
    assert len(phrases(language).weekdays.split()) == 7
