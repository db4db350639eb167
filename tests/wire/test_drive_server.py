"""Whom the sandbox's Drive lets see what, asked by Google's own client."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from http.client import HTTPException

import pytest
from google.auth.exceptions import RefreshError

from sandbox.clock import SandboxClock
from sandbox.faults import Fault, FaultKind, Faults
from sandbox.google_drive.server import SUPPORTED, DriveServer
from sandbox.workspace.schema import (
    Sharing,
)
from tests.wire.drive_room import (
    ANA,
    BO,
    FILES,
    GIL,
    OCTOBER,
    WORKSPACE,
    Drive,
    Vendor,
    drive_room,
    robot,
)


@pytest.fixture
async def drive() -> AsyncIterator[Drive]:
    async with drive_room() as drive:
        yield drive


async def test_routes_and_the_table_of_what_is_supported_agree(drive: Drive) -> None:
    """What docs print is what the server has, and nothing more."""
    app = drive.server.app()

    routes = {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource
    }
    assert routes - {("*", "/{anything}"), *((("HEAD"), path) for _, path in routes)} == {
        (verb, path) for verb, path, _ in SUPPORTED
    }


async def test_a_delegated_service_account_is_the_person_it_names(drive: Drive) -> None:
    """One key, two subjects, two different answers; the address is compared without case."""
    seen = {}
    for who in (ANA, BO):
        credentials = robot(drive.server, subject=who)
        me = await drive.ask_with(credentials, lambda api: api.about().get(fields="user"))
        found = await drive.ask_with(
            credentials, lambda api: api.files().list(q="fullText contains 'salary'")
        )
        seen[me["user"]["emailAddress"]] = [one["name"] for one in found["files"]]

    assert seen == {ANA: ["Salary bands"], BO: []}
    assert drive.server.requests[-1].who == BO


@pytest.mark.parametrize("who", ["zoe@else.test", GIL])
async def test_nobody_outside_the_directory_can_be_impersonated(drive: Drive, who: str) -> None:
    """A stranger and a guest have no account in the company's domain."""
    with pytest.raises(RefreshError, match="unauthorized_client"):
        await drive.ask_with(robot(drive.server, subject=who), lambda api: api.files().list())


async def test_a_scope_that_the_admin_did_not_allow_is_refused(drive: Drive) -> None:
    """The allow-list of a delegation is exact."""
    writing = ["https://www.googleapis.com/auth/drive"]
    credentials = robot(drive.server, subject=ANA, scopes=writing)

    with pytest.raises(RefreshError, match="unauthorized_client"):
        await drive.ask_with(credentials, lambda api: api.files().list())


async def test_a_key_of_somebody_else_buys_no_token(drive: Drive) -> None:
    """The signature is verified, not just read."""
    clock = SandboxClock.starting_at(OCTOBER)
    other = DriveServer(workspace=WORKSPACE, clock=clock, faults=Faults())
    other.bind(drive.base)
    forged = robot(other, subject=ANA)

    with pytest.raises(RefreshError, match="invalid_grant"):
        await drive.ask_with(forged, lambda api: api.files().list())


async def test_a_forgotten_token_is_renewed_by_the_client(drive: Drive) -> None:
    """A 401 in the middle makes google-auth fetch a new token and go on."""
    credentials = robot(drive.server, subject=ANA)
    await drive.ask_with(credentials, lambda api: api.files().get(fileId="salaries"))

    drive.server.identity.forget_tokens()
    found = await drive.ask_with(credentials, lambda api: api.files().get(fileId="salaries"))

    assert found["name"] == "Salary bands"


async def test_sharing_decides_what_each_person_finds_and_opens(drive: Drive) -> None:
    """Company files, groups and named people are found; a link opens but is listed nowhere."""
    listed = set(await drive.names(who=BO, q="trashed = false"))

    assert listed == {"Q3 pricing decision", "Group plan", "Partner brief", "Pricing"}
    assert set(await drive.names(who=GIL)) == {"Partner brief"}
    linked = await drive.ask(lambda api: api.files().get(fileId="linked"), who=BO)
    assert linked["name"] == "Linked note"


async def test_what_may_not_be_seen_looks_like_what_does_not_exist(drive: Drive) -> None:
    """A 403 would tell that the file is there."""
    hidden = await drive.refusal(lambda api: api.files().get(fileId="salaries"), who=BO)

    assert hidden == (404, "notFound")
    assert hidden == await drive.refusal(lambda api: api.files().get(fileId="nope"), who=BO)


async def test_permissions_name_everyone_whom_the_file_names(drive: Drive) -> None:
    """A reader may list them; a link is `anyone` that search does not discover."""
    fields = "permissions(type,role,emailAddress,domain,allowFileDiscovery)"
    seen = {}
    for key in ("decision", "linked", "grouped"):
        found = await drive.permissions(key, fields=fields, who=BO)
        seen[key] = found["permissions"][1]

    assert seen["decision"] == {
        "type": "domain",
        "role": "reader",
        "domain": "x.test",
        "allowFileDiscovery": True,
    }
    assert seen["linked"] == {"type": "anyone", "role": "reader", "allowFileDiscovery": False}
    assert seen["grouped"] == {
        "type": "group",
        "role": "reader",
        "emailAddress": "sales@x.test",
    }


async def test_a_changed_sharing_counts_from_the_next_request(drive: Drive) -> None:
    """Tests can take a right away in the middle of a run."""
    decision = next(one for one in FILES if one.id == "decision")
    drive.server.put(replace(decision, sharing=Sharing()))

    refused = await drive.refusal(lambda api: api.files().get(fileId="decision"), who=BO)

    assert refused == (404, "notFound")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("busy", (429, "rateLimitExceeded")), ("overloaded", (503, "backendError"))],
)
async def test_a_bad_day_has_googles_words(
    drive: Drive, kind: FaultKind, expected: tuple[int, str]
) -> None:
    """With Retry-After for the rate; the other rate reason, a 403, comes the next time."""
    drive.faults.add("drive", Fault(kind=kind, seconds=7))

    assert await drive.refusal(lambda api: api.files().list()) == expected
    if kind == "busy":
        assert await drive.refusal(lambda api: api.files().list()) == (
            403,
            "userRateLimitExceeded",
        )


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        ("down", (ConnectionError,)),
        ("cut", (HTTPException,)),
        ("garbage", (ValueError,)),
        ("silent", (ConnectionError,)),
    ],
)
async def test_a_broken_connection_breaks_the_clients_call(
    drive: Drive, kind: FaultKind, errors: tuple[type[Exception], ...]
) -> None:
    """Down, cut, garbage and silent never look like an empty result."""
    drive.faults.add("drive", Fault(kind=kind, seconds=0.05))

    with pytest.raises(errors):
        await drive.ask(lambda api: api.files().list())


async def test_a_slow_answer_still_comes(drive: Drive) -> None:
    """Slow is late, not wrong."""
    drive.faults.add("drive", Fault(kind="slow", seconds=0.05, times=1))

    assert await drive.names(q="name = 'Numbers'") == ["Numbers"]


async def test_writing_and_unknown_methods_are_not_supported(
    drive: Drive, caplog: pytest.LogCaptureFixture
) -> None:
    """501 in Google's envelope, and a line in the log."""
    calls: Sequence[Callable[[Vendor], Vendor]] = (
        lambda api: api.files().delete(fileId="decision"),
        lambda api: api.files().create(body={"name": "x"}),
        lambda api: api.changes().getStartPageToken(),
    )

    for call in calls:
        assert await drive.refusal(call) == (501, "notImplemented")
    assert "not supported: DELETE /drive/v3/files/decision" in caplog.text
