"""A posted answer does not outlive the right to read it: it is taken back, once, and said."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from domain.audience import ALL_MEMBERS, NOBODY, WORLD, only
from domain.errors import SourceMissing
from domain.events import TakenBack
from domain.evidence import SourceRef
from domain.question import ChannelId, SourceKind
from store.evidence import Evidence
from store.journal import Journal
from store.standing_posts import (
    StandingPosts,
)
from tests.wire.answer_room import (
    CANARY,
    DANA,
    GONE,
    LEE,
    PRIVATE,
    Sources,
    a_day_later,
    answered,
    direct,
    drive_file,
    judged,
    key_of,
    passage,
    read_by,
    sources_that_say,
)
from tests.wire.bot_room import BotRoom, PlayedWork, an_answer, bot_room, face_in, open_database
from tests.wire.slack_room import slack_room, until

Join = Callable[[BotRoom], Awaitable[None]]
WAYS: dict[str, tuple[str, Join]] = {
    "a guest joins": ("CPRICING", lambda room: room.slack.invite("dana", "CPRICING", "gus")),
    "the channel is shared": ("CPRICING", lambda room: room.slack.share("dana", "CPRICING")),
    "a member joins": ("CMARGINS", lambda room: room.slack.invite("dana", "CMARGINS", "lee")),
    "it is made public": ("CMARGINS", lambda room: room.slack.convert("dana", "CMARGINS")),
}


@pytest.mark.parametrize("way", WAYS)
async def test_what_somebody_new_may_not_read_is_taken_back(tmp_path: Path, way: str) -> None:
    """The place keeps a sentence, whoever asked hears of it and may search in private."""
    channel, happens = WAYS[way]
    open_to = ALL_MEMBERS if channel == "CPRICING" else only(DANA)
    sources = Sources(open_to)
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, channel, open_to)
        await happens(room)
        await until(lambda: room.texts(channel, ts) == [GONE])
        await until(lambda: PRIVATE in direct(room))
        told = [e.what for e in await Journal(room.database).of(question.run)]

        assert CANARY not in read_by(room, channel, "dana")
        assert CANARY not in direct(room)
        assert TakenBack(channel=ChannelId(channel), messages=1, files=0) in told


@pytest.mark.parametrize("way", WAYS)
async def test_without_taking_back_they_read_it(tmp_path: Path, way: str) -> None:
    """The control: the same events, and the words are still there."""
    channel, happens = WAYS[way]
    open_to = ALL_MEMBERS if channel == "CPRICING" else only(DANA)
    changed = sources_that_say(Sources(open_to).audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:

        async def nothing() -> None:
            return

        room.face.taking_back.sweep = nothing  # type: ignore[method-assign] # the gate is off
        ts, _ = await answered(room, channel, open_to)
        await happens(room)
        await asyncio.sleep(0.5)

        assert CANARY in room.texts(channel, ts)[0]
        assert CANARY in read_by(room, channel, "dana")


@pytest.mark.parametrize("way", WAYS)
async def test_what_rests_on_the_web_alone_stays(tmp_path: Path, way: str) -> None:
    """All the world may read it; nobody is asked, and nothing is blanked."""
    channel, happens = WAYS[way]
    sources = Sources(NOBODY)
    changed = sources_that_say(sources.audience_of)
    page = SourceRef(source=SourceKind.WEB, key="u1")
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, channel, WORLD, page)
        await happens(room)
        await asyncio.sleep(0.3)

        assert CANARY in room.texts(channel, ts)[0]
        assert sources.asked_for == []
        assert await StandingPosts(room.database).get(key_of(question)) is None


async def test_a_member_who_joins_a_channel_of_members_costs_no_source_a_call(
    tmp_path: Path,
) -> None:
    """Whoever could have joined before could read it before."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        await room.slack.dismiss("dana", "CPRICING", "lee")
        ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
        at_posting = len(sources.asked_for)
        await room.slack.invite("dana", "CPRICING", "lee")
        await room.slack.invite("dana", "CPRICING", "priya")
        await judged(room, key_of(question))

        assert CANARY in room.texts("CPRICING", ts)[0]
        assert len(sources.asked_for) == at_posting == 1


async def test_a_newcomer_who_may_open_everything_takes_nothing_away(tmp_path: Path) -> None:
    """They were given the file before they were let in: the source says so now."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        ts, question = await answered(room, "CMARGINS", only(DANA))
        sources.audience = only(DANA, LEE)
        await room.slack.invite("dana", "CMARGINS", "lee")
        await judged(room, key_of(question))

        assert CANARY in room.texts("CMARGINS", ts, "lee")[0]
        assert "took back" not in direct(room)


@pytest.mark.slow
async def test_many_answers_on_one_file_ask_for_it_once(tmp_path: Path) -> None:
    """What a source said since the change counts for all that rests on it."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        places = [await answered(room, "CMARGINS", only(DANA)) for _ in range(4)]
        at_posting = len(sources.asked_for)
        sources.audience = only(DANA, LEE)
        await room.slack.invite("dana", "CMARGINS", "lee")
        for _, question in places:
            await judged(room, key_of(question))

        assert len(sources.asked_for) == at_posting + 1


async def test_a_kill_between_noticing_and_taking_back_loses_nothing(tmp_path: Path) -> None:
    """What was noticed is written down; the next process does it, and says it once."""
    sources = Sources(ALL_MEMBERS)
    changed = sources_that_say(sources.audience_of)
    async with slack_room() as slack, open_database(tmp_path) as database:
        work = PlayedWork(database=database, now=slack.team.clock.now, plays=False)
        async with face_in(slack, database, work, changed=changed) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            ts, question = await answered(room, "CPRICING", ALL_MEMBERS)
            await judged(room, key_of(question))

            killed = asyncio.get_running_loop().create_future()

            async def die(_post: object) -> None:
                killed.set_result(None)
                await asyncio.Event().wait()

            face.taking_back._take_back = die  # type: ignore[method-assign,assignment] # the process ends there
            await slack.invite("dana", "CPRICING", "gus")
            await killed
            assert CANARY in room.texts("CPRICING", ts)[0]
        async with face_in(slack, database, work, changed=changed) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            await until(lambda: room.texts("CPRICING", ts) == [GONE])
            await until(lambda: PRIVATE in direct(room))
            await asyncio.sleep(0.5)

            assert direct(room).count(PRIVATE) == 1


async def test_the_answer_in_a_direct_message_goes_when_its_reader_lost_access(
    tmp_path: Path,
) -> None:
    """One who may no longer open the file may no longer read of it."""
    sources = Sources(only(DANA))
    changed = sources_that_say(sources.audience_of)
    async with bot_room(tmp_path, plays=False, changed=changed) as room:
        await room.slack.open_dm("dana")
        ts = await room.slack.say("dana", "DDANA", "what about Heron?")
        await until(lambda: room.work.started)
        question = room.work.started[0]
        await Evidence(room.database).keep(question.run, [passage(only(DANA), drive_file())])
        room.work.answer = replace(an_answer(CANARY), sources=())
        await room.work.deliver(question)
        await until(lambda: any(CANARY in text for text in room.texts("DDANA", ts)))
        await judged(room, key_of(question))
        sources.fails = SourceMissing(SourceKind.DRIVE)
        await a_day_later(room)
        await until(lambda: room.texts("DDANA", ts) == [GONE])

        assert CANARY not in read_by(room, "DDANA", "dana")
