"""Notion as a source: what is found, read and for whom, through Notion's own client."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from connectors.notion import NO_COPY_YET, NO_TITLES, STALE_COPY
from connectors.notion_readers import EVERYONE, UNMAPPED_SHELF, NotionReaders
from connectors.notion_shapes import WireParent
from connectors.patience import MOST_TRIES
from connectors.source import Condition
from domain.audience import ALL_MEMBERS, NOBODY, Audience
from domain.errors import SourceBusy, SourceError, SourceMissing
from domain.evidence import Filters, SourceRef
from policy.access import covers
from sandbox.faults import Fault
from sandbox.workspace.notion_yaml import notion_id
from tests.wire.notion_desk import (
    ALL,
    DANA,
    DECISION,
    LEE,
    TODAY,
    access,
    notion_desk,
    page,
    titles,
)

UNKNOWN = "3b1f2d0e-7a55-4c6e-9f0a-0123456789ab"


def ref(key: str) -> SourceRef:
    return SourceRef.parse(f"notion:{notion_id(key)}")


async def test_text_is_found_though_notion_searches_titles_only() -> None:
    """The copy of the pages knows their words; the hit has what a citation needs."""
    async with notion_desk() as desk:
        found = await desk.search("margin review of the summer", access(room=ALL))
        hit = found.hits[0]

        assert hit.origin.ref == ref("decision")
        assert (hit.origin.title, hit.origin.place) == ("Autumn prices", "Handbook")
        assert hit.origin.author == "Dana Roth"
        assert hit.origin.modified == DECISION.edited
        assert hit.audience == ALL_MEMBERS
        assert "margin review" in hit.snippet
        assert found.notes == ()


async def test_a_page_is_read_with_its_comments_and_addresses_of_its_blocks() -> None:
    """A citation opens the page where the quote stands."""
    async with notion_desk() as desk:
        document = await desk.source.read(ref("decision"), access(room=ALL))
        text = "".join(e.text for e in document.excerpts)

        assert "Business costs 49 euros from October" in text
        assert "Lee Park, 15 Nov 2026: Ostrich clause missing" in text
        assert document.excerpts[0].url.partition("#")[0] == document.origin.url
        assert len(document.excerpts[0].url.partition("#")[2]) == 32
        assert document.next_offset is None


async def test_a_page_in_parts_is_put_together() -> None:
    """Notion hands out long pages in parts that must be asked for one by one."""
    async with notion_desk(markdown_limit=40) as desk:
        document = await desk.source.read(ref("decision"), access(room=ALL))
        text = "".join(e.text for e in document.excerpts)

        assert "no choice in the matter." in text
        assert "<unknown" not in text


async def test_a_database_is_a_document_and_each_row_a_page() -> None:
    """A question may be about one service or about all of them."""
    async with notion_desk() as desk:
        found = await desk.search("Team Quill", access(room=ALL))
        table = next(h for h in found.hits if h.origin.title == "Service catalogue")
        document = await desk.source.read(table.origin.ref, access(room=ALL))
        row = await desk.source.read(ref("lantern"), access(room=ALL))

        assert set(titles(found)) == {"Service catalogue", "Lantern"}
        assert "| Lantern | Team Quill | 1 |" in document.excerpts[0].text
        assert "- Owner: Team Quill" in row.excerpts[0].text
        assert "Wakes people up." in row.excerpts[0].text


async def test_japanese_is_found() -> None:
    """There are no spaces to split at."""
    async with notion_desk() as desk:
        found = await desk.search("価格改定はいつですか", access(room=ALL))

        assert titles(found)[0] == "価格改定"


async def test_readers_come_from_the_operators_map() -> None:
    """Below `Board room` it is the channel's members and one address; nobody else."""
    async with notion_desk() as desk:
        board = Audience(people=frozenset({DANA, LEE}))

        assert await desk.source.audience_of(ref("decision"), access()) == ALL_MEMBERS
        assert await desk.source.audience_of(ref("layoffs"), access()) == board
        assert await desk.source.audience_of(ref("private"), access()) == NOBODY


async def test_pages_asked_about_side_by_side_share_their_ancestors() -> None:
    """Before a post all that was read is asked for again, and Notion allows few calls."""
    async with notion_desk() as desk:
        desk.later = timedelta(hours=1)
        before = desk.asked("/v1/pages/")
        keys = ("decision", "jp", "handbook")
        await asyncio.gather(*(desk.source.audience_of(ref(key), access()) for key in keys))

        assert desk.asked("/v1/pages/") - before <= 4


async def test_a_page_that_was_moved_is_asked_for_afresh() -> None:
    """What was known a minute ago about its place no longer counts."""
    async with notion_desk() as desk:
        assert await desk.source.audience_of(ref("decision"), access()) == ALL_MEMBERS
        desk.server.put(replace(DECISION, parent="board"))
        desk.later = timedelta(seconds=10)

        assert await desk.source.audience_of(ref("decision"), access()) != ALL_MEMBERS


async def test_what_the_map_does_not_name_is_not_even_copied() -> None:
    """The operator is told its title, and its text stays in Notion."""
    async with notion_desk() as desk:
        kept = await desk.texts.get(notion_id("private"))
        found = await desk.search("draft about prices", access())
        survey = await desk.source.survey()

        assert kept is not None
        assert (kept.title, kept.body) == ("", "")
        assert "Scratch" not in titles(found)
        assert [one.title for one in survey.unmapped] == ["Scratch"]
        with pytest.raises(SourceMissing):
            await desk.source.read(ref("private"), access())


async def test_what_only_the_asker_may_read_comes_last() -> None:
    """In a public channel the room's own hits come first, in an order of their own."""
    async with notion_desk() as desk:
        found = await desk.search("prices of business", access(DANA, room=ALL))
        alone = await desk.search("prices of business", access(DANA))

        assert titles(found)[-1] == "Layoffs"
        assert not covers(found.hits[-1].audience, ALL)
        assert all(covers(hit.audience, ALL) for hit in found.hits[:-1])
        assert "Layoffs" in titles(alone)


async def test_a_private_page_moves_nothing_that_the_room_may_read() -> None:
    """Two worlds that differ in a restricted page look the same from a public channel."""
    async with notion_desk() as desk:
        before = await desk.search("prices business", access(DANA, room=ALL))
        changed = page("layoffs", "Layoffs", "prices " * 50, parent="board", days=0)
        desk.server.put(changed)
        await desk.mirror.sweep()
        after = await desk.search("prices business", access(DANA, room=ALL))

        assert [h for h in before.hits if covers(h.audience, ALL)] == [
            h for h in after.hits if covers(h.audience, ALL)
        ]


async def test_a_page_does_not_tell_the_titles_of_those_below() -> None:
    """They may have other readers than the page that lists them."""
    async with notion_desk() as desk:
        document = await desk.source.read(ref("board"), access(DANA))

        assert "Minutes of the board." in document.excerpts[0].text
        assert "Layoffs" not in document.excerpts[0].text


async def test_leaving_the_channel_closes_the_page() -> None:
    """Readers by channel are its members as they are now."""
    async with notion_desk() as desk:
        before = await desk.search("Layoffs", access(DANA))
        desk.company.board.clear()
        desk.later = timedelta(minutes=2)
        after = await desk.search("Layoffs", access(DANA))

        assert titles(before) == ["Layoffs"]
        assert titles(after) == []


async def test_a_title_below_another_page_opens_nothing() -> None:
    """Anybody may name a page below their own `Board room`; only top pages count by title."""
    async with notion_desk(readers={"Layoffs": ["everyone"]}) as desk:
        assert await desk.source.audience_of(ref("layoffs"), access()) == NOBODY


async def test_an_edit_is_seen_by_the_next_sweep_and_at_once_by_a_read() -> None:
    """The copy may be minutes old; what is read never is."""
    async with notion_desk() as desk:
        edited = replace(DECISION, text="Zebra prices now", edited=TODAY)
        desk.server.put(edited)
        read = await desk.source.read(ref("decision"), access(room=ALL))
        await desk.mirror.sweep()
        found = await desk.search("zebra", access(room=ALL))

        assert "Zebra prices now" in read.excerpts[0].text
        assert titles(found) == ["Autumn prices"]


async def test_a_new_page_is_found_by_its_title_before_the_next_sweep() -> None:
    """Titles are asked for live."""
    async with notion_desk() as desk:
        desk.server.put(page("fresh", "Zebra launch", "On Monday.", parent="handbook", days=0))
        found = await desk.search("Zebra", access(room=ALL))

        assert titles(found) == ["Zebra launch"]


async def test_a_page_that_is_shared_no_more_is_gone() -> None:
    """A read is refused at once; the nightly reconcile forgets the copy."""
    async with notion_desk() as desk:
        desk.server.remove("decision")
        with pytest.raises(SourceMissing):
            await desk.source.read(ref("decision"), access(room=ALL))
        await desk.mirror.reconcile()
        found = await desk.search("margin review", access(room=ALL))

        assert titles(found) == []


async def test_a_quiet_sweep_costs_two_requests() -> None:
    """It runs every few minutes, at three requests a second for everything."""
    async with notion_desk() as desk:
        desk.later = timedelta(minutes=10)
        await desk.mirror.sweep()
        before = len(desk.server.requests)
        await desk.mirror.sweep()

        assert len(desk.server.requests) - before == 2


async def test_the_age_of_the_copy_is_said() -> None:
    """Coverage tells people when something may be missing."""
    async with notion_desk(swept=False) as desk:
        early = await desk.search("prices", access(room=ALL))
        await desk.mirror.sweep()
        desk.later = timedelta(hours=2)
        late = await desk.search("prices", access(room=ALL))
        desk.faults.add("notion", Fault(kind="overloaded", path="search"))
        cut_off = await desk.search("prices", access(room=ALL))

        assert early.notes == (NO_COPY_YET,)
        assert late.notes == (STALE_COPY,)
        assert cut_off.notes == (STALE_COPY, NO_TITLES)
        assert cut_off.hits == late.hits
        assert (early.copied, late.copied) == (None, None)
        assert cut_off.copied == await desk.mirror.swept_at()


async def test_a_silent_notion_without_a_copy_is_no_answer() -> None:
    """That nothing was found would be a false comfort."""
    async with notion_desk(swept=False) as desk:
        desk.faults.add("notion", Fault(kind="overloaded", path="search"))

        with pytest.raises(SourceError):
            await desk.search("prices", access(room=ALL))


async def test_filters_and_pages() -> None:
    """Since when, and the rest of a list."""
    async with notion_desk() as desk:
        since = Filters(since=TODAY - timedelta(days=7))
        late = await desk.search("価格改定 prices", access(room=ALL), filters=since)
        first = await desk.source.search("prices business", Filters(), access(), limit=1)
        rest = await desk.source.search(
            "prices business", Filters(), access(), limit=5, cursor=first.cursor
        )

        assert titles(late) == ["価格改定"]
        assert len(first.hits) == 1
        assert titles(rest)
        assert titles(first)[0] not in titles(rest)


@pytest.mark.parametrize("key", ["../users", "x", f"{UNKNOWN}/markdown", "%2e%2e"])
async def test_only_ids_reach_a_path(key: str) -> None:
    """An id goes into the request's path as it is."""
    async with notion_desk() as desk:
        before = len(desk.server.requests)
        with pytest.raises(SourceMissing):
            await desk.source.read(SourceRef.parse(f"notion:{key}"), access())

        assert len(desk.server.requests) == before


async def test_an_overloaded_notion_is_asked_again() -> None:
    """Its client gives up at once on 529, and on 5xx for searches."""
    async with notion_desk() as desk:
        fault = Fault(kind="overloaded", seconds=0, path="pages", times=1)
        desk.faults.add("notion", fault)
        document = await desk.source.read(ref("decision"), access(room=ALL))

        assert document.excerpts
        assert fault.struck == 1


@pytest.mark.parametrize("kind", ["down", "garbage"])
async def test_whatever_notion_does_only_source_errors_come_out(kind: str) -> None:
    """Above this there is no code that knows httpx or Notion's client."""
    async with notion_desk() as desk:
        desk.faults.add("notion", Fault(kind=kind))  # type: ignore[arg-type] # a kind

        with pytest.raises(SourceError):
            await desk.source.read(ref("decision"), access(room=ALL))


async def test_a_limit_beyond_the_deadline_is_not_waited_for() -> None:
    """Told to come back in a minute and a half, the model goes on with other sources."""
    async with notion_desk() as desk:
        desk.faults.add("notion", Fault(kind="busy", seconds=90))

        with pytest.raises(SourceBusy) as busy:
            await desk.source.read(ref("decision"), access(room=ALL))
        assert busy.value.retry_after > 60
        assert desk.asked("pages/") < MOST_TRIES * 20


async def test_a_survey_names_what_the_map_leaves_out() -> None:
    """For the operator: top pages with how much stands below, and entries that do nothing."""
    readers = {"Handbook": ["everyone", "#no-such-room"], "Finance": ["everyone"]}
    async with notion_desk(readers=readers, swept=False) as desk:
        survey = await desk.source.survey()

        found = {(one.title, one.pages) for one in survey.unmapped}
        assert found == {("Board room", 2), ("Scratch", 1)}
        assert survey.left_out == 3
        assert survey.unused == ("finance",)
        assert survey.nobody == ("#no-such-room",)
        assert desk.asked("/markdown") == 0


async def test_everybody_may_know_that_readers_are_missing_but_no_more() -> None:
    """Neither a title nor a count of what nobody may read."""
    async with notion_desk() as desk:
        health = await desk.source.check()
    async with notion_desk(readers={"Handbook": ["everyone"], "Scratch": ["everyone"]}) as more:
        other = await more.source.check()

    assert health.condition is other.condition is Condition.COPIED_IN_PART
    assert "Scratch" not in str(health)


async def test_a_page_below_one_that_is_not_shared_is_read_by_its_own_entry() -> None:
    """People share a page without what stands above it; that one may be named by its id."""
    async with notion_desk(swept=False) as desk:
        tree, door = desk.mirror._tree, desk.mirror._door
        wire = await door.page(notion_id("private"))
        below = replace(wire, parent=WireParent(type="page_id", page_id=UNKNOWN))
        chain = await tree.chain((await tree.saw(below)).key)
        before = len(desk.server.requests)
        again = await tree.chain(notion_id("private"))

    shelves = {
        named: NotionReaders({named: [EVERYONE]}, desk.company, now=desk.now).shelf_of(chain)
        for named in (notion_id("private"), UNKNOWN, "Scratch", "")
    }
    assert again == chain
    assert len(desk.server.requests) == before
    assert shelves == {
        notion_id("private"): "readers:everyone",
        UNKNOWN: "readers:everyone",
        "Scratch": UNMAPPED_SHELF,  # a title counts at the top only
        "": UNMAPPED_SHELF,
    }
