"""How well a text answers a part of a question, by shared words, rare ones counting more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sandbox.librarian.facets import Facet
from sandbox.librarian.words import CJK, kin, rarity, stems

CONTEXT_WEIGHT = 0.4
TITLE_WEIGHT = 0.7
FIT_WEIGHT = 0.35
OFF_TOPIC = 0.3
WRONG_SUBJECT = 0.1
FIGURE = re.compile(r"\d")
A_HEADING, A_PARAGRAPH = 9, 45  # words
WANTS_FIGURES = re.compile(
    r"\b(?:how (?:much|many|long|often|fast)|pric\w*|cost\w*|compar\w*|percent\w*|number|"
    r"figures?|budget|rate|margin|latency|revenue|wie viel\w*|preis\w*|combien|prix|cuánt\w+|"
    r"precio\w*)\b|いくら|価格|料金|何人",
    re.IGNORECASE,
)
WANTS_A_DAY = re.compile(
    r"\b(?:when|date|deadline|wann|quand|cuándo)\b|いつ|何日", re.IGNORECASE
)
MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez|janv|févr|mars|avril|"
    r"juin|juil|août|enero|abril|mayo|octubre|dic)\w*"
)
A_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:[-\u2013]\s*\d{{1,2}}\s*)?(?:of\s+|de\s+)?{MONTH}|"
    rf"\b{MONTH}\.?\s+\d{{1,2}}\b|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}月\d{{1,2}}日|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b"
)
WANTS_A_PERSON = re.compile(
    r"\b(?:who|whom|whose|wer|wem|qui|quién|quiénes)\b|誰", re.IGNORECASE
)
A_PERSON = re.compile(
    r"\b(?:by|from) [A-Z][a-z]+|\b(?:I|[A-Z][a-zà-ÿ]+)\s+(?:decided|approved|owns|leads|signed|"
    r"wrote|made|moved|raised|agreed)\b|\b[A-Z][a-zà-ÿ]+ [A-Z][a-zà-ÿ]+\b"
)
WANTS_A_PLACE = re.compile(r"\b(?:where|wo|où|dónde)\b|どこ", re.IGNORECASE)
A_PLACE = re.compile(r"\b(?:in|at|near|bei|à|en) (?:the )?[A-Z]|^[A-Z]\w+, \d")
CHATTER = re.compile(
    r"^\W*(?:thanks|thank you|ok(?:ay)?|lol|yes|yep|no|nope|great|nice|cool|hi|hello|hey|morning|"
    r"sorry|let's|sure|danke|merci|gracias)\b|\b(?:I'd say|I guess|not sure|no idea|maybe|haha|"
    r"blame|joking|fingers crossed|will check|let me)\b",
    re.IGNORECASE,
)
STALE = re.compile(
    r"\b(?:old|draft|archived?|superseded|deprecated|obsolete|outdated|wip|copy of)\b",
    re.IGNORECASE,
)
THIN = re.compile(
    r"\b(?:top \d+|\d+ best|best \w+ (?:tools|apps|software)|ultimate|you won't believe|deals?|"
    r"coupons?|sponsored|affiliate|listicle|review round-?up|cheapest|secrets?|hacks?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Weighs stems by how rare they are in the texts at hand."""

    weights: Mapping[str, float]

    def weight(self, word: str) -> float:
        return self.weights.get(word, 1.0)

    def overlap(self, facet: Facet, found: set[str]) -> float:
        """0 to 1: the share of the part's words in the text; borrowed words count less."""
        wanted = [(word, 1.0) for word in facet.own]
        wanted += [(word, CONTEXT_WEIGHT) for word in facet.context]
        total = sum(self.weight(word) * share for word, share in wanted)
        met = sum(self.weight(word) * share * _met(word, found) for word, share in wanted)
        return met / total if total else 0.0

    def score(self, facet: Facet, said: "Said") -> float:
        """How well a sentence answers a part: words, title, kind of fact, and substance."""
        found, beside = set(stems(said.text)), set(stems(said.title))
        value = self.overlap(facet, found) + TITLE_WEIGHT * self.overlap(facet, beside - found)
        if not value:
            return 0.0
        known = found | beside | said.document
        if facet.context and not known & set(facet.context):
            value *= OFF_TOPIC
        if facet.must_name and not known & set(facet.must_name):
            value *= WRONG_SUBJECT
        value = value * substance(said.text) + FIT_WEIGHT * _fits(facet.text, said.text)
        return value * prior(said.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A readable sentence with its source's title and the stems of all that was read of it."""

    text: str
    title: str
    document: frozenset[str]


def scale_of(texts: Iterable[str]) -> Scale:
    return Scale(weights=rarity(set(stems(text)) for text in texts))


def substance(text: str) -> float:
    """0.3 to 1.1: headings, small talk and endless paragraphs say less; figures say more."""
    words = len(text.split()) if not CJK.search(text) else len(text) // 2
    ended = text.rstrip("\"')”»").endswith((".", "!", "。"))
    value = 1.1 if FIGURE.search(text) else 1.0
    if not ended and words < A_HEADING and not FIGURE.search(text):
        value *= 0.4
    if CHATTER.search(text):
        value *= 0.6
    return value * (0.8 if words > A_PARAGRAPH else 1.0)


def prior(text: str) -> float:
    """What the look of a title or snippet says about its worth, from 0.4 to 1."""
    return (0.6 if STALE.search(text) else 1.0) * (0.5 if THIN.search(text) else 1.0)


def _met(word: str, found: set[str]) -> float:
    if word in found:
        return 1.0
    return 0.7 if any(other in found for other in kin(word)) else 0.0


def _fits(asked: str, text: str) -> float:
    wants = (
        (WANTS_FIGURES, FIGURE),
        (WANTS_A_DAY, A_DAY),
        (WANTS_A_PERSON, A_PERSON),
        (WANTS_A_PLACE, A_PLACE),
    )
    met = [bool(shape.search(text)) for want, shape in wants if want.search(asked)]
    return sum(met) / len(met) if met else 0.0
