"""The one policy of limits and retries."""

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.patience import MOST_TRIES, Patience, PatienceOver
from domain.errors import SourceBusy, SourceDenied
from domain.question import SourceKind


@dataclass
class Time:
    """A clock that only sleeping moves."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    def monotonic(self) -> float:
        return self.now


def patience(time: Time, *, per_second: float = 1000.0, burst: int = 1) -> Patience:
    return Patience(
        source=SourceKind.NOTION,
        per_second=per_second,
        at_once=3,
        burst=burst,
        deadline_seconds=20.0,
        sleep=time.sleep,
        random=lambda: 0.5,
        monotonic=time.monotonic,
    )


@dataclass
class Flaky:
    """Busy `times` times, then answers."""

    times: int
    retry_after: float = 1.0
    tries: int = 0

    async def __call__(self) -> str:
        self.tries += 1
        if self.tries <= self.times:
            raise SourceBusy(SourceKind.NOTION, retry_after=self.retry_after)
        return "text"


async def test_a_busy_source_is_asked_again_after_the_time_it_named() -> None:
    """Retry-After is a floor: asking sooner would only lengthen the wait."""
    time = Time()

    answer = await patience(time).call(Flaky(times=1, retry_after=7.0))

    assert answer == "text"
    assert time.slept[0] >= 7.0


async def test_a_refusal_is_never_repeated() -> None:
    """Only busy means try again; a denied document stays denied."""
    tries = 0

    async def denied() -> str:
        nonlocal tries
        tries += 1
        raise SourceDenied(SourceKind.NOTION)

    with pytest.raises(SourceDenied):
        await patience(Time()).call(denied)

    assert tries == 1


async def test_patience_ends_with_how_often_it_was_tried() -> None:
    """Whoever reports the failure says how many tries it took."""
    own = patience(Time())

    with pytest.raises(PatienceOver) as over:
        await own.call(Flaky(times=100, retry_after=0.1))

    assert over.value.tries == MOST_TRIES
    assert own.counts.tries == MOST_TRIES
    assert own.counts.given_up == 1


async def test_a_wait_longer_than_the_deadline_is_not_begun() -> None:
    """Told to come back in a minute, a call with twenty seconds fails at once."""
    time = Time()

    with pytest.raises(PatienceOver):
        await patience(time).call(Flaky(times=1, retry_after=60.0))

    assert time.slept == []


async def test_after_a_long_retry_after_other_calls_wait_too() -> None:
    """A limit holds for the connection, so the next document must not run into it."""
    time = Time()
    own = patience(time)
    with pytest.raises(PatienceOver):
        await own.call(Flaky(times=1, retry_after=60.0))

    with pytest.raises(PatienceOver) as over:
        await own.call(Flaky(times=0))

    assert over.value.retry_after > 50


async def test_a_source_that_hangs_is_given_up_at_the_deadline() -> None:
    """Sixty silent seconds must not hold up an answer."""
    own = Patience(
        source=SourceKind.SLACK,
        per_second=100,
        at_once=1,
        deadline_seconds=0.05,
        random=lambda: 0.0,
    )

    with pytest.raises(PatienceOver):
        await own.call(lambda: asyncio.sleep(30))


async def test_no_more_calls_run_at_once_than_allowed() -> None:
    """Each source names its own limit on parallel calls."""
    running = 0
    most = 0

    async def watched() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.001)
        running -= 1

    own = patience(Time())
    await asyncio.gather(*(own.call(watched) for _ in range(20)))

    assert most == 3


@given(calls=st.integers(1, 40), per_second=st.floats(2.5, 20), burst=st.integers(1, 10))
def test_calls_keep_the_pace(calls: int, per_second: float, burst: int) -> None:
    """In any stretch of time no more start than the burst plus the sustained rate allows."""
    time = Time()
    own = patience(time, per_second=per_second, burst=burst)
    starts: list[float] = []

    async def note() -> None:
        starts.append(time.now)

    async def run() -> None:
        for _ in range(calls):
            await own.call(note, deadline_seconds=1000.0)

    asyncio.run(run())

    for index, start in enumerate(starts):
        stretch = starts[index:]
        assert all(
            count <= burst + (at - start) * per_second + 1e-6
            for count, at in enumerate(stretch, start=1)
        )
