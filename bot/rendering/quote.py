"""A plan with its price: what it takes, part by part, and what to do about it."""

from collections.abc import Sequence

from bot.rendering.amounts import counted
from bot.rendering.blocks import Json, actions, blocks_of, button
from bot.rendering.inert import escaped, inert, one_line
from bot.rendering.layout import Line, Row, literal
from bot.rendering.limits import PLAIN_TEXT
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.words import Words, listed_names
from domain.amounts import brief, briefly_between
from domain.question import RunId
from domain.quote import Quote

_TITLE = 160


def render_quote(quote: Quote, run: RunId, locale: Locale) -> Message:
    """Each part is a line, then the buttons; a reply in words changes the plan."""
    words = locale.words
    buttons = [button(words.start_run, "start", run, style="primary")]
    if quote.cheaper_parts:
        buttons.append(button(_cheaper(quote, locale), "cheaper", run))
    buttons.append(button(words.cancel_run, "cancel_run", run))
    hint = Line(pieces=(literal(words.or_change),))
    controls = actions(f"quote:{run}", *buttons)
    return _message([*_rows(quote, locale), hint], controls)


def render_closed(quote: Quote, ending: str, locale: Locale) -> Message:
    """The same once it waits no more: without buttons, and with how it ended."""
    return _message([*_rows(quote, locale), Line(pieces=(literal(ending),))])


def _message(rows: Sequence[Row], *controls: Json) -> Message:
    lines = ["".join(p.text for p in row.pieces) for row in rows if isinstance(row, Line)]
    text = escaped(inert("\n".join(lines)))[:PLAIN_TEXT]
    return Message(text=text, blocks=(*blocks_of(rows), *controls))


def _rows(quote: Quote, locale: Locale) -> list[Row]:
    head = literal(locale.words.quote_head, bold=True)
    facts = literal(f": {locale.words.comma.join(_facts(quote, locale))}.")
    rows: list[Row] = [Line(pieces=(head, facts))]
    for number, part in enumerate(quote.parts, start=1):
        names = listed_names(part.sources, locale.words)
        text = f"{number}. {names} · {one_line(part.title, _TITLE)}"
        rows.append(Line(pieces=(literal(text),), opens=number == 1))
    return rows


def _facts(quote: Quote, locale: Locale) -> list[str]:
    words = locale.words
    internal = sum(part.sources[0].is_internal for part in quote.parts)
    web = len(quote.parts) - internal
    parts = counted(len(quote.parts), words.one_part, words.many_parts)
    template = words.quote_counts if internal and web else words.quote_parts
    facts = [template.format(parts=parts, internal=internal, web=web), _minutes(quote, words)]
    if locale.shows_cost:
        low, high = quote.usd
        facts.append(briefly_between(low, high, words.code))
    return facts


def _minutes(quote: Quote, words: Words) -> str:
    minutes = max(round(quote.minutes), 1)
    one = minutes == 1
    return words.quote_minute if one else words.quote_minutes.format(minutes=minutes)


def _cheaper(quote: Quote, locale: Locale) -> str:
    words = locale.words
    parts = counted(quote.cheaper_parts, words.one_part, words.many_parts)
    if not locale.shows_cost:
        return words.fewer_parts.format(parts=parts)
    return words.cheaper_run.format(parts=parts, usd=brief(quote.cheaper_usd, words.code))
