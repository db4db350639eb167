"""Who may read a Drive file, by its sharing dialogue; in doubt nobody."""

from dataclasses import replace

import pytest

from domain.audience import Audience, PersonId, Readers, only
from domain.errors import SourceError, SourceMissing
from domain.evidence import Filters, Hit, SearchPage, SourceRef
from domain.question import SourceKind
from policy.access import covers
from sandbox.faults import Fault
from sandbox.workspace.schema import Sharing
from tests.wire.drive_world import ALL, FILES, NOW, World, access, file, readers, world

BO, ANA = PersonId("UBO"), PersonId("UANA")


async def audience(drive: World, key: str, *, room: Readers = ALL, who: str = "bo") -> Audience:
    ref = SourceRef(source=SourceKind.DRIVE, key=key)
    return await drive.source.audience_of(ref, access(who, room))


async def test_a_file_for_the_company_may_be_read_by_every_member() -> None:
    """Discoverable in our own domain."""
    async with world() as drive:
        found = await audience(drive, "decision")

    assert found.all_members
    assert covers(found, ALL)


async def test_named_people_are_known_by_their_address() -> None:
    """The owner and whom the file names; nobody else."""
    async with world() as drive:
        drive.server.put(replace(FILES[0], sharing=Sharing(people=("bo", "gil"))))
        found = await audience(drive, "decision")

    assert found == only(ANA, BO)


async def test_a_link_lets_nobody_in_but_the_asker_and_the_named() -> None:
    """Whoever has the link may open it; who has it is known to nobody."""
    async with world() as drive:
        found = await audience(drive, "linked", who="cy")

    assert found == only(ANA, BO, PersonId("UCY"))


async def test_a_direct_message_needs_no_sharing_dialogue() -> None:
    """Drive let the asker in, and nobody else will read the answer."""
    async with world() as drive:
        found = await audience(drive, "decision", room=readers("bo"))

        assert found == only(BO)
        assert not [s for s in drive.server.requests if s.path.endswith("/permissions")]


async def test_members_of_a_group_are_found_by_trying_in_a_small_room() -> None:
    """Nobody tells who is in a group; Drive tells who may open the file."""
    async with world() as drive:
        inside = await audience(drive, "grouped", room=readers("bo", "ana"))
        outside = await audience(drive, "grouped", room=readers("bo", "cy"))

    assert covers(inside, readers("bo", "ana"))
    assert not covers(outside, readers("bo", "cy"))


async def test_a_group_counts_for_nothing_in_a_large_or_open_room() -> None:
    """A room of the whole company cannot be tried one by one, nor can tomorrow's members."""
    async with world() as drive:
        found = await audience(drive, "grouped", room=ALL)

    assert found == only(ANA, BO)
    assert not covers(found, ALL)


async def test_a_probe_that_fails_lets_nobody_in() -> None:
    """No answer is not yes."""
    async with world() as drive:
        await audience(drive, "decision", who="ana")
        drive.faults.add("drive", Fault(kind="garbage", path="/token"))
        found = await audience(drive, "grouped", room=readers("ana", "bo"), who="ana")

    assert found == only(ANA)


async def test_a_hit_whose_sharing_is_unknown_is_for_nobody() -> None:
    """The search goes on; the evidence cannot be used in the room."""
    async with world() as drive:
        drive.faults.add("drive", Fault(kind="garbage", path="/permissions"))
        page = await drive.source.search("hosting", Filters(), access(), limit=5)

    assert [hit.audience for hit in page.hits] == [Audience()]


async def test_reading_fails_when_the_sharing_cannot_be_learned() -> None:
    """Failing closed: text without an audience is never handed out."""
    async with world() as drive:
        drive.faults.add("drive", Fault(kind="garbage", path="/permissions"))
        ref = SourceRef(source=SourceKind.DRIVE, key="decision")

        with pytest.raises(SourceError):
            await drive.source.read(ref, access())


async def test_a_right_that_was_taken_away_counts_at_once() -> None:
    """The audience before posting is asked for anew."""
    async with world() as drive:
        assert (await audience(drive, "decision")).all_members
        drive.server.put(replace(FILES[0], sharing=Sharing(people=("bo",))))
        assert not (await audience(drive, "decision")).all_members
        drive.server.put(replace(FILES[0], sharing=Sharing()))

        with pytest.raises(SourceMissing):
            await audience(drive, "decision")


async def test_kept_text_is_not_shown_to_who_lost_the_right() -> None:
    """The text is kept for turning pages; the right is asked for each time."""
    ref = SourceRef(source=SourceKind.DRIVE, key="decision")
    async with world() as drive:
        await drive.source.read(ref, access())
        drive.server.put(replace(FILES[0], sharing=Sharing()))

        with pytest.raises(SourceMissing):
            await drive.source.read(ref, access())


async def test_every_hit_for_all_members_covers_a_public_room() -> None:
    """The useful case: what everybody may open is not held back."""
    async with world() as drive:
        page = await drive.source.search("pricing", Filters(), access("ana"), limit=20)

    for_all = {hit.origin.title for hit in page.hits if covers(hit.audience, ALL)}
    assert for_all == {f.name for f in FILES if f.sharing.domain and f.id != "japan"}
    assert {h.audience for h in page.hits if h.origin.title == "Salary bands"} == {only(ANA)}


async def test_files_that_the_room_may_not_read_do_not_move_the_others() -> None:
    """Not in the order of the lists, not by the snippets, not in what is said of them."""
    async with world() as drive:
        before = await drive.source.search("pricing", Filters(), access(), limit=8)
        for number in range(60):
            own = Sharing(people=("bo",))
            drive.server.put(file(f"own{number}", f"Pricing {number}", "pricing", sharing=own))
        after = await drive.source.search("pricing", Filters(), access(), limit=8)

        def shown(page: SearchPage) -> list[Hit]:
            return [hit for hit in page.hits if covers(hit.audience, ALL)]

        assert shown(before) == shown(after)
        assert before.notes == after.notes
        assert len(after.hits) > len(before.hits)


@pytest.mark.parametrize("room", ["everybody", "two people"])
async def test_five_hundred_hidden_files_starve_no_open_one(room: str) -> None:
    """They match better and are newer; what the room may open is found all the same."""
    together = ALL if room == "everybody" else readers("ana", "bo")
    async with world() as drive:
        before = await drive.source.search(
            "pricing", Filters(), access("ana", together), limit=8
        )
        for number in range(500):
            name, text = f"Pricing {number}", "pricing " * 9
            own = file(f"own{number}", name, text, sharing=Sharing(), modified=NOW)
            drive.server.put(own)
        asked = len(drive.server.requests)
        after = await drive.source.search(
            "pricing", Filters(), access("ana", together), limit=8
        )
        cost = len(drive.server.requests) - asked

    def shown(page: SearchPage) -> list[str]:
        return [hit.origin.title for hit in page.hits if covers(hit.audience, together)]

    assert shown(after) == shown(before)
    assert shown(after)
    assert after.notes == before.notes
    assert cost < 150
