"""The Drive source on the sandbox's Drive, through Google's own client."""

import asyncio

import pytest

from bot.rendering.source_line import source_line
from bot.rendering.words import ENGLISH
from connectors.drive_accounts import Subject
from domain.audience import PersonId
from domain.errors import SourceDenied, SourceMissing, SourceSignIn
from domain.evidence import Document, Filters, SearchPage, SourceRef
from domain.question import SourceKind
from tests.wire.drive_world import AUTUMN, World, access, world

EVERYTHING = Filters()


def ref(key: str) -> SourceRef:
    return SourceRef(source=SourceKind.DRIVE, key=key)


def text_of(document: Document) -> str:
    return "".join(excerpt.text for excerpt in document.excerpts)


def names(page: SearchPage) -> list[str]:
    return [hit.origin.title for hit in page.hits]


async def search(world: World, query: str, *, who: str = "bo", limit: int = 20) -> SearchPage:
    return await world.source.search(query, EVERYTHING, access(who), limit=limit)


async def test_a_question_finds_the_file_that_answers_it_first() -> None:
    """All words beat some words, and stop words do not count."""
    async with world() as drive:
        page = await search(drive, "What was the pricing decision about hosting costs?")

    best = page.hits[0]
    assert best.origin.title == "Pricing decision"
    assert (best.origin.author, best.origin.modified) == ("Ana Ruiz", AUTUMN)
    assert "hosting" in best.snippet
    assert best.origin.url.startswith("https://docs.google.com/document/d/decision")


async def test_each_person_finds_what_drive_shows_that_person() -> None:
    """The same words, asked by the owner and by somebody else."""
    async with world() as drive:
        hers, his = await asyncio.gather(
            search(drive, "pricing", who="ana"), search(drive, "pricing", who="cy")
        )

    assert "Salary bands" in names(hers)
    assert not {"Salary bands", "Sales plan", "Pricing note"} & set(names(his))
    assert "Pricing runbook" in names(his)


async def test_an_apostrophe_and_a_backslash_are_words_like_others() -> None:
    """Left bare they would end the literal, and Drive would refuse the query."""
    async with world() as drive:
        page = await search(drive, "O'Brien found \\ it")

    assert names(page) == ["Pricing decision"]


async def test_a_japanese_question_finds_a_japanese_file() -> None:
    """Its words are not separated by spaces."""
    async with world() as drive:
        page = await search(drive, "価格はいつ改定されますか")

    assert names(page) == ["価格改定のお知らせ"]


async def test_a_period_leaves_out_what_is_older() -> None:
    """By the last change, as Drive knows it."""
    async with world() as drive:
        page = await drive.source.search(
            "team plan costs", Filters(since=AUTUMN.replace(month=9)), access(), limit=20
        )

    assert "Pricing decision 2025" not in names(page)
    assert "Pricing decision" in names(page)


async def test_results_come_page_by_page() -> None:
    """The cursor goes on where the page ended."""
    async with world() as drive:
        first = await search(drive, "pricing", limit=4)
        second = await drive.source.search(
            "pricing", EVERYTHING, access(), limit=40, cursor=first.cursor
        )

    assert len([hit for hit in first.hits if hit.audience.all_members]) == 4
    assert not set(names(first)) & set(names(second))
    assert second.cursor == ""


async def test_words_without_meaning_find_nothing_and_say_so() -> None:
    """An empty query would list the whole drive."""
    async with world() as drive:
        page = await search(drive, "?!")

    assert page.hits == ()
    assert page.notes == ("the query has no words to look for",)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("decision", "costs 49 euro from October"),
        ("decision", "- Bo Lind on 2026-10-01: Legal has agreed."),
        ("sheet", "## Plans\n\n| Plan | Price |\n| --- | --- |\n| Team | 49 |"),
        ("sheet", "## Bo's costs\n\n| Region | Cost |"),
        ("slides", "up five percent"),
        ("pdf", "Elasticity is 0.7 for pricing."),
        ("docx", "Pricing memo text."),
        ("docx", "| 1 | 2 |"),
        ("pptx", "pricing point"),
        ("shared", "Pricing service runbook."),
        ("notes", "Pricing notes in plain text."),
        ("linked", "Pricing by link."),
    ],
)
async def test_every_kind_of_file_is_read_as_text(key: str, expected: str) -> None:
    """Exports, cells, parsed files, plain text, comments."""
    async with world() as drive:
        document = await drive.source.read(ref(key), access())

    assert expected in text_of(document)


async def test_a_file_of_somebody_else_is_missing() -> None:
    """A refusal would tell that it exists."""
    async with world() as drive:
        with pytest.raises(SourceMissing):
            await drive.source.read(ref("salaries"), access("bo"))
        with pytest.raises(SourceMissing):
            await drive.source.audience_of(ref("salaries"), access("bo"))


@pytest.mark.parametrize("key", ["nope", "../about", "a/b", ""])
async def test_what_is_no_id_never_reaches_drive(key: str) -> None:
    """A made-up id is missing; one with a path in it would be another request."""
    async with world() as drive:
        with pytest.raises(SourceMissing):
            await drive.source.read(SourceRef(source=SourceKind.DRIVE, key=key), access())

        paths = {seen.path for seen in drive.server.requests}
        assert paths <= {"/token", "/drive/v3/about", "/drive/v3/files/nope"}


async def test_a_guest_has_no_drive() -> None:
    """Whatever the file's own sharing says; Drive is not even asked."""
    async with world() as drive:
        with pytest.raises(SourceDenied):
            await search(drive, "pricing", who="gil")

        assert drive.server.requests == []


async def test_an_address_outside_the_listed_domains_is_not_spoken_for() -> None:
    """Slack tells us the address; only our own organisation's are to be trusted."""
    async with world(domain="other.example") as drive:
        with pytest.raises(SourceDenied):
            await search(drive, "pricing")


async def test_a_server_that_ignores_the_subject_is_noticed() -> None:
    """Otherwise everybody would search one account's files."""
    async with world() as drive:
        await search(drive, "pricing", who="ana")
        [token, *_] = drive.server.identity._email_by_token
        flaw = {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}
        vars(drive.server.identity)["token_for"] = lambda _: flaw

        with pytest.raises(SourceSignIn):
            await search(drive, "pricing", who="bo")


async def test_two_people_at_once_never_get_each_others_answers() -> None:
    """Forty requests in sixteen threads, two people in turn."""
    async with world() as drive:
        keys = ["salaries", "decision"] * 20
        who = ["ana", "bo"] * 20
        documents = await asyncio.gather(
            *(drive.source.read(ref(k), access(w)) for k, w in zip(keys, who, strict=True))
        )

    assert [document.origin.ref.key for document in documents] == keys


async def test_words_lead_to_their_place_in_the_file() -> None:
    """And words that are not there are said to be missing."""
    async with world() as drive:
        there = await drive.source.read(ref("decision"), access(), find="legal agreed")
        not_there = await drive.source.read(ref("decision"), access(), find="zebra")

    assert "Legal has agreed." in text_of(there)
    assert "the words were not found; this is the beginning" in not_there.notes


async def test_a_check_says_whether_delegation_works() -> None:
    """The operator learns it before anybody asks."""
    async with world() as drive:
        good = await drive.source.check()
        drive.source.doorkeeper = Subject(
            person=PersonId("UNO"), address="nobody@kelvane.example"
        )
        bad = await drive.source.check()

    assert good.works
    assert not bad.works
    assert "domain-wide delegation" in source_line(bad, ENGLISH)
