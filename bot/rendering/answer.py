"""An answer as Slack messages: itself, its gaps, its sources, what it took, and buttons."""

from collections.abc import Sequence

from bot.rendering.amounts import counted
from bot.rendering.answer_rows import body_rows, footer_rows
from bot.rendering.blocks import Json, actions, blocks_of, button, plain
from bot.rendering.inert import escaped
from bot.rendering.layout import Line, Piece, Row, size
from bot.rendering.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS, MOST_MESSAGES, PLAIN_TEXT
from bot.rendering.locale import Locale
from bot.rendering.markdown import markdown, plain_text
from bot.rendering.message import Attachment, Message, Rendered
from bot.rendering.registry import Registry
from bot.rendering.splitting import beginning, messages_of
from bot.rendering.words import Words, source_name
from domain.amounts import money
from domain.answer import Answer, GapKind
from domain.names import short_name
from domain.question import RunId


def render_answer(answer: Answer, run: RunId, locale: Locale) -> Rendered:
    """All of it, in messages; beyond five of them its beginning, and a file with the whole."""
    registry = Registry.of(answer)
    body = body_rows(answer, registry, locale)
    footer = footer_rows(answer, registry, locale, run=run)
    buttons = answer_buttons(answer, run, locale.words)
    messages = messages_of([*body, *footer])
    whole = Attachment(
        filename=f"answer-{short_name(run)}.md",
        title=f"{locale.words.answer} {short_name(run)}",
        text=markdown([*body, *footer]),
    )
    fits = len(messages) <= MOST_MESSAGES
    text = notification(answer, locale.words)
    return Rendered(
        messages=_numbered(
            messages if fits else _shortened(body, footer, locale.words), buttons, text
        ),
        plain=_in_plain_text(body, footer),
        attachment=None if fits else whole,
    )


def answer_file(answer: Answer, run: RunId, locale: Locale) -> Attachment:
    """The whole answer as Markdown, for when Slack refuses the messages."""
    registry = Registry.of(answer)
    rows = [
        *body_rows(answer, registry, locale),
        *footer_rows(answer, registry, locale, run=run),
    ]
    name = short_name(run)
    title = f"{locale.words.answer} {name}"
    return Attachment(filename=f"answer-{name}.md", title=title, text=markdown(rows))


def notification(answer: Answer, words: Words) -> str:
    """Our own words and counts only: Slack parses this text, so no one else's goes in."""
    sources = counted(
        len(answer.sources), words.one_source, words.many_sources, language=words.code
    )
    gaps = counted(len(answer.gaps), words.one_gap, words.many_gaps, language=words.code)
    return words.answer_text.format(
        sources=sources, gaps=f"{words.comma}{gaps}" if answer.gaps else ""
    )


def _numbered(
    messages: Sequence[Sequence[Row]], buttons: Sequence[Json], text: str
) -> tuple[Message, ...]:
    total = len(messages)
    made: list[Message] = []
    for number, rows in enumerate(messages, start=1):
        blocks = blocks_of(rows)
        if number == total:
            blocks += buttons
        part = f"{text} ({number}/{total})" if total > 1 else text
        made.append(Message(text=part, blocks=tuple(blocks)))
    return tuple(made)


def _shortened(body: list[Row], footer: list[Row], words: Words) -> list[list[Row]]:
    pointer = Line(pieces=(Piece(text=words.full_answer_in_file, bold=True),))
    end = footer if sum(map(size, footer)) <= MESSAGE_CHARACTERS // 2 else footer[-1:]
    room = MESSAGE_CHARACTERS - sum(map(size, end)) - size(pointer)
    start = beginning(body, room)[: MESSAGE_BLOCKS - len(end) - 1]
    return [[*start, pointer, *end]]


def _in_plain_text(body: list[Row], footer: list[Row]) -> Message:
    text = plain_text([*body, *footer])
    if len(text) > PLAIN_TEXT:
        text = text[:PLAIN_TEXT].rsplit(" ", 1)[0] + " …"
    return Message(text=escaped(text)[: PLAIN_TEXT + 400])


def answer_buttons(answer: Answer, run: RunId, words: Words) -> list[Json]:
    """Under the last message; a source that was down can be tried again."""
    buttons = [button(words.sources, "sources", run)] if answer.sources else []
    buttons.append(button(words.dig_deeper, "dig_deeper", run))
    down = [gap.source for gap in answer.gaps if gap.kind is GapKind.SOURCE_DOWN]
    if down:
        name = source_name(down[0], words) if down[0] else ""
        label = words.try_source.format(source=name) if name else words.try_again
        buttons.append(button(label, "try_again", run))
    if any(gap.kind in (GapKind.LOST, GapKind.NO_ACCESS) for gap in answer.gaps):
        buttons.append(button(words.mending.how, "how", run))
    if answer.more_usd:
        label = words.continue_for.format(usd=money(answer.more_usd, words.code))
        buttons.insert(0, button(label, "continue", run, style="primary"))
    if any(gap.kind is GapKind.NEEDS_WEB and gap.source for gap in answer.gaps):
        buttons.append(button(words.show_search, "show_search", run))
    buttons.append(button(words.make_digest, "make_digest", run))
    return [actions(f"answer:{run}", *buttons), _feedback(run, words)]


def _feedback(run: RunId, words: Words) -> Json:
    def choice(text: str, label: str, value: str) -> Json:
        return {"text": plain(text), "value": f"{value}:{run}", "accessibility_label": label}

    both: Json = {
        "type": "feedback_buttons",
        "action_id": "feedback",
        "positive_button": choice(words.helpful, words.helpful_label, "good"),
        "negative_button": choice(words.not_helpful, words.not_helpful_label, "bad"),
    }
    return {"type": "context_actions", "block_id": f"feedback:{run}", "elements": [both]}
