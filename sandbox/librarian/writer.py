"""The writer: an answer made of the sources' own lines, each with its citation."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from sandbox.claude.reply import Reply, cite, cited, says, text
from sandbox.claude.wire import Json
from sandbox.librarian.languages import Language, table
from sandbox.librarian.question import Part, asked_in
from sandbox.librarian.reading import Reading, offered, tag
from sandbox.librarian.scoring import LEAST, STALE, Scale, Scored, beside, best, differ
from sandbox.librarian.sentences import Line, lines_of

MOST_LINES, A_PART, OUTLINED, MOST_DISPUTES = 14, 5, 1.3, 2
Section = tuple[Part, list[Line]]


def write(request: Json, reading: Reading) -> Reply:
    """Headline, then the parts with their bullets, then what is disputed."""
    language = table(reading.said(r"language\W+([a-z]{2})\b", "en"))
    sections = sections_of(reading, lines_of(offered(request)))
    if not sections:
        return says(text(language.nothing.format(reading.question)))
    quick = bool(reading.said(r"(effort\W+quick)"))
    first, *others = _headline(sections, quick=quick)
    blocks = [_cited(request, f"**{_spoken(first)}**", first)]
    for line in others:
        blocks += [text(" "), _cited(request, _spoken(line), line)]
    if not quick:
        for part, lines in sections:
            rest = [line for line in lines if line not in (first, *others)]
            blocks += _bullets(request, part.text, rest, language=language) if rest else []
        said = [line for _, lines in sections for line in lines]
        blocks += [*_disputed(request, said, language)][: 2 * MOST_DISPUTES]
    return says(*blocks)


def sections_of(reading: Reading, lines: list[Line]) -> list[Section]:
    """Each line goes to the part that it answers best; a part takes its best few."""
    parts, scale = asked_in(reading), Scale(lines)
    outline = tag(reading.opening, "outline").replace("\n- ", "\n").splitlines()
    chosen = [OUTLINED if line.text in outline else 1.0 for line in lines]
    ranks = [[a * b for a, b in zip(scale.rank(p, lines), chosen, strict=True)] for p in parts]
    tops = [max(*rank, LEAST, LEAST) for rank in ranks]
    shares: list[Scored] = [[] for _ in parts]
    for line, *scores in zip(lines, *ranks, strict=True):
        at = max(range(len(parts)), key=lambda one: scores[one] / max(tops[one], max(tops) / 2))
        shares[at].append((scores[at], line))
    most = max(A_PART - len(parts) // 2, MOST_LINES // len(parts))
    kept = [
        (part, [line for _, line in best(share, most + 2 * len(part.names), beside(part))])
        for part, share in zip(parts, shares, strict=True)
    ]
    return [section for section in kept if section[1]]


def _headline(sections: list[Section], *, quick: bool) -> list[Line]:
    """The best line of each of the first parts, current ones before old ones.

    Rows of a table that will be shown are left to it.
    """
    told = [lines if quick else _alone(lines) or lines[:1] for _, lines in sections[:2]]
    firsts = [lines[0] for lines in told] if told[1:] else told[0][:2]
    return [line for line in firsts if not STALE.search(line.passage.title)] or firsts[:1]


def _alone(lines: list[Line]) -> list[Line]:
    return [rows[0] for rows in _grouped(lines) if not rows[1:]]


def _bullets(request: Json, title: str, lines: list[Line], *, language: Language) -> list[Json]:
    blocks = [text(f"\n\n**{title[:1].upper()}{title[1:].replace('**', '')}**")]
    for rows in _grouped(lines):
        if rows[1:]:
            blocks += _table(request, rows)
            continue
        old = STALE.search(rows[0].passage.title)
        words = language.older.format(_spoken(rows[0])) if old else _spoken(rows[0])
        blocks += [text("\n- "), _cited(request, words, rows[0])]
    return blocks


def _grouped(lines: list[Line]) -> Iterable[list[Line]]:
    """Rows of one current table together, where the first stood; any other line alone."""
    groups: dict[str | int, list[Line]] = {}
    for line in lines:
        alone = not line.table or STALE.search(line.passage.title)
        groups.setdefault(id(line) if alone else line.table, []).append(line)
    return groups.values()


def _table(request: Json, rows: list[Line]) -> list[Json]:
    """Rows of one table under the names of its columns, in its order; no empty column."""
    filled = [at for at, _ in enumerate(rows[0].cells) if any(row.cells[at][1] for row in rows)]
    blocks = [text("\n| " + " | ".join(rows[0].cells[at][0] for at in filled) + " |")]
    for row in sorted(rows, key=lambda row: row.places[-1]):
        words = " | ".join(row.cells[at][1] for at in filled)
        blocks += [text("\n| "), _cited(request, words, row), text(" |")]
    return blocks


def _disputed(request: Json, said: list[Line], language: Language) -> Iterator[Json]:
    """Pairs from different sources that share their words and differ in what they count."""
    for pair in combinations(sorted(said, key=lambda line: line.passage.date), 2):
        if pair[0].passage is not pair[1].passage and differ(pair[0].text, pair[1].text):
            told = [one for line in pair for one in (line.text.rstrip("."), line.passage.date)]
            yield text("\n- ")
            yield _cited(request, language.disagree.format(*told), *pair)


def _spoken(line: Line) -> str:
    """With the speaker before what was said."""
    speaker = line.passage.speaker
    return f"{speaker}: {line.text}" if speaker and speaker not in line.text else line.text


def _cited(request: Json, words: str, *lines: Line) -> Json:
    places = [(int(line.passage.name), at) for line in lines for at in line.places]
    return cited(words, *(cite(request, source, start=at) for source, at in places))
