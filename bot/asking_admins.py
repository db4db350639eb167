"""`Ask an admin`: once per limit and period, whoever presses and however often."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.limit_words import limit_words
from agents.limits import used_up
from bot.administrators import administrators, names_of
from bot.locales import said_in
from bot.reach import Reach
from bot.rendering.administering import Administering
from bot.rendering.inert import one_line
from bot.rendering.languages import words_for
from bot.rendering.notices import NO_RUN, notice
from domain.press import ButtonPressed
from domain.question import Asker, Question, Room
from policy.spending import Account

_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plea:
    """Who asks, where, and which limit is used up."""

    asker: Asker
    room: Room
    account: Account


async def pressed(reach: Reach, arrival: ButtonPressed, question: Question | None) -> None:
    """Ask those who can raise the limit that is used up now; tell the presser who was asked.

    The limits are those of the question that ran, or of the presser where none was let in.
    """
    person = await reach.person(arrival.person)
    language = arrival.run.removeprefix(NO_RUN)
    if question:
        language = said_in(question.text, person)
    text = await _asked(reach, arrival, question, asker=person, language=language)
    await reach.slack.whisper(
        notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
    )


async def _asked(
    reach: Reach,
    arrival: ButtonPressed,
    question: Question | None,
    *,
    asker: Asker,
    language: str,
) -> str:
    words = words_for(language).administering
    room = await reach.directory.room(arrival.channel, fresh=False)
    verdict = await reach.door.refusal(
        question or _as_if_asked(reach, arrival, asker=asker, room=room)
    )
    if verdict.account is None:
        return verdict.sentence or words.has_room
    admins = await administrators(reach)
    if not admins:
        return words.nobody
    plea = _Plea(asker=asker, room=room, account=verdict.account)
    template = words.asked_one_before if len(admins) == 1 else words.asked_before
    if await _send(reach, plea, admins):
        template = words.asked
    return template.format(names=names_of(admins, words_for(language)))


def _as_if_asked(reach: Reach, arrival: ButtonPressed, *, asker: Asker, room: Room) -> Question:
    """A question of the presser's, for the door; it is asked of nobody."""
    return Question(
        run=arrival.run,
        text="",
        asker=asker,
        room=room,
        asked_at=reach.now(),
        thread=arrival.thread,
    )


async def _send(reach: Reach, plea: _Plea, admins: Sequence[Asker]) -> bool:
    """To each of them once; False if all have been told of this limit before."""
    new = False
    for admin in admins:
        key = f"money/{plea.account.key}/{admin.id}"
        new = new or not await reach.outbox.holds(key)
        text = _note(plea, admin.locale or "en")
        await reach.say(text, key=key, channel=admin.id)
    return new


def _note(plea: _Plea, language: str) -> str:
    words = words_for(language).administering
    return words.note.format(
        name=one_line(plea.asker.name, _NAME),
        room=f"#{one_line(plea.room.name, _NAME)}" if plea.room.name else words.in_messages,
        limit=_limit(plea, words, language),
        setting=setting_of(plea.account),
    )


def _limit(plea: _Plea, words: Administering, language: str) -> str:
    """As it is told to somebody else than its spender."""
    told = replace(
        limit_words(language),
        used_by_person=words.of_person,
        used_by_thread=words.of_thread,
        person_has=words.person_has,
        thread_has=words.thread_has,
        new_thread="",
    )
    return used_up(plea.account, plea.room, told)


def setting_of(account: Account) -> str:
    """`DOSSIER_CHANNEL_MONTH_USD`: the variable that holds the limit."""
    period = "DAY" if account.is_of_a_day else "MONTH"
    return f"DOSSIER_{account.payer.upper()}_{period}_USD"
