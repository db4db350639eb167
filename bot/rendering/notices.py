"""Everything that is said besides answers and plans: failures, stops, questions, offers."""

from collections.abc import Sequence

from bot.rendering.blocks import Json, actions, blocks_of, button
from bot.rendering.inert import escaped, inert, one_line
from bot.rendering.languages import words_for
from bot.rendering.layout import Line, Row, literal
from bot.rendering.limits import MESSAGE_CHARACTERS, PLAIN_TEXT
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.words import Words
from domain.amounts import money
from domain.events import FailureKind
from domain.names import short_name
from domain.post import (
    US,
    ClarifyPost,
    FailurePost,
    GreetingPost,
    PrivateOfferPost,
    StoppedPost,
)
from domain.press import Enquiry
from domain.question import RunId

NO_RUN = "-"  # begins the value of a button of no run, before the language of its message
_MOST_OPTIONS = 4
_A_CENT = 0.01
_QUESTION = 300


def notice(text: str, *controls: Json, bold: str = "") -> Message:
    """Plain paragraphs, with buttons under them; an overlong text is cut, and shows it.

    A paragraph that is just `bold` stands out.
    """
    shown = text if len(text) <= MESSAGE_CHARACTERS else text[: MESSAGE_CHARACTERS - 1] + "…"
    rows: list[Row] = [
        Line(pieces=(literal(line, bold=bool(bold) and line == bold),), opens=not number)
        for number, line in enumerate(shown.splitlines() or [""])
    ]
    fallback = escaped(inert(shown))[:PLAIN_TEXT]
    return Message(text=fallback or " ", blocks=(*blocks_of(rows), *controls))


def render_stopped(post: StoppedPost, run: RunId, locale: Locale) -> Message:
    """What was done, what was not, and what it cost; a run that we lost can be taken up."""
    words = locale.words
    head = words.stopped_head.format(by=one_line(post.by, 60))
    if post.reason:
        head = words.stopped_because.format(reason=one_line(post.reason, 200))
    sentences = [head, *_done(post, words)]
    if locale.shows_cost:
        sentences.append(words.stopped_spent.format(usd=money(post.usd, words.code)))
        if post.cut_off_usd >= _A_CENT:
            sentences.append(
                words.stopped_cut_off.format(usd=money(post.cut_off_usd, words.code))
            )
    if post.by == US:
        sentences.append(words.run_named.format(run=short_name(run)))
    buttons = [button(words.continue_run, "continue", run)]
    if post.done:
        buttons.append(button(words.answer_with_what, "answer_now", run))
    controls = [] if post.reason and post.by != US else [actions(f"stopped:{run}", *buttons)]
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
    words = words_for(post.language) if post.language else locale.words
    again = button(words.try_again, "try_again", run)
    ask = button(words.administering.ask, "ask_admin", run or f"{NO_RUN}{post.language}")
    text = failure_sentence(post, run, words)
    match post.failure:
        case FailureKind.BUDGET:
            return notice(text, actions(f"failed:{run}", ask))
        case FailureKind.REFUSED | FailureKind.MODEL_DECLINED:
            return notice(text)
        case _:
            return notice(text, actions(f"failed:{run}", again))


def failure_sentence(post: FailurePost, run: RunId, words: Words) -> str:
    """It ends with the run's name, where there is a run."""
    name = short_name(run)
    sentence = {
        FailureKind.MODEL_DOWN: words.model_down,
        FailureKind.MODEL_REJECTED: words.model_rejected,
        FailureKind.MODEL_DECLINED: words.model_declined,
        FailureKind.BUDGET: one_line(post.detail, 400) or words.budget,
        FailureKind.REFUSED: _refusal(post, words),
        FailureKind.NO_SOURCE: words.no_source,
        FailureKind.BUG: words.bug,
    }[post.failure]
    if "{run}" in sentence:
        return sentence.format(run=name)
    return f"{sentence} {words.run_named.format(run=name)}" if run else sentence


def _refusal(post: FailurePost, words: Words) -> str:
    if not post.detail:
        return words.refused
    return words.refused_detail.format(detail=one_line(post.detail, 400))


def render_clarify(post: ClarifyPost, run: RunId, locale: Locale) -> Message:
    """One question; the button's value holds which option by number."""
    options = [
        button(option, f"clarify:{number}", f"{run}:{number}:{one_line(option, 200)}")
        for number, option in enumerate(post.options[:_MOST_OPTIONS])
    ]
    controls = [actions(f"clarify:{run}", *options)] if options else []
    return notice(f"{post.question}\n{locale.words.or_reply}", *controls)


def render_greeting(post: GreetingPost) -> Message:
    """With what can be asked about the channel itself."""
    words = words_for(post.language)
    buttons = [
        button(words.seeing.ask, Enquiry.SIGHT, "here"),
        button(words.administering.settings, Enquiry.SETTINGS, "here"),
    ]
    return notice(post.sentence, actions("greeting", *buttons))


def render_private_offer(post: PrivateOfferPost, run: RunId, locale: Locale) -> Message:
    offer = button(locale.words.search_privately, "search_privately", run)
    return notice(private_offer_text(post, locale.words), actions(f"private:{run}", offer))


def private_offer_text(post: PrivateOfferPost, words: Words) -> str:
    """With the question that it is about: several offers may stand below one another."""
    room = one_line(post.room_name, 80) or words.this_room
    template = words.private_one if post.count == 1 else words.private_many
    lines = [template.format(count=post.count, room=room)]
    if post.question:
        question = one_line(post.question, _QUESTION)
        lines.insert(0, words.plan.you_asked.format(question=question))
    return "\n".join(lines)
