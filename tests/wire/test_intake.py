"""From what people do in Slack to runs, over the real clients against the sandbox."""

import asyncio
from pathlib import Path

from domain.question import RoomKind
from tests.wire.bot_room import bot_room
from tests.wire.slack_room import until


async def test_a_mention_is_noticed_taken_in_and_answered_in_its_thread(tmp_path: Path) -> None:
    """The whole way once: reaction and status at once, then one answer."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed in our pricing?")
        await until(lambda: room.texts("CPRICING", ts))
        await until(lambda: room.reactions("CPRICING", ts))
        (question,) = room.work.started

        assert question.text == "what changed in our pricing?"
        assert question.asker.name == "Dana Roth"
        assert question.room.kind is RoomKind.PUBLIC
        assert "Prices went up by 12 % [1]." in room.texts("CPRICING", ts)[0]
        assert room.reactions("CPRICING", ts) == {"eyes"}
        assert (
            room.calls("assistant.threads.setStatus")[0]["status"] == "is reading the question"
        )


async def test_one_text_that_arrives_three_times_over_two_connections_is_one_run(
    tmp_path: Path,
) -> None:
    """A mention is also a message, deliveries repeat and overtake each other."""
    async with bot_room(tmp_path) as room:
        room.slack.deliver_twice = True
        room.slack.shuffle = True
        stamps = [
            await room.slack.say("dana", "CPRICING", f"@dossier question {n}?")
            for n in range(5)
        ]
        await until(lambda: all(room.texts("CPRICING", ts) for ts in stamps))
        await asyncio.sleep(0.5)

        assert len(room.work.started) == 5
        assert [len(room.replies("CPRICING", ts)) for ts in stamps] == [1] * 5
