"""The sources of an answer, one under the other, with their dates and words, as a form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.rendering.blocks import Json, blocks_of, plain
from bot.rendering.inert import one_line
from bot.rendering.layout import Line, Piece, Row, literal
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.notices import notice
from bot.rendering.registry import Registry, listed_sources, source_line
from bot.rendering.words import Words, source_name
from domain.answer import Source

_QUOTE = 600
_QUOTES = 3
_MOST_SOURCES = 40
_TITLE = 24
_MARKS = re.compile(r"^(?:#{1,6}|[-*+]|\d+\.)\s+|\*\*|__|`")


class Sight(StrEnum):
    """What became of reading a source again for one person."""

    OPEN = "open"
    CHANGED = "changed"
    NOT_OPEN = "not_open"
    SILENT = "silent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A source as one person may see it; `quotes` are the cited words, if they still stand."""

    source: Source
    sight: Sight
    quotes: tuple[str, ...] = ()


def loading_view(words: Words) -> Json:
    """Opened at once: the right to open a form lasts three seconds."""
    return _view([Line(pieces=(literal(words.sources_loading),))], words)


def sources_view(seen: Sequence[Seen], locale: Locale) -> Json:
    return _view(_rows(seen, locale), locale.words)


def sources_message(seen: Sequence[Seen], locale: Locale) -> Message:
    """For when no form may be opened any more: the same in text, without links."""
    lines: list[str] = []
    for one in seen[:_MOST_SOURCES]:
        lines.append(_head(one, locale))
        lines += [locale.words.quoted.format(text=quote) for quote in _shown(one)]
    return notice("\n".join(lines))


def _head(one: Seen, locale: Locale) -> str:
    if one.sight is Sight.NOT_OPEN:
        return _closed(one, locale.words)
    note = _note(one, locale.words)
    (line,) = listed_sources([one.source], locale)
    return f"{line} · {note}" if note else line


def _shown(one: Seen) -> list[str]:
    """The words without Markdown's marks; headings only where there is nothing else."""
    said = [quote for quote in one.quotes if not quote.startswith("#")] or list(one.quotes)
    return [one_line(_bare(quote), _QUOTE) for quote in said[:_QUOTES]]


def _bare(quote: str) -> str:
    text = _MARKS.sub("", quote.strip())
    if text.startswith("|"):
        return " · ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())
    return text


def _rows(seen: Sequence[Seen], locale: Locale) -> list[Row]:
    registry = Registry([one.source for one in seen])
    rows: list[Row] = []
    for one in seen[:_MOST_SOURCES]:
        if one.sight is Sight.NOT_OPEN:
            rows.append(Line(pieces=(literal(_closed(one, locale.words)),)))
            continue
        head = source_line([one.source], registry, locale)
        if note := _note(one, locale.words):
            head.append(Piece(text=f" · {note}"))
        rows.append(Line(pieces=tuple(head)))
        quotes = [locale.words.quoted.format(text=quote) for quote in _shown(one)]
        rows += [Line(pieces=(literal(quote),), opens=False) for quote in quotes]
    return rows


def _closed(one: Seen, words: Words) -> str:
    """No title, no author, no date: only that there is one."""
    name = source_name(one.source.origin.ref.source, words)
    return f"[{one.source.number}] {words.not_open_to_you.format(source=name)}"


def _note(one: Seen, words: Words) -> str:
    match one.sight:
        case Sight.CHANGED:
            return words.source_changed
        case Sight.SILENT:
            return words.source_silent
        case _:
            return ""


def _view(rows: Sequence[Row], words: Words) -> Json:
    return {
        "type": "modal",
        "title": plain(words.sources, _TITLE),
        "close": plain(words.close, _TITLE),
        "blocks": blocks_of(rows),
    }
