"""The operator's map of who may read which Notion page."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.notion_ids import id_in, notion_id
from connectors.notion_readers import UNMAPPED_SHELF, WORLD_SHELF, NotionReaders
from connectors.notion_tree import Node
from domain.audience import NOBODY, WORLD, Audience, PersonId
from domain.errors import SourceBusy, SourceMissing
from domain.question import SourceKind

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ROOT, CHILD, LEAF = (f"{digit * 8}-0000-4000-8000-000000000000" for digit in "abc")


class Company:
    """Two people; #down cannot be asked."""

    async def members_of(self, name: str, *, fresh: bool = False) -> frozenset[PersonId]:
        del fresh
        if name == "#down":
            raise SourceBusy(SourceKind.SLACK)
        return frozenset({PersonId("UDANA")}) if name == "#board" else frozenset()

    async def by_email(self) -> Mapping[str, PersonId]:
        return {"lee@a.example": PersonId("ULEE")}


def readers(**entries: list[str]) -> NotionReaders:
    named = {name.replace("_", " "): who for name, who in entries.items()}
    return NotionReaders(named, Company(), now=lambda: NOW)


def node(key: str, *, title: str = "", parent: str = "", is_public: bool = False) -> Node:
    return Node(ids=(key,), title=title, url="", parent=parent, is_public=is_public)


async def test_the_nearest_named_ancestor_counts() -> None:
    """A page within the handbook may be for the board alone."""
    own = NotionReaders({ROOT: ["everyone"], CHILD: ["#board"]}, Company(), now=lambda: NOW)
    chain = (node(LEAF, parent=CHILD), node(CHILD, parent=ROOT), node(ROOT))

    assert await own.audience_of(own.shelf_of(chain)) == Audience(
        people=frozenset({PersonId("UDANA")})
    )
    assert await own.audience_of(own.shelf_of(chain[2:])) == Audience(all_members=True)


async def test_several_readers_are_added_up() -> None:
    """A channel and an address."""
    own = readers(Board=["#board", "LEE@a.example", "eve@b.example"])
    audience = await own.audience_of(own.shelf_of((node(ROOT, title="board"),)))

    assert audience == Audience(people=frozenset({PersonId("UDANA"), PersonId("ULEE")}))


async def test_a_published_page_is_for_the_world() -> None:
    """Whoever has its address can open it without an account."""
    own = readers()

    assert own.shelf_of((node(ROOT, is_public=True),)) == WORLD_SHELF
    assert await own.audience_of(WORLD_SHELF) == WORLD


async def test_doubt_is_nobody() -> None:
    """No entry, a broken chain, a word that is no reader, a channel that cannot be asked."""
    own = readers(Board=["#down"], Odd=["all", "dana"])

    assert own.shelf_of(()) == UNMAPPED_SHELF
    assert own.shelf_of((node(ROOT, title="Other"),)) == UNMAPPED_SHELF
    assert await own.audience_of(UNMAPPED_SHELF) == NOBODY
    assert await own.audience_of(own.shelf_of((node(ROOT, title="Board"),))) == NOBODY
    assert await own.audience_of(own.shelf_of((node(ROOT, title="Odd"),))) == NOBODY


def test_an_address_names_a_page_on_any_host() -> None:
    """Operators copy addresses from notion.so, app.notion.com and published sites."""
    bare = ROOT.replace("-", "")

    assert id_in(f"https://www.notion.so/acme/Hand-book-{bare}?pvs=4#x") == ROOT
    assert id_in(f"https://acme.notion.site/{bare}") == ROOT
    assert id_in(ROOT.upper()) == ROOT
    assert id_in("https://www.notion.so/acme/Handbook") == ""


@given(st.text())
def test_nothing_but_an_id_becomes_one(text: str) -> None:
    """Ids go into request paths as they are."""
    try:
        found = notion_id(text)
    except SourceMissing:
        return

    assert len(found) == 36
    assert not set(found) - set("0123456789abcdef-")


def test_a_changed_map_is_noticed() -> None:
    """Then everything is shelved anew."""
    assert readers(A=["everyone"]).fingerprint != readers(A=["#board"]).fingerprint
    with pytest.raises(SourceMissing):
        notion_id("../users")
