"""How well a line answers a part of a question: shared words, kind of fact, and worth."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from sandbox.librarian.question import Part
from sandbox.librarian.sentences import Line
from sandbox.librarian.words import kin, rarity, stem, stems

CONTEXT, TITLE, KINDRED = 0.4, 0.7, 0.7  # beside a part's own words in the line itself
OFF_TOPIC, WRONG_SUBJECT, BESIDE_THE_POINT, ITS_OWN = 0.25, 0.05, 0.4, 1.3
CARRIED, LEAST, FAIR, AGAIN, CENTRAL = 0.65, 0.15, 0.25, 0.6, 0.85
SAID_ALREADY, ALIKE, NEARLY = 0.75, 0.7, 0.45  # shares of words
A_CRY, A_HEADING, A_PARAGRAPH = 3, 8, 45  # words
A_FEW = 30  # characters
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez|janv|févr|avril|"
MONTH += r"juin|juil|août|enero|abril|mayo|dic)\w*"
A_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:[-\u2013]\s*\d{{1,2}}\s*)?(?:(?:of|de)\s+)?{MONTH}|"
    rf"\b{MONTH}\.?\s+\d{{1,2}}\b|\d{{4}}-\d\d-\d\d|\d{{1,2}}月\d{{1,2}}日|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b"
)
A_CHANGE = re.compile(
    r"(?i)\b(?:goes|went|moved?|r[io]se|raised|grew|fell|dropped|lowered|cut|changed|replaced|"
    r"removed|introduced)\b|\bfrom [$€£¥]?\d+ ?[%$€£¥].{1,30}\bto\b|\binstead of\b|→|"
    r"\bno longer\b|\bBefore\b.*\bNow\b|\bstatt\b|\bau lieu de\b|\ben vez de\b"
    r"|から.{1,12}へ|変更"
)
A_SPAN = re.compile(
    r"(?i)(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\s*(?:days?|weeks?|months?|"
    r"years?|hours?|minutes?|Tage?|Wochen?|Monate?|Jahre?|jours?|mois|ans|días?|meses|años?|"
    r"年間?|か月|日間)|\b(?:hour|dai|week|month|year)ly\b|\bevery (?:day|week|month|year)\b"
)
SOMEBODY = re.compile(r"\bby [A-Z]|\b[A-Z][a-zà-ÿ]+ (?:[A-Z]|decided|approves|owns|leads|is\b)")
SOMEWHERE = re.compile(r"\b(?:in|at|near|to|bei|à|en) (?:the )?[A-Z#]|@")
OUR_RULE = re.compile(r"\bwe (?:do|don't|keep|will|won't|never|always)\b|\b(?:may|must) not\b")
A_REASON = re.compile(
    r"\b(?:because|since|due to|cause|reason|after|expired|weil|car)\b|ため|ので"
)
# What a question wants, and how such a thing looks.
WANTED = (
    (
        r"(?:^|\b(?:and|or|since|from|until|by) |, ?)when\b|\b(?:date|day|wann|quand)\b|いつ",
        A_DAY,
    ),
    (r"\b(?:who|whom|wer|wem|qui|quiéne?s?)\b|誰", SOMEBODY),
    (r"\b(?:where|wo|où|dónde)\b|どこ", SOMEWHERE),
    (r"\bhow (?:long|often|quickly|soon|fast)\b|\bwie (?:lange|oft)|何年|何か月", A_SPAN),
    (r"\bhow (?:much|many)\b|wie viel|combien|cuánt|pric|cost|いくら|何人", re.compile(r"\d")),
    (r"\b(?:chang\w*|geändert|changé|cambi\w+)\b|変わ", A_CHANGE),
    (r"\bwhat (?:do|should|will|must|may|can) we\b|\bpolicy\b", OUR_RULE),
    (r"\b(?:why|cause[ds]?|warum|pourquoi|por qué)\b|なぜ", A_REASON),
)
SHOWN = {"pric": re.compile(r"[$€£¥]\s?\d|\d\s?(?:[$€£¥]|EUR|USD|円)"), "chang": A_CHANGE}
FIGURE = re.compile(r"([$€£¥]?)\s?(\d+(?:[.,]\d+)*)(\s?%|\s+[^\W\d_]{3,})?")
STALE = re.compile(r"(?i)\b(?:old|draft|archived?|superseded|deprecated|outdated|copy of)\b")
THIN = re.compile(
    r"(?i)\b(?:top \d+|\d+ best|best \w+ (?:tools|apps|software)|ultimate|deals?|"
    r"sponsored|cheapest|secrets?|hacks?|everything you need|quick answer|compared|vs|myths?)\b"
    r"|まとめ|徹底|おすすめ"
)
CHATTER = re.compile(
    r"(?i)^\W*(?:thanks|thank you|ok(?:ay)?|lol|yes|yep|no|nope|great|nice|cool|hi|hello|hey|"
    r"sorry|morning|let's|sure|and|but|danke|merci|gracias)\b|\b(?:I'd say|I guess|maybe|"
    r"not sure|no idea|I (?:said|think|hope|wonder)|joking|let me|experts? (?:agree|say)|"
    r"studies show|it depends on|quick answer|free trial|contact us|learn more|click|"
    r"last updated|(?:is|are) in (?:the|our) (?:sheet|doc|page|deck|thread))\b|大丈夫"
)
Scored = list[tuple[float, Line]]
Again = Callable[[Line, Sequence[Line]], float]


class Scale:
    """Weighs words by how rare they are in the lines at hand."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._weights = rarity(stems(line.text) for line in lines)
        self._known: dict[str, set[str]] = defaultdict(set)
        for line in lines:
            self._known[line.passage.title] |= {*stems(line.text), *_beside(line)}
        self._newest = max((line.passage.date for line in lines), default="")

    def rank(self, part: Part, lines: Sequence[Line]) -> list[float]:
        """A score for each; a figure may go on about what the line before is about."""
        found: list[float] = []
        before, carried = None, 0.0
        for line in lines:
            own = self._score(part, line)
            goes_on = (
                before is line.passage and not part.compares and re.search(r"\d", line.text)
            )
            follows = min(own / 2 + CARRIED * carried, 0.95 * carried) if goes_on else 0.0
            found.append(max(own, follows))
            before, carried = line.passage, own
        return found

    def _score(self, part: Part, line: Line) -> float:
        words, beside = set(stems(line.text)), _beside(line)
        value = self.share(part, words, line.text)
        value += self.share(part, beside - words) * TITLE / (2 if line.passage.speaker else 1)
        near = words if line.passage.speaker else words | beside
        if not any(_met(word, near, line.text) for word in part.own):
            value *= BESIDE_THE_POINT
        value *= self._aboutness(part, words | beside | self._known[line.passage.title])
        if line.passage.source == "web" and owned(part, line.passage.title.partition(", ")[2]):
            value *= ITS_OWN
        spoken = f"{line.text} by {line.passage.speaker}" if line.passage.speaker else line.text
        return (
            value
            * (0.5 + fits(f"{part.text} {' '.join(part.own)}", spoken))
            * worth(line)
            * self._age(line)
        )

    def share(self, part: Part, words: set[str], text: str = "") -> float:
        """0 to 1: the share of the part's words that are met; borrowed words count less."""
        wanted = dict.fromkeys(part.context, CONTEXT) | dict.fromkeys(part.own, 1.0)
        weights = {word: self._weights.get(word, 1.0) * dear for word, dear in wanted.items()}
        met = sum(weight * _met(word, words, text) for word, weight in weights.items())
        return met / (sum(weights.values()) or 1.0)

    def _aboutness(self, part: Part, known: set[str]) -> float:
        """Whether the whole source is about the part's names and what it points back to."""
        named = set(stems(" ".join(part.names)))
        if named and not part.compares and not named & known:
            return WRONG_SUBJECT
        weights = {word: self._weights.get(word, 1.0) for word in part.context}
        met = sum(weight * _met(word, known) for word, weight in weights.items())
        share = met / sum(weights.values()) if weights else 1.0
        return OFF_TOPIC + (1 - OFF_TOPIC) * min(1.0, share / 0.9) ** 3

    def _age(self, line: Line) -> float:
        """What is much older than the newest counts less."""
        if not line.passage.date:
            return 1.0
        days = date.fromisoformat(self._newest) - date.fromisoformat(line.passage.date)
        return max(0.6, 1 - days.days / 900)


def _beside(line: Line) -> set[str]:
    """The words around a line; of a place in several words its initials too."""
    places = [place.split() for place in line.passage.title.split(", ")[1:]]
    initials = ["".join(word[0] for word in place if word[0].isupper()) for place in places]
    return {*stems(line.beside), *stems(" ".join(initials))}


def _met(word: str, found: set[str], text: str = "") -> float:
    if word in found:
        return 1.0
    shown = word in SHOWN and SHOWN[word].search(text)
    return KINDRED if shown or any(other in found for other in kin(word)) else 0.0


def subject(part: Part, line: Line) -> str:
    """The one name that a line, or else its title, is about."""
    for where in (line.text.lower(), line.passage.title.lower()):
        named = [name for name in part.names if name.lower() in where]
        if len(named) == 1:
            return named[0]
    return ""


def owned(part: Part, place: str) -> bool:
    """Whether a web page's site or address is that of one of the names."""
    return any(name.lower() in place.lower() for name in part.names)


def fits(asked: str, text: str) -> float:
    """0 to 1: how many of the kinds of thing asked for the text has; 0.5 when none is asked."""
    met = [
        bool(shape.search(text))
        for want, shape in WANTED
        if re.search(want, asked, re.IGNORECASE)
    ]
    return sum(met) / len(met) if met else 0.5


def prior(title: str) -> float:
    """What a title says about the worth of what is under it, from 0.2 to 1."""
    return (0.6 if STALE.search(title) else 1.0) * (0.35 if THIN.search(title) else 1.0)


def worth(line: Line) -> float:
    """Small talk, headings and endless paragraphs say less; figures say more."""
    figure, words = re.search(r"\d", line.text), len(line.text.split())
    ended = words > A_HEADING or (words > A_CRY and line.text.endswith((*".!。",)))
    value = 1.25 if figure else 1.0 if ended else 0.4
    value *= (0.8 if words > A_PARAGRAPH else 1.0) * (0.2 if CHATTER.search(line.text) else 1.0)
    return value * prior(line.passage.title)


def best(scored: Scored, most: int, again: Again, *, fair: float = FAIR) -> Scored:
    """Greedy among those worth the `fair` share of the best; what was said adds nothing.

    `again` says what a line is still worth beside those kept.
    """
    floor = max(LEAST, fair * max((score for score, _ in scored), default=0.0))
    left = sorted((one for one in scored if one[0] >= floor), key=lambda one: -one[0])
    kept: Scored = []
    while left and len(kept) < most:
        said = [line for _, line in kept]
        weighed = [score * again(line, said) for score, line in left]
        score, line = left.pop(weighed.index(max(weighed)))
        if max(weighed) and not any(_alike(line.text, other.text) for other in said):
            kept.append((score, line))
    return kept


def beside(part: Part) -> Again:
    """Lines of other sources and about other names come first."""

    def again(line: Line, kept: Sequence[Line]) -> float:
        central = 2 * len({*stems(line.passage.title)} & {*part.own}) >= len(part.own)
        said = sum(one.passage is line.passage for one in kept)
        named = sum(subject(part, one) == subject(part, line) for one in kept)
        repeated = named if len(part.names) > 1 else 0
        return float((CENTRAL if central else AGAIN) ** min(said, 2) / (1 + repeated))

    return again


def _alike(one: str, other: str) -> bool:
    shorter, _ = _shared(one, other)
    return shorter >= SAID_ALREADY and measures(one) == measures(other)


def _shared(one: str, other: str) -> tuple[float, float]:
    """Of the words besides figures: their share of the shorter and of the longer text."""
    bare = (FIGURE.sub(r" \3 ", A_DAY.sub(" ", text)) for text in (one, other))
    words, others = (set(stems(text)) for text in bare)
    sizes = sorted((max(len(words), 1), max(len(others), 1)))
    return len(words & others) / sizes[0], len(words & others) / sizes[1]


def differ(one: str, other: str) -> bool:
    """The same thing said with other days, amounts or counts."""
    (shorter, longer), mine, theirs = _shared(one, other), measures(one), measures(other)
    counted = any(not mine[kind] & theirs[kind] for kind in mine.keys() & theirs if kind)
    return (
        min(len(one), len(other)) > A_FEW and shorter >= ALIKE and longer >= NEARLY and counted
    )


def measures(text: str) -> dict[str, set[str]]:
    """Days, money, percentages, and counts by the thing counted."""
    days = {re.sub(r"\W+", " ", found[0]).lower().strip() for found in A_DAY.finditer(text)}
    found = {"day": days} if days else {}
    for money, figure, unit in FIGURE.findall(A_DAY.sub(" ", text)):
        found.setdefault(money or stem(unit.strip().lower()), set()).add(figure)
    return found
