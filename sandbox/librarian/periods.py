"""What a relative time in a question means on the day it is asked."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTH_NAMES = {
    "en": """January February March April May June July August September October November
    December""",
    "de": """Januar Februar März April Mai Juni Juli August September Oktober November
    Dezember""",
    "fr": """janvier février mars avril mai juin juillet août septembre octobre novembre
    décembre""",
    "es": """enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre""",
}
MONTHS = {language: names.split() for language, names in MONTH_NAMES.items()}
DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NUMBERS = {
    name.lower(): number
    for names in MONTHS.values()
    for number, name in enumerate(names, start=1)
}
SPANS = {"en": "{} to today", "de": "{} bis heute", "fr": "du {} à aujourd'hui"}
SPANS |= {"es": "del {} a hoy", "ja": "{}から今日まで"}
SINCE = re.compile(
    r"\b(?:since|from|seit|ab|depuis|desde|in|im|en)\s+(?:the\s+)?(?:(\d{1,2})\.?\s+(?:de\s+)?)?"
    rf"({'|'.join(MONTH_NUMBERS)})\b(?:\s+(\d{{4}}))?",
    re.IGNORECASE,
)
SINCE_DAY = re.compile(
    r"\b(?:since|seit|depuis|desde)\s+(?:el\s+|le\s+)?(\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
LAST_N = re.compile(
    r"\b(?:last|past|letzten|derniers|dernières|últimos|últimas)\s+(\d+)\s+"
    r"(day|week|month|tag|woche|monat|jour|semaine|mois|día|semana|mes)",
    re.IGNORECASE,
)
DAYS_IN = {"day": 1, "tag": 1, "jour": 1, "día": 1, "week": 7, "woche": 7, "semaine": 7}
DAYS_IN |= {"semana": 7, "month": 30, "monat": 30, "mois": 30, "mes": 30}
NAMED = {
    "this quarter": r"\bthis quarter|diese[sm] quartal|ce trimestre|este trimestre|今四半期",
    "last quarter": r"\blast quarter|letzte[ns] quartal|dernier trimestre|último trimestre",
    "this month": r"\bthis month|diese[nm] monat|ce mois|este mes|今月",
    "last month": r"\blast month|letzten monat|mois dernier|mes pasado|先月",
    "this week": r"\bthis week|diese[r]? woche|cette semaine|esta semana|今週",
    "last week": r"\blast week|letzter? woche|semaine dernière|semana pasada|先週",
    "this year": r"\bthis year|diese[sm] jahr|cette année|este año|今年",
    "yesterday": r"\byesterday|\bgestern|\bhier\b|\bayer\b|昨日",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """`since`, what to call it, and how the question said it; empty when it said none."""

    since: str = ""
    words: str = ""
    phrase: str = ""


def period_in(question: str, today: date, language: str) -> Period:
    """A quarter is read widely, as this month and the two before: company years differ."""
    start, phrase = _start(question, today)
    if start is None:
        return Period()
    words = SPANS.get(language, SPANS["en"]).format(day_in(start, language))
    return Period(since=start.isoformat(), words=words, phrase=phrase)


def day_in(day: date, language: str) -> str:
    """A date as people write it: "12 September"."""
    if language in ("ja", "zh"):
        return f"{day.month}月{day.day}日"
    month = MONTHS.get(language, MONTHS["en"])[day.month - 1]
    if language == "de":
        return f"{day.day}. {month}"
    return f"{day.day} de {month}" if language == "es" else f"{day.day} {month}"


def _start(question: str, today: date) -> tuple[date | None, str]:
    if found := SINCE_DAY.search(question):
        return date.fromisoformat(found.group(1)), found.group(0)
    if found := SINCE.search(question):
        return _month_start(found, today), found.group(0)
    if found := LAST_N.search(question):
        days = int(found.group(1)) * DAYS_IN[found.group(2).lower()]
        return today - timedelta(days=days), found.group(0)
    for name, pattern in NAMED.items():
        if found := re.search(pattern, question, re.IGNORECASE):
            return _named(name, today), found.group(0)
    return None, ""


def _month_start(found: re.Match[str], today: date) -> date:
    month = MONTH_NUMBERS[found.group(2).lower()]
    year = int(found.group(3) or (today.year if month <= today.month else today.year - 1))
    day = int(found.group(1) or 1)
    return date(year, month, min(day, 28))


def _named(name: str, today: date) -> date:
    first = today.replace(day=1)
    monday = today - timedelta(days=today.weekday())
    return {
        "this quarter": _months_before(first, 2),
        "last quarter": _months_before(first, 5),
        "this month": first,
        "last month": _months_before(first, 1),
        "this week": monday,
        "last week": monday - timedelta(days=7),
        "this year": today.replace(month=1, day=1),
        "yesterday": today - timedelta(days=1),
    }[name]


def _months_before(first: date, months: int) -> date:
    for _ in range(months):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
