"""From what a person said to a run: the question with its asker, room and thread so far."""

import asyncio
from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from bot import digest_making
from bot.admission import bounded, is_question
from bot.answers_about_itself import asks_what_you_see
from bot.doorkeeper import Verdict
from bot.enquiring import sight_in
from bot.locales import said_in
from bot.reach import Reach
from bot.rendering.languages import words_for
from bot.slack_text import Typed, mentioned, typed
from bot.thread_so_far import names_of, thread_so_far
from domain.audience import PersonId
from domain.events import FailureKind
from domain.post import Content, FailurePost, SentencePost
from domain.question import (
    Asker,
    ChannelId,
    Effort,
    MessageTs,
    Question,
    Room,
    RunId,
    SourceKind,
)

_RUN_LENGTH = 10


def run_of(*parts: str) -> RunId:
    """The same parts give the same run, so that a repeated arrival starts nothing twice."""
    digest = sha256("\n".join(parts).encode()).digest()
    return RunId(b32encode(digest).decode().lower()[:_RUN_LENGTH])


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody wants to know something. `raw` is in Slack's markup; `thread` is the root.

    `is_follow_up` reads the thread so far; `message` is empty for what was not typed in Slack.
    `is_quoted` says that somebody else wrote `raw`.
    """

    run: RunId
    person: PersonId
    channel: ChannelId
    raw: str
    thread: MessageTs
    message: MessageTs = MessageTs("")
    is_follow_up: bool = False
    is_quoted: bool = False
    token: str = ""
    effort: Effort | None = None
    sources: tuple[SourceKind, ...] = tuple(SourceKind)


async def take_in(reach: Reach, wish: Wish) -> None:
    """Answer it, refuse it in a sentence, or start a run. Raises SourceError, SlackTrouble."""
    asker, room = await asyncio.gather(
        reach.person(wish.person), reach.directory.room(wish.channel)
    )
    words = await _words(reach, wish)
    if not wish.is_follow_up and await _made_a_digest(reach, wish, words.text, asker=asker):
        return
    reply = await _short_reply(reach, words.text, wish.sources, asker=asker, room=room)
    if reply:
        await _say(reach, wish, reply, key="reply")
        return
    question = await _question(reach, wish, words, asker=asker, room=room)
    if verdict := await start(reach, question, wish.token):
        await told(reach, question, verdict)


async def _made_a_digest(reach: Reach, wish: Wish, text: str, *, asker: Asker) -> bool:
    """Words that say when are read back as a digest, in the thread they were said in."""
    said = digest_making.Wording(
        key=wish.run,
        asker=asker,
        text=text,
        channel=wish.channel,
        room=wish.channel,
        thread=wish.thread,
    )
    return await digest_making.heard(reach, said)


async def start(reach: Reach, question: Question, token: str = "") -> Verdict:
    """Any number of times, it becomes one run; or what the door says instead."""

    async def begin() -> None:
        await reach.arrivals.lend(question.run, token)
        await reach.work.start(question)

    return await reach.door.admit(question, begin)


async def told(reach: Reach, question: Question, verdict: Verdict) -> None:
    """What the door said, in the thread; where money is used up, with whom to ask for more."""
    content: Content = SentencePost(sentence=verdict.sentence)
    if verdict.account:
        language = said_in(question.text, question.asker)
        content = FailurePost(
            failure=FailureKind.BUDGET, detail=verdict.sentence, language=language
        )
    await reach.post(
        content,
        key=f"{question.run}/reply",
        channel=question.room.channel,
        thread=question.thread,
        run=None,
    )


async def _words(reach: Reach, wish: Wish) -> Typed:
    names = await names_of(reach, set(mentioned(wish.raw)))
    return typed(wish.raw, bot_user=reach.bot_user, names=names)


async def _short_reply(
    reach: Reach, text: str, wished: tuple[SourceKind, ...], *, asker: Asker, room: Room
) -> str:
    """What is said in place of research, or nothing."""
    words = words_for(said_in(text, asker))
    refusal = reach.admission.refusal(asker, room, words)
    if refusal:
        return refusal
    if not reach.admission.sources(room, wished):
        return words.no_sources
    if not is_question(text):
        return words.how_to_ask
    if asks_what_you_see(text):
        return await sight_in(reach, room, asker, words=words)
    return ""


async def _say(reach: Reach, wish: Wish, sentence: str, *, key: str) -> None:
    await reach.say(sentence, key=f"{wish.run}/{key}", channel=wish.channel, thread=wish.thread)


async def _question(
    reach: Reach, wish: Wish, words: Typed, *, asker: Asker, room: Room
) -> Question:
    short = bounded(words.text, words_for(said_in(words.text, asker)))
    if short.note:
        await _say(reach, wish, short.note, key="shortened")
    question = Question(
        run=wish.run,
        text=short.text,
        asker=asker,
        room=room,
        asked_at=_moment(wish.message) or reach.now(),
        thread=wish.thread,
        message=wish.message,
        urls=words.urls,
        effort=wish.effort,
        sources=reach.admission.sources(room, wish.sources),
        is_quoted=wish.is_quoted,
    )
    if not wish.is_follow_up:
        return question
    before = wish.message or MessageTs(f"{reach.now().timestamp():.6f}")
    turns = await thread_so_far(reach, wish.channel, wish.thread, before=before)
    return replace(question, earlier=turns)


def _moment(ts: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return None
