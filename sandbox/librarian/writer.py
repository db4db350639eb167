"""The writer: an answer made of the sources' own lines, each with its citation."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations

from sandbox.claude.reply import Reply, cite, cited, says, text
from sandbox.claude.wire import Json
from sandbox.librarian import scoring
from sandbox.librarian.languages import Language, table
from sandbox.librarian.question import Part, asked_in
from sandbox.librarian.reading import Reading, offered, tag
from sandbox.librarian.sentences import Line, lines_of

MOST_LINES, A_PART, MOST_ROWS, OUTLINED, MOST_DISPUTES = 14, 5, 8, 1.3, 2
Section = tuple[Part, list[Line]]


def write(request: Json, reading: Reading) -> Reply:
    """Headline, then the parts with their bullets, then what is disputed."""
    language = table(reading.said(r"language\W+([a-z]{2})\b", "en"))
    quick = bool(reading.said(r"(effort\W+quick)"))
    sections = sections_of(reading, lines_of(offered(request)), shared=quick)
    if not sections:
        return says(text(language.nothing.format(reading.question)))
    first, *others = _headline(sections, quick=quick)
    of = {line: part for part, lines in sections for line in lines}
    blocks = [_cited(request, f"**{_spoken(first, of[first])}**", first)]
    for line in others:
        blocks += [text(" "), _cited(request, _spoken(line, of[line]), line)]
    if not quick:
        for part, lines in sections:
            rest = [line for line in lines if line not in (first, *others)]
            blocks += _bullets(request, part, rest, language=language) if rest else []
        said = [line for _, lines in sections for line in lines]
        blocks += [*_disputed(request, said, language)][: 2 * MOST_DISPUTES]
    return says(*blocks)


def sections_of(reading: Reading, lines: list[Line], *, shared: bool) -> list[Section]:
    """Each line goes to the part that it answers best, or to all; a part takes its best."""
    parts, scale = asked_in(reading), scoring.Scale(lines)
    outline = tag(reading.opening, "outline").replace("\n- ", "\n").splitlines()
    chosen = [OUTLINED if line.text in outline else 1.0 for line in lines]
    ranks = [[a * b for a, b in zip(scale.rank(p, lines), chosen, strict=True)] for p in parts]
    tops = [max(*rank, scoring.LEAST, scoring.LEAST) for rank in ranks]
    shares: list[scoring.Scored] = [[] for _ in parts]
    for line, *scores in zip(lines, *ranks, strict=True):
        at = max(range(len(parts)), key=lambda one: scores[one] / max(tops[one], max(tops) / 2))
        for one in range(len(parts)) if shared else [at]:
            shares[one].append((scores[one], line))
    most = max(A_PART - len(parts) // 2, MOST_LINES // len(parts))
    kept = [
        (
            part,
            scoring.comparable(
                part, scoring.best(share, most + 2 * len(part.names), scoring.beside(part))
            ),
        )
        for part, share in zip(parts, shares, strict=True)
    ]
    said = {line for _, chosen in kept for line in chosen}
    left = [line for line in lines if line not in said]
    return [(part, [*some, *_completing(some, left)]) for part, some in kept if some]


def _completing(lines: list[Line], left: list[Line]) -> Iterator[Line]:
    """The other rows of a small table of which several were chosen."""
    chosen, more = (Counter(line.table for line in some) for some in (lines, left))
    for line in left:
        if line.table and chosen[line.table] > 1 and more[line.table] <= MOST_ROWS:
            yield line


def _headline(sections: list[Section], *, quick: bool) -> list[Line]:
    """The best line of each of the first parts, current ones before old ones.

    Rows of a table that will be shown are left to it.
    """
    firsts: list[Line] = []
    for part, lines in sections[: 2 + quick]:
        alone = [rows[0] for rows in _grouped(lines) if quick or not rows[1:]] or lines[:1]
        firsts.append(_newest(alone[0], alone))
        if not sections[1:] and not scoring.answers(part, firsts[0]):
            firsts += alone[1:2]
    current = [one for one in firsts if not scoring.STALE.search(one.passage.title)]
    return list(dict.fromkeys(current or firsts[:1]))


def _newest(line: Line, others: list[Line]) -> Line:
    """The same said last, with what it counts then."""
    same = [one for one in others if scoring.differ(line.text, one.text)]
    return max([line, *same], key=lambda one: one.passage.date)


def _bullets(request: Json, part: Part, lines: list[Line], *, language: Language) -> list[Json]:
    """What is compared goes by name."""
    title = part.text.replace("**", "")
    blocks = [text(f"\n\n**{title[:1].upper()}{title[1:]}**")]
    if part.compares:
        lines = sorted(
            lines, key=lambda line: ("", *part.names).index(scoring.subject(part, line))
        )
    for rows in _grouped(lines):
        if rows[1:]:
            blocks += _table(request, rows)
            continue
        old = scoring.STALE.search(rows[0].passage.title)
        words = _spoken(rows[0], part)
        words = language.older.format(words) if old else words
        blocks += [text("\n- "), _cited(request, words, rows[0])]
    return blocks


def _grouped(lines: list[Line]) -> Iterable[list[Line]]:
    """Rows of one current table together, where the first stood; any other line alone."""
    groups: dict[str | int, list[Line]] = {}
    for line in lines:
        alone = not line.table or scoring.STALE.search(line.passage.title)
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
        if pair[0].passage is not pair[1].passage and scoring.differ(
            pair[0].text, pair[1].text
        ):
            told = [one for line in pair for one in (line.text.rstrip("."), line.passage.date)]
            yield text("\n- ")
            yield _cited(request, language.disagree.format(*told), *pair)


def _spoken(line: Line, part: Part) -> str:
    """After whoever said it, or the one of those compared whose it is."""
    name = line.passage.speaker or (scoring.subject(part, line) if part.compares else "")
    return f"{name}: {line.text}" if name and name not in line.text else line.text


def _cited(request: Json, words: str, *lines: Line) -> Json:
    places = [(int(line.passage.name), at) for line in lines for at in line.places]
    return cited(words, *(cite(request, source, start=at) for source, at in places))
