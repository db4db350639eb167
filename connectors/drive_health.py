"""Whether Drive can be read, and who must act when it cannot."""

import asyncio

from connectors.drive_accounts import ConnectedAccounts, DelegatedAccounts, Subject
from connectors.drive_door import DriveDoor
from connectors.source import Condition, Health
from domain.errors import SourceError, SourceSignIn
from domain.question import SourceKind

_SECONDS = 3.0


async def drive_health(door: DriveDoor, doorkeeper: Subject | None) -> Health:
    """Without a doorkeeper a key is tried for itself, which proves no delegation."""
    if not door.settings.domains:
        return _found(Condition.NO_DOMAINS)
    try:
        async with asyncio.timeout(_SECONDS):
            return _found(await _tried(door, doorkeeper))
    except SourceSignIn:
        own = isinstance(door.accounts, ConnectedAccounts)
        return _found(Condition.CLIENT_REFUSED if own else Condition.DELEGATION_REFUSED)
    except (SourceError, TimeoutError) as failed:
        return _found(Condition.SILENT, cause=type(failed).__name__)


async def _tried(door: DriveDoor, doorkeeper: Subject | None) -> Condition:
    accounts = door.accounts
    if isinstance(accounts, ConnectedAccounts):
        await accounts.oauth.try_client()
        return Condition.OWN_ACCOUNTS
    if isinstance(accounts, DelegatedAccounts) and doorkeeper is None:
        await door.try_account(accounts.robot)
        return Condition.KEY_FINE
    if doorkeeper is not None:
        await door.try_subject(doorkeeper)
    return Condition.DELEGATED


def _found(condition: Condition, *, cause: str = "") -> Health:
    return Health(source=SourceKind.DRIVE, condition=condition, cause=cause)
