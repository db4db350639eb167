"""In whose day and zone something is rendered."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.rendering.locale import Locale
from bot.rendering.words import words_for
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

    def of(self, question: Question | None, *, now: datetime, language: str = "en") -> Locale:
        zone = zone_of(question.asker.timezone) if question else UTC
        return Locale(
            today=now.astimezone(zone).date(),
            zone=zone,
            words=words_for(language),
            shows_cost=self.shows_cost,
        )
