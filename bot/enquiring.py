"""The greeting's buttons: what can be seen from a channel, and what is set in it."""

from collections.abc import Sequence

from agents.limit_words import limit_words
from bot.administrators import administrators, names_of
from bot.asking_admins import setting_of
from bot.house_rules import HouseRules
from bot.reach import Reach
from bot.rendering.administering import Administering
from bot.rendering.inert import one_line
from bot.rendering.languages import words_for
from bot.rendering.notices import notice
from bot.rendering.words import Words, listed_names
from domain.amounts import brief
from domain.press import Enquiry, EnquiryPressed
from domain.question import Asker, Room, SourceKind
from policy.spending import Account, Payer, Place

_NAME = 80


async def pressed(reach: Reach, arrival: EnquiryPressed) -> None:
    """As it is at this moment, for whoever pressed alone."""
    person = await reach.person(arrival.person)
    room = await reach.directory.room(arrival.channel)
    words = words_for(person.locale)
    text = reach.admission.refusal(person, room, words)
    if not text:
        match arrival.enquiry:
            case Enquiry.SIGHT:
                text = await sight_in(reach, room, person, words=words)
            case Enquiry.SETTINGS:
                text = await _settings(reach, room, person)
    await reach.slack.whisper(
        notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
    )


async def sight_in(reach: Reach, room: Room, person: Asker, *, words: Words) -> str:
    """What can be seen from there, and who can change it."""
    seen = await reach.sight.sentences(room, person, words)
    return f"{seen}\n{_who_changes(await administrators(reach), words)}"


def _who_changes(admins: Sequence[Asker], words: Words) -> str:
    if not admins:
        return words.administering.operator_sets
    return words.administering.others_set.format(names=names_of(admins, words))


async def _settings(reach: Reach, room: Room, person: Asker) -> str:
    """What is set, for who can change it; for anybody else who that is."""
    said = words_for(person.locale)
    words = said.administering
    admins = await administrators(reach)
    if person.id not in {admin.id for admin in admins}:
        return _who_changes(admins, said)
    place = Place(person=person.id, channel=room.channel)
    drawn = [one for one in await reach.door.used(place) if one[0].payer is Payer.CHANNEL]
    name = f"#{one_line(room.name, _NAME)}" if room.name else said.this_channel
    settings = ", ".join(setting_of(account) for account, _ in drawn)
    lines = [
        words.set_for.format(room=name),
        *_rules(reach.admission.rules, room, words, said=said),
        *[_money(account, used, words, language=person.locale) for account, used in drawn],
        words.cost_shown if reach.locales.shows_cost else words.cost_hidden,
        words.where_set.format(settings=settings),
    ]
    return "\n".join(lines)


def _rules(rules: HouseRules, room: Room, words: Administering, *, said: Words) -> list[str]:
    kinds = rules.sources_in(room)
    internal = [kind for kind in kinds if kind.is_internal]
    sources = listed_names(internal, said) if internal else words.no_sources
    return [
        words.sources.format(sources=sources),
        words.web_on if SourceKind.WEB in kinds else words.web_off,
        _who(rules, room, words),
    ]


def _who(rules: HouseRules, room: Room, words: Administering) -> str:
    if not rules.may_be_asked_in(room):
        return words.who_nobody
    who = words.who_everybody
    if rules.askers:
        who = words.who_named.format(count=len(rules.askers))
    return f"{who}, {words.who_guests}" if rules.guests else who


def _money(account: Account, used: float, words: Administering, *, language: str) -> str:
    limit = brief(account.limit, language) if account.limit != float("inf") else words.no_limit
    if account.is_of_a_day:
        return words.money_day.format(used=brief(used, language), limit=limit)
    months = limit_words(language)
    day = months.day.format(
        day=account.resets.day, month=months.months.split()[account.resets.month - 1]
    )
    return words.money_month.format(used=brief(used, language), limit=limit, day=day)
