"""`dossier ask`: the same pipeline, followed live in a terminal."""

import asyncio
import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.locales import Locales
from bot.rendering.notices import failure_sentence
from bot.rendering.plan_view import plan_view
from bot.rendering.words import ENGLISH
from bot.report import delivered, run_report
from bot.terminal_lines import answer_lines, part_over
from bot.wiring import Dossier
from connectors.notion_mirror import NotionMirror
from domain.audience import PersonKind, Readers
from domain.errors import NeedsAsker, SourceError
from domain.events import AnswerReady, RunEvent, RunFailed, RunStopped
from domain.post import FailurePost
from domain.question import (
    Asker,
    ChannelId,
    Effort,
    MessageTs,
    Question,
    Room,
    RoomKind,
    RunId,
)

_LOOK_SECONDS = 0.2
_FINAL_LOOK_SECONDS = 0.3
_FIRST_COPY_SECONDS = 120.0
_COUNT_SECONDS = 5.0
Print = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What was typed. `email` names who asks; the readers are that person alone."""

    text: str
    email: str
    as_json: bool = False
    one_agent: bool = False
    effort: Effort | None = None


async def ask(dossier: Dossier, asking: Asking, show: Print) -> bool:
    """Ask, follow and print; True with a delivered answer. Raises NeedsAsker."""
    question = await _question(dossier, asking)
    if await dossier.engine.take_lock():
        await first_copy(dossier.sources.notion_mirror, _silent if asking.as_json else show)
        await dossier.execute()
        await dossier.desk.start(question)
    else:  # another process executes runs; its sweep finds this one
        await dossier.resources.runs.create(question)
    events = await _follow(dossier, question, _silent if asking.as_json else show)
    spend = await dossier.resources.ledger.spend(question.run)
    if asking.as_json:
        show(json.dumps(run_report(question, events, spend), ensure_ascii=False))
    else:
        _show_end(dossier, question, events, show=show)
    return delivered(events)


async def first_copy(mirror: NotionMirror | None, show: Print) -> None:
    """Without a copy Notion is searched by titles alone, so it is read once, for a while."""
    if mirror is None or await mirror.swept_at() is not None:
        return
    show("Reading Notion for the first time; later questions do not wait for it.")
    reading = asyncio.create_task(mirror.sweep())
    try:
        async with asyncio.timeout(_FIRST_COPY_SECONDS):
            while not reading.done():
                await asyncio.wait([reading], timeout=_COUNT_SECONDS)
                show(f"  {await mirror.texts.count()} pages and rows")
            await reading
    except SourceError as failed:
        show(f"  Notion did not answer ({type(failed).__name__}); titles alone are searched.")
    except TimeoutError:
        show("  That is not all of it; `dossier run` reads the rest.")
    finally:
        reading.cancel()


def _silent(_line: str) -> None:
    """For `--json`, whose only line is the report."""


async def _question(dossier: Dossier, asking: Asking) -> Question:
    asker = await _asker(dossier, asking.email)
    room = Room(
        channel=ChannelId(f"terminal:{asker.id}"),
        kind=RoomKind.TERMINAL,
        readers=Readers.only(asker.id, asker.kind),
    )
    return Question(
        run=RunId(secrets.token_hex(5).upper()),
        text=asking.text,
        asker=asker,
        room=room,
        asked_at=dossier.now(),
        one_agent=asking.one_agent,
        effort=asking.effort,
    )


async def _asker(dossier: Dossier, email: str) -> Asker:
    everyone = await dossier.sources.directory.people.everyone()
    for person in everyone:
        if person.email.casefold() == email.casefold():
            return await dossier.sources.directory.person(person.id)
    known = ", ".join(
        sorted(p.email for p in everyone if p.email and p.kind is PersonKind.MEMBER)[:5]
    )
    raise NeedsAsker(f"Nobody here has the address {email or '(none)'}. Try --as {known}")


async def _follow(dossier: Dossier, question: Question, show: Print) -> Sequence[RunEvent]:
    shown: set[str] = set()
    while True:
        state = await dossier.resources.runs.state(question.run)
        events = await dossier.resources.journal.of(question.run)
        view = plan_view(events, question.run, now=dossier.now())
        for part in view.parts:
            if not part.mark.is_open and part.id not in shown:
                shown.add(part.id)
                show(part_over(part, ENGLISH))
        if state and state.is_final and any(_is_end(event) for event in events):
            return events
        await asyncio.sleep(_LOOK_SECONDS)


async def find(dossier: Dossier, name: str, *, wait_seconds: float) -> Question | None:
    """A run by its id, or by `CHANNEL/TS` of the message that asked for it."""
    channel, separator, ts = name.partition("/")
    end = asyncio.get_running_loop().time() + wait_seconds
    while True:
        row = (
            await dossier.resources.runs.by_message(ChannelId(channel), MessageTs(ts))
            if separator
            else await dossier.resources.runs.get(RunId(name))
        )
        if row or asyncio.get_running_loop().time() >= end:
            return row.question if row else None
        await asyncio.sleep(_LOOK_SECONDS)


async def until_told(
    dossier: Dossier, question: Question, *, wait_seconds: float
) -> Sequence[RunEvent]:
    """The run's events, once it has ended and its end was posted, or when waiting is over."""
    end = asyncio.get_running_loop().time() + wait_seconds
    while True:
        events = await dossier.resources.journal.of(question.run)
        sent = await dossier.resources.outbox.of_run(question.run)
        ended = any(_is_end(event) for event in events)
        if (ended and sent) or asyncio.get_running_loop().time() >= end:
            return events
        await asyncio.sleep(_LOOK_SECONDS)


def _is_end(event: RunEvent) -> bool:
    return isinstance(event.what, AnswerReady | RunFailed | RunStopped)


def _show_end(
    dossier: Dossier, question: Question, events: Sequence[RunEvent], *, show: Print
) -> None:
    locale = Locales(shows_cost=dossier.settings.dossier_show_cost).of(
        question, now=dossier.now()
    )
    end = next(event.what for event in reversed(events) if _is_end(event))
    match end:
        case AnswerReady(answer=answer):
            show("\n".join(answer_lines(answer, locale)))
        case RunFailed(failure=failure, detail=detail):
            post = FailurePost(failure=failure, detail=detail)
            show(failure_sentence(post, question.run, locale.words))
        case _:
            show(f"Stopped. Run {question.run}.")
