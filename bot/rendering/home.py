"""The Home tab: my questions, this month's money, digests, sources, how to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.rendering.blocks import Json, context, plain, section
from bot.rendering.inert import one_line
from bot.rendering.limits import BUTTON_TEXT, LINK
from bot.rendering.locale import Locale
from bot.rendering.source_line import source_line
from bot.rendering.words import Words
from connectors.source import Health
from domain.amounts import brief, money
from domain.events import RunState
from domain.names import short_name
from policy.spending import Account, Payer
from store.runs import RunRow

_NO_LIMIT = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A run as Home lists it; `link` is where its thread is, or empty."""

    row: RunRow
    usd: float
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """`money` is what was drawn from each account; `digests` and `drive` are blocks."""

    runs: Sequence[Listed] = ()
    money: Sequence[tuple[Account, float]] = ()
    digests: Sequence[Json] = ()
    health: Iterable[Health] = ()
    drive: Sequence[Json] = ()


def home_view(page: HomePage, locale: Locale) -> Json:
    """Plain text throughout; questions are their asker's own words."""
    words = locale.words
    how = (
        words.home_how_where,
        words.home_how_rights,
        words.home_how_words,
        words.home_how_steer,
    )
    health = [section(source_line(one, words)) for one in page.health]
    blocks: list[Json] = [
        header(words.home_questions),
        *([_run(one, locale) for one in page.runs] or [section(words.home_no_questions)]),
        *_money(page.money, locale),
        *page.digests,
        header(words.home_sources),
        *(health or [section(words.home_no_sources)]),
        *page.drive,
        header(words.home_how),
        *[context(line) for line in how],
    ]
    return {"type": "home", "blocks": blocks}


def header(text: str) -> Json:
    return {"type": "header", "text": plain(text, 150)}


def _run(listed: Listed, locale: Locale) -> Json:
    row, words = listed.row, locale.words
    parts = [
        one_line(row.question.text, 200) or words.home_no_text,
        _state(row.state, words),
        locale.day(row.asked_at),
        money(listed.usd, words.code) if locale.shows_cost else "",
        words.home_run.format(run=short_name(row.run)),
    ]
    line = section(" · ".join(part for part in parts if part))
    if not listed.link or len(listed.link) > LINK:
        return line
    opens: Json = {
        "type": "button",
        "text": plain(words.home_open, BUTTON_TEXT),
        "action_id": f"open:{row.run}",
        "url": listed.link,
    }
    return line | {"accessory": opens}


def _state(state: RunState, words: Words) -> str:
    return {
        RunState.QUEUED: words.state_queued,
        RunState.PLANNING: words.state_planning,
        RunState.RESEARCHING: words.state_researching,
        RunState.WRITING: words.state_writing,
        RunState.VERIFYING: words.state_verifying,
        RunState.WAITING: words.state_waiting,
        RunState.DELIVERED: words.state_delivered,
        RunState.STOPPED: words.state_stopped,
        RunState.FAILED: words.state_failed,
    }[state]


def _money(used: Sequence[tuple[Account, float]], locale: Locale) -> list[Json]:
    """By month: mine, and the workspace's where it has a limit."""
    lines = [_money_line(account, usd, locale) for account, usd in used]
    shown = [section(line) for line in lines if line]
    if not locale.shows_cost or not shown:
        return []
    return [header(locale.words.home_money), *shown]


def _money_line(account: Account, usd: float, locale: Locale) -> str:
    words, unlimited = locale.words, account.limit == _NO_LIMIT
    if account.is_of_a_day or (unlimited and account.payer is not Payer.PERSON):
        return ""
    if unlimited:
        return words.home_used.format(usd=money(usd, words.code))
    mine = account.payer is Payer.PERSON
    template = words.home_used_of if mine else words.home_all_used_of
    resets = datetime.combine(account.resets, time(12), UTC)
    limit = brief(account.limit, words.code)
    return template.format(usd=money(usd, words.code), limit=limit, day=locale.day(resets))
