"""The text index: what is found, in which order, and what one shelf may not tell of another."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.index import IndexedText, IndexQuery, TextIndex
from store.search_words import SearchWords, letter_pairs, snippet

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def text(
    key: str, body: str, *, shelf: str = "public", title: str = "", at: datetime = NOON
) -> IndexedText:
    return IndexedText(
        key=key, shelf=shelf, title=title, body=body, place="#desk", created=at, modified=at
    )


async def found(index: TextIndex, words: str, *shelves: str) -> list[str]:
    query = IndexQuery(text=words, shelves=shelves or ("public",))
    return [match.found.key for match in await index.search(query)]


@pytest.fixture
async def index() -> AsyncIterator[TextIndex]:
    own = TextIndex()
    await own.open()
    yield own
    await own.close()


async def test_any_word_finds_and_more_words_rank_higher(index: TextIndex) -> None:
    """A model asks in sentences; most of its words may be missing from the right text."""
    await index.put(
        [
            text("one", "the annual plan is reviewed in march"),
            text("both", "the annual plan moves to a new price of 49 per seat"),
            text("none", "lunch is at noon"),
        ]
    )

    assert await found(index, "What is the new annual price that the board wanted?") == [
        "both",
        "one",
    ]


async def test_word_forms_are_found(index: TextIndex) -> None:
    """People write prices, pricing, priced."""
    await index.put([text("a", "We priced the seats"), text("b", "Weather report")])

    assert await found(index, "pricing seat") == ["a"]


async def test_japanese_is_found_without_spaces(index: TextIndex) -> None:
    """Japanese has no spaces; a word inside a sentence must be found all the same."""
    await index.put(
        [text("jp", "来月から価格改定を実施します。"), text("other", "会議室の予約について")]
    )

    assert await found(index, "価格改定はいつですか") == ["jp"]
    assert await found(index, "価") == ["jp"]


async def test_full_width_letters_are_the_same_letters(index: TextIndex) -> None:
    """Japanese keyboards type wide letters where others type API."""
    await index.put([text("a", "the API moved")])

    assert await found(index, "\uff21\uff30\uff29") == ["a"]


async def test_a_text_put_twice_is_there_once_with_its_new_words(index: TextIndex) -> None:
    """Edits replace; the old wording must not be found any more."""
    await index.put([text("a", "the price is forty")])
    await index.put([text("a", "the price is fifty")])

    assert await found(index, "forty") == []
    assert await found(index, "fifty") == ["a"]
    assert await index.count() == 1


async def test_what_was_removed_is_not_found(index: TextIndex) -> None:
    """A deleted message is gone from search at once."""
    await index.put([text("a", "secret price"), text("b", "open price")])

    await index.remove(["a", "unknown"])

    assert await found(index, "price") == ["b"]


async def test_filters_keep_to_the_period_and_the_place(index: TextIndex) -> None:
    """A text counts when any moment of it lies in the period."""
    old = text("old", "price talk", at=NOON - timedelta(days=90))
    await index.put([old, text("new", "price talk")])
    query = IndexQuery(text="price", shelves=("public",), since=NOON - timedelta(days=7))

    recent = await index.search(query)
    elsewhere = await index.search(
        IndexQuery(text="price", shelves=("public",), places=("general",))
    )
    here = await index.search(IndexQuery(text="price", shelves=("public",), places=("#Desk",)))

    assert [match.found.key for match in recent] == ["new"]
    assert elsewhere == ()
    assert len(here) == 2


async def test_only_the_named_shelves_are_searched(index: TextIndex) -> None:
    """No shelf named means nothing found."""
    await index.put([text("a", "price"), text("b", "price", shelf="CBOARD")])

    assert await found(index, "price", "public") == ["a"]
    assert await found(index, "price", "public", "CBOARD") == ["a", "b"]
    assert await index.search(IndexQuery(text="price", shelves=())) == ()


@given(words=st.lists(st.sampled_from(["price", "plan", "seat", "annual"]), max_size=12))
def test_one_shelf_never_moves_the_order_of_another(words: list[str]) -> None:
    """Rarity of words is counted per shelf, or a private text would show in a public order."""

    async def ranking(private: str) -> list[tuple[str, float]]:
        own = TextIndex()
        await own.open()
        await own.put(
            [
                text("p1", "price plan for seats, annual"),
                text("p2", "plan plan plan of the year"),
                text("p3", "annual seat price"),
                text("x", private or "empty", shelf="CBOARD"),
            ]
        )
        query = IndexQuery(text="annual price plan", shelves=("public", "CBOARD"))
        matches = await own.search(query)
        await own.close()
        return [(m.found.key, m.score) for m in matches if m.found.shelf == "public"]

    assert asyncio.run(ranking(" ".join(words))) == asyncio.run(ranking("nothing here"))


async def test_it_survives_being_closed(tmp_path: Path) -> None:
    """The file is there after a restart, with its marks."""
    first = TextIndex(tmp_path / "own" / "slack.db")
    await first.open()
    await first.put([text("a", "price", shelf="CBOARD")])
    await first.mark("swept", "2026-11-02")
    await first.close()

    second = TextIndex(tmp_path / "own" / "slack.db")
    await second.open()
    keys, swept = await found(second, "price", "CBOARD"), await second.marked("swept")
    await second.close()

    assert keys == ["a"]
    assert swept == "2026-11-02"


@given(st.text(max_size=80))
def test_no_query_breaks_the_grammar(words: str) -> None:
    """Quotes, operators and emoji in a query are words or nothing, never syntax."""

    async def run() -> None:
        own = TextIndex()
        await own.open()
        await own.put([text("a", words + " price"), text("b", "NEAR AND OR NOT")])
        await own.search(IndexQuery(text=words, shelves=("public",)))
        await own.remove(["a", "b"])
        await own.close()

    asyncio.run(run())


@given(st.text(max_size=400), st.text(max_size=30))
def test_a_snippet_is_short_whatever_the_text(body: str, words: str) -> None:
    """It is shown in lists and paid for in tokens."""
    assert len(snippet(body, SearchWords.of(words), size=100)) <= 102


def test_a_snippet_shows_where_the_words_are() -> None:
    """The beginning of a long page says nothing about a match at its end."""
    body = "Lorem ipsum. " * 80 + "The annual price is 49 per seat." + " Amen." * 80

    shown = snippet(body, SearchWords.of("annual pricing"), size=120)

    assert "annual price is 49" in shown


def test_pairs_overlap() -> None:
    """Any two neighbouring letters are a word of their own, so any word inside is found."""
    assert letter_pairs("x 価格改定 y") == "価格 格改 改定 定"


async def test_two_processes_may_share_the_file(tmp_path: Path) -> None:
    """`dossier ask` runs beside `dossier run`, and both keep the index fresh."""
    one, two = TextIndex(tmp_path / "slack.db"), TextIndex(tmp_path / "slack.db")
    await one.open()
    await two.open()
    await asyncio.gather(
        *(
            own.put([text(f"k{n}", f"price {n}", shelf="CNEW")])
            for n in range(8)
            for own in (one, two)
        )
    )
    found_by = [await found(own, "price", "CNEW") for own in (one, two)]
    await one.close()
    await two.close()

    assert found_by[0] == found_by[1]
    assert len(found_by[0]) == 8


async def test_a_change_that_fails_changes_nothing(index: TextIndex) -> None:
    """A broken text in the middle must not leave half of a sweep behind."""

    def texts() -> Iterator[IndexedText]:
        yield text("a", "price")
        raise ValueError("torn")

    with pytest.raises(ValueError, match="torn"):
        await index.put(texts())
    await index.put([text("b", "price")])

    assert await found(index, "price") == ["b"]
