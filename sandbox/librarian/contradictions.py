"""Two statements about the same thing with different figures or days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sandbox.librarian.signs import A_DAY
from sandbox.librarian.words import stem, stems

ALIKE, NEARLY = 0.7, 0.45  # shares of the shorter and of the longer
FEWEST_SHARED = 3
MOST_COMPARED = 40
FIGURE = re.compile(r"[$€£¥]\s?\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*\s?%|\b\d+(?:[.,]\d+)*\b")

COUNTED = re.compile(r"(?<![\w.,$€£¥])(\d+(?:[.,]\d+)*)\s+([^\W\d_]{3,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A cleaned sentence; `date` is its source's, ISO or empty."""

    text: str
    source: str
    date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """`first` is the older of the two; `places` are their positions in what was compared."""

    first: Statement
    second: Statement
    places: tuple[int, int]

    @property
    def words(self) -> str:
        older, newer = self.first, self.second
        return f"“{older.text}” ({older.date}) or “{newer.text}” ({newer.date})"


def disputes(statements: Sequence[Statement]) -> list[Dispute]:
    """Pairs from different sources that share their words and differ in what they count."""
    found = []
    for (at, one), (then, other) in combinations(enumerate(statements[:MOST_COMPARED]), 2):
        if one.source != other.source and differ(one.text, other.text):
            places = (at, then) if one.date <= other.date else (then, at)
            first, second = (statements[place] for place in places)
            found.append(Dispute(first=first, second=second, places=places))
    return found


def differ(one: str, other: str) -> bool:
    """The same thing said with other days, amounts or percentages."""
    words, others = _plain_words(one), _plain_words(other)
    common = words & others
    sizes = sorted((len(words), len(others)))
    if len(common) < max(FEWEST_SHARED, ALIKE * sizes[0], NEARLY * sizes[1]):
        return False
    counted, recounted = _counts(one), _counts(other)
    pairs = [*zip(measures(one), measures(other), strict=True)]
    pairs += [(counted[thing], recounted[thing]) for thing in counted.keys() & recounted]
    return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def measures(text: str) -> tuple[set[str], set[str], set[str]]:
    """Days, money and percentages; bare numbers are too often something else."""
    days = {re.sub(r"\W+", " ", day.group(0)).lower().strip() for day in A_DAY.finditer(text)}
    figures = {re.sub(r"\s", "", figure) for figure in FIGURE.findall(text)}
    money = {figure for figure in figures if figure[0] in "$€£¥"}
    percent = {figure for figure in figures if figure.endswith("%")}
    return days, money, percent


def _counts(text: str) -> dict[str, set[str]]:
    """How many there are of what, as "40 sites"; by the stem of the thing."""
    found: dict[str, set[str]] = {}
    for count, thing in COUNTED.findall(A_DAY.sub(" ", text)):
        found.setdefault(stem(thing.lower()), set()).add(count)
    return found


def _plain_words(text: str) -> set[str]:
    bare = FIGURE.sub(" ", A_DAY.sub(" ", text))
    return {word for word in stems(bare) if not any(character.isdigit() for character in word)}
