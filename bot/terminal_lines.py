"""A run in a terminal: its parts as they end, the answer, its sources in columns."""

from collections.abc import Iterator

from bot.rendering.answer_rows import body_rows, coverage_line
from bot.rendering.inert import inert, one_line
from bot.rendering.locale import Locale
from bot.rendering.markdown import plain_text
from bot.rendering.plan import part_outcome
from bot.rendering.plan_view import PartView
from bot.rendering.registry import Registry, safe_url
from bot.rendering.words import Words, listed_names
from domain.answer import Answer, Source
from domain.evidence import Origin
from domain.question import SourceKind

_TITLE = 60
_NAMES, _TITLES, _KINDS = 8, 24, 6  # columns; what is wider pushes what follows


def part_over(part: PartView, words: Words) -> str:
    """`  ● Notion   services, owners          3 read, 2 useful`."""
    names = listed_names(part.sources, words)
    title = one_line(part.title, _TITLE)
    return f"  ● {names:<{_NAMES}} {title:<{_TITLES}}  {part_outcome(part, words)}".rstrip()


def answer_lines(answer: Answer, locale: Locale) -> Iterator[str]:
    """The answer, what it lacks, each source on a line with its address, what it took."""
    yield plain_text(body_rows(answer, Registry(answer.sources), locale))
    yield ""
    yield from (f"{locale.words.not_covered} · {inert(gap.text)}" for gap in answer.gaps)
    yield from (source_columns(source, locale) for source in answer.sources)
    yield coverage_line(answer.coverage, locale)


def source_columns(source: Source, locale: Locale) -> str:
    """`[2] slack  #billing  Ada  2026-11-17  https://…`."""
    origin = source.origin
    parts = [_name(origin), *_of_when(origin, locale), safe_url(origin)]
    kind = f"{origin.ref.source.value:<{_KINDS}}"
    return "  ".join([f"[{source.number}] {kind}", *filter(None, parts)])


def _name(origin: Origin) -> str:
    match origin.ref.source:
        case SourceKind.SLACK:
            return f"#{one_line(origin.place or origin.title, _TITLE).removeprefix('#')}"
        case SourceKind.WEB:
            return one_line(origin.domain, _TITLE)
        case _:
            return f'"{one_line(origin.title, _TITLE)}"'


def _of_when(origin: Origin, locale: Locale) -> list[str]:
    """A message by its author and its day, a document by the day of its last edit."""
    if origin.ref.source is SourceKind.SLACK:
        said = origin.created or origin.modified
        day = said.astimezone(locale.zone).date().isoformat() if said else ""
        return [one_line(origin.author, _TITLE), day]
    if origin.ref.source is SourceKind.WEB or origin.modified is None:
        return []
    day = origin.modified.astimezone(locale.zone).date().isoformat()
    return [locale.words.edited.format(day=day)]
