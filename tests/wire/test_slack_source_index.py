"""The index of joined channels: filled once, then following what happens in them."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.slack_conversations import (
    LONGEST_RUN,
    RUN_ENDS_AFTER,
    SlackMessage,
    exchanges,
    ts_of,
)
from domain.question import ChannelId, MessageTs
from sandbox.faults import Fault
from tests.wire.slack_desk import Desk, slack_desk
from tests.wire.slack_room import TODAY, bot_in, until

PRICING = ChannelId("CPRICING")


async def found(desk: Desk, query: str, person: str = "dana") -> list[str]:
    page = await desk.search(query, await desk.access(person))
    return [hit.origin.title for hit in page.hits]


async def test_events_are_followed() -> None:
    """A new message, its edit, a reply and its deletion, as Slack sends them."""
    async with slack_desk() as desk, bot_in(desk.slack) as bot:
        ts = await desk.slack.say("lee", PRICING, "Zebra discount is ten percent")
        await _follow(desk, await _next(bot.events, 1))
        new = await found(desk, "zebra")
        await desk.slack.edit("lee", PRICING, ts, "Giraffe discount is ten percent")
        await _follow(desk, await _next(bot.events, 2))
        old, edited = await found(desk, "zebra"), await found(desk, "giraffe")
        await desk.slack.say("dana", PRICING, "Ostrich agrees", thread_ts=ts)
        await _follow(desk, await _next(bot.events, 3))
        replied = await found(desk, "ostrich")
        await desk.slack.delete("lee", PRICING, ts)
        await _follow(desk, await _next(bot.events, 4))

        assert new == ["Zebra discount is ten percent"]
        assert (old, edited) == ([], ["Giraffe discount is ten percent"])
        assert replied == ["Giraffe discount is ten percent"]
        assert await found(desk, "giraffe") == []


async def test_a_read_of_a_followed_channel_costs_no_call() -> None:
    """Slack allows fifty reads a minute; what is kept whole need not be asked for."""
    async with slack_desk() as desk:
        access = await desk.access("lee")
        page = await desk.search("margin review", access)
        before = len(desk.slack.requests)
        document = await desk.source.read(page.hits[0].origin.ref, access)

        assert len(document.excerpts) == 3
        assert len(desk.slack.requests) == before


async def test_what_was_said_while_away_is_caught_up() -> None:
    """After a reconnect the sweep asks from a little before the newest kept message."""
    async with slack_desk() as desk:
        await desk.slack.say("lee", PRICING, "Zebra discount is ten percent")
        before = await found(desk, "zebra")
        await desk.index.sweep()

        assert before == []
        assert await found(desk, "zebra") == ["Zebra discount is ten percent"]


async def test_a_wider_sweep_notices_edits_nobody_told_of() -> None:
    """Edits and replies made while the connection was down raise no event later."""
    async with slack_desk() as desk:
        page = await desk.search("Acme list prices", await desk.access("lee"))
        _, _, ts = str(page.hits[0].origin.ref).rpartition(":")
        await desk.slack.edit("lee", PRICING, ts, "Nobody has new prices")
        await desk.slack.say("dana", PRICING, "Ostrich agrees", thread_ts=ts)
        await desk.index.sweep(rescan=timedelta(days=60))

        assert await found(desk, "Acme") == []
        assert await found(desk, "ostrich") == ["Nobody has new prices"]


async def test_leaving_a_channel_forgets_it() -> None:
    """What the bot may no longer read, it may no longer keep."""
    async with slack_desk() as desk:
        before = await found(desk, "gross margin")
        await desk.index.apply({"type": "group_left", "channel": "CMARGINS"})

        assert before
        assert "Gross margin on Business prices fell to 61 %" not in await found(
            desk, "gross margin"
        )


async def test_being_removed_while_away_forgets_the_channel_too() -> None:
    """The sweep compares what is kept with where the bot is now."""
    async with slack_desk() as desk:
        await desk.slack.dismiss("lee", "CSUPPORT")
        await desk.index.sweep()

        assert await found(desk, "refunds tickets", "lee") == [
            "Team and Business go up by 12 % on 1 October, @Dana Roth agrees"
        ]


async def test_a_renamed_channel_is_found_under_its_new_name() -> None:
    """Citations name the channel as it is called now."""
    async with slack_desk() as desk:
        await desk.slack.rename("dana", PRICING, "prices")
        await desk.index.apply(
            {"type": "channel_rename", "channel": {"id": PRICING, "name": "prices"}}
        )
        page = await desk.search("margin review", await desk.access("lee"))

        assert page.hits[0].origin.place == "#prices"


async def test_one_channel_that_fails_does_not_stop_the_others() -> None:
    """The next sweep comes back to it."""
    async with slack_desk(indexed=False) as desk:
        fault = Fault(kind="garbage", path="conversations.history", times=1)
        desk.slack.team.faults.add("slack", fault)
        await desk.index.sweep()
        some = await desk.index.texts.count()
        await desk.index.sweep()

        assert 0 < some < await desk.index.texts.count()


@pytest.mark.parametrize(
    "event",
    [
        {"type": "reaction_added", "user": "ULEE"},
        {"type": "message", "channel": "CNOWHERE", "ts": "1795000000.000100", "text": "x"},
        {"type": "message", "subtype": "message_deleted", "channel": "CPRICING"},
        {"type": "channel_archive", "channel": "CPRICING", "user": "ULEE"},
    ],
)
async def test_other_events_change_nothing(event: Mapping[str, object]) -> None:
    """Everything that the app hears is handed on; most of it concerns others."""
    async with slack_desk() as desk:
        before = await desk.index.texts.count()
        await desk.index.apply(event)

        assert await desk.index.texts.count() == before


@given(st.lists(st.integers(0, 60 * 24 * 3), max_size=150, unique=True))
def test_every_message_is_in_one_run_and_runs_are_close(minutes: list[int]) -> None:
    """The rule looks at the messages alone, so that reading and indexing agree."""
    said = [
        SlackMessage(
            channel=PRICING,
            ts=ts_of(TODAY + timedelta(minutes=at)),
            author="Lee",
            text="x",
            thread=MessageTs(""),
        )
        for at in minutes
    ]
    runs = exchanges(said)

    assert sorted(m.ts for run in runs for m in run.messages) == sorted(m.ts for m in said)
    for run in runs:
        moments = [m.at for m in run.messages]
        assert len(moments) <= LONGEST_RUN
        assert len({at.date() for at in moments}) == 1
        assert all(later - earlier <= RUN_ENDS_AFTER for earlier, later in pairwise(moments))


async def _next(events: object, count: int) -> Mapping[str, object]:
    """The message event with this number."""
    assert callable(events)
    await until(lambda: len(events("message")) >= count)
    event: Mapping[str, object] = events("message")[count - 1]
    return event


async def _follow(desk: Desk, event: Mapping[str, object]) -> None:
    await desk.index.apply(event)
