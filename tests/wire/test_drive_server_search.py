"""Searching the sandbox's Drive with Google's own client."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.google_drive.query import BadQueryError, parse
from sandbox.google_drive.sharing import Sharings
from sandbox.google_drive.shelf import candidate, drive_id
from tests.wire.drive_room import (
    ANA,
    BO,
    EVERYWHERE,
    WORKSPACE,
    Drive,
    drive_room,
    file,
)


@pytest.fixture
async def drive() -> AsyncIterator[Drive]:
    async with drive_room() as drive:
        yield drive


async def test_shared_drives_stay_hidden_without_both_flags(drive: Drive) -> None:
    """The commonest complaint about Drive search, so the stand-in has it too."""
    query = "name contains 'runbook'"

    assert await drive.names(q=query) == []
    assert await drive.names(q=query, **EVERYWHERE) == ["RunbookPricing"]
    assert await drive.refusal(
        lambda api: api.files().list(q=query, includeItemsFromAllDrives=True)
    ) == (403, "teamDrivesNotSupported")
    assert await drive.refusal(lambda api: api.files().get(fileId="runbook")) == (
        404,
        "notFound",
    )


async def test_one_shared_drive_can_be_searched_alone(drive: Drive) -> None:
    """drives.list gives the id, and its files carry it instead of owners."""
    drives = await drive.ask(lambda api: api.drives().list())
    asked = EVERYWHERE | {"corpora": "drive", "driveId": drives["drives"][0]["id"]}
    fields = "files(name,driveId,owners,lastModifyingUser/displayName)"

    found = await drive.ask(lambda api: api.files().list(fields=fields, **asked))

    expected = {"name": "RunbookPricing", "driveId": drive_id("Engineering")}
    assert found["files"] == [expected | {"lastModifyingUser": {"displayName": "Bo"}}]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("fullText contains 'prices'", ["decision", "deck", "deckfile", "paper", "letter"]),
        ("fullText contains 'price'", ["numbers", "decision", "paper", "letter"]),
        ("fullText contains 'pric'", []),
        ("fullText contains 'stay list'", ["decision", "paper", "letter"]),
        ("fullText contains '\"prices list\"'", []),
        ("fullText contains '\"list prices\"'", ["decision", "paper", "letter"]),
        (r"fullText contains 'O\'Brien'", ["decision", "paper", "letter"]),
        ("fullText contains '価格'", ["japanese"]),
        ("name contains 'pric' and trashed=false", ["decision", "folder-1"]),
        ("name contains 'ing'", []),
        ("name = 'Numbers' or name='Deck'", ["numbers", "deck"]),
        ("mimeType = 'application/vnd.google-apps.folder'", ["folder-1"]),
        ("mimeType contains 'officedocument'", ["deckfile", "letter"]),
        ("not (mimeType != 'application/pdf')", ["paper"]),
        ("modifiedTime > '2026-09-15T00:00:00'", ["decision"]),
        ("modifiedTime >= '2026-10-01T14:00:00+02:00'", ["decision"]),
        ("createdTime < '2026-08-01'", []),
        ("'folder-1' in parents", ["decision"]),
        ("'gil@partner.test' in readers", ["partner"]),
        ("trashed = true", ["old"]),
        ("trashed != false and not name contains 'new'", ["old"]),
        (
            "name contains 'letter' or name contains 'deck' and mimeType contains 'google'",
            ["deck", "letter"],
        ),
    ],
)
async def test_the_query_grammar_finds(drive: Drive, query: str, expected: list[str]) -> None:
    """Names match by the beginnings of words, full text by whole ones."""
    found = await drive.ask(lambda api: api.files().list(q=query))

    assert sorted(one["id"] for one in found["files"]) == sorted(expected)


async def test_shared_with_me_and_owners_tell_mine_from_theirs(drive: Drive) -> None:
    """A company-wide file is not shared with me until it names me."""
    assert set(await drive.names(who=BO, q="sharedWithMe")) == {"Group plan", "Partner brief"}
    assert await drive.names(who=BO, q=f"not '{ANA}' in owners") == []


@pytest.mark.parametrize(
    "query",
    [
        "fullText contains 'O'Brien'",
        "starred = true",
        "properties has { key='a' and value='b' }",
        "name like 'x'",
        "modifiedTime > 'soon'",
        "trashed = maybe",
        "(name = 'x'",
        "name = 'x' name = 'y'",
        "name",
        "'x' in viewers",
        "name < 'x'",
    ],
)
async def test_a_query_outside_the_grammar_is_refused(drive: Drive, query: str) -> None:
    """Nothing is ignored in silence: what the sandbox lacks is as wrong as a typo."""
    assert await drive.refusal(lambda api: api.files().list(q=query)) == (400, "invalid")


@given(st.text(alphabet="'\\()<>=! abcnamecontainsandornotin\"", max_size=40))
def test_any_text_is_a_query_or_a_bad_query(text: str) -> None:
    """The parser never fails in another way."""
    try:
        found = parse(text).full_text
    except BadQueryError:
        found = ()

    assert isinstance(found, tuple)


@given(st.text(max_size=30))
def test_every_name_can_be_asked_for_when_it_is_escaped(name: str) -> None:
    """Backslash first, then the quote."""
    escaped = name.replace("\\", "\\\\").replace("'", "\\'")
    asked = candidate(file("key", name), Sharings(workspace=WORKSPACE), ANA)

    assert parse(f"name = '{escaped}'").matches(asked)


async def test_full_text_cannot_be_sorted(drive: Drive) -> None:
    """Google says 403 `forbidden` and names orderBy; other queries sort by any key."""
    refused = await drive.refusal(
        lambda api: api.files().list(q="fullText contains 'x'", orderBy="modifiedTime desc")
    )

    assert refused == (403, "forbidden")
    assert (await drive.names(orderBy="name", q="trashed=false"))[:2] == ["Deck", "Deck.pptx"]
    assert (await drive.names(orderBy="modifiedTime desc,name"))[:2] == [
        "Q3 pricing decision",
        "Deck",
    ]
    assert await drive.refusal(lambda api: api.files().list(orderBy="size")) == (400, "invalid")


async def test_pages_add_up_to_the_whole_list(drive: Drive) -> None:
    """A token belongs to its listing; with another query it is refused."""
    whole = await drive.names(orderBy="name")
    first = await drive.ask(lambda api: api.files().list(orderBy="name", pageSize=7))
    token = first["nextPageToken"]
    rest = await drive.ask(lambda api: api.files().list(orderBy="name", pageToken=token))

    assert [one["name"] for one in [*first["files"], *rest["files"]]] == whole
    assert "nextPageToken" not in rest
    assert await drive.refusal(lambda api: api.files().list(pageToken=token)) == (
        400,
        "invalid",
    )


async def test_only_the_fields_asked_for_come_back(drive: Drive) -> None:
    """Without `fields` four; a name that Google does not know is an error."""
    brief = await drive.ask(lambda api: api.files().get(fileId="decision"))
    some = await drive.ask(
        lambda api: api.files().get(
            fileId="decision", fields="owners(emailAddress),webViewLink"
        )
    )

    assert set(brief) == {"kind", "id", "name", "mimeType"}
    assert some == {
        "owners": [{"emailAddress": ANA}],
        "webViewLink": "https://docs.google.com/document/d/decision/edit",
    }


@pytest.mark.parametrize("fields", ["nmae", "owners(email)", "owners/email", "files(name"])
async def test_unknown_fields_are_refused(drive: Drive, fields: str) -> None:
    """A misspelt field would otherwise be missing in silence."""
    asked = await drive.refusal(lambda api: api.files().get(fileId="decision", fields=fields))

    assert asked == (400, "invalidParameter")


async def test_a_long_query_arrives_as_post(drive: Drive) -> None:
    """Above 2,048 characters the client sends a form and says that it means GET."""
    query = " or ".join(f"fullText contains 'word{n}'" for n in range(120))

    found = await drive.names(q=query + " or name = 'Numbers'")

    assert found == ["Numbers"]
    assert drive.server.requests[-1].method == "POST"


async def test_an_unknown_parameter_is_an_error(drive: Drive) -> None:
    """One that the API has and the sandbox lacks is refused, not ignored."""
    asked = await drive.refusal(lambda api: api.files().list(includeLabels="x"))

    assert asked == (400, "invalidParameter")
