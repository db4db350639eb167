"""The sandbox's Notion, asked by Notion's own client."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notion_client.errors import APIResponseError
from notion_client.helpers import async_collect_paginated_api

from sandbox.notion.blocks import nodes
from sandbox.notion.server import SUPPORTED
from sandbox.workspace.notion_yaml import notion_id
from tests.wire.notion_room import (
    DECISION,
    LONG,
    SOURCE,
    WORKSPACE,
    Answer,
    Notion,
    notion_room,
    title,
)


@pytest.fixture
async def notion() -> AsyncIterator[Notion]:
    async with notion_room() as notion:
        yield notion


async def test_routes_and_the_table_of_what_is_supported_agree(notion: Notion) -> None:
    """What docs print is what the server has, and nothing more."""
    assert set(notion.server._routes()) == {(verb, path) for verb, path, _ in SUPPORTED}


async def test_search_knows_titles_only(notion: Notion) -> None:
    """The runbook's text says pricing; its title does not."""
    assert await notion.found("pricing") == ["Pricing decision 2026"]
    assert await notion.found("deci pri") == ["Pricing decision 2026"]
    assert await notion.found("pricing zebra") == []


async def test_search_sorts_by_the_last_edit(notion: Notion) -> None:
    """Newest first, or the other way round, page after page."""
    order = {"timestamp": "last_edited_time", "direction": "ascending"}

    newest = await notion.found("", page_size=2)

    assert newest == ["Pricing decision 2026", "Runbook"]
    assert (await notion.found("", sort=order))[-2:] == newest[::-1]


async def test_search_finds_data_sources_and_comes_in_pages(notion: Notion) -> None:
    """Databases are found as their data source; a cursor leads through everything."""
    only = {"property": "object", "value": "data_source"}
    sources: Answer = await notion.client.search(query="comp", filter=only)
    everything = await async_collect_paginated_api(notion.client.search, query="", page_size=2)

    assert [one["id"] for one in sources["results"]] == [SOURCE]
    assert len(everything) == 7


async def test_search_can_lag_behind_edits() -> None:
    """The real index needs a while to notice."""
    async with notion_room(search_lag=timedelta(hours=1)) as slow:
        assert await slow.found("pricing") == []


@pytest.mark.parametrize("key", ["secret", "under", "nothing"])
async def test_what_is_not_connected_looks_missing(notion: Notion, key: str) -> None:
    """An unconnected page hides its whole tree."""
    with pytest.raises(APIResponseError) as caught:
        await notion.client.pages.retrieve(page_id=notion_id(key))

    assert (caught.value.status, caught.value.code) == (404, "object_not_found")


async def test_a_page_has_its_title_its_parent_and_its_address(notion: Notion) -> None:
    """Times are rounded to the minute, as Notion's are."""
    found: Answer = await notion.client.pages.retrieve(page_id=notion_id("top"))
    below: Answer = await notion.client.pages.retrieve(page_id=notion_id("minutes"))

    assert title(found) == "Pricing decision 2026"
    assert found["parent"] == {"type": "workspace", "workspace": True}
    assert found["last_edited_time"] == "2026-10-01T12:25:00.000Z"
    assert found["url"].endswith(notion_id("top").replace("-", ""))
    assert below["parent"] == {"type": "page_id", "page_id": notion_id("top")}


async def test_markdown_is_the_text_and_tags_for_what_hangs_below(notion: Notion) -> None:
    """Child pages and databases are named at the end."""
    found: Answer = await notion.client.pages.retrieve_markdown(page_id=notion_id("top"))

    assert found["markdown"].startswith(DECISION)
    assert ">Minutes</page>" in found["markdown"]
    assert ">Competitors</database>" in found["markdown"]
    assert not found["truncated"]


async def test_a_long_page_comes_in_parts_that_add_up(notion: Notion) -> None:
    """Each unknown block id leads to the next part on the same endpoint."""
    text, todo, parts = "", [notion_id("minutes")], 0
    while todo:
        part: Answer = await notion.client.pages.retrieve_markdown(page_id=todo.pop())
        todo, parts = list(part["unknown_block_ids"]), parts + 1
        text += part["markdown"].partition("<unknown ")[0]

    assert text == LONG
    assert parts > 2


async def test_blocks_carry_the_pages_structure(notion: Notion) -> None:
    """Lists nest, tables have rows, and child pages are blocks too."""
    listed: Answer = await notion.client.blocks.children.list(block_id=notion_id("top"))
    found = listed["results"]
    kinds = [one["type"] for one in found]
    inner: Answer = await notion.client.blocks.children.list(block_id=found[2]["id"])
    again: Answer = await notion.client.blocks.retrieve(block_id=found[1]["id"])

    assert kinds == [
        "heading_1",
        "paragraph",
        "bulleted_list_item",
        "to_do",
        "table",
        "child_page",
        "child_database",
    ]
    assert [one["has_children"] for one in found[:3]] == [False, False, True]
    assert inner["results"][0]["bulleted_list_item"]["rich_text"][0]["plain_text"] == "or April"
    assert again["paragraph"]["rich_text"][1]["annotations"]["bold"]


async def test_a_database_leads_to_its_rows(notion: Notion) -> None:
    """Database, data source, columns, rows: each names the next."""
    database: Answer = await notion.client.databases.retrieve(database_id=notion_id("rivals"))
    source: Answer = await notion.client.data_sources.retrieve(data_source_id=SOURCE)
    rows = await async_collect_paginated_api(
        notion.client.data_sources.query, data_source_id=SOURCE, page_size=2
    )

    cells = next(one for one in rows if title(one) == "Acme")["properties"]
    assert [one["id"] for one in database["data_sources"]] == [SOURCE]
    assert source["properties"]["Price"]["type"] == "number"
    assert len(rows) == 3
    assert cells["Price"]["number"] == 49
    assert cells["Since"]["date"]["start"] == "2026-09-01"
    assert cells["Kind"]["select"]["name"] == "Large"
    assert [one["name"] for one in cells["Tags"]["multi_select"]] == ["eu", "us"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"property": "Price", "number": {"greater_than": 50}}, ["Globex"]),
        ({"property": "Price", "number": {"is_empty": True}}, ["Initech"]),
        ({"property": "Name", "title": {"contains": "EX"}}, ["Globex"]),
        ({"property": "Kind", "select": {"equals": "Large"}}, ["Acme"]),
        ({"property": "Tags", "multi_select": {"contains": "us"}}, ["Acme"]),
        ({"property": "Since", "date": {"on_or_after": "2026-09-01"}}, ["Acme"]),
        ({"timestamp": "created_time", "created_time": {"after": "2027-01-01"}}, []),
        (
            {
                "or": [
                    {"property": "Price", "number": {"less_than": 50}},
                    {"property": "Since", "date": {"before": "2026-08-01"}},
                ]
            },
            ["Globex", "Acme"],
        ),
    ],
)
async def test_rows_are_filtered_and_sorted(
    notion: Notion, wanted: Answer, expected: list[str]
) -> None:
    """The dearest first; a row without a number is no number."""
    sorts = [{"property": "Price", "direction": "descending"}]
    found: Answer = await notion.client.data_sources.query(
        data_source_id=SOURCE, filter=wanted, sorts=sorts
    )

    assert [title(one) for one in found["results"]] == expected


async def test_comments_and_users_are_people_of_the_workspace(notion: Notion) -> None:
    """Strangers are in no user list; the token itself is a bot."""
    comments: Answer = await notion.client.comments.list(block_id=notion_id("top"))
    users: Answer = await notion.client.users.list()
    me: Answer = await notion.client.users.me()
    author = comments["results"][0]["created_by"]["id"]
    person: Answer = await notion.client.users.retrieve(user_id=author)

    assert comments["results"][0]["rich_text"][0]["plain_text"] == "Why March?"
    assert person["person"]["email"] == "ana@x.test"
    assert [one["type"] for one in users["results"]] == ["person", "bot"]
    assert me["type"] == "bot"


async def test_an_edited_page_is_there_at_once(notion: Notion) -> None:
    """Tests can change a page, take its connection away, or remove it."""
    runbook = next(one for one in WORKSPACE.pages if one.id == "runbook")
    notion.server.put(replace(runbook, title="Runbook two"))

    assert await notion.found("runbook") == ["Runbook two"]
    notion.server.put(replace(runbook, connected=False))
    assert await notion.found("runbook") == []


@given(st.text(alphabet="ab 1#*-_`|[](){}<>.\n", max_size=120))
def test_any_text_becomes_blocks_with_ids_of_their_own(text: str) -> None:
    """However broken the Markdown is."""
    found = nodes("a-page", text)

    assert len({node.id for node in found}) == len(found)
