"""In whose day and zone something is rendered."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.language import language_of
from bot.rendering.languages import words_for
from bot.rendering.locale import Locale
from domain.question import Question


def zone_of(name: str) -> tzinfo:
    """UTC for a name that is no time zone."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Locales:
    """`shows_cost` is the operator's choice."""

    shows_cost: bool = True

    def of(self, question: Question | None, *, now: datetime, language: str = "") -> Locale:
        """Without a `language` it is taken from the question's words."""
        language = language or language_of(question.text if question else "")
        zone = zone_of(question.asker.timezone) if question else UTC
        return Locale(
            today=now.astimezone(zone).date(),
            zone=zone,
            words=words_for(language),
            shows_cost=self.shows_cost,
        )
