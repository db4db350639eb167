"""The Drive source on a bad day: every failure is said as what it is, in time."""

import asyncio
import time

import pytest

from connectors.drive_door import meaning_of
from domain.errors import (
    SourceBusy,
    SourceDenied,
    SourceError,
    SourceGarbled,
    SourceMissing,
    SourceSignIn,
    SourceTooLarge,
    SourceUnsupported,
)
from domain.evidence import Filters, SourceRef
from domain.question import SourceKind
from sandbox.faults import Fault, FaultKind
from tests.wire.drive_world import access, file, readers, world

DECISION = SourceRef(source=SourceKind.DRIVE, key="decision")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("down", SourceBusy),
        ("busy", SourceBusy),
        ("overloaded", SourceBusy),
        ("garbage", SourceGarbled),
        pytest.param("silent", SourceBusy, marks=pytest.mark.slow),
        pytest.param("slow", SourceBusy, marks=pytest.mark.slow),
    ],
)
async def test_each_failure_has_its_name_within_the_deadline(
    kind: FaultKind, error: type[SourceError]
) -> None:
    """Slow means a minute here; the deadline of the test is a second and a half."""
    async with world(deadline_seconds=1.5) as drive:
        await drive.source.search("pricing", Filters(), access(), limit=3)
        drive.faults.add("drive", Fault(kind=kind, seconds=60 if kind == "slow" else 1))
        begun = time.monotonic()
        with pytest.raises(error):
            await drive.source.search("pricing", Filters(), access(), limit=3)
        with pytest.raises(error):
            await drive.source.read(DECISION, access())

        assert time.monotonic() - begun < 6


async def test_a_rate_limit_that_passes_is_not_noticed() -> None:
    """429 once and 403 userRateLimitExceeded once; both mean later."""
    async with world() as drive:
        drive.faults.add("drive", Fault(kind="busy", seconds=0, times=2, path="/drive/v3"))

        document = await drive.source.read(DECISION, access())

        assert document.excerpts


async def test_one_search_variant_may_fail_without_the_others() -> None:
    """The answer is then said to be incomplete."""
    room = access(room=readers("bo"))  # where each way of asking is one request
    async with world() as drive:
        await drive.source.search("pricing", Filters(), room, limit=3)
        drive.faults.add("drive", Fault(kind="garbage", times=1, path="/drive/v3/files"))
        page = await drive.source.search("pricing decision", Filters(), room, limit=3)

    assert page.hits
    assert "Drive did not search everything this time" in page.notes


async def test_an_expired_token_is_renewed_unseen() -> None:
    """An hour is shorter than some digests' lives."""
    async with world() as drive:
        await drive.source.read(DECISION, access())
        drive.server.identity.forget_tokens()

        assert (await drive.source.read(DECISION, access())).excerpts


async def test_a_document_over_the_export_limit_is_too_large() -> None:
    """Google exports at most ten megabytes."""
    async with world() as drive:
        drive.server.put(file("huge", "Huge", "pricing " * 1_400_000))
        ref = SourceRef(source=SourceKind.DRIVE, key="huge")

        with pytest.raises(SourceTooLarge):
            await drive.source.read(ref, access())


async def test_a_folder_has_no_text() -> None:
    """It can be listed, not read."""
    async with world() as drive:
        drive.server.put(file("box", "Box", kind="folder"))
        ref = SourceRef(source=SourceKind.DRIVE, key="box")

        with pytest.raises(SourceUnsupported):
            await drive.source.read(ref, access())


async def test_a_cancelled_read_ends_at_once() -> None:
    """A stopped run must not wait for a slow server."""
    async with world() as drive:
        await drive.source.read(DECISION, access())
        drive.faults.add("drive", Fault(kind="slow", seconds=1))
        reading = asyncio.create_task(drive.source.read(DECISION, access()))
        await asyncio.sleep(0.05)
        begun = time.monotonic()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading

        assert time.monotonic() - begun < 0.5


@pytest.mark.parametrize(
    ("status", "reason", "error"),
    [
        (429, "rateLimitExceeded", SourceBusy),
        (403, "rateLimitExceeded", SourceBusy),
        (403, "userRateLimitExceeded", SourceBusy),
        (403, "dailyLimitExceeded", SourceBusy),
        (500, "backendError", SourceBusy),
        (502, "", SourceBusy),
        (403, "insufficientFilePermissions", SourceDenied),
        (403, "", SourceDenied),
        (404, "notFound", SourceMissing),
        (403, "exportSizeLimitExceeded", SourceTooLarge),
        (403, "fileNotExportable", SourceUnsupported),
        (403, "fileNotDownloadable", SourceUnsupported),
        (403, "accessNotConfigured", SourceSignIn),
        (401, "authError", SourceSignIn),
        (400, "invalid", SourceGarbled),
    ],
)
def test_googles_refusals_by_who_must_act(
    status: int, reason: str, error: type[SourceError]
) -> None:
    """Their 403 means later, never, too large, no text, or ask the administrator."""
    assert type(meaning_of(status, reason)) is error


def test_a_used_up_day_is_not_tried_again_in_a_second() -> None:
    """The quota comes back at midnight, not after a pause."""
    busy = meaning_of(403, "dailyLimitExceeded")

    assert isinstance(busy, SourceBusy)
    assert busy.retry_after >= 600


@pytest.mark.slow
async def test_a_slow_drive_fails_its_check_soon() -> None:
    """A question must not wait for the check of a source that is down."""
    async with world(deadline_seconds=60) as drive:
        drive.faults.add("drive", Fault(kind="slow", seconds=60))
        begun = time.monotonic()

        assert not (await drive.source.check()).works
        assert time.monotonic() - begun < 5
