"""How soon the bot stirs, and what becomes of a hundred questions at once."""

import asyncio
from pathlib import Path
from statistics import quantiles

import pytest
import sqlalchemy as sa

from sandbox.faults import Fault
from store.arrivals import arrivals
from tests.wire.bot_room import BotRoom, bot_room
from tests.wire.slack_room import until


def first_sign(room: BotRoom, ts: str) -> float:
    """Seconds from the message to the first call that shows something, or infinity."""
    said = float(ts)
    for seen in room.slack.requests:
        about = (seen.args.get("thread_ts"), seen.args.get("timestamp"))
        shows = seen.method in ("assistant.threads.setStatus", "reactions.add")
        if shows and ts in about:
            return seen.at.timestamp() - said
    return float("inf")


async def test_the_first_sign_comes_within_half_a_second(tmp_path: Path) -> None:
    """One mention after the other: the 95th percentile over a hundred of them."""
    async with bot_room(tmp_path, plays=False) as room:
        waits: list[float] = []
        for number in range(100):
            ts = await room.slack.say("dana", "CPRICING", f"@dossier question {number}?")
            await until(lambda ts=ts: first_sign(room, ts) < 60)  # type: ignore[misc]  # mypy cannot infer it
            waits.append(first_sign(room, ts))

        assert quantiles(waits, n=20)[18] < 0.5


@pytest.mark.slow
async def test_a_hundred_questions_at_once_are_all_noticed_in_three_seconds_and_answered_once(
    tmp_path: Path,
) -> None:
    """Reactions are few; the status line is what everybody sees in time."""
    async with bot_room(tmp_path) as room:
        channels = ["CPRICING", "CMARGINS"]
        stamps: list[tuple[str, str]] = []
        for number in range(100):
            channel = channels[number % 2]
            ts = await room.slack.say("dana", channel, f"@dossier question {number}?")
            stamps.append((channel, ts))
        await until(lambda: all(first_sign(room, ts) < 60 for _, ts in stamps), seconds=10)
        waits = [first_sign(room, ts) for _, ts in stamps]
        await until(lambda: all(room.texts(*place) for place in stamps), seconds=90)
        await asyncio.sleep(0.5)

        assert max(waits) < 3.0
        assert len(room.work.started) == 100
        assert [len(room.replies(*place)) for place in stamps] == [1] * 100


@pytest.mark.slow
async def test_a_question_that_a_busy_slack_kept_waiting_for_minutes_is_still_taken_in(
    tmp_path: Path,
) -> None:
    """In a crowd the pace is Slack's; nobody is told to ask again."""
    busy = Fault(kind="refused", code="ratelimited", path="conversations.info")
    async with bot_room(tmp_path) as room:
        room.slack.team.faults.add("slack", busy)
        ts = await room.slack.say("dana", "CPRICING", "@dossier what changed?")
        await until(lambda: busy.struck > 0)
        async with room.database.begin() as connection:
            open_ones = sa.update(arrivals).where(arrivals.c.is_done.is_(False))
            await connection.execute(open_ones.values(tries=30))
        struck = busy.struck
        await until(lambda: busy.struck > struck, seconds=40)
        busy.times = busy.struck
        await until(lambda: room.replies("CPRICING", ts), seconds=60)

        assert "Prices went up" in room.texts("CPRICING", ts)[0]
        assert len(room.work.started) == 1
