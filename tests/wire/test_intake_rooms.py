"""Where a question may be asked, by whom, and what is read of it."""

from pathlib import Path

import pytest

from bot.intake import MOST_TRIES
from domain.arrival import Arrival, Commanded, Delivered, ShortcutUsed
from domain.audience import PersonId
from domain.question import ChannelId, MessageTs, Question, RoomKind
from store.arrivals import Arrivals
from store.keyring import OperatorKey
from tests.wire.bot_room import (
    BotRoom,
    PlayedWork,
    bot_room,
    face_in,
    open_database,
    shown,
)
from tests.wire.slack_room import slack_room, until


async def test_in_a_private_channel_its_members_read_along(tmp_path: Path) -> None:
    """It hears its name there as in a public one, once it was invited."""
    async with bot_room(tmp_path) as room:
        ts = await room.slack.say("dana", "CMARGINS", "@dossier what changed?")
        await until(lambda: room.texts("CMARGINS", ts))
        (question,) = room.work.started

        assert question.room.kind is RoomKind.PRIVATE
        assert question.room.readers.members == {"UDANA"}


async def test_in_a_group_direct_message_it_waits_for_its_name(tmp_path: Path) -> None:
    """People talk there among themselves; all of them read the answer."""
    async with bot_room(tmp_path) as room:
        group = await room.slack.open_group("dana", "lee", "dossier")
        await room.slack.say("lee", group, "what do you think?")
        ts = await room.slack.say("lee", group, "@dossier what changed?")
        await until(lambda: room.texts(group, ts))
        (question,) = room.work.started

        assert question.message == ts
        assert question.room.readers.members == {"UDANA", "ULEE"}


async def test_a_guest_is_told_no_in_a_sentence(tmp_path: Path) -> None:
    """Until the operator's rules say otherwise."""
    async with bot_room(tmp_path) as room:
        await room.slack.invite("lee", "CSUPPORT")
        ts = await room.slack.say("gus", "CSUPPORT", "@dossier what changed?")
        await until(lambda: room.texts("CSUPPORT", ts, "gus"))

        assert room.texts("CSUPPORT", ts, "gus")[0].startswith("I don't answer guests")
        assert room.work.started == []


async def test_links_in_a_question_are_kept_with_it(tmp_path: Path) -> None:
    """They may be read, of the web as of our own sources."""
    async with bot_room(tmp_path) as room:
        text = "@dossier how do we compare with https://acme.example/pricing ?"
        await room.slack.say("dana", "CPRICING", text)
        await until(lambda: room.work.started)
        (question,) = room.work.started

        assert question.urls == ("https://acme.example/pricing",)


class Broken(PlayedWork):
    """Nothing can be started."""

    async def start(self, question: Question) -> None:
        raise OSError(f"no room for {question.run}")


GIVEN_UP: dict[str, Arrival] = {
    "command": Commanded(
        person=PersonId("UDANA"),
        channel=ChannelId("CPRICING"),
        command="/research",
        text="what changed?",
        id="1.2",
    ),
    "shortcut": ShortcutUsed(
        person=PersonId("UDANA"),
        channel=ChannelId("CPRICING"),
        ts=MessageTs("1.1"),
        text="what changed?",
        id="1.3",
    ),
}


@pytest.mark.parametrize("way", GIVEN_UP)
async def test_what_breaks_before_it_begins_is_said_to_whoever_asked(
    tmp_path: Path, way: str
) -> None:
    """After a few tries, and alone: in the channel nothing may stand of it yet."""
    async with slack_room() as slack, open_database(tmp_path) as database:
        now = slack.team.clock.now
        arrivals = Arrivals(database, key=OperatorKey(current="secret"), now=now)
        await arrivals.commit(Delivered(key=way, team="T0SANDBOX", arrival=GIVEN_UP[way]))
        for _ in range(MOST_TRIES):
            await arrivals.retry(way, "bug", due=now())
        work = Broken(database=database, now=now)
        async with face_in(slack, database, work) as face:
            room = BotRoom(slack=slack, face=face, work=work, database=database)
            await until(lambda: alone(room))

        assert alone(room) == [
            "Something broke on my side before I could start. Ask again, please."
        ]


def alone(room: BotRoom) -> list[str]:
    return [
        shown(message)
        for message in room.slack.messages_in("dana", "DDANA")
        if message["user"] == "UDOSSIER"
    ]
