"""The writer: an answer made of the sources' own sentences, each with its citation."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sandbox.claude.reply import Reply, cite, cited, says, text
from sandbox.claude.wire import Json, search_results
from sandbox.librarian.contradictions import Dispute, Statement, disputes, measures
from sandbox.librarian.facets import Facet, facets_of
from sandbox.librarian.phrases import DISAGREE, DISPUTED, NOTHING, OLDER, phrase
from sandbox.librarian.reading import DAY, Reading, plain, tag
from sandbox.librarian.relevance import Said, going_on, outlived, scale_of
from sandbox.librarian.sentences import cut, quotable
from sandbox.librarian.signs import STALE
from sandbox.librarian.triage import asked_in
from sandbox.librarian.words import stems

MOST_BULLETS = 14
A_PART = 5
LEAST, FAIR = 0.15, 0.25
OUTLINED = 1.5
A_WITNESS, A_MEASURE = 0.15, 0.05
SAID_ALREADY = 0.75
QUICK = 2
EACH = 3
SECOND_FROM_A_SOURCE, SECOND_IF_CHOSEN = 0.6, 0.85
MOST_DISPUTES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that may be said, and the blocks of a source where it stands."""

    said: Said
    source: int
    blocks: tuple[int, ...]
    chosen: bool
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


def write(request: Json, reading: Reading) -> Reply:
    """Headline, then the parts with their bullets, then what is disputed."""
    language = _language(reading)
    lines = list(_lines(request, reading))
    sections = _sections(reading, lines)
    said = [line for section in sections for line in section.lines]
    if not said:
        return says(text(phrase(NOTHING, language, reading.question)))
    headline = _headline(sections)
    quick = re.search(r"effort\W+quick", reading.opening, re.IGNORECASE)
    if quick and len(sections) == 1:
        return says(*_paragraph(request, headline))
    disputed = disputes([_statement(line) for line in said])[:MOST_DISPUTES]
    return says(
        *_paragraph(request, headline),
        *_body(request, sections, skip=headline, language=language),
        *_disputed(request, disputed, said, language=language),
    )


def _language(reading: Reading) -> str:
    found = re.search(r"language\W+([a-z]{2})\b", reading.opening, re.IGNORECASE)
    return found.group(1) if found else "en"


def _lines(request: Json, reading: Reading) -> Iterable[Line]:
    """Every sentence that may be said; a message is known by the rest of its conversation."""
    found = search_results(request)
    texts = [[str(part["text"]) for part in source["content"]] for source in found]
    documents: dict[str, set[str]] = defaultdict(set)
    for source, parts in zip(found, texts, strict=True):
        documents[_conversation(source["title"])] |= set(stems(" ".join(parts)))
    outlined = {re.sub(r"^-\s*", "", one) for one in _outline(reading).splitlines()}
    asked = set(stems(reading.question))
    for at, source in enumerate(found):
        known = frozenset(documents[_conversation(source["title"])])
        for piece in cut(texts[at]):
            if quotable(piece):
                chosen = piece.clean in outlined
                said = Said(
                    text=piece.clean,
                    title=str(source["title"]),
                    document=known | asked if chosen else known,
                    speaker=_speaker(str(source["title"])),
                )
                blocks = tuple(sorted({piece.text, piece.header} - {-1}))
                yield Line(said=said, source=at, blocks=blocks, chosen=chosen)


def _speaker(title: str) -> str:
    """Who said it, for conversations: titles end in author and date."""
    parts = title.split(", ")
    told = title.startswith("slack") and len(parts) > 2  # noqa: PLR2004 - place, author, date
    return parts[-2].split()[0] if told else ""


def _conversation(title: str) -> str:
    """Place and day without the author: messages of one day in one channel belong together."""
    place, _, day = title.rpartition(", ")
    return f"{place.rpartition(', ')[0]} {day}" if title.startswith("slack") else title


def _sections(reading: Reading, lines: list[Line]) -> list[Section]:
    """Each line goes to the part that it answers best; a part takes its best few."""
    parts = _parts(reading)
    scale = scale_of((line.text for line in lines), titles=[line.title for line in lines])
    weights = _centrality(lines)
    by_part: dict[int, list[tuple[float, Line]]] = {at: [] for at in range(len(parts))}
    before, carried = -1, [0.0] * len(parts)
    for line, weight in zip(lines, weights, strict=True):
        own = [scale.score(part, line.said) for part in parts]
        scores = [
            going_on(mine, other) if line.source == before else mine
            for mine, other in zip(own, carried, strict=True)
        ]
        before, carried = line.source, own
        at = max(range(len(parts)), key=lambda one: scores[one])
        chosen = OUTLINED if line.chosen else 1.0
        by_part[at].append((scores[at] * weight * chosen, line))
    most = max(A_PART - len(parts) // 2, MOST_BULLETS // len(parts))
    taken: Counter[int] = Counter()
    sections = [
        Section(part=part, lines=_fair(part, by_part[at], taken, most=most))
        for at, part in enumerate(parts)
    ]
    return [section for section in sections if section.lines]


def _outline(reading: Reading) -> str:
    return plain(tag(reading.opening, "outline"))


def _centrality(lines: list[Line]) -> list[float]:
    """More for a line whose days and amounts other sources name too."""
    sources: dict[str, set[int]] = defaultdict(set)
    for line in lines:
        for measure in set().union(*measures(line.text)):
            sources[measure].add(line.source)
    found = [set().union(*measures(line.text)) for line in lines]
    newest = max((line.date for line in lines), default="")
    most = [max((len(sources[one]) - 1 for one in named), default=0) for named in found]
    return [
        (1 + A_WITNESS * min(count, 3) + A_MEASURE * min(len(named), 5))
        * outlived(line.date, newest)
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


def _fair(
    part: Facet, scored: list[tuple[float, Line]], taken: Counter[int], *, most: int
) -> tuple[Line, ...]:
    """A part that sets things beside each other has lines about each of them."""
    if len(part.names) < QUICK:
        return _best(scored, taken, most=most)
    rest = list(scored)
    kept: list[Line] = []
    for name in part.names:
        about = [pair for pair in rest if _subject(pair[1], part.names) == name]
        rest = [pair for pair in rest if pair not in about]
        kept += [replace(line, about=name) for line in _best(about, Counter(), most=EACH)]
    return (*kept, *_best(rest, taken, most=max(EACH, most - len(kept))))


def _subject(line: Line, names: Sequence[str]) -> str:
    """The one name that a line, or else its title, is about."""
    for where in (line.text.lower(), line.title.lower()):
        named = [name for name in names if name.lower() in where]
        if len(named) == 1:
            return named[0]
    return ""


def _best(
    scored: list[tuple[float, Line]], taken: Counter[int], *, most: int
) -> tuple[Line, ...]:
    """Greedy: a second line from the same source counts less, a repetition nothing."""
    kept: list[Line] = []
    floor = max(LEAST, FAIR * max((score for score, _ in scored), default=0.0))
    left = sorted(scored, key=lambda pair: (-pair[0], pair[1].source, pair[1].blocks))
    while left and len(kept) < most:
        weighed = [
            (score * _again(line) ** taken[line.source], -at)
            for at, (score, line) in enumerate(left)
        ]
        value, at = max(weighed)
        _, line = left.pop(-at)
        if value < (floor / 2 if line.chosen else floor):
            break
        if not any(_alike(line.text, other.text) for other in kept):
            taken[line.source] += 1
            kept.append(line)
    return tuple(kept)


def _again(line: Line) -> float:
    """What another line from the same source is worth; more if research picked it."""
    return SECOND_IF_CHOSEN if line.chosen else SECOND_FROM_A_SOURCE


def _alike(one: str, other: str) -> bool:
    words, others = set(stems(one)), set(stems(other))
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return len(words & others) >= SAID_ALREADY * max(1, min(len(words), len(others)))


def _headline(sections: list[Section]) -> list[Line]:
    """The best line of each of the first parts, current ones before old ones."""
    firsts = [section.lines[0] for section in sections[:QUICK]]
    if len(sections) == 1 and len(sections[0].lines) > 1:
        firsts.append(sections[0].lines[1])
    current = [line for line in firsts if not STALE.search(line.title)]
    return current or firsts[:1]


def _paragraph(request: Json, lines: list[Line]) -> list[Json]:
    blocks: list[Json] = []
    for at, line in enumerate(lines):
        if at:
            blocks.append(text(" "))
        words = _spoken(line)
        blocks.append(_cited(request, words if at else f"**{words.strip()}**", line))
    return blocks


def _body(
    request: Json, sections: list[Section], *, skip: list[Line], language: str
) -> list[Json]:
    blocks: list[Json] = []
    for section in sections:
        lines = [line for line in section.lines if line not in skip]
        if not lines:
            continue
        blocks.append(text(f"\n\n**{_title(section.part)}**"))
        for line in lines:
            old = STALE.search(line.title)
            words = phrase(OLDER, language, _spoken(line)) if old else _spoken(line)
            blocks += [text("\n- "), _cited(request, words, line)]
    return blocks


def _title(part: Facet) -> str:
    return part.text[:1].upper() + part.text[1:].replace("**", "")


def _disputed(
    request: Json, found: list[Dispute], said: list[Line], *, language: str
) -> list[Json]:
    if not found:
        return []
    blocks = [text(f"\n\n**{phrase(DISPUTED, language)}**")]
    for dispute in found:
        older, newer = (said[place] for place in dispute.places)
        words = phrase(
            DISAGREE,
            language,
            older.text.rstrip("."),
            older.date,
            newer.text.rstrip("."),
            newer.date,
        )
        places = [*_places(request, older), *_places(request, newer)]
        blocks += [text("\n- "), cited(words, *places)]
    return blocks


def _statement(line: Line) -> Statement:
    return Statement(text=line.text, source=line.title, date=line.date)


def _spoken(line: Line) -> str:
    """With the speaker, or the thing it is about, before what was said."""
    if line.about and line.about.lower() not in line.text.lower():
        return f"{line.about}: {line.text}"
    speaker = line.said.speaker
    if not speaker or line.text.startswith(speaker):
        return line.text
    return f"{speaker}: {line.text}"


def _cited(request: Json, words: str, line: Line) -> Json:
    return cited(words, *_places(request, line))


def _places(request: Json, line: Line) -> list[Json]:
    return [cite(request, line.source, start=block) for block in line.blocks]
