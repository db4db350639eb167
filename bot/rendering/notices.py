"""Everything that is said besides answers and plans: failures, stops, questions, offers."""

from collections.abc import Sequence

from bot.rendering.amounts import money
from bot.rendering.blocks import Json, actions, blocks_of, button
from bot.rendering.inert import escaped, inert, one_line
from bot.rendering.layout import Line, Row, literal
from bot.rendering.limits import MESSAGE_CHARACTERS, PLAIN_TEXT
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.words import Words
from domain.events import FailureKind
from domain.names import short_name
from domain.post import ClarifyPost, FailurePost, PrivateOfferPost, StoppedPost
from domain.question import RunId

_MOST_OPTIONS = 4
_A_CENT = 0.01


def notice(text: str, *controls: Json) -> Message:
    """Plain paragraphs, with buttons under them; an overlong text is cut, and shows it."""
    shown = text if len(text) <= MESSAGE_CHARACTERS else text[: MESSAGE_CHARACTERS - 1] + "…"
    rows: list[Row] = [
        Line(pieces=(literal(line),), opens=not number)
        for number, line in enumerate(shown.splitlines() or [""])
    ]
    fallback = escaped(inert(shown))[:PLAIN_TEXT]
    return Message(text=fallback or " ", blocks=(*blocks_of(rows), *controls))


def render_stopped(post: StoppedPost, run: RunId, locale: Locale) -> Message:
    """What was done, what was not, and what it cost."""
    words = locale.words
    head = words.stopped_head.format(by=one_line(post.by, 60))
    if post.reason:
        head = words.stopped_reason.format(reason=one_line(post.reason, 200))
    sentences = [head, *_done(post, words)]
    if locale.shows_cost:
        sentences.append(words.stopped_spent.format(usd=money(post.usd)))
        if post.cut_off_usd >= _A_CENT:
            sentences.append(words.stopped_cut_off.format(usd=money(post.cut_off_usd)))
    buttons = [button(words.continue_run, "continue", run)]
    if post.done:
        buttons.append(button(words.answer_with_what, "answer_now", run))
    controls = [] if post.reason else [actions(f"stopped:{run}", *buttons)]
    return notice(" ".join(sentences), *controls)


def _done(post: StoppedPost, words: Words) -> list[str]:
    templates = ((words.stopped_done, post.done), (words.stopped_not_done, post.not_done))
    return [
        template.format(parts=_named([one_line(part, 120) for part in parts]))
        for template, parts in templates
        if parts
    ]


def _named(parts: Sequence[str]) -> str:
    """`Slack, Notion`; apart by semicolons when a part has commas of its own."""
    return ("; " if any("," in part for part in parts) else ", ").join(parts)


def render_failure(post: FailurePost, run: RunId, locale: Locale) -> Message:
    """A sentence on what happened and what to do, with the run's name; nothing internal."""
    again = button(locale.words.try_again, "try_again", run)
    text = failure_sentence(post, run, locale.words)
    if post.failure in (FailureKind.BUG, FailureKind.MODEL_DOWN, FailureKind.NO_SOURCE):
        return notice(text, actions(f"failed:{run}", again))
    return notice(text)


def failure_sentence(post: FailurePost, run: RunId, words: Words) -> str:
    match post.failure:
        case FailureKind.MODEL_DOWN:
            return words.model_down.format(run=short_name(run))
        case FailureKind.BUDGET:
            return one_line(post.detail, 400) or words.budget.format(run=short_name(run))
        case FailureKind.REFUSED if post.detail:
            return words.refused_detail.format(detail=one_line(post.detail, 400))
        case FailureKind.REFUSED:
            return words.refused
        case FailureKind.NO_SOURCE:
            return words.no_source
        case FailureKind.BUG:
            return words.bug.format(run=short_name(run))


def render_clarify(post: ClarifyPost, run: RunId, locale: Locale) -> Message:
    """One question; the button's value holds which option by number."""
    options = [
        button(option, f"clarify:{number}", f"{run}:{number}:{one_line(option, 200)}")
        for number, option in enumerate(post.options[:_MOST_OPTIONS])
    ]
    controls = [actions(f"clarify:{run}", *options)] if options else []
    return notice(f"{post.question}\n{locale.words.or_reply}", *controls)


def render_private_offer(post: PrivateOfferPost, run: RunId, locale: Locale) -> Message:
    words = locale.words
    room = one_line(post.room_name, 80) or words.this_room
    template = words.private_one if post.count == 1 else words.private_many
    offer = button(words.search_privately, "search_privately", run)
    text = template.format(count=post.count, room=room)
    return notice(text, actions(f"private:{run}", offer))
