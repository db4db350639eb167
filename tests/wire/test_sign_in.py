"""Connecting one's own Drive, through Google's client and a browser, well and ill."""

import asyncio
import logging
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest

from bot.rendering.sign_in_words import ENGLISH, Unconnected, sign_in_words
from bot.rendering.source_line import source_line
from bot.rendering.words import ENGLISH as WORDS
from connectors.google_oauth import SCOPES
from domain.audience import PersonId
from domain.errors import NeedsAsker, SourceNotConnected, SourceSignIn
from domain.evidence import Filters, SearchPage, SourceRef
from domain.question import SourceKind
from sandbox.faults import Fault
from store.credentials import Credentials
from store.keyring import OperatorKey
from tests.wire.drive_world import access, readers
from tests.wire.sign_in_room import ANA, BO, SignInRoom, asked, sign_in_room

ANA_AT, BO_AT = "ana@kelvane.example", "bo@kelvane.example"


async def search(room: SignInRoom, who: str) -> SearchPage:
    return await room.drive.source.search("pricing", Filters(), access(who), limit=20)


def names(page: SearchPage) -> set[str]:
    return {hit.origin.title for hit in page.hits}


async def test_who_signs_in_is_read_as_themselves(tmp_path: Path) -> None:
    """Ana finds what is hers alone; Bo, connected too, does not."""
    async with sign_in_room(tmp_path) as room:
        page = await room.connect(ANA, ANA_AT)
        await room.connect(BO, BO_AT)
        hers, his = await asyncio.gather(search(room, "ana"), search(room, "bo"))

    assert page.status == 200
    assert ENGLISH.connected in unescape(page.text)
    assert room.connected == [ANA, BO]
    assert "Salary bands" in names(hers)
    assert "Salary bands" not in names(his)


async def test_without_a_connection_drive_is_never_asked(tmp_path: Path) -> None:
    """Somebody else's connection is nobody else's way in."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(ANA, ANA_AT)
        await search(room, "ana")
        before = len(room.drive.server.requests)
        ref = SourceRef(source=SourceKind.DRIVE, key="decision")

        with pytest.raises(SourceNotConnected):
            await search(room, "bo")
        with pytest.raises(SourceNotConnected):
            await room.drive.source.read(ref, access("bo"))
        assert len(room.drive.server.requests) == before


async def test_leave_is_asked_for_reading_and_an_address_alone(tmp_path: Path) -> None:
    """With PKCE, offline, for the account that is expected."""
    async with sign_in_room(tmp_path) as room:
        address = await room.sign_in.begin(ANA)

    assert set(asked(address, "scope").split()) == set(SCOPES)
    assert not any("drive" in scope and "readonly" not in scope for scope in SCOPES)
    assert asked(address, "code_challenge_method") == "S256"
    assert asked(address, "login_hint") == ANA_AT
    assert asked(address, "access_type") == "offline"


async def test_a_sign_in_is_good_once(tmp_path: Path) -> None:
    """The address that Google sent the browser to, opened again, does nothing."""
    async with sign_in_room(tmp_path) as room:
        back = await room.agree(await room.sign_in.begin(ANA), ANA_AT)
        await room.come_back(back)
        again = await room.come_back(back)

    assert again.status == 400
    assert ENGLISH.why(Unconnected.VOID) in unescape(again.text)
    assert room.connected == [ANA]


async def test_of_two_that_come_back_at_once_one_counts(tmp_path: Path) -> None:
    """A browser may open the address twice at the same moment."""
    async with sign_in_room(tmp_path) as room:
        back = await room.agree(await room.sign_in.begin(ANA), ANA_AT)
        pages = await asyncio.gather(*(room.come_back(back) for _ in range(4)))

    assert sorted(page.status for page in pages) == [200, 400, 400, 400]


async def test_a_sign_in_is_good_for_ten_minutes(tmp_path: Path) -> None:
    """An address that lay in a direct message for a day opens nothing."""
    async with sign_in_room(tmp_path) as room:
        back = await room.agree(await room.sign_in.begin(ANA), ANA_AT)
        room.clock.pass_by(timedelta(minutes=10, seconds=1))
        late = await room.come_back(back)

    assert ENGLISH.why(Unconnected.VOID) in unescape(late.text)
    assert room.connected == []


async def test_a_new_press_voids_the_one_before(tmp_path: Path) -> None:
    """There is one sign-in under way for each person."""
    async with sign_in_room(tmp_path) as room:
        first = await room.sign_in.begin(ANA)
        await room.sign_in.begin(ANA)
        page = await room.come_back(await room.agree(first, ANA_AT))

    assert ENGLISH.why(Unconnected.VOID) in unescape(page.text)


async def test_a_state_that_was_made_up_opens_nothing(tmp_path: Path) -> None:
    """Google is not even asked what the code is worth."""
    async with sign_in_room(tmp_path) as room:
        page = await room.come_back("/drive/signed-in?state=made-up&code=4/abc")

        assert ENGLISH.why(Unconnected.VOID) in unescape(page.text)
        assert not [one for one in room.drive.server.requests if one.path == "/token"]


async def test_somebody_elses_account_is_not_taken_for_mine(tmp_path: Path) -> None:
    """Ana's address, opened by Bo: his Drive must not become hers."""
    async with sign_in_room(tmp_path) as room:
        page = await room.connect(ANA, BO_AT)

        assert page.status == 400
        assert ENGLISH.why(Unconnected.ANOTHER, address=BO_AT) in unescape(page.text)
        assert await room.credentials.of(ANA) is None
        assert await room.credentials.of(BO) is None
        assert room.drive.server.sign_in.grants == {}  # given back at once


async def test_a_refusal_leaves_a_connection_that_is_in_use(tmp_path: Path) -> None:
    """To end one grant of an account at Google ends them all."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(BO, BO_AT)
        await room.connect(ANA, BO_AT)
        page = await search(room, "bo")

    assert "Pricing decision" in names(page)


async def test_a_code_of_another_sign_in_is_refused(tmp_path: Path) -> None:
    """Ana's state with Bo's code: the verifier does not fit."""
    async with sign_in_room(tmp_path) as room:
        hers = await room.agree(await room.sign_in.begin(ANA), ANA_AT)
        his = await room.agree(await room.sign_in.begin(BO), BO_AT)
        state, code = asked(hers, "state"), asked(his, "code")
        page = await room.come_back(f"/drive/signed-in?state={state}&code={code}")

    assert ENGLISH.why(Unconnected.NOT_GOOD) in unescape(page.text)
    assert room.connected == []


async def test_an_address_that_google_did_not_verify_counts_for_nothing(tmp_path: Path) -> None:
    """Anybody may open a Google account under any address."""
    async with sign_in_room(tmp_path) as room:
        room.drive.server.sign_in.unverified.add(ANA_AT)
        page = await room.connect(ANA, ANA_AT)

    assert ENGLISH.why(Unconnected.UNVERIFIED) in unescape(page.text)
    assert room.connected == []


async def test_leave_for_the_address_alone_is_not_enough(tmp_path: Path) -> None:
    """Google lets people untick the box about Drive."""
    async with sign_in_room(tmp_path) as room:
        address = await room.sign_in.begin(ANA)
        less = address.replace("+https%3A%2F%2Fwww.googleapis.com%2Fauth%2Fdrive.readonly", "")
        page = await room.come_back(await room.agree(less, ANA_AT))

    assert ENGLISH.why(Unconnected.NO_LEAVE) in unescape(page.text)
    assert room.connected == []


async def test_a_no_at_google_is_a_no(tmp_path: Path) -> None:
    """And the address cannot be used for a second thought."""
    async with sign_in_room(tmp_path) as room:
        page = await room.connect(ANA, "")

    assert ENGLISH.why(Unconnected.DECLINED) in unescape(page.text)
    assert room.connected == []


async def test_google_down_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    """A person waits in front of the page, so that nothing is tried again behind it."""
    async with sign_in_room(tmp_path) as room:
        back = await room.agree(await room.sign_in.begin(ANA), ANA_AT)
        room.drive.faults.add("drive", Fault(kind="down", path="/token"))
        page = await room.come_back(back)

    assert ENGLISH.why(Unconnected.NO_GOOGLE) in unescape(page.text)
    assert room.connected == []


async def test_a_guest_cannot_connect_a_drive(tmp_path: Path) -> None:
    """Whatever account they have."""
    async with sign_in_room(tmp_path) as room:
        with pytest.raises(NeedsAsker, match="confirmed address"):
            await room.sign_in.begin(PersonId("UGIL"))


async def test_leave_that_was_taken_back_at_google_ends_the_connection(tmp_path: Path) -> None:
    """The next question says so, and once it is connected again it goes on."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(ANA, ANA_AT)
        await search(room, "ana")
        google = room.drive.server.sign_in
        google.end(next(iter(google.grants)))

        with pytest.raises(SourceNotConnected):
            await search(room, "ana")
        kept = await room.credentials.of(ANA)
        assert kept is not None
        assert kept.token == ""
        await room.connect(ANA, ANA_AT)
        assert "Salary bands" in names(await search(room, "ana"))


async def test_a_client_that_google_does_not_know_is_the_operators_matter(
    tmp_path: Path,
) -> None:
    """The person's connection is not thrown away for it."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(ANA, ANA_AT)
        room.drive.server.sign_in.secret = "changed in the console"  # noqa: S105 - a sandbox's
        health = await room.drive.source.check()

        with pytest.raises(SourceSignIn):
            await search(room, "ana")
        kept = await room.credentials.of(ANA)
        assert kept is not None
        assert kept.token
        assert not health.works
        assert "GOOGLE_OAUTH_CLIENT_SECRET" in source_line(health, WORDS)


async def test_disconnecting_ends_it_here_and_at_google(tmp_path: Path) -> None:
    """Also for a process that had the connection in its memory."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(ANA, ANA_AT)
        await search(room, "ana")

        assert await room.sign_in.disconnect(ANA)
        assert room.drive.server.sign_in.grants == {}
        with pytest.raises(SourceNotConnected):
            await search(room, "ana")


async def test_a_connection_ends_when_the_address_in_slack_changes(tmp_path: Path) -> None:
    """It was made for the person with that address."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(ANA, ANA_AT)
        kept = await room.credentials.of(ANA)
        assert kept is not None
        await room.credentials.keep(
            BO, address=kept.address, token=kept.token, at=room.clock.now()
        )

        with pytest.raises(SourceNotConnected):
            await search(room, "bo")


async def test_tokens_rest_encrypted_and_are_never_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The control is the address, which lies there in clear."""
    caplog.set_level(logging.DEBUG)
    async with sign_in_room(tmp_path) as room:
        begun = await room.sign_in.begin(BO)
        await room.connect(ANA, ANA_AT)
        await search(room, "ana")
        [token] = room.drive.server.sign_in.grants
        on_disk = room.on_disk()

        secrets = [token, asked(begun, "state")]
        assert ANA_AT.encode() in on_disk
        assert [one for one in secrets if one.encode() in on_disk] == []
        logged = "\n".join(record.getMessage() for record in caplog.records)
        assert [one for one in secrets if one in logged] == []


async def test_another_key_opens_no_connection(tmp_path: Path) -> None:
    """A copied file without the environment's key is worth nothing."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(ANA, ANA_AT)
        thief = Credentials(room.credentials._database, key=OperatorKey(current="another"))
        kept = await thief.of(ANA)

    assert kept is not None
    assert kept.token == ""


async def test_nobodys_connection_is_used_to_try_what_they_may_open(tmp_path: Path) -> None:
    """Cy connected theirs for their own questions; Bo's question does not ask as them."""
    async with sign_in_room(tmp_path) as room:
        await room.connect(PersonId("UCY"), "cy@kelvane.example")
        await room.connect(BO, BO_AT)
        ref = SourceRef(source=SourceKind.DRIVE, key="grouped")
        before = len(room.drive.server.requests)
        await room.drive.source.audience_of(ref, access("bo", readers("bo", "cy")))

        asked_as = {one.who for one in room.drive.server.requests[before:]}
        assert asked_as - {"nobody"} == {BO_AT}


@pytest.mark.parametrize("language", ["de", "fr", "es", "ja"])
async def test_the_page_speaks_the_language_of_the_browser(
    tmp_path: Path, language: str
) -> None:
    """Who comes back may be anybody, so the browser is asked, not Slack."""
    words = sign_in_words(language)
    async with sign_in_room(tmp_path) as room:
        room.browser.headers["Accept-Language"] = f"it, {language}-XX;q=0.8, en;q=0.5"
        page = await room.connect(ANA, ANA_AT)
        refused = await room.come_back("/drive/signed-in?state=unknown&code=4")

    assert words.connected in unescape(page.text)
    assert f'lang="{language}"' in page.text
    assert words.why(Unconnected.VOID) in unescape(refused.text)
