"""Replies in a thread of ours: they steer the run at work there, or ask something further."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.asking import Wish, run_of, take_in
from bot.doorkeeper import Verdict
from bot.first_sign import acknowledge, show_sign_of_life
from bot.language import language_of
from bot.locales import zone_of
from bot.reach import Reach
from bot.slack_text import mentioned, typed
from bot.steering import (
    Also,
    Since,
    Skip,
    Steer,
    Stop,
    Thanks,
    Words,
    agreement_of,
    steer_of,
    written,
)
from bot.steering import Continue as GoOn
from domain.arrival import (
    Asked,
    Deleted,
    Edited,
    Replied,
    SessionStopped,
)
from domain.events import RunState, SubtaskEnded, SubtaskStarted, Triaged
from domain.plan import Subtask, SubtaskId
from domain.question import Effort, RunId, SourceKind
from store.replies import Reply
from store.runs import RunRow

_TOO_LATE = (RunState.WRITING, RunState.VERIFYING)


async def asked(reach: Reach, arrival: Asked, team: str) -> None:
    """A mention or a direct message; in a thread where a run is at work it steers that run."""
    if await _is_only_thanks(reach, arrival):
        acknowledge(reach, channel=arrival.channel, ts=arrival.ts)
        return
    thread = arrival.thread or arrival.ts
    language = language_of(arrival.text)
    show_sign_of_life(
        reach, channel=arrival.channel, ts=arrival.ts, thread=thread, language=language
    )
    rows = await reach.runs.of_thread(arrival.channel, thread) if arrival.thread else ()
    if rows and await _heard(reach, arrival, rows):
        return
    await take_in(reach, _wish(arrival, team))


async def _is_only_thanks(reach: Reach, arrival: Asked) -> bool:
    """Where nothing is at work: there an "ok" may be the word that is waited for."""
    text = typed(arrival.text, bot_user=reach.bot_user, names={}).text
    if not isinstance(steer_of(text), Thanks):
        return False
    return not arrival.thread or not _at_work(
        await reach.runs.of_thread(arrival.channel, arrival.thread)
    )


async def replied(reach: Reach, arrival: Replied, team: str) -> None:
    """Without a mention: only where we were asked before, and not what is meant for others."""
    rows = await reach.runs.of_thread(arrival.channel, arrival.thread)
    if not rows or mentioned(arrival.text):
        return
    if await _heard(reach, arrival, rows):
        return
    show_sign_of_life(
        reach,
        channel=arrival.channel,
        ts=arrival.ts,
        thread=arrival.thread,
        language=language_of(arrival.text),
    )
    await take_in(reach, _wish(arrival, team))


def _wish(arrival: Asked | Replied, team: str) -> Wish:
    return Wish(
        run=run_of(team, arrival.channel, arrival.ts),
        person=arrival.person,
        channel=arrival.channel,
        raw=arrival.text,
        thread=arrival.thread or arrival.ts,
        message=arrival.ts,
        is_follow_up=bool(arrival.thread),
        token=arrival.token,
    )


def _at_work(rows: tuple[RunRow, ...]) -> RunRow | None:
    return next((row for row in rows if not row.state.is_final), None)


async def _heard(reach: Reach, arrival: Asked | Replied, rows: tuple[RunRow, ...]) -> bool:
    """True if the words were for a run that was there already."""
    text = typed(arrival.text, bot_user=reach.bot_user, names={}).text
    steer, row = steer_of(text), _at_work(rows)
    if row is not None and row.question.message == arrival.ts:
        return False  # its own question, delivered again
    if row is None:
        return await _heard_after_the_end(reach, arrival, steer, newest=rows[0])
    person = await reach.directory.person(arrival.person)
    name = person.name
    said_at = datetime.fromtimestamp(float(arrival.ts), zone_of(person.timezone))
    told = written(steer, at=said_at)
    if isinstance(steer, Words | Also | Since) and await _nobody_listens(reach, row, told):
        return False  # asked further, so that nothing is lost
    acknowledge(reach, channel=arrival.channel, ts=arrival.ts)
    agreed = agreement_of(text) if row.state is RunState.WAITING else None
    heard = agreed.value if agreed else told
    reply = Reply(sequence=0, author=name, text=text, steer=heard)
    if agreed and (verdict := await reach.door.refusal(row.question)):
        await _say(reach, arrival, verdict, run=row.run)
        return True
    match steer:
        case Stop():
            await reach.work.stop(row.run, by=name)
            return True
        case Skip(sources=sources):
            await _cancel_sources(reach, row.run, sources, by=name)
        case _:
            pass
    await reach.work.hear(row.run, reply, key=f"{row.run}/{arrival.ts}")
    return True


async def _say(reach: Reach, arrival: Asked | Replied, verdict: Verdict, *, run: RunId) -> None:
    if verdict:
        key, thread = f"{run}/{arrival.ts}/door", arrival.thread or arrival.ts
        await reach.say(verdict.sentence, key=key, channel=arrival.channel, thread=thread)


async def _nobody_listens(reach: Reach, row: RunRow, told: str) -> bool:
    """A run that writes already, or is too small to have a lead; a day needs none."""
    if row.state in _TOO_LATE:
        return True
    if told.startswith("since:"):
        return False
    efforts = [
        event.what.effort
        for event in await reach.journal.of(row.run)
        if isinstance(event.what, Triaged)
    ]
    return row.state is not RunState.WAITING and efforts[-1:] == [Effort.QUICK]


async def _heard_after_the_end(
    reach: Reach, arrival: Asked | Replied, steer: Steer, *, newest: RunRow
) -> bool:
    match steer:
        case Thanks():
            acknowledge(reach, channel=arrival.channel, ts=arrival.ts)
            return True
        case GoOn():
            acknowledge(reach, channel=arrival.channel, ts=arrival.ts)
            question = newest.question
            verdict = await reach.door.admit_again(
                question, lambda: reach.work.go_on(newest.run)
            )
            await _say(reach, arrival, verdict, run=newest.run)
            return True
        case Stop():
            key = f"{newest.run}/{arrival.ts}/nothing"
            thread = arrival.thread or arrival.ts
            words = await reach.words(arrival.person, arrival.text)
            said = words.nothing_runs
            await reach.say(said, key=key, channel=arrival.channel, thread=thread)
            return True
        case _:
            return False


async def _cancel_sources(
    reach: Reach, run: RunId, sources: Collection[SourceKind], *, by: str
) -> None:
    """Parts that read nothing but these end at once; the lead hears the rest."""
    for subtask in await open_parts(reach, run):
        if set(subtask.sources) <= set(sources):
            await reach.work.cancel_subtask(run, subtask.id, by=by)


async def open_parts(reach: Reach, run: RunId) -> tuple[Subtask, ...]:
    parts: dict[SubtaskId, Subtask] = {}
    for event in await reach.journal.of(run):
        match event.what:
            case SubtaskStarted(subtask=subtask):
                parts[subtask.id] = subtask
            case SubtaskEnded(subtask=subtask_id):
                parts.pop(subtask_id, None)
            case _:
                pass
    return tuple(parts.values())


async def edited(reach: Reach, arrival: Edited) -> None:
    """While its run works, the new wording goes to the lead; afterwards nothing changes."""
    row = await reach.runs.by_message(arrival.channel, arrival.ts)
    if row is None or row.state.is_final:
        return
    words = typed(arrival.text, bot_user=reach.bot_user, names={})
    if not words.text or words.text == row.question.text:
        return
    question = replace(row.question, text=words.text, urls=words.urls)
    await reach.runs.rephrase(question)
    text = f"The question now reads: {words.text}"
    reply = Reply(sequence=0, author=question.asker.name, text=text, steer="edited")
    await reach.work.hear(row.run, reply, key=f"{row.run}/edit/{arrival.edit}")
    acknowledge(reach, channel=arrival.channel, ts=arrival.ts)


async def deleted(reach: Reach, arrival: Deleted) -> None:
    row = await reach.runs.by_message(arrival.channel, arrival.ts)
    if row is not None and not row.state.is_final:
        asker = row.question.asker
        words = await reach.words(asker.id, row.question.text)
        await reach.work.stop(row.run, by=asker.name, reason=words.was_deleted)


async def session_stopped(reach: Reach, arrival: SessionStopped) -> None:
    """Slack leaves the session as it was; setting it is up to us."""
    name = await reach.name_of(arrival.person)
    for row in await reach.runs.of_thread(arrival.channel, arrival.thread):
        if not row.state.is_final:
            await reach.work.stop(row.run, by=name)
    await reach.slack.session("active", channel=arrival.channel, thread=arrival.thread)
