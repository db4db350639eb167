"""The Home tab: my runs, how the sources are, how to ask."""

from collections.abc import Iterable, Sequence

from bot.digest_home import digest_section
from bot.drive_home import drive_section
from bot.language import language_of
from bot.locales import Locales
from bot.reach import Reach
from bot.rendering.amounts import money
from bot.rendering.blocks import Json, context, plain, section
from bot.rendering.inert import one_line
from bot.rendering.locale import Locale
from bot.rendering.names import short_name
from connectors.source import Health
from domain.arrival import HomeOpened
from domain.events import ModelCalled, RunState
from store.runs import RunRow

_RUNS_SHOWN = 10
_STATES = {
    RunState.QUEUED: "queued",
    RunState.PLANNING: "planning",
    RunState.RESEARCHING: "researching",
    RunState.WRITING: "writing",
    RunState.VERIFYING: "checking",
    RunState.WAITING: "waiting for you",
    RunState.DELIVERED: "answered",
    RunState.STOPPED: "stopped",
    RunState.FAILED: "failed",
}
_HOW = (
    "Mention me in a channel, or write to me here.",
    "In a channel I use what everyone in it can open; here I use what you can open.",
    "Say what you want to know and for which time: one question, with names, works best.",
    'While I work, reply in the thread to steer: "skip the web", "also check support".',
)


async def home_opened(reach: Reach, arrival: HomeOpened) -> None:
    rows = (await reach.runs.of_asker(arrival.person))[:_RUNS_SHOWN]
    costs = [await _cost(reach, row) for row in rows]
    question = rows[0].question if rows else None
    locale = Locales().of(question, now=reach.now())
    health = await reach.health()
    digests = await digest_section(reach, arrival.person)
    drive = await drive_section(
        reach, arrival.person, language_of(question.text if question else "")
    )
    asked = list(zip(rows, costs, strict=True))
    view = home_view(asked, health, locale, digests=digests, drive=drive)
    await reach.slack.home(arrival.person, view)


async def _cost(reach: Reach, row: RunRow) -> float:
    events = await reach.journal.of(row.run)
    return sum(e.what.usd for e in events if isinstance(e.what, ModelCalled))


def home_view(
    runs: Sequence[tuple[RunRow, float]],
    health: Iterable[Health],
    locale: Locale,
    *,
    digests: Sequence[Json] = (),
    drive: Sequence[Json] = (),
) -> Json:
    """Plain text throughout; questions are their asker's own words."""
    lines = [_run_line(row, cost, locale) for row, cost in runs]
    blocks: list[Json] = [
        _header("My questions"),
        *([section(line) for line in lines] or [section("None yet.")]),
        *digests,
        _header("Sources"),
        *([section(_health_line(one)) for one in health] or [section("None is connected.")]),
        *drive,
        _header("How to ask"),
        *[context(line) for line in _HOW],
    ]
    return {"type": "home", "blocks": blocks}


def _header(text: str) -> Json:
    return {"type": "header", "text": plain(text, 150)}


def _run_line(row: RunRow, cost: float, locale: Locale) -> str:
    parts = [
        one_line(row.question.text, 200) or "(no text)",
        _STATES[row.state],
        locale.day(row.asked_at),
        money(cost) if locale.shows_cost else "",
        f"run {short_name(row.run)}",
    ]
    return " · ".join(part for part in parts if part)


def _health_line(one: Health) -> str:
    name = one.source.value.capitalize()
    if one.works:
        return f"{name}: working. {one.detail}".strip()
    return f"{name}: {one.problem or 'not working'}. {one.remedy}".strip()
