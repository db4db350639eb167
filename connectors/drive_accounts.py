"""As whom Drive is asked: as anybody of the company by delegation, or as who signed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError
from google.oauth2 import service_account

from connectors.google_oauth import READS_DRIVE, GoogleOAuth
from domain.audience import PersonId
from domain.errors import Misconfigured, SourceError, SourceNotConnected, SourceSignIn
from domain.question import SourceKind
from store import credentials as kept_credentials

_DRIVE = SourceKind.DRIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A person as whom Drive is asked; `address` is theirs in Slack, in lower case."""

    person: PersonId
    address: str


class Accounts(Protocol):
    """`speaks_for_readers`: whether people may be spoken for who did not ask themselves."""

    speaks_for_readers: bool

    async def of(self, subject: Subject) -> Credentials:
        """The same object as long as the connection is the same. Raises SourceError."""
        ...

    async def refused(self, subject: Subject, credentials: Credentials) -> SourceError:
        """Google took their grant back: take note of it, and say what that means."""
        ...


@dataclass(slots=True, kw_only=True)
class DelegatedAccounts:
    """`key` is a service account's key file with domain-wide delegation."""

    key: Mapping[str, str]
    speaks_for_readers: bool = True
    robot: Credentials = field(init=False)
    _known: dict[Subject, Credentials] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        try:
            robot: Any = service_account.Credentials  # its makers left it untyped
            self.robot = robot.from_service_account_info(dict(self.key), scopes=(READS_DRIVE,))
        except (GoogleAuthError, ValueError) as wrong:
            remedy = "Give a service account's key file as Google hands it out (JSON)."
            raise Misconfigured("GOOGLE_SERVICE_ACCOUNT", remedy) from wrong

    async def of(self, subject: Subject) -> Credentials:
        if subject not in self._known:
            robot: Any = self.robot
            self._known[subject] = robot.with_subject(subject.address)
        return self._known[subject]

    async def refused(self, subject: Subject, credentials: Credentials) -> SourceError:
        del subject, credentials
        return SourceSignIn(_DRIVE, "no token for the asker: delegation is not set up")


@dataclass(slots=True, kw_only=True)
class ConnectedAccounts:
    """People who signed in. Theirs is used for their own questions, and for no one else's."""

    credentials: kept_credentials.Credentials
    oauth: GoogleOAuth
    speaks_for_readers: bool = False
    _known: dict[PersonId, Any] = field(default_factory=dict, init=False)

    async def of(self, subject: Subject) -> Credentials:
        """Asked of the store each time, so that a connection ends for all processes at once."""
        kept = await self.credentials.of(subject.person)
        if kept is None or not kept.token or kept.address != subject.address:
            self._known.pop(subject.person, None)
            raise SourceNotConnected(_DRIVE, "the asker has not connected it")
        known = self._known.get(subject.person)
        if known is None or known.refresh_token != kept.token:
            known = self._known[subject.person] = self.oauth.credentials(kept.token)
        found: Credentials = known
        return found

    async def refused(self, subject: Subject, credentials: Credentials) -> SourceError:
        ours: Any = credentials
        await self.credentials.ended(subject.person, token=ours.refresh_token)
        return SourceNotConnected(_DRIVE, "Google ended the asker's connection")
