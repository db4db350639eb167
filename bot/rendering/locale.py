"""For whom something is rendered: language, zone and day, and whether they see the cost."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from bot.rendering.words import ENGLISH, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """`today` is the reader's day in `zone`; dates of other years carry their year."""

    today: date
    zone: tzinfo = UTC
    words: Words = ENGLISH
    shows_cost: bool = True

    def day(self, moment: datetime) -> str:
        """`12 Sep`, with its year when that is not this one."""
        local, words = moment.astimezone(self.zone).date(), self.words
        template = words.day if local.year == self.today.year else words.day_of_year
        month = words.months.split()[local.month - 1]
        return template.format(day=local.day, month=month, year=local.year)
