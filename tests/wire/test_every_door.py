"""Nothing begins or goes on while everything is halted, or when the money is used up."""

import asyncio
import json
from pathlib import Path

import pytest

from policy.spending import HALTED
from store.halts import Halts
from tests.wire.bot_room import BotRoom, bot_room
from tests.wire.slack_room import until
from tests.wire.ways_in import WAYS, Way, begun, run_a_digest_now, use_up, with_a_door

USED = "You have used your $3 for today (resets"
SAID = {"everything is halted": HALTED, "the money is used up": USED}
_POSTS = ("chat.postMessage", "chat.postEphemeral")


def was_told(room: BotRoom, words: str) -> bool:
    return any(words in json.dumps(args) for name in _POSTS for args in room.calls(name))


async def tried(folder: Path, way: Way, why: str) -> tuple[int, int]:
    """How much had begun before the door was shut, and how much has when people were told."""
    async with bot_room(folder, changed=with_a_door()) as room:
        before = 0

        async def shut() -> None:
            nonlocal before
            before = await begun(room)
            if why == "the money is used up":
                await use_up(room)
            else:
                await Halts(room.database).halt(by="Ada", at=room.work.now())

        await way(room, shut)
        await until(lambda: was_told(room, SAID[why]))
        return before, await begun(room)


@pytest.mark.parametrize(
    "why",
    ["the money is used up", pytest.param("everything is halted", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("way", WAYS)
async def test_nothing_begins_by(way: str, why: str, tmp_path: Path) -> None:
    """Whoever tries is told why, and until when."""
    before, after = await tried(tmp_path, WAYS[way], why)

    assert after == before


async def test_no_digest_is_asked_for_while_everything_is_halted(tmp_path: Path) -> None:
    """Its slot would wait for the end of the halt, when nobody wants it any more."""
    before, after = await tried(tmp_path, run_a_digest_now, "everything is halted")

    assert after == before


@pytest.mark.parametrize("way", [*WAYS, "a digest"])
@pytest.mark.slow
async def test_with_the_door_open_something_begins_by(way: str, tmp_path: Path) -> None:
    """The control."""
    async with bot_room(tmp_path, changed=with_a_door()) as room:
        before = 0

        async def open_() -> None:
            nonlocal before
            before = await begun(room)

        await WAYS.get(way, run_a_digest_now)(room, open_)
        async with asyncio.timeout(10):
            while await begun(room) == before:  # noqa: ASYNC110 - it polls a database
                await asyncio.sleep(0.05)

        assert await begun(room) > before
