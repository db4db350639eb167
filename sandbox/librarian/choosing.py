"""Which sentences an answer is made of: for each part of the question its best few."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sandbox.claude.wire import Json, search_results
from sandbox.librarian.contradictions import differ, measures
from sandbox.librarian.facets import Facet, facets_of, names_in
from sandbox.librarian.periods import period_in
from sandbox.librarian.reading import DAY, Reading, plain, tag
from sandbox.librarian.relevance import Said, going_on, outlived, owned_by, scale_of
from sandbox.librarian.sentences import cut, quotable
from sandbox.librarian.triage import asked_in
from sandbox.librarian.words import stems

MOST_BULLETS = 14
A_PART = 5
LEAST, FAIR = 0.15, 0.25
OUTLINED, IN_TIME = 1.5, 1.2
A_WITNESS, A_MEASURE, A_NEWER = 0.15, 0.05, 0.15
SAID_ALREADY = 0.75
SEVERAL = 2
EACH, BESIDE = 3, 2
SECOND_FROM_A_SOURCE, SECOND_IF_DEAR = 0.6, 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that may be said, and the blocks of a source where it stands."""

    said: Said
    source: int
    blocks: tuple[int, ...]
    place: int
    chosen: bool
    central: bool = False
    about: str = ""

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def title(self) -> str:
        return self.said.title

    @property
    def date(self) -> str:
        found = DAY.findall(self.title)
        return found[-1] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the question and the lines that answer it, best first."""

    part: Facet
    lines: tuple[Line, ...]


Scored = Sequence[tuple[float, Line]]


def lines_of(request: Json, reading: Reading) -> Iterable[Line]:
    """Every sentence that may be said; a message is known by the rest of its conversation."""
    found = search_results(request)
    texts = [[str(part["text"]) for part in source["content"]] for source in found]
    documents: dict[str, set[str]] = defaultdict(set)
    for source, parts in zip(found, texts, strict=True):
        documents[_conversation(source["title"])] |= set(stems(" ".join(parts)))
    outlined = {re.sub(r"^-\s*", "", one) for one in _outline(reading).splitlines()}
    named = set(stems(" ".join(names_in(reading.question))))
    for at, source in enumerate(found):
        known = frozenset(documents[_conversation(source["title"])])
        for place, piece in enumerate(cut(texts[at])):
            if quotable(piece):
                chosen = piece.clean in outlined
                said = Said(
                    text=piece.clean,
                    title=str(source["title"]),
                    document=known | named if chosen else known,
                    speaker=_speaker(str(source["title"])),
                    heading=piece.under,
                    of_the_web=str(source["title"]).startswith("web"),
                )
                blocks = tuple(sorted({piece.text, piece.header} - {-1}))
                yield Line(said=said, source=at, blocks=blocks, place=place, chosen=chosen)


def _speaker(title: str) -> str:
    """Who said it, for conversations: titles end in author and date."""
    parts = title.split(", ")
    told = title.startswith("slack") and len(parts) > 2  # noqa: PLR2004 - place, author, date
    return parts[-2].split()[0] if told else ""


def _conversation(title: str) -> str:
    """Place and day without the author: messages of one day in one channel belong together."""
    place, _, day = title.rpartition(", ")
    return f"{place.rpartition(', ')[0]} {day}" if title.startswith("slack") else title


def sections_of(reading: Reading, lines: list[Line]) -> list[Section]:
    """Each line goes to the part that it answers best; a part takes its best few."""
    parts = _parts(reading)
    since = period_in(reading.question, reading.today, "en").since
    scored = _scored(parts, lines, since=since)
    tops = [max((scores[at] for scores in scored), default=0.0) for at in range(len(parts))]
    bars = [max(top, max(tops) / 2, LEAST) for top in tops]
    by_part: dict[int, list[tuple[float, Line]]] = {at: [] for at in range(len(parts))}
    for line, scores in zip(lines, scored, strict=True):
        at = max(by_part, key=lambda one: scores[one] / bars[one])
        central = _is_central(line, parts[at])
        by_part[at].append((scores[at], replace(line, central=central)))
    most = max(A_PART - len(parts) // 2, MOST_BULLETS // len(parts))
    taken: Counter[int] = Counter()
    sections = [
        Section(part=part, lines=_fair(part, by_part[at], taken, most=most))
        for at, part in enumerate(parts)
    ]
    return [section for section in sections if section.lines]


def _scored(parts: list[Facet], lines: list[Line], *, since: str) -> list[list[float]]:
    """For each line what it is worth for each part; `since` as an ISO date or empty."""
    scale = scale_of((line.text for line in lines), titles=[line.title for line in lines])
    before, carried = -1, [0.0] * len(parts)
    found: list[list[float]] = []
    for line, weight in zip(lines, _centrality(lines), strict=True):
        own = [scale.score(part, line.said) for part in parts]
        scores = [
            going_on(mine, other, line.text) if line.source == before else mine
            for mine, other in zip(own, carried, strict=True)
        ]
        before, carried = line.source, own
        chosen = OUTLINED if line.chosen else 1.0
        chosen *= IN_TIME if since and line.date >= since else 1.0
        found.append([score * weight * chosen for score in scores])
    return found


def _outline(reading: Reading) -> str:
    return plain(tag(reading.opening, "outline"))


def _centrality(lines: list[Line]) -> list[float]:
    """More for a line whose days and amounts other sources name too, and for a newer one."""
    sources: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        for measure in set().union(*measures(line.text)):
            sources[measure].add(line.source)
    found = [set().union(*measures(line.text)) for line in lines]
    days = sorted({line.date for line in lines})
    most = [max((len(sources[one]) - 1 for one in named), default=0) for named in found]
    return [
        (1 + A_WITNESS * min(count, 3) + A_MEASURE * min(len(named), 5))
        * (1 + A_NEWER * days.index(line.date) / len(days))
        * outlived(line.date, days[-1])
        for line, count, named in zip(lines, most, found, strict=True)
    ]


def _parts(reading: Reading) -> list[Facet]:
    """The question's parts, and what the outline has beyond them."""
    parts = asked_in(reading)
    known = set(stems(reading.question))
    for heading in re.findall(r"^#+ +(.+)$", _outline(reading), re.MULTILINE):
        words = set(stems(heading))
        if len(words - known) * 2 > len(words):
            known |= words
            parts += facets_of(heading)
    return parts


def _fair(part: Facet, scored: Scored, taken: Counter[int], *, most: int) -> tuple[Line, ...]:
    """A part that sets things beside each other has lines about each of them."""
    if len(part.names) < SEVERAL:
        return _best(scored, taken, most=most)
    rest = list(scored)
    kept: list[Line] = []
    for name in part.names:
        about = [pair for pair in rest if _subject(pair[1], part.names) == name]
        rest = [pair for pair in rest if pair not in about]
        kept += [
            replace(line, about=name) for line in _best(about, Counter(), most=EACH, runs=False)
        ]
    return (*kept, *_best(rest, taken, most=max(BESIDE, most - len(kept)), among=scored))


def _subject(line: Line, names: Sequence[str]) -> str:
    """The one name that a line, or else its title, is about."""
    for where in (line.text.lower(), line.title.lower()):
        named = [name for name in names if name.lower() in where]
        if len(named) == 1:
            return named[0]
    return ""


def _best(
    scored: Scored,
    taken: Counter[int],
    *,
    most: int,
    among: Scored = (),
    runs: bool = True,
) -> tuple[Line, ...]:
    """Greedy: a second line from the same source counts less, a repetition nothing.

    The best of `among`, or else of the lines themselves, says how good a line must be. With
    `runs`, a line that goes on from one that is kept counts in full.
    """
    kept: list[Line] = []
    floor = max(LEAST, FAIR * max((score for score, _ in among or scored), default=0.0))
    left = sorted(scored, key=lambda pair: (-pair[0], pair[1].source, pair[1].blocks))
    while left and len(kept) < most:
        weighed = [
            (score * _again(line, kept if runs else [], taken[line.source]), -at)
            for at, (score, line) in enumerate(left)
        ]
        value, at = max(weighed)
        _, line = left.pop(-at)
        if value < (max(LEAST, floor / 2) if line.chosen or line.central else floor):
            break
        if not any(_alike(line.text, other.text) for other in kept):
            taken[line.source] += 1
            kept.append(line)
    return tuple(kept)


def _again(line: Line, kept: list[Line], taken: int) -> float:
    """What another line of a source is worth: more if research picked it, or it goes on."""
    if any(other.source == line.source and other.place == line.place - 1 for other in kept):
        return 1.0
    dear = line.chosen or line.central
    return float((SECOND_IF_DEAR if dear else SECOND_FROM_A_SOURCE) ** min(taken, 2))


def _is_central(line: Line, part: Facet) -> bool:
    """Whether the whole source is about this part, by its title or its owner."""
    named = set(stems(line.title)) & set(part.own)
    return owned_by(part.names, line.title) or 2 * len(named) >= len(part.own)


def _alike(one: str, other: str) -> bool:
    words, others = set(stems(one)), set(stems(other))
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or differ(one, other):
        return False
    return len(words & others) >= SAID_ALREADY * max(1, min(len(words), len(others)))
