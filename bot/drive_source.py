"""Drive as the settings connect it: by delegation, or by each person's own sign-in."""

from collections.abc import Callable
from datetime import datetime

from bot.settings import Settings
from connectors.drive_accounts import Accounts, ConnectedAccounts, DelegatedAccounts
from connectors.drive_audience import DriveAudience
from connectors.drive_door import DriveDoor, DriveSettings
from connectors.drive_reading import DriveReading
from connectors.google_drive import DriveSource
from connectors.google_oauth import GoogleOAuth, OAuthClient
from connectors.parsing import Parser
from connectors.patience import Patience
from connectors.slack_people import SlackPeople
from domain.question import SourceKind
from domain.record import from_json
from store.credentials import Credentials
from store.database import Database

SIGNED_IN = "/drive/signed-in"


def connected_accounts(settings: Settings, database: Database) -> ConnectedAccounts | None:
    """Where people connect their own Drive; None without a client, and under delegation."""
    if not settings.people_sign_in:
        return None
    client = OAuthClient(
        id=settings.google_oauth_client_id,
        secret=settings.google_oauth_client_secret.get_secret_value(),
        redirect=settings.dossier_public_url.rstrip("/") + SIGNED_IN,
        base_url=settings.google_api_url,
    )
    credentials = Credentials(database, key=settings.operator_key)
    return ConnectedAccounts(credentials=credentials, oauth=GoogleOAuth(client))


def drive_source(
    settings: Settings,
    connected: ConnectedAccounts | None,
    reading: tuple[SlackPeople, Parser],
    *,
    now: Callable[[], datetime],
    chance: Callable[[], float],
) -> DriveSource | None:
    accounts = connected or _delegated(settings)
    if accounts is None:
        return None
    people, parser = reading
    patience = Patience(
        source=SourceKind.DRIVE,
        per_second=20,
        burst=40,
        at_once=16,
        deadline_seconds=18,
        random=chance,
    )
    door = DriveDoor(
        settings=DriveSettings(
            domains=settings.google_domains, base_url=settings.google_api_url
        ),
        accounts=accounts,
        patience=patience,
        now=now,
    )
    return DriveSource(
        door=door,
        reading=DriveReading(door=door, parser=parser),
        audience=DriveAudience(door=door, people_by_email=people.by_email, now=now),
    )


def _delegated(settings: Settings) -> Accounts | None:
    key = settings.google_service_account.get_secret_value()
    return DelegatedAccounts(key=from_json(key, dict[str, str])) if key else None
