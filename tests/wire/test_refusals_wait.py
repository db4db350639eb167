"""A channel full of refusals: whoever is answered does not wait behind them."""

from pathlib import Path

import pytest

from domain.post import AnswerPost, Post, SentencePost
from domain.question import ChannelId, MessageTs
from store.outbox import Outbox
from tests.wire.bot_room import BotRoom, an_answer, bot_room
from tests.wire.slack_room import until

REFUSALS = 12
ROOM = ChannelId("CPRICING")


async def put(room: BotRoom, key: str, content: SentencePost | AnswerPost, *, ts: str) -> None:
    post = Post(key=key, channel=ROOM, thread=MessageTs(ts), content=content)
    await Outbox(room.database).put(post, at=room.work.now())


@pytest.mark.slow
async def test_an_answer_overtakes_the_refusals_of_somebody_else(tmp_path: Path) -> None:
    """Slack lets about one message a second into a channel."""
    async with bot_room(tmp_path) as room:
        asked = [
            await room.slack.say("dana", ROOM, f"what about {n}?") for n in range(REFUSALS)
        ]
        hers = await room.slack.say("lee", ROOM, "and mine?")
        for number, ts in enumerate(asked):
            await put(room, f"no/{number}", SentencePost(sentence=f"No, {number}."), ts=ts)
        await until(lambda: len(room.calls("chat.postMessage")) >= 4)
        await put(room, "yes", AnswerPost(answer=an_answer()), ts=hers)
        await until(lambda: room.texts(ROOM, hers, "lee"))

        assert len(room.calls("chat.postMessage")) < REFUSALS
