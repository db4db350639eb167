"""Who can read a Slack conversation, asked of the sandbox through Slack's own client."""

import asyncio
from datetime import timedelta

import pytest

from connectors.slack_directory import SlackDirectory
from connectors.slack_people import person_from
from connectors.slack_shapes import ChannelReply, WireUser
from connectors.vendor_replies import parsed
from domain.audience import NOBODY, Audience, PersonId, PersonKind, Readers
from domain.errors import SourceBusy, SourceMissing
from domain.question import ChannelId, RoomKind, SourceKind
from sandbox.faults import Fault
from tests.wire.slack_desk import slack_desk

DANA, LEE, PRIYA, GUS = (PersonId(f"U{name}") for name in ("DANA", "LEE", "PRIYA", "GUS"))


async def test_a_person_comes_with_name_address_and_zone() -> None:
    """Drive is read as this address, and times are shown in this zone."""
    async with slack_desk(indexed=False) as desk:
        asker = await desk.directory.person(DANA)

        assert asker.name == "Dana Roth"
        assert asker.email == "dana@tidewater.example"
        assert asker.timezone == "Europe/Berlin"
        assert asker.kind is PersonKind.MEMBER


async def test_guests_and_strangers_lend_no_address() -> None:
    """An address outside the company must never open a Drive."""
    async with slack_desk(indexed=False) as desk:
        guest = await desk.directory.person(GUS)
        stranger = await desk.directory.person(PersonId("USVEN"))

        assert (guest.kind, guest.email) == (PersonKind.GUEST, "")
        assert (stranger.kind, stranger.email) == (PersonKind.STRANGER, "")


def test_an_unconfirmed_or_foreign_address_is_no_address() -> None:
    """Anybody can type an address into a profile."""
    wire = {"id": "U1", "team_id": "T1", "profile": {"email": "Eve@tidewater.example"}}
    domains = frozenset({"tidewater.example"})

    def email(**changes: object) -> str:
        user = parsed(SourceKind.SLACK, WireUser, wire | changes)
        return person_from(user, team="T1", email_domains=domains).email

    assert email() == "eve@tidewater.example"
    assert email(is_email_confirmed=False) == ""
    assert email(profile={"email": "eve@elsewhere.example"}) == ""
    assert email(team_id="T2") == ""


async def test_a_public_channel_is_read_by_all_members_and_its_guests() -> None:
    """Any member may join tomorrow; a guest may not."""
    async with slack_desk(indexed=False) as desk:
        support = await desk.directory.room(ChannelId("CSUPPORT"))
        audience = await desk.directory.audience_of_channel(ChannelId("CSUPPORT"))

        assert support.kind is RoomKind.PUBLIC
        assert support.readers == Readers(all_members=True, guests=frozenset({GUS}))
        assert audience == Audience(all_members=True, people=frozenset({GUS}))


async def test_a_private_channel_is_read_by_its_members_and_not_by_the_bot() -> None:
    """The bot is a member too, but nobody reads through it."""
    async with slack_desk(indexed=False) as desk:
        margins = await desk.directory.room(ChannelId("CMARGINS"))

        assert margins.kind is RoomKind.PRIVATE
        assert margins.readers == Readers(members=frozenset({DANA}))


async def test_a_direct_message_is_read_by_its_person() -> None:
    """What one person may read can be said to that person alone."""
    async with slack_desk(indexed=False) as desk:
        room = await desk.directory.room(ChannelId("DDANA"))

        assert room.kind is RoomKind.DM
        assert room.readers == Readers(members=frozenset({DANA}))


async def test_a_shared_channel_has_strangers_and_its_text_belongs_to_our_own() -> None:
    """As a room it is open to others; as evidence it is for our people in it."""
    async with slack_desk(indexed=False) as desk:
        bridge = await desk.directory.room(ChannelId("CGLOBEXBRIDGE"))
        audience = await desk.directory.audience_of_channel(ChannelId("CGLOBEXBRIDGE"))

        assert bridge.shared_outside
        assert bridge.readers.strangers
        assert audience == Audience(people=frozenset({DANA}))


async def test_somebody_who_joins_is_a_reader_of_the_next_fresh_look() -> None:
    """Readers are computed anew before each post."""
    async with slack_desk(indexed=False) as desk:
        await desk.directory.room(ChannelId("CMARGINS"))
        await desk.slack.invite("dana", "CMARGINS", "lee")
        desk.directory.forget(ChannelId("CMARGINS"))
        room = await desk.directory.room(ChannelId("CMARGINS"))

        assert room.readers.members == frozenset({DANA, LEE})


async def test_many_looks_at_once_are_one_request() -> None:
    """A hundred questions in one channel must not use up Slack's limit."""
    async with slack_desk(indexed=False) as desk:
        room = ChannelId("CPRICING")
        await asyncio.gather(*(desk.directory.room(room) for _ in range(50)))

        assert desk.asked("conversations.info") == 1
        assert desk.asked("conversations.members") == 1


async def test_who_comes_while_a_look_up_waits_for_its_turn_shares_it() -> None:
    """Two hundred questions in forty channels are forty look-ups, each still fresh for all."""
    async with slack_desk(indexed=False) as desk:
        moment = desk.slack.team.clock.now()
        directory = SlackDirectory(desk.door, desk.directory.people, now=lambda: moment)
        at_once = (
            desk.door.ask("conversations.info", ChannelReply, channel=f"C{number}")
            for number in range(36)
        )
        await asyncio.gather(*at_once, return_exceptions=True)  # what Slack lets us ask
        first = asyncio.create_task(directory.room(ChannelId("CMARGINS")))
        await asyncio.sleep(0.1)
        moment += timedelta(minutes=1)
        rooms = await asyncio.gather(first, directory.room(ChannelId("CMARGINS")))

        assert desk.asked("conversations.info") == 36 + 1
        assert rooms[0] == rooms[1]


async def test_a_failed_look_up_is_never_an_open_room() -> None:
    """When Slack does not answer, nobody is assumed to be allowed."""
    async with slack_desk(indexed=False) as desk:
        desk.slack.team.faults.add("slack", Fault(kind="busy", seconds=90))

        with pytest.raises(SourceBusy):
            await desk.directory.room(ChannelId("CPRICING"))


async def test_an_unknown_channel_has_no_audience() -> None:
    """A ref may outlive its channel."""
    async with slack_desk(indexed=False) as desk:
        audience = await desk.directory.audience_of_channel(ChannelId("CNOWHERE"))

        assert audience == NOBODY
        with pytest.raises(SourceMissing):
            await desk.directory.room(ChannelId("CNOWHERE"))


async def test_addresses_lead_to_full_members_only() -> None:
    """Drive and Notion name readers by address."""
    async with slack_desk(indexed=False) as desk:
        by_email = await desk.directory.by_email()

        assert by_email == {
            "dana@tidewater.example": DANA,
            "lee@tidewater.example": LEE,
            "priya@tidewater.example": PRIYA,
        }


async def test_the_members_of_a_channel_are_found_by_its_name() -> None:
    """The operator's map of Notion readers says #margins, not an id."""
    async with slack_desk(indexed=False) as desk:
        assert await desk.directory.members_of("#margins") == frozenset({DANA})
        assert await desk.directory.members_of("#nowhere") == frozenset()


async def test_a_private_answer_is_remembered_for_a_minute_at_most() -> None:
    """Someone removed from a private channel must lose it soon."""
    async with slack_desk(indexed=False) as desk:
        moment = desk.slack.team.clock.now()
        directory = SlackDirectory(desk.door, desk.directory.people, now=lambda: moment)
        await directory.audience_of_channel(ChannelId("CMARGINS"))
        asked = desk.asked("conversations.members")
        await directory.audience_of_channel(ChannelId("CMARGINS"))
        moment += timedelta(seconds=61)
        await directory.audience_of_channel(ChannelId("CMARGINS"))

        assert asked == 1
        assert desk.asked("conversations.members") == 2
