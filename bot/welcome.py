"""Being added to a channel, and the direct message being opened."""

import asyncio

from bot.reach import Reach
from bot.rendering.blocks import Json
from bot.rendering.languages import words_for
from bot.rendering.words import Words
from domain.arrival import (
    DmOpened,
    JoinedChannel,
)
from domain.audience import PersonId
from domain.post import GreetingPost


async def joined(reach: Reach, arrival: JoinedChannel) -> None:
    """Once per channel, and only when it was us who joined; as whoever invited us reads."""
    await reach.readers_changed(arrival.channel)
    if arrival.person != reach.bot_user:
        return
    room, inviter = await asyncio.gather(
        reach.directory.room(arrival.channel), reach.person(PersonId(arrival.by))
    )
    words, key = words_for(inviter.locale), f"greeting/{arrival.channel}"
    name = f"#{room.name}" if room.name else words.this_channel
    if room.shared_outside:
        text = words.greeting_shared.format(room=name)
        await reach.say(text, key=key, channel=arrival.channel)
        return
    counts = await reach.sight.counts(room, inviter, words)
    template = words.seeing.greeting if counts else words.seeing.greeting_bare
    post = GreetingPost(
        sentence=template.format(room=name, counts=counts), language=inviter.locale
    )
    await reach.post(post, key=key, channel=arrival.channel, thread="", run=None)


async def dm_opened(reach: Reach, arrival: DmOpened) -> None:
    """Prompts each time; the line about who it is once."""
    words = await reach.words(arrival.person)
    await reach.slack.prompts(arrival.channel, prompts(words), title=words.dm_title)
    key = f"greeting/{arrival.channel}"
    await reach.say(words.dm_greeting, key=key, channel=arrival.channel)


def prompts(words: Words) -> list[Json]:
    """Four, which is what Slack shows."""
    return [
        {"title": words.prompt_research, "message": words.prompt_research_text},
        {"title": words.prompt_compare, "message": words.prompt_compare_text},
        {"title": words.prompt_channel, "message": words.prompt_channel_text},
        {"title": words.prompt_sight, "message": words.prompt_sight_text},
    ]
