"""Sources that close, and sources that do not say: when an answer goes, and when it stays."""

import asyncio
from pathlib import Path

import pytest

from domain.audience import ALL_MEMBERS, only
from domain.errors import SourceBusy, SourceMissing
from domain.question import SourceKind
from tests.wire.answer_room import (
    CANARY,
    DANA,
    GONE,
    LEE,
    PRIVATE,
    Sources,
    a_day_later,
    answered,
    direct,
    drive_file,
    judged,
    key_of,
    sources_that_say,
)
from tests.wire.bot_room import bot_room
from tests.wire.slack_room import until

pytestmark = pytest.mark.slow  # what is quick of it is in test_taking_back.py


async def test_a_source_that_was_closed_is_noticed_within_a_day(tmp_path: Path) -> None:
    """Nobody came; but what the answer rests on is gone for those who are there."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS, drive_file("A"))
        await judged(room, key_of(question))
        sources.fails = SourceMissing(SourceKind.DRIVE)
        await a_day_later(room)
        await until(lambda: room.texts("CPRICING", ts) == [GONE])
        await until(lambda: "took back" in direct(room))

        assert PRIVATE not in direct(room)


async def test_a_silent_source_takes_nothing_away_where_nobody_is_new(tmp_path: Path) -> None:
    """An outage is no change of rights: it is asked again the next day."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of, patience=0)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
        await judged(room, key_of(question))
        before = len(sources.asked_for)
        sources.fails = SourceBusy(SourceKind.DRIVE)
        await a_day_later(room)
        await until(lambda: len(sources.asked_for) > before)
        await asyncio.sleep(0.2)

        assert CANARY in room.texts("CPRICING", ts)[0]


@pytest.mark.parametrize(("patience", "said"), [(3, CANARY), (0, GONE)])
async def test_a_silent_source_counts_against_it_where_somebody_is_new(
    tmp_path: Path, patience: int, said: str
) -> None:
    """It is asked again for a while; then doubt is a no."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of, patience=patience)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CMARGINS", only(DANA))
        sources.fails, before = SourceBusy(SourceKind.DRIVE), len(sources.asked_for)
        await room.slack.invite("dana", "CMARGINS", "lee")
        await until(lambda: len(sources.asked_for) > before)
        sources.fails, sources.audience = None, only(DANA, LEE)
        if patience:
            await judged(room, key_of(question))
        await until(lambda: said in room.texts("CMARGINS", ts, "lee")[0])

        assert len(room.texts("CMARGINS", ts, "lee")) == 1
