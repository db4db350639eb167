"""The plan message: one `plan` block of task cards, Stop, a menu of parts, how to steer."""

from bot.rendering.amounts import counted
from bot.rendering.blocks import Json, actions, button, context, plain, section
from bot.rendering.inert import escaped, inert, one_line
from bot.rendering.limits import OPTION_TEXT, OPTION_VALUE, PLAIN_TEXT, TASK_TEXT
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.plan_view import Mark, PartView, PlanView
from bot.rendering.words import Words, listed_names
from domain.amounts import between, brief, duration, money
from domain.events import RunState
from domain.window import Window

_STEP_SECONDS = 30
_ROUGHLY = (1, 2, 3, 5, 10, 20, 50, 100)
_SIGN = {
    Mark.PENDING: "○",
    Mark.SEARCHING: "◐",
    Mark.READING: "◐",
    Mark.DONE: "✓",
    Mark.NOTHING: "✓",
    Mark.FAILED: "✗",
    Mark.CANCELLED: "⊘",
    Mark.SKIPPED: "⊘",
}
_STATUS = {
    Mark.PENDING: "pending",
    Mark.SEARCHING: "in_progress",
    Mark.READING: "in_progress",
    Mark.DONE: "complete",
    Mark.NOTHING: "complete",
    Mark.FAILED: "error",
    Mark.CANCELLED: "error",
    Mark.SKIPPED: "error",
}


def render_plan(view: PlanView, locale: Locale) -> Message:
    """Link-free; its `text` says the same, for clients that do not draw cards."""
    title = plan_title(view, locale)
    lines = [f"{_SIGN[part.mark]} {part_line(part, locale.words)}" for part in view.parts]
    blocks = [_plan_block(view, title, locale.words)] if view.parts else [section(title)]
    if not (view.state.is_final or view.state is RunState.WAITING):
        blocks += [_controls(view, locale.words), context(locale.words.steer_hint)]
    text = inert("\n".join([title, *lines]))
    return Message(text=escaped(text)[:PLAIN_TEXT], blocks=tuple(blocks))


def _plan_block(view: PlanView, title: str, words: Words) -> Json:
    cards: list[Json] = [
        {
            "type": "task_card",
            "task_id": str(part.id),
            "title": one_line(part_line(part, words), TASK_TEXT),
            "status": _STATUS[part.mark],
        }
        for part in view.parts
    ]
    return {"type": "plan", "title": one_line(title, TASK_TEXT), "tasks": cards}


def plan_title(view: PlanView, locale: Locale) -> str:
    """`Researching · topic, period · 3 parts · about 2 min, $0.50-0.90`, or how it ended."""
    parts = [state_words(view, locale.words)]
    if view.state.is_final:
        parts += _outcome(view, locale)
    else:
        parts.append(_in_line(view, locale.words))
        parts.append(", ".join(filter(None, [one_line(view.topic, 100), view.period])))
        parts.append(_window(view.window, locale))
    if view.parts:
        words = locale.words
        parts.append(counted(len(view.parts), words.one_part, words.many_parts))
    if not view.state.is_final:
        parts += [_estimate(view, locale), _so_far(view, locale.words)]
    return " · ".join(part for part in parts if part)


def _in_line(view: PlanView, words: Words) -> str:
    """`begins when others are done, about 5 questions before it`; rough, as it is edited in."""
    if view.state is not RunState.QUEUED or view.before is None:
        return ""
    if not view.before:
        return words.plan.is_next
    rough = next((rough for rough in _ROUGHLY if view.before <= rough), view.before)
    before = counted(rough, words.plan.one_before, words.plan.many_before, language=words.code)
    return words.plan.begins_after.format(before=before)


def _window(window: Window, locale: Locale) -> str:
    """`from 1 Oct, Lee`; the day is that of whoever said it."""
    if window.since is None:
        return ""
    day = locale.day(window.since.replace(tzinfo=locale.zone))
    return locale.words.from_day.format(day=day, by=one_line(window.by, 40))


def state_words(view: PlanView, words: Words) -> str:
    if view.state is RunState.STOPPED:
        return _stopped(view, words)
    if view.state is RunState.WAITING and view.is_quoted:
        return words.plan.waiting_for_start
    return {
        RunState.QUEUED: words.queued,
        RunState.PLANNING: words.planning,
        RunState.RESEARCHING: words.researching,
        RunState.WRITING: words.writing,
        RunState.VERIFYING: words.verifying,
        RunState.WAITING: words.waiting,
        RunState.DELIVERED: words.done_in.format(duration=duration(view.seconds, words.code)),
        RunState.FAILED: words.failed,
    }[view.state]


def _stopped(view: PlanView, words: Words) -> str:
    if view.stopped_because:
        return words.stopped_reason.format(reason=one_line(view.stopped_because, 100))
    by = one_line(view.stopped_by, 60)
    return words.stopped_by.format(by=by) if by else words.stopped


def _outcome(view: PlanView, locale: Locale) -> list[str]:
    parts = [locale.words.read.format(read=view.read)] if view.parts else []
    if view.state is not RunState.DELIVERED and locale.shows_cost and view.usd:
        parts.append(money(view.usd, locale.words.code))
    return parts


def _estimate(view: PlanView, locale: Locale) -> str:
    if view.limit_usd:
        return _meter(view, locale)
    parts: list[str] = []
    if view.estimate_minutes:
        minutes = max(round(view.estimate_minutes), 1)
        parts.append(locale.words.about_minutes.format(minutes=minutes))
    low, high = view.estimate_usd
    if locale.shows_cost and high:
        parts.append(between(low, high, locale.words.code))
    return ", ".join(parts)


def _so_far(view: PlanView, words: Words) -> str:
    """In steps of half a minute, so that a run without news is seen to be alive."""
    spent = view.seconds // _STEP_SECONDS * _STEP_SECONDS
    if not spent or view.state is RunState.WAITING:
        return ""
    return words.so_far.format(duration=duration(spent, words.code))


def _meter(view: PlanView, locale: Locale) -> str:
    """`$1.12 of $4`, once somebody agreed to it."""
    if not locale.shows_cost:
        return ""
    return locale.words.meter.format(
        usd=money(view.usd, locale.words.code), limit=brief(view.limit_usd, locale.words.code)
    )


def part_line(part: PartView, words: Words) -> str:
    """`reading · Drive · reasons for the new prices — 2 read`: the mark's word first."""
    head = f"{_mark(part, words)} · {part_name(part, words)}"
    if part.asked_by:
        head += ", " + words.asked_by.format(person=one_line(part.asked_by, 40))
    count = _count(part, words)
    return f"{head} — {count}" if count else head


def _mark(part: PartView, words: Words) -> str:
    if part.mark is Mark.CANCELLED and part.by:
        return words.mark_cancelled_by.format(by=one_line(part.by, 40))
    return {
        Mark.PENDING: words.mark_pending,
        Mark.SEARCHING: words.mark_searching,
        Mark.READING: words.mark_reading,
        Mark.DONE: words.mark_done,
        Mark.NOTHING: words.mark_nothing,
        Mark.FAILED: words.mark_failed,
        Mark.CANCELLED: words.mark_cancelled,
        Mark.SKIPPED: words.mark_skipped,
    }[part.mark]


def _count(part: PartView, words: Words) -> str:
    match part.mark:
        case Mark.DONE:
            return words.count_useful.format(read=part.read, useful=part.useful)
        case Mark.CANCELLED if part.read:
            return words.after_read.format(read=part.read)
        case Mark.PENDING | Mark.SKIPPED | Mark.CANCELLED:
            return ""
        case _:
            return words.count_read.format(read=part.read) if part.read else ""


def part_outcome(part: PartView, words: Words) -> str:
    """`3 read, 2 useful`; the mark's word where that is not all there is to say."""
    count = _count(part, words)
    if part.mark is Mark.DONE:
        return count
    return ", ".join(filter(None, (_mark(part, words), count)))


def part_name(part: PartView, words: Words) -> str:
    """`Slack and Notion · who decided`; without a title `Slack and Notion, part 4`."""
    sources = listed_names(part.sources, words)
    if part.title:
        return f"{sources} · {one_line(part.title, 120)}"
    return words.plan.part_named.format(sources=sources, number=part.number)


def found_so_far(part: PartView, words: Words) -> str:
    """The answer to `What have you found?`: counts, since nothing is checked yet."""
    searches = counted(part.searches, words.one_search, words.many_searches)
    name = part_name(part, words)
    return words.found_so_far.format(part=name, searches=searches, read=part.read)


def _controls(view: PlanView, words: Words) -> Json:
    """The block's name changes with each event, so that no choice stays in the menu."""
    stop = button(words.stop, "stop", view.run, style="danger")
    return actions(f"plan:{view.run}:{view.sequence}", stop, *_menu(view, words))


def _menu(view: PlanView, words: Words) -> list[Json]:
    """What can be done with a part, and then with which: Slack's `⋯` could not say."""
    groups = [
        {"label": plain(label, OPTION_TEXT), "options": options}
        for label, verb in (
            (words.plan.cancel_parts, "cancel"),
            (words.plan.ask_parts, "found"),
        )
        if (options := _options(view, verb, words))
    ]
    if not groups:
        return []
    placeholder = plain(words.plan.part_menu, OPTION_TEXT)
    return [
        {
            "type": "static_select",
            "action_id": "part",
            "placeholder": placeholder,
            "option_groups": groups,
        }
    ]


def _options(view: PlanView, verb: str, words: Words) -> list[Json]:
    """A part whose ids are too long for an option's value has none."""
    options = [
        _option(part_name(part, words), f"{verb}:{view.run}:{part.id}")
        for part in view.parts
        if part.mark.is_open
    ]
    return [option for option in options if len(str(option["value"])) <= OPTION_VALUE]


def _option(text: str, value: str) -> Json:
    return {"text": plain(text, OPTION_TEXT), "value": value}
