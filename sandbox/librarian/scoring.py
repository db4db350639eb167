"""How well a line answers a part of a question: shared words, kind of fact, and worth."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from sandbox.librarian.periods import MONTHS
from sandbox.librarian.question import Part
from sandbox.librarian.sentences import Line
from sandbox.librarian.words import kin, rarity, stem, stems

CONTEXT, TITLE, KINDRED = 0.4, 0.7, 0.7  # beside a part's own words in the line itself
OFF_TOPIC, WRONG_SUBJECT, BESIDE_THE_POINT, ITS_OWN = 0.25, 0.05, 0.4, 1.3
CARRIED, LEAST, FAIR, AGAIN = 0.7, 0.15, 0.25, 0.75
SAID_ALREADY, ALIKE, LIKE, TWICE, ALL_BUT_ONE = 0.75, 0.7, 0.5, 2, 1.4
A_CRY, A_HEADING, A_PARAGRAPH = 3, 8, 45  # words
A_FEW = 30  # characters
MONTH = rf"(?:{'|'.join(sorted({name[:3].capitalize() for name in MONTHS}))})\w*"
A_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s*(?:[-\u2013]\s*\d{{1,2}}\s*)?(?:(?:of|de)\s+)?{MONTH}|"
    rf"\b{MONTH}\.?\s+\d{{1,2}}\b|\d{{4}}-\d\d-\d\d|\d{{1,2}}月\d{{1,2}}日|"
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day\b"
)
A_CHANGE = re.compile(
    r"(?i)\b(?:(?:goes|went|moved?) (?:from|to|up|down|live)|chang(?:es|ed)|r[io]se|raised|"
    r"grew|fell|dropped|lowered|cut|replaced|removed|introduced)\b|\binstead of\b|"
    r"\bfrom [$€£¥]?\d+ ?[%$€£¥].{1,30}\bto\b|\bBefore\b.*\bNow\b|\bstatt\b|\bau lieu de\b|"
    r"\bno longer\b|→|から.{1,12}へ|変更"
)
A_SPAN = re.compile(
    r"(?i)(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten))\s*(?:days?|weeks?|months?|"
    r"years?|hours?|minutes?|Tage?|Wochen?|Monate?|Jahre?|jours?|mois|ans|días?|meses|años?|"
    r"年間?|か月|日間)|\b(?:hour|dai|week|month|year)ly\b|\bevery (?:day|week|month|year)\b"
)
SOMEBODY = re.compile(
    r"\bby [A-Z]|\b[A-Z][a-zà-ÿ]+ (?:[A-Z]|decided|approves|owns|leads|is\b)|"
    r"\b[A-Z]\w*[A-Z]\w* [a-z]+s\b"
)
SOMEWHERE = re.compile(r"\b(?:in|at|near|to|bei|à|en) (?:the )?[A-Z#]|@")
A_REASON = re.compile(r"\b(?:because|since|due to|cause|after|expired|weil|car)\b|ため|ので")
WHO = re.compile(r"(?i)\b(?:who|whom|wer|wem|qui|quiéne?s?)\b(?:\s+(\w+))?|誰")
A_COUNT = re.compile(r"\d")
A_RULE = re.compile(r"(?i)\b(?:we|you|never|always|must|should|do not|don't)\b")
# What a question wants, and how such a thing looks.
WANTED = (
    (r"(?:^|\b(?:and|or|since|from|by) |, ?)when\b|\b(?:date|day|wann|quand)\b|いつ", A_DAY),
    (WHO.pattern, SOMEBODY),
    (r"\b(?:where|wo|où|dónde)\b|どこ", SOMEWHERE),
    (r"\bhow (?:long|often|quickly|soon|fast)\b|\bwie (?:lange|oft)|何年|何か月", A_SPAN),
    (r"\bwhat (?:do|should|must|can) (?:we|i|you) do\b", A_RULE),
    (
        r"\bhow m(?:uch|any)\b|viel|combien|cuánt|いくら|何人|^(?!what do|who).*(?:pric|cost)",
        A_COUNT,
    ),
    (r"\b(?:chang\w*|geändert|changé|cambi\w+)\b|変わ", A_CHANGE),
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
    r"sorry|morning|let's|sure|and|but|danke|merci|gracias)\b(?!.*\d)|"
    r"\b(?:I'd say|I guess|maybe|not sure|no idea|I (?:said|think|hope|wonder)|joking|let me|"
    r"experts? (?:agree|say)|studies show|it depends on|quick answer|free trial|contact us|"
    r"learn more|click|last updated|(?:is|are) in (?:the|our) (?:sheet|doc|page|deck|thread))\b"
    r"|大丈夫"
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

    def share(self, wanted: Iterable[str], found: set[str], text: str = "") -> float:
        """0 to 1: the share of the words that are met; 1 where none is wanted."""
        weights = {word: self._weights.get(word, 1.0) for word in wanted}
        met = sum(weight * _met(word, found, text) for word, weight in weights.items())
        return met / sum(weights.values()) if weights else 1.0

    def rank(self, part: Part, lines: Sequence[Line]) -> list[float]:
        """A score for each; a figure may go on about what the line before is about."""
        found, who = [self._score(part, line) for line in lines], WHO.search(part.text)
        for at, (before, line) in enumerate(pairwise(lines)):
            if before.passage is line.passage and re.search(r"\d", line.text):
                carried = 0.0 if part.compares or who else CARRIED * found[at]
                found[at + 1] = max(found[at + 1], carried)
        if not part.compares:
            return found
        # What somebody's own pages say is not quoted from others.
        told = {subject(part, line) for line in lines if official(part, line)}
        own = [official(part, one) or subject(part, one) not in told for one in lines]
        return [a * (1 if b else BESIDE_THE_POINT) for a, b in zip(found, own, strict=True)]

    def _score(self, part: Part, line: Line) -> float:
        """Words in the line and around it; whether source and line are what is asked for."""
        words, beside, speaker = (
            set(stems(line.text)),
            set(stems(line.beside)),
            line.passage.speaker,
        )
        value = self.share(part.own, words, line.text)
        value += TITLE * self.share(part.own, beside - words) / (2 if speaker else 1)
        value += CONTEXT * self.share(part.context, words | beside) if part.context else 0.0
        who = WHO.search(part.text)
        near = words if speaker or who else words | beside
        deed = stems((who and who[1]) or "") or part.own
        if not (self.share(deed, near, line.text) if part.own else subject(part, line)):
            value *= BESIDE_THE_POINT
        known = words | beside | self._known[line.passage.title]
        about = sum(self.share(part.context, some) for some in (words | beside, known)) / 2
        value *= OFF_TOPIC + (1 - OFF_TOPIC) * about**3
        if part.names and not part.compares and not {*stems(" ".join(part.names))} & known:
            value *= WRONG_SUBJECT
        value *= ITS_OWN if official(part, line) else 1
        spoken = f"{line.text} by {speaker}" if speaker else f"{line.under} {line.text}"
        return value * fits(f"{part.text} {' '.join(part.own)}", spoken) * worth(line)


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


def official(part: Part, line: Line) -> bool:
    """Whether it is from a web page whose site or address is that of one of the names."""
    place = re.split(", | — ", line.passage.title, maxsplit=1)[-1].lower()
    return line.passage.source == "web" and any(name.lower() in place for name in part.names)


def fits(asked: str, text: str) -> float:
    """How many of the kinds of thing asked for the text has: from 0.5 to 1.5, 1 for none."""
    met = [bool(shape.search(text)) for want, shape in WANTED if re.search(want, asked.lower())]
    return 0.5 + sum(met) / len(met) if met else 1.0


def answers(part: Part, line: Line) -> bool:
    """Whether it has every kind of thing that is asked for, and one is."""
    return fits(part.text, f"{line.text} by {line.passage.speaker}") > ALL_BUT_ONE


def prior(title: str) -> float:
    """What a title says about the worth of what is under it, from 0.2 to 1."""
    return (0.6 if STALE.search(title) else 1.0) * (0.35 if THIN.search(title) else 1.0)


def worth(line: Line) -> float:
    """Small talk, headings and endless paragraphs say less; figures and addresses more."""
    figure, words = re.search(r"\d|\w[.@]\w", line.text), len(line.text.split())
    ended = words > (A_CRY if line.text.endswith((".", "!")) else A_HEADING)
    value = 1.25 if figure else 1.0 if ended or line.text.endswith("。") else 0.4
    value *= (0.8 if words > A_PARAGRAPH else 1.0) * (0.1 if CHATTER.search(line.text) else 1.0)
    return value * prior(line.passage.title)


def best(scored: Scored, most: int, again: Again) -> Scored:
    """Greedy among those worth a fair share of the best; what was said adds nothing.

    `again` says what a line is still worth beside those kept.
    """
    floor = max(LEAST, FAIR * max((score for score, _ in scored), default=0.0))
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
        said = sum(one.passage is line.passage for one in kept)
        named = sum(subject(part, one) == subject(part, line) for one in kept)
        return float(AGAIN ** min(said, 2) / (1 + (named if len(part.names) > 1 else 0)))

    return again


def comparable(part: Part, kept: Scored) -> list[Line]:
    """What is about none of the names compared stays only if it is like a line that is."""
    lines = [line for _, line in kept]
    named = [line for line in lines if part.compares and subject(part, line)] or lines
    like = (any(_shared(line.text, one.text) >= LIKE for one in named) for line in lines)
    return [line for line, is_like in zip(lines, like, strict=True) if is_like]


def _alike(one: str, other: str) -> bool:
    return _shared(one, other) >= SAID_ALREADY and measures(one) == measures(other)


def _shared(one: str, other: str) -> float:
    """Of the words besides figures, the share of the shorter text that the other has too."""
    bare = (FIGURE.sub(r" \3 ", A_DAY.sub(" ", text)) for text in (one, other))
    words, others = (set(stems(text)) for text in bare)
    return len(words & others) / (min(len(words), len(others)) or 1)


def differ(one: str, other: str) -> bool:
    """The same thing said with other days, amounts or counts."""
    sizes, mine, theirs = sorted((len(one), len(other))), measures(one), measures(other)
    counted = any(not mine[kind] & theirs[kind] for kind in mine.keys() & theirs if kind)
    similar = sizes[0] > A_FEW and sizes[1] < TWICE * sizes[0]
    return similar and counted and _shared(one, other) >= ALIKE


def measures(text: str) -> dict[str, set[str]]:
    """Days, money, percentages, and counts by the thing counted."""
    days = {re.sub(r"\W+", " ", found[0]).lower().strip() for found in A_DAY.finditer(text)}
    found = {"day": days} if days else {}
    for money, figure, unit in FIGURE.findall(A_DAY.sub(" ", text)):
        found.setdefault(money or stem(unit.strip().lower()), set()).add(figure)
    return found
