"""Whether Drive can be read, and who must act when it cannot."""

import asyncio

from connectors.drive_accounts import ConnectedAccounts, DelegatedAccounts, Subject
from connectors.drive_door import DriveDoor
from connectors.source import Health
from domain.errors import SourceError, SourceSignIn
from domain.question import SourceKind

_SECONDS = 3.0
_DELEGATION = (
    "Google does not accept the service account, or not for your people.",
    (
        "Check the key file. In the Google admin console, under domain-wide delegation, allow"
        " its client id the scope https://www.googleapis.com/auth/drive.readonly."
    ),
)
_CLIENT = (
    "Google does not accept the client that people sign in with.",
    "Check GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET.",
)
_NO_DOMAINS = (
    "Nobody's address counts as your company's.",
    "Set GOOGLE_DOMAINS to your mail domains.",
)


async def drive_health(door: DriveDoor, doorkeeper: Subject | None) -> Health:
    """Without a doorkeeper a key is tried for itself, which proves no delegation."""
    if not door.settings.domains:
        return _ill(*_NO_DOMAINS)
    try:
        async with asyncio.timeout(_SECONDS):
            detail = await _tried(door, doorkeeper)
    except SourceSignIn:
        return _ill(*(_CLIENT if isinstance(door.accounts, ConnectedAccounts) else _DELEGATION))
    except (SourceError, TimeoutError) as failed:
        return _ill(f"Drive does not answer ({type(failed).__name__}).", "Try again later.")
    return Health(source=SourceKind.DRIVE, works=True, detail=detail)


async def _tried(door: DriveDoor, doorkeeper: Subject | None) -> str:
    accounts = door.accounts
    if isinstance(accounts, ConnectedAccounts):
        await accounts.oauth.try_client()
        return "people connect their own"
    if isinstance(accounts, DelegatedAccounts) and doorkeeper is None:
        await door.try_account(accounts.robot)
        return "the key works; delegation shows with the first question"
    if doorkeeper is not None:
        await door.try_subject(doorkeeper)
    return "delegation works"


def _ill(problem: str, remedy: str) -> Health:
    return Health(source=SourceKind.DRIVE, works=False, problem=problem, remedy=remedy)
