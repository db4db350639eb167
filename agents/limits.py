"""Limits on money and on questions, as people are told of them."""

from agents.phrases import Phrases
from domain.question import Room
from policy.spending import Account, Over, Payer


def used_up(account: Account, room: Room, words: Phrases) -> str:
    """The sentence for an account that has nothing left."""
    period = words.today if account.is_of_a_day else words.this_month
    resets = words.day.format(
        day=account.resets.day, month=words.months.split()[account.resets.month - 1]
    )
    template = {
        Payer.PERSON: words.used_by_person,
        Payer.CHANNEL: words.used_by_channel,
        Payer.WORKSPACE: words.used_by_workspace,
    }[account.payer]
    name = f"#{room.name}" if room.name else words.this_conversation
    return template.format(usd=f"${account.limit:.10g}", period=period, day=resets, room=name)


def too_many(over: Over, count: int, words: Phrases) -> str:
    """Why a person with so many questions may not ask another now."""
    if over is Over.A_DAY:
        return words.asked_enough.format(count=count)
    template = words.one_at_work if count == 1 else words.many_at_work
    return template.format(count=count)
