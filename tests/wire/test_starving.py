"""Five hundred hits that the room may not open take no open one's place in a search."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from connectors.slack_texts import OPEN_SHELF
from domain.audience import PersonId, Readers
from domain.evidence import SearchPage
from policy.access import covers
from sandbox.workspace.notion_yaml import notion_id
from store.index import IndexedText, TextIndex
from tests.wire.notion_desk import ALL, DANA, access, notion_desk, page, titles
from tests.wire.slack_desk import Desk, slack_desk

MANY = 500


def open_hits(page: SearchPage, room: Readers) -> list[str]:
    return [str(hit.origin.ref) for hit in page.hits if covers(hit.audience, room)]


def better(like: IndexedText, *, shelf: str, parent: str, words: str) -> Iterator[IndexedText]:
    """Texts that match a query better than anything else."""
    for number in range(MANY):
        key = f"{parent}:{number}.000000"
        text = replace(like, key=key, shelf=shelf, parent=parent, title=words, body=words * 3)
        yield text


async def any_text(texts: TextIndex, shelf: str) -> IndexedText:
    found = await texts.get((await texts.keys(shelf))[0])
    assert found is not None
    return found


async def guests_room(desk: Desk) -> list[str]:
    asked = await desk.access("lee", "CSUPPORT")
    return open_hits(await desk.search("refunds", asked), asked.room)


async def test_a_guests_room_finds_its_own_among_many_public_messages() -> None:
    """The guest may read one channel; the others' messages match better and are many."""
    async with slack_desk() as desk:
        before = await guests_room(desk)
        like = await any_text(desk.index.texts, OPEN_SHELF)
        await desk.index.texts.put(
            better(like, shelf=OPEN_SHELF, parent="CPRICING", words="refunds ")
        )
        after = await guests_room(desk)

        assert after == before != []


async def test_a_private_channels_messages_starve_no_public_one() -> None:
    """What stands on another shelf is never in the way."""
    async with slack_desk() as desk:
        asked = await desk.access("dana", "CPRICING")
        before = open_hits(await desk.search("prices", asked), asked.room)
        like = await any_text(desk.index.texts, OPEN_SHELF)
        hidden = better(like, shelf="CMARGINS", parent="CMARGINS", words="prices ")
        await desk.index.texts.put(hidden)
        after = open_hits(await desk.search("prices", asked), asked.room)

        assert after == before != []


@pytest.mark.parametrize("room", [ALL, Readers(members=frozenset({DANA, PersonId("UCY")}))])
async def test_pages_of_few_starve_no_page_of_all(room: Readers) -> None:
    """Notion's copy has a shelf for each set of readers."""
    async with notion_desk() as desk:
        before = await desk.search("prices business", access(DANA, room=room))
        like = await desk.texts.get(notion_id("layoffs"))
        assert like is not None
        await desk.texts.put(better(like, shelf=like.shelf, parent="board", words="prices "))
        after = await desk.search("prices business", access(DANA, room=room))

        assert open_hits(after, room) == open_hits(before, room) != []


async def test_new_pages_of_few_keep_no_new_page_of_all_from_being_found() -> None:
    """Before the next sweep, by their titles; the hidden ones are not even asked for."""
    async with notion_desk() as desk:
        for number in range(20):
            desk.server.put(page(f"b{number}", f"Otter {number}", "x", parent="board", days=0))
        desk.server.put(page("otter", "Otter", "All about it.", parent="handbook", days=1))
        before = desk.asked("/markdown")
        found = await desk.search("Otter", access(DANA, room=ALL))

        assert titles(found) == ["Otter"]
        assert desk.asked(f"{notion_id('otter')}/markdown") == 1
        assert desk.asked("/markdown") == 1 + before
