"""What the sandbox's Notion refuses, and its bad days."""

from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from notion_client.errors import APIResponseError, UnknownHTTPResponseError

from sandbox.faults import Fault, FaultKind
from sandbox.notion.pace import Pace
from sandbox.wire import RefusedError
from sandbox.workspace.notion_yaml import notion_id
from tests.wire.notion_room import (
    SOURCE,
    Answer,
    Notion,
    client_of,
    notion_room,
)


@pytest.fixture
async def notion() -> AsyncIterator[Notion]:
    async with notion_room() as notion:
        yield notion


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"filter": {"property": "object", "value": "database"}}, "validation_error"),
        ({"sort": {"timestamp": "created_time"}}, "validation_error"),
        ({"page_size": 101}, "validation_error"),
        ({"start_cursor": "soon"}, "validation_error"),
    ],
)
async def test_a_wrong_search_is_refused(notion: Notion, asked: Answer, code: str) -> None:
    """Nothing that the caller asks for is ignored."""
    with pytest.raises(APIResponseError) as caught:
        await notion.client.search(**asked)

    assert (caught.value.status, caught.value.code) == (400, code)


async def test_an_id_that_is_none_and_a_wrong_filter_are_refused(notion: Notion) -> None:
    """A path is checked before anything is looked up."""
    with pytest.raises(APIResponseError, match="valid uuid"):
        await notion.client.pages.retrieve(page_id="top")
    with pytest.raises(APIResponseError, match="Could not find property"):
        await notion.client.data_sources.query(
            data_source_id=SOURCE, filter={"property": "Cost", "number": {"equals": 1}}
        )


async def test_unknown_names_and_broken_bodies_are_refused(notion: Notion) -> None:
    """The client drops misspelt names in silence; the server does not."""
    headers = {"Authorization": "Bearer ntn-sandbox", "Notion-Version": "2026-03-11"}
    async with httpx.AsyncClient(base_url=notion.base, headers=headers) as plain:
        misspelt = await plain.post("/v1/search", json={"qurey": "x"})
        broken = await plain.post("/v1/search", content=b"{")

    assert misspelt.json()["code"] == "validation_error"
    assert broken.json()["code"] == "invalid_json"


async def test_a_wrong_token_or_version_opens_nothing(notion: Notion) -> None:
    """401 for the one, 400 for the other."""
    async with client_of(notion.base, token="ntn-other") as other:  # noqa: S106 - a wrong one
        with pytest.raises(APIResponseError, match="token is invalid"):
            await other.users.me()
    async with client_of(notion.base, version="2022-06-28") as old:
        with pytest.raises(APIResponseError, match="Notion-Version"):
            await old.users.me()


async def test_more_than_three_requests_a_second_are_told_to_wait() -> None:
    """A burst passes; what follows it gets 429 with whole seconds to wait."""
    async with notion_room(enforce_limits=True) as notion:
        for _ in range(10):
            await notion.client.users.me()
        with pytest.raises(APIResponseError) as caught:
            await notion.client.users.me()

    assert (caught.value.status, caught.value.code) == (429, "rate_limited")
    assert caught.value.headers["retry-after"] == "1"


@given(st.lists(st.floats(0, 2), max_size=60))
def test_no_pattern_of_requests_beats_the_pace(pauses: list[float]) -> None:
    """Never more than the burst and three for each second that passed."""
    pace, now, admitted = Pace(), 100.0, 0
    for pause in pauses:
        now += pause
        try:
            pace.admit(now)
        except RefusedError:
            continue
        admitted += 1

    assert admitted <= 10 + 3 * (now - 100.0) + 1e-6


@pytest.mark.parametrize(
    ("kind", "error", "status"),
    [("busy", APIResponseError, 429), ("overloaded", UnknownHTTPResponseError, 529)],
)
async def test_a_bad_day_has_notions_words(
    kind: FaultKind, error: type[UnknownHTTPResponseError], status: int
) -> None:
    """The client has no class for 529, and the hint stays readable on both."""
    async with notion_room() as notion:
        notion.faults.add("notion", Fault(kind=kind, seconds=7))
        with pytest.raises(error) as caught:
            await notion.client.users.me()

    assert (caught.value.status, caught.value.headers["retry-after"]) == (status, "7")


@pytest.mark.parametrize("kind", ["down", "silent", "cut"])
async def test_a_broken_connection_is_an_error(notion: Notion, kind: FaultKind) -> None:
    """None of the three looks like an empty result."""
    notion.faults.add("notion", Fault(kind=kind, seconds=0.05))

    with pytest.raises(httpx.TransportError):
        await notion.client.users.me()


async def test_garbage_is_200_and_no_json(notion: Notion) -> None:
    """What a broken proxy sends."""
    notion.faults.add("notion", Fault(kind="garbage"))

    with pytest.raises(ValueError, match="Expecting value"):
        await notion.client.users.me()


async def test_writing_is_not_supported(
    notion: Notion, caplog: pytest.LogCaptureFixture
) -> None:
    """501 in Notion's envelope, and a line in the log; the request is on record."""
    with pytest.raises((APIResponseError, UnknownHTTPResponseError)) as caught:
        await notion.client.pages.create(parent={"page_id": notion_id("top")}, properties={})

    assert caught.value.status == 501
    assert "not supported: POST /v1/pages" in caplog.text
    assert notion.server.requests[-1].who == "ntn-sandbox"
