"""Slack's limits, held before Slack has to."""

import asyncio

import pytest

from bot.pacing import TIERS, Pace, Tier, TooBusy, Urgency


async def test_what_is_urgent_goes_before_what_waited_longer() -> None:
    """An answer overtakes progress in the queue."""
    pace, order = Pace(), list[str]()
    TIERS["test.method"] = Tier(burst=1, per_minute=600)

    async def call(name: str, urgency: Urgency) -> None:
        await pace.turn("test.method", urgency)
        order.append(name)

    await pace.turn("test.method", Urgency.ANSWER)
    waiting = [
        asyncio.create_task(call("progress", Urgency.PROGRESS)),
        asyncio.create_task(call("error", Urgency.ERROR)),
        asyncio.create_task(call("answer", Urgency.ANSWER)),
    ]
    await asyncio.wait(waiting)

    assert order == ["answer", "error", "progress"]


async def test_no_minute_sees_more_than_the_tier() -> None:
    """Burst and inflow together stay under what Slack allows."""
    allowed = {"chat.update": 50, "reactions.add": 50, "users.list": 20, "views.open": 100}
    for method, limit in allowed.items():
        tier = TIERS.get(method, Tier(burst=12, per_minute=36))

        assert tier.burst + tier.per_minute <= limit


async def test_what_would_come_too_late_is_not_sent() -> None:
    """A reaction after ten seconds says nothing any more; its turn goes to the next."""
    pace = Pace()
    TIERS["test.slow"] = Tier(burst=1, per_minute=60)
    await pace.turn("test.slow", Urgency.NICETY)

    with pytest.raises(TooBusy):
        await pace.turn("test.slow", Urgency.NICETY, patience=0.05)
    await pace.turn("test.slow", Urgency.ANSWER, patience=1.5)


async def test_channels_wait_only_for_themselves() -> None:
    """Posting is limited in each channel."""
    pace = Pace()
    for _ in range(TIERS["chat.postMessage"].burst):
        await pace.turn("chat.postMessage", Urgency.ANSWER, channel="C1", patience=0.1)
    await pace.turn("chat.postMessage", Urgency.ANSWER, channel="C2", patience=0.1)

    with pytest.raises(TooBusy):
        await pace.turn("chat.postMessage", Urgency.ANSWER, channel="C1", patience=0.1)


async def test_when_slack_says_later_nobody_goes_before() -> None:
    """Retry-After holds for everybody."""
    pace = Pace()
    pace.hold("chat.update", 0.3)

    with pytest.raises(TooBusy):
        await pace.turn("chat.update", Urgency.ANSWER, patience=0.1)
    await pace.turn("chat.update", Urgency.ANSWER, patience=1.0)
