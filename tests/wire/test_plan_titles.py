"""Titles written after company text was read are for those who read the room back then."""

import asyncio
from pathlib import Path

import pytest

from bot.readers_now import AGAIN_SECONDS, KEPT_SECONDS, ReadersNow
from domain.audience import PersonId, Readers
from domain.errors import SourceBusy
from domain.events import SubtaskStarted, Triaged, WasRead
from domain.plan import Subtask, SubtaskId
from domain.question import (
    Asker,
    ChannelId,
    Effort,
    Question,
    Room,
    RoomKind,
    RunId,
    SourceKind,
)
from sandbox.faults import Fault
from tests.unit import simulated_time
from tests.unit.test_forty_at_work import BEGAN
from tests.wire.bot_room import BotRoom, bot_room
from tests.wire.slack_room import until

CANARY = "Heron closes in May"
FIRST = Subtask(
    id=SubtaskId("s1"), title="plans for the sites", objective="x", sources=(SourceKind.DRIVE,)
)
LATER = Subtask(id=SubtaskId("s2"), title=CANARY, objective="x", sources=(SourceKind.NOTION,))


class _NobodyCame(ReadersNow):
    """The gate off: whoever reads the room is taken for those who did."""

    def still_fit(self, question: Question) -> bool:
        return question.room.kind is not RoomKind.TERMINAL


async def _second_dispatch(room: BotRoom) -> str:
    """A plan in a private channel whose second part was named after a file was read."""
    ts = await _asked(room)
    await _named(room)
    await until(lambda: room.texts("CMARGINS", ts))
    return ts


async def _asked(room: BotRoom) -> str:
    await room.slack.invite("dana", "CMARGINS")
    ts = await room.slack.say("dana", "CMARGINS", "@dossier what happens to the sites?")
    await until(lambda: room.work.started)
    return ts


async def _named(room: BotRoom) -> None:
    run = room.work.started[0].run
    read = WasRead(subtask=FIRST.id, source=SourceKind.DRIVE, ref="drive:1", passages=1)
    triaged = Triaged(effort=Effort.COMPARE, topic="sites", language="en")
    for key, what in (
        ("triaged", triaged),
        ("first", SubtaskStarted(subtask=FIRST)),
        ("read", read),
        ("later", SubtaskStarted(subtask=LATER)),
    ):
        await room.work.note(run, key, what)


def _plan(room: BotRoom, ts: str, person: str = "dana") -> str:
    return "".join(room.texts("CMARGINS", ts, person)[:1])


@pytest.mark.slow
async def test_as_long_as_nobody_comes_the_plan_has_its_titles(tmp_path: Path) -> None:
    """The useful case: the same people as at the beginning read them all."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await _second_dispatch(room)
        await until(lambda: CANARY in _plan(room, ts))

        assert "waiting · Notion · Heron closes in May" in _plan(room, ts)
        assert "reading · Drive · plans for the sites" in _plan(room, ts)


async def test_who_joins_meanwhile_finds_the_sources_name_in_a_titles_place(
    tmp_path: Path,
) -> None:
    """The title goes as soon as Slack tells of the newcomer; the first part keeps its own."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await _second_dispatch(room)
        await until(lambda: CANARY in _plan(room, ts))
        await room.slack.invite("dana", "CMARGINS", "lee")
        await until(lambda: CANARY not in _plan(room, ts))
        menu = room.replies("CMARGINS", ts)[0]["blocks"]

        assert "waiting · Notion, part 2" in _plan(room, ts, "lee")
        assert "plans for the sites" in _plan(room, ts, "lee")
        assert CANARY not in str(menu)


@pytest.mark.slow
async def test_without_the_gate_the_newcomer_reads_the_title(tmp_path: Path) -> None:
    """The control: the same join, and the words stay."""
    async with bot_room(tmp_path, plays=False) as room:
        room.face.progress._readers = _NobodyCame(room.face.progress._readers._rooms)
        ts = await _second_dispatch(room)
        await until(lambda: CANARY in _plan(room, ts))
        await room.slack.invite("dana", "CMARGINS", "lee")
        run = room.work.started[0].run
        read = WasRead(subtask=LATER.id, source=SourceKind.NOTION, ref="notion:1", passages=1)
        await room.work.note(run, "more", read)
        await until(lambda: "reading · Notion" in _plan(room, ts, "lee"))

        assert CANARY in _plan(room, ts, "lee")


async def test_while_slack_does_not_say_who_reads_the_room_the_title_stays_out(
    tmp_path: Path,
) -> None:
    """Doubt is no."""
    async with bot_room(tmp_path, plays=False) as room:
        ts = await _asked(room)
        room.slack.team.faults.add("slack", Fault(kind="busy", path="conversations.info"))
        await _named(room)
        await until(lambda: "Notion, part 2" in _plan(room, ts))

        assert CANARY not in str(room.slack.requests)


THOSE = Readers(members=frozenset({PersonId("UDANA"), PersonId("UPRIYA")}))
MORE = Readers(members=THOSE.members | {PersonId("ULEE")})


class _Rooms:
    """Says who reads the room, and counts how often it was asked."""

    def __init__(self, readers: Readers | None) -> None:
        self.readers = readers
        self.asked = 0

    async def room(self, channel: ChannelId) -> Room:
        self.asked += 1
        await asyncio.sleep(0.2)
        if self.readers is None:
            raise SourceBusy(SourceKind.SLACK)
        return Room(channel=channel, kind=RoomKind.PRIVATE, readers=self.readers)


def _question(kind: RoomKind = RoomKind.PRIVATE) -> Question:
    return Question(
        run=RunId("r"),
        text="what happens to the sites?",
        asker=Asker(id=PersonId("UDANA"), name="Dana"),
        room=Room(channel=ChannelId("C1"), kind=kind, readers=THOSE),
        asked_at=BEGAN,
    )


async def _fits(readers: ReadersNow, question: Question) -> bool:
    """What it says once its look-up had time to come back."""
    readers.still_fit(question)
    await asyncio.sleep(1)
    return readers.still_fit(question)


@pytest.mark.parametrize(
    ("now", "fits"),
    [
        (THOSE, True),
        (Readers.only(PersonId("UDANA")), True),
        (MORE, False),
        (Readers(members=THOSE.members, guests=frozenset({PersonId("UGUS")})), False),
        (Readers(all_members=True), False),
        (Readers(members=THOSE.members, strangers=True), False),
        (Readers(), False),
        (None, False),
    ],
)
def test_a_room_fits_while_nobody_reads_it_who_did_not(now: Readers | None, fits: bool) -> None:  # noqa: FBT001 - the case and its verdict
    """Fewer are fine; one more, or nobody to be sure of, is not."""
    assert simulated_time.run(_fits(ReadersNow(_Rooms(now)), _question())) is fits


def test_forty_runs_of_a_room_share_one_look_up_a_minute() -> None:
    """Slack lets us ask about few rooms, and answers come first."""
    rooms = _Rooms(THOSE)

    async def ten_minutes() -> set[bool]:
        readers, said = ReadersNow(rooms), set[bool]()
        await _fits(readers, _question())
        for _ in range(600):
            said |= {readers.still_fit(_question()) for _ in range(40)}
            await asyncio.sleep(1)
        return said

    assert simulated_time.run(ten_minutes()) == {True}
    assert rooms.asked <= 600 / AGAIN_SECONDS + 1


def test_what_was_seen_a_minute_ago_or_before_somebody_came_counts_no_more() -> None:
    """Until Slack has been asked again there is doubt."""
    rooms = _Rooms(THOSE)

    async def later() -> tuple[bool, bool, bool]:
        readers = ReadersNow(rooms)
        await _fits(readers, _question())
        await asyncio.sleep(KEPT_SECONDS)
        old = readers.still_fit(_question())
        await asyncio.sleep(1)
        readers.forget(ChannelId("C1"))
        forgotten = readers.still_fit(_question())
        await asyncio.sleep(1)
        return old, forgotten, readers.still_fit(_question())

    assert simulated_time.run(later()) == (False, False, True)


def test_a_look_up_that_began_before_somebody_came_is_not_believed() -> None:
    """Its answer may be older than the newcomer."""
    rooms = _Rooms(THOSE)

    async def overtaken() -> bool:
        readers = ReadersNow(rooms)
        readers.still_fit(_question())
        await asyncio.sleep(0.1)
        rooms.readers = MORE
        readers.forget(ChannelId("C1"))
        return await _fits(readers, _question())

    assert simulated_time.run(overtaken()) is False


def test_a_direct_message_has_one_reader_and_needs_no_look_up() -> None:
    """Nobody can be added to it."""
    rooms = _Rooms(None)

    assert simulated_time.run(_fits(ReadersNow(rooms), _question(RoomKind.DM)))
    assert rooms.asked == 0
