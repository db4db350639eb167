"""The buttons of digests. Its maker decides; anybody who reads it may pause it."""

from dataclasses import replace

from bot import home
from bot.digest_forms import Filled
from bot.digest_making import open_form, original_of, whisper_or_say
from bot.digest_showing import show_state
from bot.pacing import Urgency
from bot.reach import Reach
from bot.rendering.digest_languages import digest_words
from bot.rendering.digest_read_back import saved, times_of
from bot.rendering.notices import notice
from bot.slack_errors import SlackTrouble
from domain.arrival import (
    HomeOpened,
)
from domain.digest import Cadence, Digest, DigestId, DigestState, Slot, SlotKind
from domain.errors import NeedsAsker
from domain.press import (
    DigestAction,
    DigestPressed,
)
from scheduling.cadence import upcoming
from scheduling.describing import day_of_year
from scheduling.keeping import activate, delete, pause
from scheduling.saying import Sayable, said
from scheduling.sentences import GONE, ONLY_MAKER, PAUSED_BY
from scheduling.telling import title_of
from store.digests import DigestRow


async def pressed(reach: Reach, arrival: DigestPressed) -> None:
    if arrival.action is DigestAction.NEW:
        asker = await reach.directory.person(arrival.person)
        await open_form(reach, Filled(), asker, trigger=arrival.trigger)
        return
    row = await reach.digests.digests.get(DigestId(arrival.digest))
    if row is None or row.state is DigestState.ENDED:
        await show_state(reach, arrival)
        language = row.digest.language if row else "en"
        await _answer(reach, arrival, said(GONE, language))
        return
    if row.digest.owner != arrival.person and arrival.action is not DigestAction.PAUSE:
        language, name = row.digest.language, row.digest.owner_name
        await _answer(reach, arrival, said(ONLY_MAKER, language, name=name))
        return
    try:
        await _do(reach, arrival, row)
    except NeedsAsker as needs:
        language = row.digest.language
        told = needs.said_in(language) if isinstance(needs, Sayable) else needs.sentence
        await _answer(reach, arrival, told)
    if not arrival.channel and arrival.action is not DigestAction.CHANGE:
        await home.home_opened(reach, HomeOpened(person=arrival.person))


async def _do(reach: Reach, arrival: DigestPressed, row: DigestRow) -> None:
    match arrival.action:
        case DigestAction.SAVE:
            await _save(reach, arrival, row)
        case DigestAction.CHANGE:
            await _change(reach, arrival, row.digest)
        case DigestAction.TRY:
            await _ask(reach, arrival, digest=row.digest, kind=SlotKind.TRY)
        case DigestAction.RUN:
            await _ask(reach, arrival, digest=row.digest, kind=SlotKind.NOW)
        case DigestAction.PAUSE:
            await _pause(reach, arrival, row)
        case _:
            await _last(reach, arrival, row.digest)


async def _last(reach: Reach, arrival: DigestPressed, digest: Digest) -> None:
    words = digest_words(digest.language)
    match arrival.action:
        case DigestAction.DELETE:
            name = await reach.name_of(arrival.person)
            await delete(reach.digests, digest, by=name)
            await show_state(reach, arrival)
            await _shown(reach, arrival, words.deleted)
        case DigestAction.RENEW:
            row = await activate(reach.digests, digest, now=reach.now())
            day = day_of_year(row.digest.expires, digest.language)
            await _answer(reach, arrival, words.renewed.format(day=day))
        case _:
            row = await activate(reach.digests, digest, now=reach.now())
            await show_state(reach, arrival)
            when = times_of([row.next] if row.next else [], digest)
            await _answer(reach, arrival, words.was_resumed.format(next=when))


async def _save(reach: Reach, arrival: DigestPressed, row: DigestRow) -> None:
    """A change takes the place of what it changes, with its memory."""
    original = original_of(row.digest.id)
    if row.state is not DigestState.DRAFT:
        return
    kept = replace(row.digest, id=original)
    now = reach.now()
    made = await activate(reach.digests, kept, now=now)
    if row.digest.id != original:
        await reach.digests.digests.move(row.digest.id, DigestState.ENDED, note="saved")
    message = saved(made.digest, upcoming(kept.cadence, after=now, count=1))
    try:
        await reach.slack.update(
            message, channel=arrival.channel, ts=arrival.ts, urgency=Urgency.ANSWER
        )
    except SlackTrouble:
        await _answer(reach, arrival, message.text)


async def _change(reach: Reach, arrival: DigestPressed, digest: Digest) -> None:
    asker = await reach.directory.person(arrival.person)
    filled = Filled(
        question=digest.question,
        when=said_again(digest.cadence, own=asker.timezone),
        channel=digest.channel,
        digest=digest.id,
        missed=digest.missed,
        unchanged=digest.unchanged,
        usd_per_month=digest.usd_per_month,
    )
    await open_form(reach, filled, asker, trigger=arrival.trigger)


def said_again(cadence: Cadence, *, own: str) -> str:
    """In words that are understood again: cron lines, a zone that is not one's own, an end."""
    parts = list(cadence.crons)
    if cadence.zone != own:
        parts.append(cadence.zone)
    if cadence.until:
        parts.append(f"until {cadence.until.isoformat()}")
    return " ".join(parts)


async def _ask(reach: Reach, arrival: DigestPressed, *, digest: Digest, kind: SlotKind) -> None:
    now, words = reach.now(), digest_words(digest.language)
    if paused := await reach.door.halted(digest.language):
        await _answer(reach, arrival, paused)
        return
    await reach.digests.slots.ask(Slot(digest=digest.id, at=now, start=now, kind=kind))
    await _answer(reach, arrival, words.trying if kind is SlotKind.TRY else words.running)


async def _pause(reach: Reach, arrival: DigestPressed, row: DigestRow) -> None:
    """Told before it is done, so that a crash between loses neither; a second press is none."""
    name, digest = await reach.name_of(arrival.person), row.digest
    if row.state is DigestState.ACTIVE and arrival.person != digest.owner:
        fields = {"title": title_of(digest), "place": digest.place, "name": name}
        text = said(PAUSED_BY, digest.language, **fields)
        await reach.say(text, key=f"{arrival.click}/told", channel=digest.owner)
    await pause(reach.digests, digest, by=name)
    await show_state(reach, arrival)
    await _shown(reach, arrival, digest_words(digest.language).was_paused)


async def _shown(reach: Reach, arrival: DigestPressed, sentence: str) -> None:
    """In Home the list itself is the answer."""
    if arrival.channel:
        await _answer(reach, arrival, sentence)


async def _answer(reach: Reach, arrival: DigestPressed, sentence: str) -> None:
    if arrival.channel.startswith("D"):
        await reach.slack.post(notice(sentence), channel=arrival.channel, key=arrival.click)
        return
    await whisper_or_say(
        reach,
        sentence,
        arrival.person,
        channel=arrival.channel,
        thread=arrival.thread if arrival.thread != arrival.ts else "",
        key=f"{arrival.click}/said",
    )
