"""What tests of digests see and do in the small workspace."""

import asyncio
from collections.abc import Awaitable, Callable

from domain.digest import Digest
from sandbox.slack.wire import Json
from store.digests import Digests
from tests.wire.bot_room import BotRoom, shown
from tests.wire.slack_room import until

FILLED = {
    "question": {"question": "what changed about pricing"},
    "when": {"when": "first Monday of the month at 9:00"},
    "channel": {"channel": "CPRICING"},
    "missed": {"missed": "skip"},
    "unchanged": {"unchanged": "silence"},
    "money": {"money": "5"},
}


async def opened_form(room: BotRoom, person: str = "dana") -> Json:
    await until(lambda: room.slack.view_of(person))
    return room.slack.view_of(person) or {}


def buttons(message: Json) -> dict[str, str]:
    """Action ids with their values."""
    elements = [
        element
        for block in message.get("blocks", [])
        if block["type"] == "actions"
        for element in block["elements"]
    ]
    return {element["action_id"]: element["value"] for element in elements}


async def direct_messages(room: BotRoom, person: str = "dana") -> list[Json]:
    channel = await room.slack.open_dm(person)
    return [
        message
        for message in room.slack.messages_in(person, channel)
        if message["user"] == "UDOSSIER"
    ]


async def dm_text(room: BotRoom, words: str, person: str = "dana") -> str:
    """The direct message with these words, once it is there."""
    for _ in range(2000):
        for message in await direct_messages(room, person):
            if words in shown(message):
                return shown(message)
        await asyncio.sleep(0.01)
    raise AssertionError([shown(message) for message in await direct_messages(room, person)])


async def eventually(check: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await check():  # noqa: ASYNC110 - it polls a database
            await asyncio.sleep(0.01)


async def the_only_digest(room: BotRoom) -> Digest:
    """Once it is saved."""
    async with asyncio.timeout(20):
        while not (rows := await Digests(room.database).all()):  # noqa: ASYNC110 - it polls
            await asyncio.sleep(0.01)
    return rows[0].digest
