"""Limits on money and on questions, as people are told of them."""

from datetime import date, timedelta
from math import floor

from agents.limit_words import LimitWords, limit_words
from agents.phrases import phrases
from domain.amounts import brief
from domain.question import Room
from policy.spending import LEAST_USD, Account, Over, Payer


def used_up(account: Account, room: Room, words: LimitWords) -> str:
    """The sentence for an account that has nothing left, or less than a question needs."""
    used, has = {
        Payer.PERSON: (words.used_by_person, words.person_has),
        Payer.THREAD: (words.used_by_thread, words.thread_has),
        Payer.CHANNEL: (words.used_by_channel, words.channel_has),
        Payer.WORKSPACE: (words.used_by_workspace, words.workspace_has),
    }[account.payer]
    left = floor(round(account.left * 100, 6)) / 100  # never said to be more than it is
    said = (words.too_little if left else used).format(
        who=has.format(room=_named(room, words)),
        left=brief(left, words.code),
        least=brief(LEAST_USD, words.code),
        usd=brief(max(account.limit, 0.01), words.code),
        period=words.today if account.is_of_a_day else words.this_month,
        day=_day(account.resets, words),
        room=_named(room, words),
    )
    return f"{said}{words.new_thread}" if account.payer is Payer.THREAD else said


def asked_enough(count: int, words: LimitWords, *, today: date) -> str:
    """For a person who has asked as often as they may in a day."""
    return words.asked_enough.format(count=count, day=_day(today + timedelta(days=1), words))


def waits(why: Over, count: int, *, room: Room, words: LimitWords) -> str:
    """For a question that was taken in and begins when others are done."""
    if why is Over.CHANNEL_AT_ONCE:
        return words.waits_for_room.format(count=count, room=_named(room, words))
    template = words.waits_for_one if count == 1 else words.waits_for_many
    return template.format(count=count)


def told_day(day: date, language: str, *, today: date) -> str:
    """`today`, `on Tuesday`, `on 3 November`."""
    words, limits = phrases(language), limit_words(language)
    if day >= today:
        return limits.today
    if today - day < timedelta(days=7):
        return words.on_weekday.format(day=words.weekdays.split()[day.weekday()])
    return words.on_date.format(day=_day(day, limits))


def date_told(day: date, language: str, *, today: date) -> str:
    """`3 November`; of another year `2025-11-03`."""
    limits = limit_words(language)
    return _day(day, limits) if day.year == today.year else day.isoformat()


def _day(day: date, words: LimitWords) -> str:
    return words.day.format(day=day.day, month=words.months.split()[day.month - 1])


def _named(room: Room, words: LimitWords) -> str:
    return f"#{room.name}" if room.name else words.this_conversation
