"""Triage: how much a question needs, in which language, since when, and whether of the web."""

import re

from sandbox.claude.wire import Json
from sandbox.librarian.languages import table
from sandbox.librarian.periods import since
from sandbox.librarian.question import CHANGED, FACTS, Part, asked_in, queries_for, topic_in
from sandbox.librarian.reading import Reading
from sandbox.librarian.words import language_of

BROAD = re.compile(
    r"(?i)\b(?:overview|everything|comprehensive|in depth|landscape|report on|all (?:the )?\w+|"
    r"across|overall|state of|deep dive|überblick|alles|umfassend|vue d'ensemble|tout sur|"
    r"panorama|resumen completo|todo sobre)\b|全体|概要|すべて|まとめ"
)
ONE_FACT = re.compile(
    rf"(?i)^\W*(?:(?:on|in|at|by|from|until|for|to|under|with) )?(?:{FACTS})\b|誰|"
    r"いつ|どこ|いくら"
)
VAGUE = re.compile(
    r"(?i)^\W*(?:how (?:are|is) (?:we|it|things) (?:doing|going|looking) (?:on|with|at|for)|"
    r"wie (?:steht es|läuft es) (?:mit|bei)(?: der| dem)?)\s+([\w -]{2,30})\W*$"
)
ASKING = rf"(?i)^(?:(?:{FACTS}|what|did|has|we|our|the|about|wer|hat sich|bei|unser\w*)\s+)+"
LONGEST_TITLE, LONGEST_FACT, MANY_PARTS = 60, 20, 4


def triage(reading: Reading) -> Json:
    """The reply's fields; the product's schema decides which are sent."""
    asked, topic, language = asked_in(reading), topic_in(reading), language_of(reading.question)
    outside = [part for part in asked if part.outside and "web" in reading.sources]
    queries = [query for part in asked for query in queries_for(part, topic)]
    if len(asked) == 1:
        queries += [*topic.names, " ".join(topic.words[:2]), " ".join(topic.words[-2:])]
    start, period = since(reading.question, reading.today)[0], ""
    if start:
        month = table(language).months.split()[start.month - 1]
        period = table(language).since.format(day=start.day, month=month)
    return {
        "effort": effort_of(reading.question, asked),
        "language": language,
        "topic": _title(asked[0]),
        "period": period,
        "since": start.isoformat() if start else "",
        "clarify": _clarification(reading.question, language),
        "internal_sources": [source for source in reading.sources if source != "web"],
        "internal_queries": list(dict.fromkeys(queries)),
        "web_queries": web_queries(outside, topic),
        "web_objective": "; ".join(part.text for part in outside),
    }


def web_queries(parts: list[Part], topic: Part) -> list[str]:
    return list(dict.fromkeys(q for part in parts for q in queries_for(part, topic, web=True)))


def effort_of(question: str, asked: list[Part]) -> str:
    """One or two facts are quick, several parts a comparison, a wide net deep."""
    grid = sum(part.compares and bool(part.names) for part in asked) > 1
    if BROAD.search(question) or len(asked) >= MANY_PARTS or grid:
        return "deep"
    facts = all(ONE_FACT.search(part.text) for part in asked) and len(asked) < MANY_PARTS - 1
    mixed = len(asked) > 1 and any(part.outside for part in asked)
    changed = CHANGED.search(question) or "the new" in question
    long = len(question.split()) > LONGEST_FACT
    return "quick" if facts and not (mixed or changed or long) else "compare"


def _title(part: Part) -> str:
    """A few words of the question to call the plan by."""
    if part.text.isascii() and CHANGED.search(part.text):
        return shortened(f"{' '.join(part.words)} changes")
    return shortened(re.sub(ASKING, "", part.text))


def shortened(text: str) -> str:
    """To a title's length, cut between words."""
    kept = text[: LONGEST_TITLE + 1].rsplit(" ", 1)[0][:LONGEST_TITLE]
    return text if len(text) <= LONGEST_TITLE else kept.rstrip(" ,;")


def _clarification(question: str, language: str) -> Json:
    """Asked only of a short question that names a matter and nothing about it."""
    vague = VAGUE.match(question)
    if not vague or not (matter := vague[1].strip()):
        return {"question": "", "options": []}
    if language == "de":
        options = [f"{matter}: der Stand heute", f"{matter}: was sich geändert hat", "Beides"]
        return {"question": "Was davon ist gemeint?", "options": options}
    options = [f"{matter}: where it stands now", f"{matter}: what changed lately", "Both"]
    return {"question": "Which do you mean?", "options": options}
