"""An answer's blocks, gaps, sources and coverage as rows, in the order of reading."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.rendering.amounts import counted
from bot.rendering.inert import one_line
from bot.rendering.layout import Item, Line, Piece, Row, literal
from bot.rendering.locale import Locale
from bot.rendering.registry import Registry, source_line
from bot.rendering.tables import table_rows
from bot.rendering.words import source_name
from domain.amounts import duration, money
from domain.answer import (
    Answer,
    Block,
    Bullets,
    Coverage,
    Gap,
    GapKind,
    Heading,
    Paragraph,
    Source,
    Span,
    Table,
)
from domain.names import short_name
from domain.question import RunId, SourceKind

_QUERIES_SHOWN = 8
_QUERY_LENGTH = 120
_PERIOD = 120
_RUN_ON = 8  # sources
_STOPS = (".", "。")

_FAILURES = (
    *(GapKind.SOURCE_DOWN, GapKind.LOST, GapKind.NO_ACCESS),
    *(GapKind.LIMIT, GapKind.UNREADABLE),
)


def body_rows(answer: Answer, registry: Registry, locale: Locale) -> list[Row]:
    """Headline and blocks; for an answer that found nothing, the sentence that says so."""
    rows: list[Row] = []
    if answer.headline:
        rows.append(Line(pieces=(literal(answer.headline, bold=True),)))
    if not answer.blocks:
        return [*rows, _nothing(answer, locale)]
    has_table = False
    for number, block in enumerate(answer.blocks):
        after_heading = number > 0 and isinstance(answer.blocks[number - 1], Heading)
        rows += _block_rows(block, registry, opens=not after_heading, is_first=not has_table)
        has_table = has_table or isinstance(block, Table)
    return _with_period(rows, answer, locale)


def _with_period(rows: list[Row], answer: Answer, locale: Locale) -> list[Row]:
    """How the time in the question was read: behind the first heading, else near the top."""
    if not answer.period:
        return rows
    read = locale.words.period_read.format(period=one_line(answer.period, _PERIOD))
    blocks = [block for block in answer.blocks if isinstance(block, Heading)]
    heading = literal(blocks[0].text, bold=True) if blocks else None
    for number, row in enumerate(rows):
        if isinstance(row, Line) and row.pieces == (heading,):
            named = replace(row, pieces=(*row.pieces, literal(f" ({read})")))
            return [*rows[:number], named, *rows[number + 1 :]]
    note = Line(pieces=(literal(f"({read})"),), opens=False)
    return [*rows[:1], note, *rows[1:]]


def _block_rows(block: Block, registry: Registry, *, opens: bool, is_first: bool) -> list[Row]:
    match block:
        case Heading(text=text):
            return [Line(pieces=(literal(text, bold=True),))]
        case Paragraph(spans=spans):
            return [Line(pieces=_pieces(spans, registry), opens=opens)]
        case Bullets(items=items):
            return [Item(pieces=_pieces(item, registry)) for item in items]
        case Table(rows=rows):
            cells = [tuple(_pieces(cell, registry) for cell in row) for row in rows]
            return table_rows(cells, is_first=is_first)


def _pieces(spans: Iterable[Span], registry: Registry) -> tuple[Piece, ...]:
    """A sentence's marks stand before its full stop: `after the margin review [1][2].`."""
    pieces: list[Piece] = []
    for span in spans:
        text, stop = _parted(span.text) if span.cites else (span.text, "")
        pieces.append(literal(text, bold=span.bold))
        if span.cites:
            gap = "" if text.endswith((" ", "\n")) or not text else " "
            pieces.append(Piece(text=gap))
            pieces += registry.marks(span.cites)
            pieces.append(literal(stop, bold=span.bold))
    return tuple(piece for piece in pieces if piece.text)


def _parted(text: str) -> tuple[str, str]:
    """A text and the full stop that ends it, with what blank follows; else all of it."""
    body = text.rstrip()
    if not body.endswith(_STOPS) or body[:-1].endswith(_STOPS) or not body[:-1]:
        return text, ""
    return body[:-1], text[len(body) - 1 :]


def _nothing(answer: Answer, locale: Locale) -> Line:
    words = locale.words
    text = words.nothing
    if answer.coverage.searched_in:
        text = words.nothing_in.format(places=_places(answer.coverage, locale))
    if answer.searched:
        shown = answer.searched[:_QUERIES_SHOWN]
        queries = ", ".join(
            words.titled.format(text=one_line(query, _QUERY_LENGTH)) for query in shown
        )
        text += " " + words.nothing_searched.format(queries=queries)
    return Line(pieces=(literal(text),))


def _places(coverage: Coverage, locale: Locale) -> str:
    words = locale.words
    names = {
        SourceKind.SLACK: words.source_slack,
        SourceKind.DRIVE: words.source_drive,
        SourceKind.NOTION: words.source_notion,
        SourceKind.WEB: words.web_place,
    }
    places = [names[source] for source in coverage.searched_in]
    *others, last = places
    return f"{words.comma.join(others)} {words.or_word} {last}" if others else last


def footer_rows(answer: Answer, registry: Registry, locale: Locale, *, run: RunId) -> list[Row]:
    """What was not covered, the sources, and the line of coverage.

    An answer that lacks something through a failure names its run, for whoever looks into it.
    """
    rows = _gap_rows(_told(answer.gaps, locale), locale)
    rows += _source_rows(answer.sources, registry, locale)
    line = coverage_line(answer.coverage, locale)
    if answer.headline or any(gap.kind in _FAILURES for gap in answer.gaps):
        line += f" · {locale.words.home_run.format(run=short_name(run))}"
    rows.append(Line(pieces=(literal(line),), opens=False))
    rows += [Line(pieces=(literal(note),), opens=False) for note in answer.coverage.notes]
    return rows


def _source_rows(sources: Sequence[Source], registry: Registry, locale: Locale) -> list[Row]:
    """A few run on in one paragraph; many would be searched for, so each has a line."""
    groups = [[one] for one in sources] if len(sources) > _RUN_ON else [sources]
    return [
        Line(pieces=tuple(source_line(group, registry, locale)), opens=not number)
        for number, group in enumerate(groups)
        if group
    ]


def _told(gaps: Sequence[Gap], locale: Locale) -> Sequence[Gap]:
    """The first source that was down is told with the button that asks it again."""
    words = locale.words
    down = next((gap for gap in gaps if gap.kind is GapKind.SOURCE_DOWN and gap.source), None)
    if down is None or down.source is None:
        return gaps
    label = words.try_source.format(source=source_name(down.source, words))
    text = words.ask_again_with.format(gap=down.text, button=label)
    return [replace(gap, text=text) if gap is down else gap for gap in gaps]


def _gap_rows(gaps: Sequence[Gap], locale: Locale) -> list[Row]:
    label = Piece(text=locale.words.not_covered, bold=True)
    if len(gaps) == 1:
        return [Line(pieces=(label, literal(f" · {gaps[0].text}")))]
    bullets = [Item(pieces=(literal(gap.text),)) for gap in gaps]
    return [Line(pieces=(label,)), *bullets] if bullets else []


def coverage_line(coverage: Coverage, locale: Locale) -> str:
    """`31 read, 7 cited · 19 claims, 18 matched …, 1 hedged · 1 min 36 s · $0.71`."""
    words = locale.words
    template = words.read_cited if coverage.cited else words.read
    parts = [template.format(read=coverage.read, cited=coverage.cited)]
    if coverage.claims:
        parts.append(words.comma.join(_claims(coverage, locale)))
    parts.append(duration(coverage.seconds, words.code))
    if locale.shows_cost:
        parts.append(money(coverage.usd, words.code))
    return " · ".join(parts)


def _claims(coverage: Coverage, locale: Locale) -> list[str]:
    words = locale.words
    parts = [counted(coverage.claims, words.one_claim, words.many_claims, language=words.code)]
    alone = coverage.claims == coverage.supported == 1
    checked = words.checked_one if alone else words.checked
    parts.append(checked.format(supported=coverage.supported))
    if coverage.hedged:
        parts.append(words.hedged.format(count=coverage.hedged))
    if coverage.dropped:
        parts.append(words.dropped.format(count=coverage.dropped))
    return parts
