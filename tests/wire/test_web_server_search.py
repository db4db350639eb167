"""The sandbox's search engine, in SearXNG's shape."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.faults import Fault
from sandbox.web.search import wanted
from tests.wire.web_room import TODAY, Web, web_room


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with web_room() as web:
        yield web


async def test_a_result_has_searxngs_shape(web: Web) -> None:
    """The fields that a gateway parses, with a snippet around the match and no count."""
    found = await web.search("what does the acme pro plan cost")

    first = found["results"][0]
    assert first["url"] == "https://acme.example/pricing"
    assert first["title"] == "Acme pricing"
    assert "Pro plan costs $49 a month" in first["content"]
    assert first["publishedDate"] == "2026-10-29T00:00:00"
    assert first["engine"] in first["engines"]
    assert found["number_of_results"] == 0
    assert found["unresponsive_engines"] == []


async def test_appeal_lifts_a_poor_page_above_a_better_one(web: Web) -> None:
    """What is easy to find is not what is worth citing."""
    assert (await web.urls("acme pricing"))[0] == "https://listicle.example/top?n=10"
    assert (await web.urls("acme pricing site:acme.example"))[
        0
    ] == "https://acme.example/pricing"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (('"prices hold until"', {}), ["https://acme.example/pricing"]),
        (("preise", {"language": "de-CH"}), ["https://www.preise.example/liste"]),
        (("pricing", {"language": "de"}), ["https://www.preise.example/liste"]),
        (("pricing", {"time_range": "week"}), ["https://acme.example/pricing"]),
        (("価格", {"language": "all"}), ["https://kakaku.example/"]),
        (("pricing -plan -blog -die", {}), ["https://listicle.example/top?n=10"]),
        (("zebra", {}), []),
        (("instructions", {}), []),
    ],
)
async def test_search_finds(
    web: Web, asked: tuple[str, dict[str, str]], expected: list[str]
) -> None:
    """By words that a page shows; hidden text and other languages stay out."""
    query, more = asked

    assert await web.urls(query, **more) == expected


async def test_results_come_in_pages_of_ten(web: Web) -> None:
    """As SearXNG pages; past the end there is nothing."""
    found = [await web.urls("kites", pageno=str(number)) for number in (1, 2, 3, 4)]

    assert [len(one) for one in found] == [10, 10, 3, 0]
    assert len({url for one in found for url in one}) == 23


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"q": "x"}, 403),
        ({"q": "x", "format": "html"}, 403),
        ({"q": " ", "format": "json"}, 400),
        ({"q": "x", "format": "json", "pageno": "0"}, 400),
        ({"q": "x", "format": "json", "time_range": "soon"}, 400),
        ({"q": "x", "format": "json", "limit": "3"}, 400),
    ],
)
async def test_a_wrong_search_is_refused(web: Web, asked: dict[str, str], status: int) -> None:
    """403 for a format that is switched off, which is every one but JSON."""
    assert (await web.client.get("/search", params=asked)).status_code == status


async def test_an_overloaded_search_names_the_engine_that_failed(web: Web) -> None:
    """SearXNG answers 200 with nothing in it, which is not the same as nothing found."""
    web.faults.add("web", Fault(kind="overloaded"))

    found = await web.search("acme pricing")

    assert found["results"] == []
    assert found["unresponsive_engines"] == [["sandbox", "CAPTCHA"]]


async def test_garbage_is_200_and_no_json(web: Web) -> None:
    """What a broken proxy sends."""
    web.faults.add("web", Fault(kind="garbage"))

    response = await web.client.get("/search", params={"q": "x", "format": "json"})

    assert response.status_code == 200
    with pytest.raises(ValueError, match="Expecting value"):
        response.json()


@given(st.text(max_size=60))
def test_any_text_can_be_searched_for(query: str) -> None:
    """Operators in odd places are words like others."""
    asked = wanted(query, now=TODAY)

    assert all(all(term) for term in asked.terms)
