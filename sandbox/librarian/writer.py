"""The writer: an answer made of the sources' own sentences, each with its citation."""

import re

from sandbox.claude.reply import Reply, cite, cited, says, text
from sandbox.claude.wire import Json
from sandbox.librarian.choosing import Line, Section, lines_of, sections_of
from sandbox.librarian.contradictions import Dispute, Statement, disputes
from sandbox.librarian.facets import Facet
from sandbox.librarian.phrases import DISAGREE, DISPUTED, NOTHING, OLDER, phrase
from sandbox.librarian.reading import Reading
from sandbox.librarian.signs import STALE
from sandbox.librarian.words import stems

FIRST_PARTS = 2
MOST_DISPUTES = 2


def write(request: Json, reading: Reading) -> Reply:
    """Headline, then the parts with their bullets, then what is disputed."""
    language = _language(reading)
    lines = list(lines_of(request, reading))
    sections = sections_of(reading, lines)
    said = [line for section in sections for line in section.lines]
    if not said:
        return says(text(phrase(NOTHING, language, reading.question)))
    headline = _headline(sections)
    quick = re.search(r"effort\W+quick", reading.opening, re.IGNORECASE)
    if quick:
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


def _headline(sections: list[Section]) -> list[Line]:
    """The best line of each of the first parts, current ones before old ones."""
    firsts = [sections[0].lines[0]]
    firsts += [
        section.lines[0]
        for section in sections[1:FIRST_PARTS]
        if not set(section.part.own) <= set(stems(firsts[0].text))
    ]
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
