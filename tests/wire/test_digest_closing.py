"""A digest whose channel closes, or whose maker leaves, stops at once and says so once."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from domain.digest import DigestId, DigestState, Slot
from scheduling.keeping import activate
from scheduling.pausing import Pausing
from scheduling.ports import Books
from store.digests import DigestRow
from tests.scenarios.digest_room import a_digest
from tests.wire.bot_room import BotRoom, bot_room, shown
from tests.wire.digest_desk import direct_messages, dm_text, eventually
from tests.wire.slack_room import TODAY, until

CHANNEL = "CPRICING"
WAYS: dict[str, Callable[[BotRoom], Awaitable[None]]] = {
    "the channel is archived": lambda room: room.slack.archive("dana", CHANNEL),
    "the channel is shared with": lambda room: room.slack.share("dana", CHANNEL),
    "I am no longer in the channel": lambda room: room.slack.dismiss("dana", CHANNEL),
}


async def saved(room: BotRoom) -> None:
    digest = a_digest("d1", owner_name="Dana Roth")
    await activate(Books.of(room.database), digest, now=TODAY)


async def the_digest(room: BotRoom) -> DigestRow:
    row = await Books.of(room.database).digests.get(DigestId("d1"))
    assert row is not None
    return row


async def is_paused(room: BotRoom) -> bool:
    return (await the_digest(room)).state is DigestState.PAUSED


@pytest.mark.parametrize("why", list(WAYS))
async def test_a_closed_channel_pauses_its_digests_at_once(tmp_path: Path, why: str) -> None:
    """Nobody waits for its next time; the maker hears the reason."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        await WAYS[why](room)
        told = await dm_text(room, "I paused the digest")

        assert why in told
        assert await is_paused(room)


async def test_the_slot_that_comes_after_the_event_says_nothing_more(tmp_path: Path) -> None:
    """Both look at the channel; one message is enough."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        await room.slack.archive("dana", CHANNEL)
        await dm_text(room, "I paused the digest")
        row, pausing = (
            await the_digest(room),
            Pausing(Books.of(room.database), now=lambda: TODAY),
        )
        slot = Slot(digest=row.digest.id, at=TODAY, start=TODAY)
        await pausing.closed(row.digest, "the channel is archived.", slot=slot)
        await room.slack.unarchive("dana", CHANNEL)
        await room.slack.say("dana", CHANNEL, "@dossier hello?")
        await until(lambda: room.work.started)
        told = [shown(message) for message in await direct_messages(room)]

        assert len([text for text in told if "I paused" in text]) == 1


async def test_a_channel_that_was_only_renamed_keeps_its_digests(tmp_path: Path) -> None:
    """Slack is asked what is; the event alone decides nothing."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        await room.slack.rename("dana", CHANNEL, "prices")
        await room.slack.say("dana", CHANNEL, "@dossier hello?")
        await until(lambda: room.work.started)

        assert not await is_paused(room)


async def test_a_maker_who_leaves_stops_their_digests_at_once(tmp_path: Path) -> None:
    """Those who read it are told, since the maker cannot be."""
    async with bot_room(tmp_path) as room:
        await saved(room)
        await room.slack.deactivate("dana")
        await eventually(lambda: is_paused(room))
        await until(lambda: "who made it, has left" in _said_in_channel(room))

        assert (await the_digest(room)).note == "Dana Roth, who made it, has left."


def _said_in_channel(room: BotRoom) -> str:
    return "\n".join(shown(m) for m in room.slack.messages_in("lee", CHANNEL))
