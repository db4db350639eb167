"""Slots: each once, on time, by the rule for missed ones, never two of one digest at once."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import sqlalchemy as sa

from domain.digest import DigestState, Missed, Slot, SlotKind, SlotState, WhenUnchanged
from domain.events import FailureKind
from store.runs import runs
from tests.scenarios.digest_room import FRIDAY, a_claim, a_digest, digest_room

DUE = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)  # Friday 08:30 in Berlin
MONDAY = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


async def test_a_digest_runs_at_its_time_and_not_before(tmp_path: Path) -> None:
    """The run's id is made of the digest and the slot."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest())
        await room.at(DUE - timedelta(seconds=1))
        before = list(room.started)
        await room.at(DUE + timedelta(seconds=1))

        assert before == []
        assert [one.run for one in room.started] == ["digest:d1:20261120T073000Z"]
        assert len(await room.editions()) == 1


async def test_two_schedulers_on_one_database_run_each_slot_once(tmp_path: Path) -> None:
    """They tick at the same moments, as several processes do."""
    async with digest_room(tmp_path, spread_seconds=0) as room:
        for number in range(20):
            await room.add(a_digest(f"d{number}", "0 * * * *"))
        first, second = room.scheduler(), room.scheduler()
        for hour in range(1, 4):
            room.moment = FRIDAY + timedelta(hours=hour, minutes=3)
            for _ in range(3):
                await asyncio.gather(first.come_due(), second.come_due())
                await asyncio.gather(first.end(), second.end())

        assert len(room.started) == 60
        assert len({one.run for one in room.started}) == 60
        assert len(await room.editions()) == 60


async def test_after_an_outage_the_latest_slot_runs_and_says_that_it_is_late(
    tmp_path: Path,
) -> None:
    """Five mornings were missed; four are on record as skipped."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest())
        await room.at(DUE + timedelta(days=4, hours=2))
        rows = await room.books.slots.of(a_digest().id)
        edition = (await room.editions())[0]

        assert [one.run for one in room.started] == ["digest:d1:20261124T073000Z"]
        assert edition.due == DUE + timedelta(days=4)
        assert [row.slot.state for row in rows] == [SlotState.DONE] + [SlotState.SKIPPED] * 2


async def test_the_latest_slot_is_let_go_when_it_is_older_than_a_day(tmp_path: Path) -> None:
    """Friday's digest is of no use on Sunday."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest())
        await room.at(DUE + timedelta(days=2))

        assert room.started == []
        assert (await room.books.digests.all())[0].next == MONDAY


async def test_missed_slots_are_skipped_or_all_run_as_chosen(tmp_path: Path) -> None:
    """Skip starts nothing that is late; all runs them one after the other."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest("skips", "0 * * * *", missed=Missed.SKIP))
        await room.add(a_digest("all", "0 * * * *", missed=Missed.ALL))
        room.moment = FRIDAY + timedelta(hours=5, minutes=30)
        await room.ticks(times=8)

        assert [one.digest for one in room.started] == ["all"] * 5
        assert [one.run[-7:] for one in room.started] == [
            f"{hour:02}0000Z" for hour in range(8, 13)
        ]


async def test_a_slow_digest_never_overlaps_its_next_slot(tmp_path: Path) -> None:
    """The next slot waits until the run before has ended."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.holds = True
        await room.at(FRIDAY + timedelta(hours=1, seconds=5))
        await room.at(FRIDAY + timedelta(hours=2, seconds=5))
        during = len(room.started)
        await room.end(room.started[0])
        await room.ticks()

        assert during == 1
        assert len(room.started) == 2


async def test_a_digest_that_hangs_is_given_up(tmp_path: Path) -> None:
    """After three hours it counts as failed, and its next slot runs."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 */4 * * *"))
        room.holds = True
        await room.at(FRIDAY + timedelta(hours=4, seconds=5))
        await room.at(FRIDAY + timedelta(hours=7, seconds=10))
        rows = await room.books.slots.of(a_digest().id)

        assert [row.slot.state for row in rows] == [SlotState.FAILED]
        assert "did not come to an end" in (await room.said())[0]


async def test_a_run_goes_on_after_a_long_outage(tmp_path: Path) -> None:
    """No process was there for five hours; the one that comes waits for the run's end."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 */8 * * *"))
        room.holds = True
        await room.at(FRIDAY + timedelta(hours=8, seconds=5))
        room.at_work = None
        await room.at(FRIDAY + timedelta(hours=13))
        await room.end(room.started[0])
        await room.ticks()

        assert await room.said() == []
        assert len(await room.editions()) == 1


async def test_a_run_that_nothing_works_on_any_more_counts_as_failed(tmp_path: Path) -> None:
    """The engine recovered it too often; its owner hears of it, and it is no run at work."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest())
        room.holds = room.broken_off = True
        await room.at(DUE + timedelta(seconds=5))
        await room.at(DUE + timedelta(minutes=2))

        assert "restarted again and again" in (await room.said())[0]
        assert (await room.books.digests.all())[0].failures == 1
        assert await room.books.runs.active() == ()


async def test_a_run_that_was_forgotten_blocks_nothing(tmp_path: Path) -> None:
    """Somebody's words were deleted while a digest read them; its next slot runs."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.holds = True
        await room.at(FRIDAY + timedelta(hours=1, seconds=5))
        async with room.database.begin() as connection:
            await connection.execute(sa.delete(runs))
        await room.at(FRIDAY + timedelta(hours=2, seconds=5))

        assert len(room.started) == 2


async def test_three_hundred_due_at_once_begin_within_the_spread(tmp_path: Path) -> None:
    """A few at once, the others evenly over two minutes, none later."""
    async with digest_room(tmp_path) as room:
        for number in range(300):
            await room.add(a_digest(f"d{number:03}"))
        scheduler = room.scheduler()
        begun = []
        for second in range(0, 124, 2):
            room.moment = DUE + timedelta(seconds=second)
            await scheduler.come_due()
            begun.append(len(room.started))

        assert begun[-1] == 300
        assert begun[0] <= 12
        assert max(b - a for a, b in pairwise(begun)) <= 12


async def test_it_pauses_when_the_channel_is_closed_to_it(tmp_path: Path) -> None:
    """Archived, shared outside, or the bot removed: its owner hears which."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest())
        room.closed = "the channel was archived."
        await room.at(DUE + timedelta(seconds=1))
        row = (await room.books.digests.all())[0]

        assert room.started == []
        assert row.state is DigestState.PAUSED
        assert row.note == "the channel was archived."
        assert "the channel was archived" in (await room.said())[0]


async def test_it_stops_when_its_owner_has_left(tmp_path: Path) -> None:
    """What it may read are the owner's rights; nobody's rights read nothing."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest())
        room.has_owner = False
        await room.at(DUE + timedelta(seconds=1))

        assert room.started == []
        assert (await room.books.digests.all())[0].state is DigestState.PAUSED
        assert "Dana, who made it, has left" in (await room.said())[0]


async def test_three_failures_in_a_row_pause_it(tmp_path: Path) -> None:
    """Each is told to its owner, the third with the pause."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        room.failure = FailureKind.MODEL_DOWN
        for hour in (1, 2, 3, 4):
            await room.at(FRIDAY + timedelta(hours=hour, seconds=5))
        said = await room.said()

        assert len(room.started) == 3
        assert ["paused" in sentence for sentence in said] == [False, False, True]
        assert "the model did not answer" in said[2]


async def test_a_success_ends_the_row_of_failures(tmp_path: Path) -> None:
    """Two, one good, two more: it still runs."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *"))
        for hour, failure in enumerate("ff.ff", start=1):
            room.failure = FailureKind.BUG if failure == "f" else None
            await room.at(FRIDAY + timedelta(hours=hour, seconds=5))

        assert (await room.books.digests.all())[0].state is DigestState.ACTIVE


async def test_the_month_has_its_limit(tmp_path: Path) -> None:
    """At 20 cents a run and 50 for the month, the fourth does not run; that is said once."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron="0 * * * *", usd_per_month=0.5))
        room.world = [a_claim("Team costs $12")]
        for hour in range(1, 7):
            await room.at(FRIDAY + timedelta(hours=hour, seconds=5))
        said = await room.said()

        assert len(room.started) == 3
        assert len(said) == 1
        assert "$0.50 for this month" in said[0]


async def test_ninety_days_end_it_after_a_reminder(tmp_path: Path) -> None:
    """A week before its end its owner can still renew it."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(unchanged=WhenUnchanged.SILENCE))
        await room.at(FRIDAY + timedelta(days=82))
        early = await room.said()
        await room.at(FRIDAY + timedelta(days=84))
        reminded = await room.said()
        await room.at(FRIDAY + timedelta(days=91))
        ended = await room.said()

        assert early == []
        assert ["ends on 18 February" in text for text in reminded] == [True]
        assert "was not renewed" in ended[-1]
        assert await room.books.digests.all() == ()


async def test_run_now_runs_a_paused_digest_once(tmp_path: Path) -> None:
    """A second press in the same second is the same press."""
    async with digest_room(tmp_path) as room:
        digest = a_digest()
        await room.add(digest, state=DigestState.PAUSED)
        slot = Slot(digest=digest.id, at=FRIDAY, start=FRIDAY, kind=SlotKind.NOW)
        await room.books.slots.ask(slot)
        await room.books.slots.ask(slot)
        await room.ticks()

        assert [one.run for one in room.started] == ["digest:d1:20261120T070000Z-now"]


async def test_a_trial_is_posted_to_its_maker_and_remembered_by_nobody(tmp_path: Path) -> None:
    """A draft can be tried before it is saved."""
    async with digest_room(tmp_path) as room:
        digest = a_digest()
        room.world = [a_claim("Team costs $12")]
        await room.add(digest, state=DigestState.DRAFT)
        slot = Slot(digest=digest.id, at=FRIDAY, start=FRIDAY, kind=SlotKind.TRY)
        await room.books.slots.ask(slot)
        await room.ticks()
        posts = await room.books.outbox.due(FRIDAY)

        assert [one.post.channel for one in posts] == ["UDANA"]
        assert (await room.editions())[0].is_trial
        assert await room.books.slots.remembered(digest.id) == ()
