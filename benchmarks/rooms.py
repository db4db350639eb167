"""Many channels with many people, and what is asked and seen in them."""

import asyncio
from collections.abc import Callable

from sandbox.slack.wire import BOT_USER
from sandbox.workspace.schema import Channel, Person, Workspace
from tests.wire.bot_room import BotRoom, shown
from tests.wire.slack_room import TODAY

CHANNELS = 40
PATIENCE = 900.0

PEOPLE = tuple(
    Person(handle=f"p{at}", name=f"Person {at}", email=f"p{at}@tidewater.example")
    for at in range(20)
)
WORKSPACE = Workspace(
    name="Tidewater",
    domain="tidewater.example",
    today=TODAY,
    people=PEOPLE,
    channels=tuple(
        Channel(name=f"room{at}", members=tuple(person.handle for person in PEOPLE))
        for at in range(CHANNELS)
    ),
)
Place = tuple[str, str]  # a channel and the moment of the message that asked


async def ask(room: BotRoom, at: int) -> Place:
    """The question with this number, by one of the people in one of the channels."""
    channel = f"CROOM{at % CHANNELS}"
    person = PEOPLE[at % len(PEOPLE)].handle
    return channel, await room.slack.say(person, channel, f"@dossier question {at}?")


def said_in(room: BotRoom, place: Place) -> list[str]:
    """What the bot's messages in this thread show now."""
    channel, ts = place
    messages = room.slack.messages_in("p0", channel, thread_ts=ts)
    return [shown(one) or str(one["text"]) for one in messages if one["user"] == BOT_USER]


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if happened():
                return
            await asyncio.sleep(0.1)
