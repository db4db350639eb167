"""For whom something is rendered: language, zone and day, and whether they see the cost."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from bot.rendering import amounts
from bot.rendering.words import ENGLISH, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """`today` is the reader's day in `zone`; dates of other years carry their year."""

    today: date
    zone: tzinfo = UTC
    words: Words = ENGLISH
    shows_cost: bool = True

    def day(self, moment: datetime) -> str:
        return amounts.day(moment, zone=self.zone, today=self.today)
