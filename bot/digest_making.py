"""Making a digest: by words, by form, from an answer; always read back before it is saved."""

from base64 import b32encode
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.digest_forms import Filled, Opened, form
from bot.digest_home import listed
from bot.digest_places import place_for, shown
from bot.locales import said_in
from bot.reach import Reach
from bot.rendering.digest_read_back import read_back
from bot.rendering.message import Message
from bot.rendering.notices import notice
from bot.slack_errors import Refusal, SlackTrouble
from bot.slack_text import mentioned, typed
from bot.thread_so_far import names_of
from domain.arrival import (
    Commanded,
)
from domain.audience import PersonId
from domain.digest import KEPT_FOR, Digest, DigestId, DigestState, Missed, WhenUnchanged
from domain.errors import NeedsAsker
from domain.press import (
    ButtonPressed,
    DigestFormSent,
)
from domain.question import Asker, ChannelId, MessageTs, Question
from scheduling.cadence import upcoming
from scheduling.saying import Sayable, said
from scheduling.sentences import HELP, LISTING, NO_QUESTION, READING_BACK, TOO_LATE
from scheduling.words import NoCadence, Said, read_digest, read_when

_ID_LENGTH = 8
_CHANGE = "~"  # between a saved digest's id and that of a change to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What somebody said, and where the answer to it goes; `room` is what *here* means."""

    key: str
    asker: Asker
    text: str
    channel: ChannelId
    room: ChannelId
    thread: MessageTs = MessageTs("")


def at_once(text: str, language: str) -> str:
    """What the person sees when the command is taken in; nothing for the form."""
    template = _answering(text)
    return said(template, language) if template else ""


def _answering(text: str) -> str:
    match text.strip().casefold():
        case "":
            return ""
        case "help" | "?":
            return HELP
        case "list":
            return LISTING
        case _:
            return READING_BACK


async def commanded(reach: Reach, arrival: Commanded) -> None:
    asker = await reach.directory.person(arrival.person)
    if not arrival.text.strip():
        await open_form(reach, Filled(channel=arrival.channel), asker, trigger=arrival.id)
        return
    answering = _answering(arrival.text)
    if answering == HELP:
        return
    channel = await reach.slack.direct_message(arrival.person)
    if answering == LISTING:
        for number, message in enumerate(await listed(reach, asker, arrival.channel)):
            await _post_once(reach, message, channel=channel, key=f"{arrival.id}/{number}")
        return
    names = await names_of(reach, set(mentioned(arrival.text)))
    text = typed(arrival.text, bot_user=reach.bot_user, names=names).text
    wording = Wording(
        key=arrival.id, asker=asker, text=text, channel=channel, room=arrival.channel
    )
    try:
        await _understood(reach, wording, _read(reach, wording))
    except NeedsAsker as needs:
        await _say(reach, wording, needs)


async def heard(reach: Reach, wording: Wording) -> bool:
    """True if the words were a digest, or almost one; then it was dealt with."""
    try:
        await _understood(reach, wording, _read(reach, wording, needs_time=True))
    except NoCadence:
        return False
    except NeedsAsker as needs:
        await _say(reach, wording, needs)
    return True


async def from_answer(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """The answer's own question, for a form that asks when."""
    asker = await reach.directory.person(arrival.person)
    filled = Filled(question=question.text, channel=question.room.channel)
    await open_form(reach, filled, asker, trigger=arrival.trigger)


async def open_form(reach: Reach, filled: Filled, asker: Asker, *, trigger: str) -> None:
    """A trigger lives three seconds; when we come too late, words do as well."""
    opened = Opened(
        zone=asker.timezone,
        at=reach.now(),
        digest=filled.digest,
        language=said_in(filled.question, asker),
    )
    try:
        await reach.slack.open_view(trigger, form(filled, opened))
    except Refusal:
        channel = await reach.slack.direct_message(asker.id)
        late = f"{said(TOO_LATE, opened.language)} {said(HELP, opened.language)}"
        await reach.say(late, key=f"late/{trigger}", channel=channel)


async def form_sent(reach: Reach, arrival: DigestFormSent) -> None:
    asker = await reach.directory.person(arrival.person)
    channel = await reach.slack.direct_message(arrival.person)
    wording = Wording(
        key=arrival.form, asker=asker, text=arrival.question, channel=channel, room=channel
    )
    try:
        cadence = read_when(arrival.when, zone=asker.timezone, now=reach.now())
        place = arrival.channel or "dm"
        wanted = Said(cadence=cadence, question=arrival.question, place=place)
        draft = await _draft(reach, wording, wanted)
    except NeedsAsker as needs:
        await _say(reach, wording, needs)
        return
    chosen = replace(
        draft,
        id=changed_id(arrival.digest, draft.id) if arrival.digest else draft.id,
        missed=Missed(arrival.missed or Missed.LATEST),
        unchanged=WhenUnchanged(arrival.unchanged or WhenUnchanged.LINE),
        usd_per_month=arrival.usd_per_month,
    )
    await _read_back(reach, wording, chosen)


def changed_id(digest: str, draft: str) -> DigestId:
    """A change is a draft of its own until it is saved."""
    return DigestId(f"{original_of(digest)}{_CHANGE}{draft}")


def original_of(digest: str) -> DigestId:
    return DigestId(digest.partition(_CHANGE)[0])


def _read(reach: Reach, wording: Wording, *, needs_time: bool = False) -> Said:
    """Raises NoCadence, BadCadence, BadCron."""
    return read_digest(
        wording.text, zone=wording.asker.timezone, now=reach.now(), needs_time=needs_time
    )


async def _understood(reach: Reach, wording: Wording, wanted: Said) -> None:
    if not wanted.question:
        raise Sayable(NO_QUESTION)
    await _read_back(reach, wording, await _draft(reach, wording, wanted))


async def _draft(reach: Reach, wording: Wording, wanted: Said) -> Digest:
    """Raises NeedsAsker for a place that does not work."""
    asker = wording.asker
    room = await place_for(reach, wanted.place, asker, here=wording.room)
    now, language = reach.now(), said_in(wording.text, asker)
    return Digest(
        id=digest_id(wording.key),
        question=wanted.question,
        cadence=wanted.cadence,
        owner=PersonId(asker.id),
        owner_name=asker.name,
        channel=room.channel,
        place=shown(room, language),
        created=now,
        expires=now + KEPT_FOR,
        language=language,
    )


def digest_id(key: str) -> DigestId:
    """The same words said once give the same digest, however often they are delivered."""
    text = b32encode(sha256(f"digest\n{key}".encode()).digest()).decode()
    return DigestId(text.lower()[:_ID_LENGTH])


async def _read_back(reach: Reach, wording: Wording, draft: Digest) -> None:
    known = await reach.digests.digests.get(draft.id)
    if known is None:
        await reach.digests.digests.put(draft, state=DigestState.DRAFT)
    elif known.state is not DigestState.DRAFT:
        return  # delivered again after it was saved
    moments = upcoming(draft.cadence, after=reach.now())
    usd = await reach.digests.slots.usual_cost()
    message = read_back(draft, moments, usd=usd)
    await _post_once(
        reach,
        message,
        channel=wording.channel,
        thread=wording.thread,
        key=f"digest:{draft.id}/draft",
    )


async def _post_once(
    reach: Reach, message: Message, *, channel: str, thread: str = "", key: str
) -> None:
    name = sha256(key.encode()).hexdigest()[:32]
    if await reach.slack.posted_as(name, channel=channel, thread=thread) is None:
        await reach.slack.post(message, channel=channel, thread=thread, key=name)


async def _say(reach: Reach, wording: Wording, needs: NeedsAsker) -> None:
    sentence = needs.sentence
    if isinstance(needs, Sayable):
        sentence = needs.said_in(said_in(wording.text, wording.asker))
    key = f"digest/{wording.key}/refused"
    await reach.say(sentence, key=key, channel=wording.channel, thread=wording.thread)


async def whisper_or_say(
    reach: Reach, sentence: str, person: PersonId, *, channel: str, thread: str, key: str
) -> None:
    """To one person where they pressed, or in the direct message when that cannot be."""
    try:
        if channel:
            await reach.slack.whisper(
                notice(sentence), channel=channel, user=person, thread=thread
            )
            return
    except SlackTrouble:
        pass
    await reach.say(sentence, key=key, channel=await reach.slack.direct_message(person))
