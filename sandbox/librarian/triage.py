"""Triage: how much a question needs, in which language, since when, and whether of the web."""

import re

from sandbox.claude.wire import Json
from sandbox.librarian.facets import COMPARES, OUR_THING, Facet, facets_of
from sandbox.librarian.periods import period_in
from sandbox.librarian.reading import Reading
from sandbox.librarian.words import keywords, language_of, stem

BROAD = re.compile(
    r"\b(?:overview|everything|comprehensive|in depth|landscape|report on|all (?:the )?\w+|"
    r"across|overall|state of|deep dive|überblick|alles|umfassend|"
    r"vue d'ensemble|tout sur|panorama|resumen completo|todo sobre)\b|全体|概要|すべて|まとめ",
    re.IGNORECASE,
)
ONE_FACT = re.compile(
    r"^\W*(?:hey |hi |please )?(?:(?:on|in|at|by|from|until|for|to|under|with) )?"
    r"(?:when|who|where|which|what(?:'s| is| are| was| time| day| does)|"
    r"what (?:\w+ ){0,4}(?:do|must|should|can|may) (?:i|you)|"
    r"how (?:much|many|long|often|quickly|soon|fast|do i|can i|old|big|far)|"
    r"is|are|do|does|did|can|should|"
    r"wer|wann|wo|wie viel\w*|wie lange|welche\w*|was (?:ist|kostet)|"
    r"qui|quand|où|combien|quel\w*|quién|cuándo|dónde|cuánt\w+|cuál)\b|誰|いつ|どこ|いくら|何(?:日|時|人|円)",
    re.IGNORECASE,
)
CHANGED = re.compile(
    r"\b(?:chang\w*|the new|what(?:'s| is) new|happen\w*|geändert|neu|changé|cambiad\w*|"
    r"cambió)\b|変",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"^\W*(?:how (?:are|is) (?:we|it|things) (?:doing|going|looking) (?:on|with|at|for)|"
    r"wie (?:steht es|läuft es) (?:mit|bei)(?: der| dem)?)\s+([\w -]{2,30})\W*$",
    re.IGNORECASE,
)
LEADING = re.compile(
    r"^(?:what(?:'s| has| is| did)?|who|how|when|where|why|which|do|does|did|is|are|has|have|"
    r"we|our|the|about|was|wer|wie|wann|hat sich|bei|unsere?n?)\s+",
    re.IGNORECASE,
)
LONGEST_TOPIC = 60
MANY_FACETS = 4
LONGEST_FACT = 20  # words
QUERY_WORDS = 5
FEW_WORDS = 3
LONG_QUERY = 7
VAGUE_WORDS = frozenset(("new", "day", "week", "month", "year", "time", "number"))
MOST_QUERIES = 4


def triage(reading: Reading) -> Json:
    """The reply's fields; the product's schema decides which are sent."""
    question = reading.question or reading.opening
    language = language_of(question)
    period = period_in(question, reading.today, language)
    asked = asked_in(reading)
    sources = reading.sources("sources") or ["slack", "drive", "notion"]
    outside = [facet for facet in asked if facet.outside] if "web" in sources else []
    return {
        "effort": effort_of(question, asked),
        "language": language,
        "topic": topic_of(asked[0], language),
        "period": period.words,
        "since": period.since,
        "clarify": _clarification(question, language),
        "internal_sources": [source for source in sources if source != "web"],
        "internal_queries": internal_queries(asked, topic=topic_in(reading, asked)),
        "web_queries": web_queries(outside, topic=topic_in(reading, asked)),
        "web_objective": "; ".join(facet.text for facet in outside),
    }


def asked_in(reading: Reading) -> list[Facet]:
    """The question's parts; in a thread they borrow the topic of what was asked first."""
    question = reading.question or reading.opening
    period = period_in(question, reading.today, "en")
    bare = question.replace(period.phrase, " ") if period.phrase else question
    return facets_of(bare, topic=reading.earlier_question)


def topic_in(reading: Reading, asked: list[Facet]) -> Facet:
    """What parts that point back point to: the thread's first question, or the first part."""
    return facets_of(reading.earlier_question)[0] if reading.earlier_question else asked[0]


def effort_of(question: str, asked: list[Facet]) -> str:
    """One or two facts are quick, several parts a comparison, a wide net deep."""
    if BROAD.search(question) or len(asked) >= MANY_FACETS or _is_grid(asked):
        return "deep"
    facts = all(ONE_FACT.search(part.text) for part in asked) and len(asked) < MANY_FACETS - 1
    outside = any(part.outside for part in asked) and len(asked) > 1
    short = len(question.split()) <= LONGEST_FACT
    if facts and short and not outside and not CHANGED.search(question):
        return "quick"
    return "compare"


def _is_grid(asked: list[Facet]) -> bool:
    """Several things compared on several counts."""
    return sum(1 for part in asked if part.compares and part.names) > 1


def topic_of(facet: Facet, language: str) -> str:
    """A few words of the question to call the plan by."""
    if language == "en" and CHANGED.search(facet.text):
        words = [word for word in facet.words if not CHANGED.fullmatch(word)]
        if words:
            return f"{' '.join(words)} changes"[:LONGEST_TOPIC].strip()
    text = facet.text
    while shorter := LEADING.sub("", text, count=1):
        if shorter == text:
            break
        text = shorter
    return shortened(text, LONGEST_TOPIC)


def shortened(text: str, most: int) -> str:
    """Cut between words."""
    if len(text) <= most:
        return text
    return text[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,;")


def internal_queries(asked: list[Facet], *, topic: Facet) -> list[str]:
    """One per part, its own words first; a single part also by its most telling words."""
    queries = [query_for(facet, topic) for facet in asked]
    if len(asked) == 1:
        words = telling(asked[0])
        queries += [*asked[0].names, " ".join(words[:2]), " ".join(words[-2:])]
    return list(dict.fromkeys(query for query in queries if query))[:MOST_QUERIES]


def telling(facet: Facet) -> list[str]:
    plain = [word for word in facet.words if not CHANGED.fullmatch(word)]
    return [word for word in plain if word not in VAGUE_WORDS] or plain or facet.words


def query_for(facet: Facet, first: Facet) -> str:
    """The telling words of a part; a part that only points back borrows the topic."""
    words = telling(facet)
    if len(words) < FEW_WORDS and facet is not first:
        known = {stem(word.lower()) for word in words}
        topic = [*" ".join(first.names).split(), *telling(first)]
        words += [word for word in topic[:2] if stem(word.lower()) not in known]
    return " ".join(_shortest(words))


def _shortest(words: list[str]) -> list[str]:
    """Names come before other words when not all of them fit; the order stays."""
    ranked = sorted(range(len(words)), key=lambda at: (not words[at][:1].isupper(), at))
    return [words[at] for at in sorted(ranked[:QUERY_WORDS])]


def web_queries(outside: list[Facet], *, topic: Facet, most: int = 3) -> list[str]:
    """What is compared, each with the topic; else the outside part's own words."""
    queries: list[str] = []
    for facet in outside:
        named = " ".join(facet.names).split()
        bare = OUR_THING.sub(" ", COMPARES.sub(" ", facet.text))
        plain = [word for word in keywords(bare) if word not in named]
        about = plain or ([] if facet is topic else telling(topic)[:2])
        if facet.compares and facet.names:
            queries += [f"{name} {' '.join(about[:3])}".strip() for name in facet.names]
        else:
            known = keywords(OUR_THING.sub(" ", topic.text)) if facet is not topic else []
            named = named or " ".join(topic.names).split()
            whole = list(dict.fromkeys([*named, *plain, *known]))
            queries += [" ".join(whole[:LONG_QUERY]), " ".join([*named[-2:], *plain[-3:]])]
    return list(dict.fromkeys(query for query in queries if query))[:most]


def _clarification(question: str, language: str) -> Json:
    """Asked only of a short question that names a matter and nothing about it."""
    vague = VAGUE.match(question)
    if vague is None:
        return {"question": "", "options": []}
    matter = vague.group(1).strip()
    if language == "de":
        options = [f"{matter}: der Stand heute", f"{matter}: was sich geändert hat", "Beides"]
        return {"question": "Was davon ist gemeint?", "options": options}
    options = [f"{matter}: where it stands now", f"{matter}: what changed lately", "Both"]
    return {"question": "Which do you mean?", "options": options}
