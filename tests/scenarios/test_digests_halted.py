"""While everything is halted no digest comes due; afterwards each runs once."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.digest import Missed, SlotState
from domain.errors import Refused
from domain.question import Question
from tests.scenarios.digest_room import FRIDAY, DigestRoom, a_digest, digest_room

HOURLY = "0 * * * *"
DIGESTS = 5


async def three_days_of_halt(room: DigestRoom) -> None:
    for number in range(DIGESTS):
        await room.add(a_digest(f"d{number}", HOURLY))
    room.is_halted = True
    for hour in range(1, 73):
        await room.at(FRIDAY + timedelta(hours=hour, seconds=5))


async def test_a_long_halt_leaves_nothing_waiting(tmp_path: Path) -> None:
    """Three days of an hourly digest are no slots and no runs."""
    async with digest_room(tmp_path) as room:
        await three_days_of_halt(room)
        rows = [
            await room.books.slots.of(row.digest.id) for row in await room.books.digests.all()
        ]

        assert rows == [()] * DIGESTS
        assert room.started == []


async def test_after_the_halt_each_digest_runs_once(tmp_path: Path) -> None:
    """The latest, by the rule for missed slots; the others are on record as skipped."""
    async with digest_room(tmp_path, spread_seconds=0) as room:
        await three_days_of_halt(room)
        room.is_halted = False
        for minute in range(1, 11):
            await room.at(FRIDAY + timedelta(hours=72, minutes=minute))

        assert sorted(one.digest for one in room.started) == [f"d{n}" for n in range(DIGESTS)]


async def test_who_wants_them_all_gets_them_all(tmp_path: Path) -> None:
    """The rule is the digest's own."""
    async with digest_room(tmp_path, spread_seconds=0) as room:
        await room.add(a_digest("d0", HOURLY, missed=Missed.ALL))
        room.is_halted = True
        await room.at(FRIDAY + timedelta(hours=4, seconds=5))
        room.is_halted = False
        for minute in range(1, 11):
            await room.at(FRIDAY + timedelta(hours=4, minutes=minute))

        assert len(room.started) == 4


@pytest.mark.parametrize("missed", [Missed.LATEST, Missed.SKIP])
async def test_slots_that_piled_up_run_once_too(tmp_path: Path, missed: Missed) -> None:
    """As when Slack could not be asked for hours: each waited, and the last one is enough."""
    async with digest_room(tmp_path, spread_seconds=0) as room:
        await room.add(a_digest("d0", HOURLY, missed=missed))
        down, begin = True, room._start

        async def start(question: Question) -> None:
            if down:
                raise Refused("not now")
            await begin(question)

        room.starts_with = start
        for hour in (1, 2, 3):
            await room.at(FRIDAY + timedelta(hours=hour, seconds=5))
        down = False
        for second in range(10, 40, 5):
            await room.at(FRIDAY + timedelta(hours=3, seconds=second))
        states = [row.slot.state for row in await room.books.slots.of(a_digest("d0").id)]

        assert [one.run for one in room.started] == ["digest:d0:20261120T100000Z"]
        assert states == [SlotState.DONE, SlotState.SKIPPED, SlotState.SKIPPED]
