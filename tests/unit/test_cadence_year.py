"""A whole year of slots in zones that change their clocks by an hour, by half of one, or never.

The expected times come from the calendar alone: every local date, and what its clock showed.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.digest import Cadence
from scheduling.cadence import following, slots

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")
DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
# Among them the hours that clock changes skip and repeat in these zones.
TIMES = ("00:00", "01:30", "01:45", "02:00", "02:15", "02:30", "03:00", "09:00", "23:45")


def slots_of_the_year(cron: str, zone: str) -> list[datetime]:
    start = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone))
    end = datetime(2027, 1, 1, tzinfo=ZoneInfo(zone))
    cadence = Cadence(crons=(cron,), zone=zone, until=date(2026, 12, 31))
    found = list(slots(cadence, after=start.astimezone(UTC) - timedelta(seconds=1)))
    assert all(start <= slot < end for slot in found)
    return found


def exists(day: date, at: time, zone: ZoneInfo) -> bool:
    """Whether the clock showed this time at all on that day."""
    wall = datetime.combine(day, at, zone)
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(
        tzinfo=None
    )


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES)
def test_a_daily_digest_runs_once_on_each_day_of_the_year(zone: str, at: str) -> None:
    """At its local time; where a change skips that time, on the same day all the same."""
    moment, place = time.fromisoformat(at), ZoneInfo(zone)
    found = slots_of_the_year(f"{moment.minute} {moment.hour} * * *", zone)
    local = [slot.astimezone(place) for slot in found]

    assert [slot.date() for slot in local] == DAYS
    assert all(slot.time() == moment for slot in local if exists(slot.date(), moment, place))
    assert all(slot.fold == 0 for slot in local)


@pytest.mark.parametrize("zone", ZONES)
def test_a_weekday_digest_counts_as_the_calendar_does(zone: str) -> None:
    """261 weekdays in 2026, each at half past eight on the wall."""
    local = [
        slot.astimezone(ZoneInfo(zone)) for slot in slots_of_the_year("30 8 * * 1-5", zone)
    ]

    assert [slot.date() for slot in local] == [day for day in DAYS if day.weekday() < 5]
    assert {slot.time() for slot in local} == {time(8, 30)}


@pytest.mark.parametrize("zone", ZONES)
def test_the_first_monday_comes_twelve_times(zone: str) -> None:
    """One in each month, within its first seven days."""
    local = [
        slot.astimezone(ZoneInfo(zone)) for slot in slots_of_the_year("0 9 * * mon#1", zone)
    ]

    assert [slot.month for slot in local] == list(range(1, 13))
    assert all(slot.day <= 7 and slot.weekday() == 0 for slot in local)


@pytest.mark.parametrize("zone", ZONES)
def test_several_times_a_day_are_all_kept(zone: str) -> None:
    """Three a day, through both changes."""
    assert len(slots_of_the_year("0 2,9,17 * * *", zone)) == 3 * 365


@pytest.mark.slow
@pytest.mark.parametrize("zone", ZONES)
def test_every_hour_means_every_real_hour(zone: str) -> None:
    """An hourly digest runs in the hour that comes twice, too; half an hour moves it."""
    found = slots_of_the_year("30 * * * *", zone)
    apart = {later - earlier for earlier, later in pairwise(found)}

    expected = {timedelta(hours=1)}
    if zone == "Australia/Lord_Howe":
        expected |= {timedelta(minutes=30), timedelta(minutes=90)}
    assert apart <= expected
    assert len(found) in (8759, 8760, 8761)


@given(
    minute=st.integers(0, 59),
    hours=st.lists(st.integers(0, 23), min_size=1, max_size=4, unique=True),
    zone=st.sampled_from(ZONES),
    seconds=st.integers(0, 365 * 86_400),
)
def test_the_next_slot_is_later_and_nothing_lies_between(
    *, minute: int, hours: list[int], zone: str, seconds: int
) -> None:
    """Asking again from just before a slot gives that slot."""
    after = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    hour = ",".join(map(str, hours))
    cadence = Cadence(crons=(f"{minute} {hour} * * *",), zone=zone)
    slot = following(cadence, after=after)

    assert slot is not None
    assert after < slot <= after + timedelta(hours=26)
    assert following(cadence, after=slot - timedelta(seconds=1)) == slot
