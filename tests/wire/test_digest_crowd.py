"""Three hundred digests due at the same minute: all posted, within Slack's limits, in time."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from domain.question import ChannelId
from sandbox.slack.server import SlackServer
from sandbox.workspace.schema import Channel
from scheduling.digests import Scheduler
from scheduling.ports import Books
from tests.scenarios.digest_room import DigestRoom, a_claim, a_digest
from tests.wire.bot_room import PlayedWork, face_in, open_database, shown
from tests.wire.slack_room import WORKSPACE, slack_room

DIGESTS = 300
POST = "chat.postMessage"  # one that Slack refused for our haste would have come again
CHANNELS = 30
SPREAD = 20.0
MARGIN = 15.0  # for posting what began last, on a busy machine
CROWD = replace(
    WORKSPACE,
    channels=tuple(
        Channel(name=f"room{number}", members=("dana", "lee")) for number in range(CHANNELS)
    ),
)


def posted(slack: SlackServer) -> list[float]:
    """When each digest was posted, in the workspace's own seconds."""
    return sorted(
        float(message["ts"])
        for channel in slack.team.state.conversations.values()
        for message in channel.messages.values()
        if "made by Dana" in shown(message)
    )


@pytest.mark.slow
async def test_three_hundred_at_once_are_posted_in_the_set_spread(tmp_path: Path) -> None:
    """None is lost or doubled, Slack never has to say that we are too fast."""
    async with slack_room(CROWD) as slack, open_database(tmp_path) as database:
        now = slack.team.clock.now
        room = DigestRoom(database=database, books=Books.of(database, spread_seconds=SPREAD))
        room.now_is = now
        room.world = [a_claim("The Team plan costs $12.")]
        due = now()
        channels = list(slack.team.state.conversations)
        for number in range(DIGESTS):
            digest = a_digest(f"d{number:03}", channel=ChannelId(channels[number % CHANNELS]))
            await room.add_due(digest, due)
        work = PlayedWork(database=database, now=now)
        scheduler = Scheduler(room.books, room.ports(), tick_seconds=0.5)
        async with face_in(slack, database, work):
            scheduler.start()
            await until_posted(slack, count=DIGESTS)
            await asyncio.sleep(1)
            scheduler.stop()
        moments = posted(slack)

        assert len(moments) == DIGESTS
        assert moments[-1] - due.timestamp() <= SPREAD + MARGIN
        assert moments[-1] - moments[0] > SPREAD / 2
        assert len([one for one in slack.requests if one.method == POST]) == DIGESTS


async def until_posted(slack: SlackServer, *, count: int) -> None:
    async with asyncio.timeout(SPREAD + 4 * MARGIN):
        while len(posted(slack)) < count:  # noqa: ASYNC110 - another program posts
            await asyncio.sleep(0.5)
