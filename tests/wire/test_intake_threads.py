"""What was said in a thread before the question is read: all of it, within a limit."""

from pathlib import Path

import pytest

from bot.thread_so_far import MOST_CHARACTERS
from domain.question import ThreadTurn
from sandbox.slack.team import typed
from tests.wire.bot_room import BotRoom, bot_room
from tests.wire.slack_room import until

WORDS = "and the margin of the Team plan was looked at once more, " * 3


async def begun(room: BotRoom, replies: int) -> str:
    """A thread of two people, put down in the workspace without an event for each message."""
    root = await room.slack.say("lee", "CPRICING", "How did we come to the new prices?")
    conversation = room.slack.team.state.conversations["CPRICING"]
    for number in range(replies):
        ts = room.slack.team.state.next_ts(room.slack.team.clock.now())
        person = ("ULEE", "UPRIYA")[number % 2]
        said = typed(f"Reply {number}: {WORDS}", user=person, ts=ts)
        conversation.keep(said | {"thread_ts": root})
    conversation.messages[root]["thread_ts"] = root
    return root


async def read_by_a_question(room: BotRoom, root: str) -> tuple[ThreadTurn, ...]:
    await room.slack.say("dana", "CPRICING", "@dossier what came of it?", thread_ts=root)
    await until(lambda: room.work.started)
    return room.work.started[0].earlier


@pytest.mark.parametrize("replies", [400, 1_300])
async def test_of_a_long_thread_the_start_and_the_end_are_read(
    tmp_path: Path, replies: int
) -> None:
    """Slack gives a thousand messages at once, oldest first: the end is on a later page."""
    async with bot_room(tmp_path) as room:
        root = await begun(room, replies)
        turns = await read_by_a_question(room, root)
        numbers = [turn.text.split(":")[0] for turn in turns[2:]]
        kept = [f"Reply {number}" for number in range(replies - len(numbers), replies)]

        assert turns[0].text == "How did we come to the new prices?"
        assert turns[1].text == f"[{replies - len(numbers)} messages left out]"
        assert numbers == kept
        assert {turn.author for turn in turns[2:]} == {"Lee Park", "Priya Nair"}
        assert 0.9 * MOST_CHARACTERS < sum(len(turn.text) for turn in turns) < MOST_CHARACTERS


async def test_a_short_thread_is_read_whole(tmp_path: Path) -> None:
    """Every message, oldest first, with its author."""
    async with bot_room(tmp_path) as room:
        root = await begun(room, 20)
        turns = await read_by_a_question(room, root)

        assert len(turns) == 21
        assert turns[-1].text.startswith("Reply 19")


async def test_of_a_deleted_root_nothing_is_read(tmp_path: Path) -> None:
    """Slack leaves a note in its place, which nobody said."""
    async with bot_room(tmp_path) as room:
        root = await begun(room, 2)
        await room.slack.delete("lee", "CPRICING", root)
        turns = await read_by_a_question(room, root)

        assert [turn.text.split(":")[0] for turn in turns] == ["Reply 0", "Reply 1"]
