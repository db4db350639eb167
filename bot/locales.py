"""In whose day and zone something is rendered."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.language import language_of
from bot.rendering.languages import words_for
from bot.rendering.locale import Locale
from domain.question import Asker, Question


def zone_of(name: str) -> tzinfo:
    """UTC for a name that is no time zone."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def said_in(text: str, person: Asker) -> str:
    """The language of a text where it tells, else its author's."""
    return language_of(text, otherwise=person.locale or "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locales:
    """`shows_cost` is the operator's choice."""

    shows_cost: bool = True

    def of(self, question: Question | None, *, now: datetime, language: str = "") -> Locale:
        """Without a `language` it is taken from the question's words."""
        if question is None:
            return self.of_person(None, now=now, language=language)
        asker = question.asker
        language = language or said_in(question.text, asker)
        return self.of_person(asker, now=now, language=language)

    def of_person(self, person: Asker | None, *, now: datetime, language: str = "") -> Locale:
        """Their own language where no other is given; English for nobody."""
        zone = zone_of(person.timezone) if person else UTC
        return Locale(
            today=now.astimezone(zone).date(),
            zone=zone,
            words=words_for(language or (person.locale if person else "")),
            shows_cost=self.shows_cost,
        )
