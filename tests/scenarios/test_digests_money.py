"""A digest draws on the same accounts as its owner's questions, and never ends in silence."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.digest_running import unpaid
from domain.amounts import brief
from domain.digest import DigestState, Slot, SlotKind, SlotState
from domain.events import FailureKind
from domain.question import ChannelId, Question, RunId
from evals.stage import Stage, open_stage
from policy.spending import Allowances
from sandbox.thread_text import text_of
from store.digest_slots import Slots
from store.digests import Digests
from store.ledger import Ledger, Limits
from tests.scenarios.digest_room import (
    DANA,
    FRIDAY,
    PRICING,
    DigestRoom,
    a_digest,
    digest_room,
)
from tests.scenarios.hostile import hostile_workspace

HOURLY = "0 * * * *"
USED = "You have used your $3 for today (resets 21 November)."
SAID = (
    f'{USED} Until then the digest "what changed about pricing and competitors" in #pricing '
    "rests."
)


@asynccontextmanager
async def room_with_purse(folder: Path, allowances: Allowances) -> AsyncIterator[DigestRoom]:
    async with digest_room(folder) as room:
        limits = Limits(allowances=allowances, now=room.now)
        room.unpaid_with = partial(unpaid, Ledger(room.database, limits=limits))
        yield room


async def use_up(room: DigestRoom, usd: float, *, allowances: Allowances) -> None:
    """As a question of Dana's in #pricing does."""
    asked = Question(
        run=RunId("asked"), text="why?", asker=DANA, room=PRICING, asked_at=room.now()
    )
    await room.books.runs.create(asked)
    limits = Limits(allowances=allowances, now=room.now)
    await Ledger(room.database, limits=limits).reserve(asked.run, "k", usd, cap=usd)


async def test_a_slot_without_money_is_skipped_and_its_owner_told_once(tmp_path: Path) -> None:
    """Hours without money are one sentence; the day after, it runs again by itself."""
    purse = Allowances(person_day=3.0)
    async with room_with_purse(tmp_path, purse) as room:
        await room.add(a_digest(cron=HOURLY))
        await use_up(room, 3.0, allowances=purse)
        for hour in (1, 2, 3):
            await room.at(FRIDAY + timedelta(hours=hour, seconds=5))
        begun, said = list(room.started), await room.said()
        rows = await room.books.slots.of(a_digest().id)
        await room.at(datetime(2026, 11, 21, 1, 0, 5, tzinfo=UTC))
        digest = (await room.books.digests.all())[0]

        assert begun == []
        assert said == [SAID]
        assert {(row.slot.state, row.note) for row in rows} == {(SlotState.SKIPPED, USED)}
        assert len(room.started) == 1
        assert digest.state is DigestState.ACTIVE


async def test_a_channel_without_money_rests_its_digests_too(tmp_path: Path) -> None:
    """Whoever used it up; another channel's digest is not touched."""
    purse = Allowances(channel_month=2.0)
    async with room_with_purse(tmp_path, purse) as room:
        await room.add(a_digest(cron=HOURLY, language="de"))
        await use_up(room, 2.0, allowances=purse)
        await room.at(FRIDAY + timedelta(hours=1, seconds=5))
        (said,) = await room.said()

        assert room.started == []
        assert said.startswith(
            f"#pricing hat die {brief(2.0, 'de')} für diesen Monat verbraucht"
        )
        assert "1. Dezember" in said


async def test_without_the_door_the_same_slot_begins(tmp_path: Path) -> None:
    """The control."""
    async with digest_room(tmp_path) as room:
        await room.add(a_digest(cron=HOURLY))
        await use_up(room, 3.0, allowances=Allowances(person_day=3.0))
        await room.at(FRIDAY + timedelta(hours=1, seconds=5))

        assert len(room.started) == 1


async def test_whoever_asks_for_it_now_is_told_each_time(tmp_path: Path) -> None:
    """A press is answered, also when the sentence was said today."""
    purse = Allowances(person_day=3.0)
    async with room_with_purse(tmp_path, purse) as room:
        digest = a_digest(cron=HOURLY)
        await room.add(digest)
        await use_up(room, 3.0, allowances=purse)
        await room.at(FRIDAY + timedelta(hours=1, seconds=5))
        for kind, minutes in ((SlotKind.NOW, 70), (SlotKind.TRY, 80)):
            room.moment = FRIDAY + timedelta(minutes=minutes)
            slot = Slot(digest=digest.id, at=room.moment, start=room.moment, kind=kind)
            await room.books.slots.ask(slot)
            await room.ticks()

        assert await room.said() == [SAID] * 3
        assert room.started == []


async def test_money_that_ends_in_mid_run_is_named(tmp_path: Path) -> None:
    """The failure counts, and its owner hears whose money it was."""
    purse = Allowances(person_day=3.0)
    async with room_with_purse(tmp_path, purse) as room:
        await room.add(a_digest(cron=HOURLY))
        room.failure, room.holds = FailureKind.BUDGET, True
        await room.at(FRIDAY + timedelta(hours=1, seconds=5))
        await use_up(room, 3.0, allowances=purse)
        await room.end(room.started[0])
        await room.ticks()
        (said,) = await room.said()

        assert f"did not come this time: {USED}" in said


async def told(stage: Stage, words: str) -> str:
    """The direct message with these words."""
    place = await stage.sandbox.slack.open_dm("dana")
    async with asyncio.timeout(30):
        for pause in iter(lambda: 0.1, None):
            for message in stage.sandbox.slack.messages_in("dana", place):
                if words in text_of(message):
                    return text_of(message)
            await asyncio.sleep(pause)
    raise AssertionError


@pytest.mark.slow
async def test_in_the_whole_program_the_owner_is_told_in_a_direct_message(
    tmp_path: Path,
) -> None:
    """Nothing is left of the day; her digest asks no model and says why it did not come."""
    own = {
        "NOTION_TOKEN": "",
        "DOSSIER_SECRET_KEY": Fernet.generate_key().decode(),
        "DOSSIER_PERSON_DAY_USD": "0.01",
    }
    async with open_stage(hostile_workspace(), tmp_path, own=own) as stage:
        stage.sandbox.slack.enforce_limits = False
        now = stage.sandbox.clock.now()
        digest = a_digest(channel=ChannelId("CPRICING"))
        await Digests(stage.database).put(digest, state=DigestState.ACTIVE, next_=None)
        slot = Slot(digest=digest.id, at=now, start=now, kind=SlotKind.NOW)
        calls = len(stage.sandbox.claude.requests)
        await Slots(stage.database).ask(slot)
        said = await told(stage, "Until then the digest")

    assert "used your $0.01 for today (resets" in said
    assert len(stage.sandbox.claude.requests) == calls
