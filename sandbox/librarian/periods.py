"""What a relative time in a question means on the day it is asked."""

import re
from datetime import date, timedelta

from sandbox.librarian.languages import LANGUAGES

MONTHS = {
    name.lower(): number
    for language in LANGUAGES.values()
    for number, name in enumerate(language.months.split(), start=1)
}
DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
UNIT = (
    "(?P<day>days?|tage?n?|jours?|días?)|(?P<week>weeks?|wochen?|semaines?|semanas?|週)|"
    "(?P<month>months?|monate?n?|mois|mes(?:es)?|月)|(?P<quarter>quart(?:er|al)|trimestre|四半期)|"
    "(?P<year>years?|jahre?n?|année|año|年)"
)
SINCE = re.compile(
    r"(?i)\b(?:since|from|seit|ab|depuis|desde|in|im|en)\s+(?:the\s+|el\s+|le\s+)?"
    r"(?:(?P<iso>\d{4}-\d\d-\d\d)|(?:(?P<day>\d{1,2})\.?\s+(?:de\s+)?)?"
    rf"(?P<month>{'|'.join(MONTHS)})\b(?:\s+(?P<year>\d{{4}}))?)"
)
RELATIVE = re.compile(
    r"(?i)(?:\b(?P<last>last|past|letzte[nrs]?|derni[eè]re?s?|últim[oa]s?)\s+(?P<count>\d+)?\s*|"
    rf"(?P<ja>先)|\b(?:this|diese[mnrs]?|cette|ce|est[ae])\s+|今|"
    rf"\b(?=\w+\s+(?:dernier|pasad)))(?:{UNIT})"
    r"(?P<after>\s+(?:derni[eè]re?|pasad[oa]))?"
)
QUOTED = re.compile(r'"[^"]*"|“[^”]*”|„[^“]*“|«[^»]*»')


def since(question: str, today: date) -> tuple[date | None, str]:
    """The first day meant and the words that say so; nothing and "" without such words.

    What the question quotes says nothing about its own time.
    """
    question = QUOTED.sub(" ", question)
    if found := SINCE.search(question):
        return _named(found, today), found[0]
    if found := RELATIVE.search(question):
        return _relative(found, today), found[0]
    return None, ""


def _named(found: re.Match[str], today: date) -> date:
    if found["iso"]:
        return date.fromisoformat(found["iso"])
    month = MONTHS[found["month"].lower()]
    year = int(found["year"] or today.year - (month > today.month))
    return date(year, month, min(int(found["day"] or 1), 28))


def _relative(found: re.Match[str], today: date) -> date:
    """A quarter is read widely, as this month and the two before: company years differ."""
    unit = next(name for name in DAYS if found[name])
    if found["count"]:
        return today - timedelta(days=int(found["count"]) * DAYS[unit])
    back = 1 if found["last"] or found["after"] or found["ja"] else 0
    if unit in ("day", "week"):
        return today - timedelta(days=today.weekday() + 7 * back)
    before = {"month": back, "quarter": 2 + 3 * back, "year": today.month - 1 + 12 * back}
    months = today.year * 12 + today.month - 1 - before[unit]
    return date(months // 12, months % 12 + 1, 1)
