"""A digest runs in the room that its maker agreed to, and waits for a yes to another one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.audience import PersonId, Readers
from domain.digest import DigestId, DigestState
from domain.question import Room, RoomKind
from scheduling.finishing import post_key
from scheduling.keeping import activate
from scheduling.sentences import GROWN, NOW_PUBLIC, OWNER_OUT
from store.standing_posts import StandingPost, StandingState, standing_key
from tests.scenarios.digest_room import (
    DANA,
    FRIDAY,
    PRICING,
    DigestRoom,
    a_claim,
    a_digest,
    digest_room,
)

PRIVATE = replace(
    PRICING,
    kind=RoomKind.PRIVATE,
    readers=Readers(members=frozenset({DANA.id, PersonId("ULEE")})),
    size=2,
)
ELSEWHERE = Readers(members=frozenset({PersonId("ULEE")}))
CHANGES = {
    GROWN: (replace(PRICING, size=5), replace(PRICING, size=10)),
    NOW_PUBLIC: (PRIVATE, replace(PRICING, size=3)),
    OWNER_OUT: (PRIVATE, replace(PRIVATE, readers=ELSEWHERE)),
}
HARMLESS = {
    "a few more": (replace(PRICING, size=5), replace(PRICING, size=9)),
    "fewer": (replace(PRICING, size=50), replace(PRICING, size=5)),
    "made private": (replace(PRICING, size=2), PRIVATE),
    "never counted": (PRICING, replace(PRICING, size=500)),
}


async def ran_in(room: DigestRoom, before: Room, after: Room) -> DigestState:
    """One edition before the change; the state after the next slot."""
    room.world = [a_claim("The Team plan costs $12.")]
    room.place = before
    await room.add(a_digest())
    await room.at(FRIDAY + timedelta(hours=1))
    room.place = after
    await room.at(FRIDAY + timedelta(days=3, hours=1))
    row = await room.books.digests.get(DigestId("d1"))
    assert row is not None
    return row.state


@pytest.mark.parametrize("why", CHANGES)
async def test_another_room_pauses_it_and_its_maker_hears_why(tmp_path: Path, why: str) -> None:
    """What was approved for some is not approved for twice as many, or for everybody."""
    async with digest_room(tmp_path) as room:
        state = await ran_in(room, *CHANGES[why])
        told = "\n".join(await room.said())

        assert state is DigestState.PAUSED
        assert why in told
        assert len(room.started) == 1


@pytest.mark.parametrize("what", HARMLESS)
async def test_smaller_changes_are_no_reason(tmp_path: Path, what: str) -> None:
    """People come and go."""
    async with digest_room(tmp_path) as room:
        state = await ran_in(room, *HARMLESS[what])

        assert state is DigestState.ACTIVE
        assert len(room.started) == 2


async def test_resuming_it_is_a_yes_to_the_room_as_it_is(tmp_path: Path) -> None:
    """It runs on in the larger room, and from there on counts again."""
    async with digest_room(tmp_path) as room:
        await ran_in(room, *CHANGES[GROWN])
        await activate(room.books, a_digest(), now=room.now())
        await room.at(FRIDAY + timedelta(days=4, hours=1))
        row = await room.books.digests.get(DigestId("d1"))

        assert row is not None
        assert row.state is DigestState.ACTIVE
        assert len(room.started) == 2


@pytest.mark.parametrize("was_taken_back", [True, False], ids=["taken back", "control"])
async def test_what_was_taken_back_is_not_repeated_as_said_before(
    tmp_path: Path,
    was_taken_back: bool,  # noqa: FBT001 - the gate
) -> None:
    """Its document is gone, and a guest has come: the guest must not hear what it said."""
    async with digest_room(tmp_path) as room:
        room.world = [a_claim("The Team plan costs $12.")]
        await room.add(a_digest())
        await room.at(FRIDAY + timedelta(hours=1))
        key = standing_key(post_key(room.started[0].run), PRICING.channel)
        if was_taken_back:
            await room.books.standing.begins(a_post(key, room))
            await room.books.standing.leaves(key, StandingState.LEAVING)
        room.world = []
        await room.at(FRIDAY + timedelta(days=3, hours=1))
        later = (await room.editions())[1:]

        assert ("The Team plan costs $12." in repr(later)) is not was_taken_back


def a_post(key: str, room: DigestRoom) -> StandingPost:
    question = room.started[0]
    return StandingPost(
        key=key,
        run=question.run,
        channel=PRICING.channel,
        asker=DANA.id,
        language="en",
        kind="digest",
        rests=(),
        posted=room.now(),
    )
