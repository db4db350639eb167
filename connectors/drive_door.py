"""The only door to Google's client: requests in threads of our own, as one person each.

The client is synchronous and its connections must not be shared between threads: a shared one
hands out the answers to other people's requests. So each thread has one connection, and the
person comes with each call.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar
from weakref import WeakSet

import httplib2
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import HttpMock

from connectors.drive_accounts import Accounts, Subject
from connectors.drive_shapes import About
from connectors.patience import Patience
from connectors.retry_after import seconds_of
from connectors.vendor_replies import parsed
from domain.audience import PersonKind
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
from domain.question import Asker, SourceKind

_DRIVE = SourceKind.DRIVE
_BUSY = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "backendError", "internalError"}
)
_USED_UP = frozenset({"dailyLimitExceeded", "sharingRateLimitExceeded", "quotaExceeded"})
_TOO_LARGE = frozenset({"exportSizeLimitExceeded"})
_NO_TEXT = frozenset({"fileNotExportable", "fileNotDownloadable", "badRequest"})
_OPERATOR = frozenset({"accessNotConfigured", "insufficientPermissions", "insufficientScopes"})
_A_WHILE_SECONDS = 600.0

T = TypeVar("T")


class Request(Protocol):
    """A request that Google's client has made and not yet sent."""

    def execute(self, *, http: object, num_retries: int) -> object: ...


class _GrantEnded(SourceSignIn):
    """Google gives nothing more for this person; what that means depends on the accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveSettings:
    """`domains` are the e-mail domains of the people as whom Drive may be asked.

    `base_url` replaces Google's addresses for a server on this machine; empty means Google.
    """

    domains: frozenset[str]
    base_url: str = ""
    threads: int = 16
    http_seconds: float = 12.0


@dataclass(slots=True, kw_only=True)
class DriveDoor:
    """`files`, `permissions`, `comments` and `sheets` make requests; `call` sends one."""

    settings: DriveSettings
    accounts: Accounts
    patience: Patience
    now: Callable[[], datetime]
    files: Any = field(init=False)
    permissions: Any = field(init=False)
    comments: Any = field(init=False)
    sheets: Any = field(init=False)
    _about: Any = field(init=False)
    _pool: ThreadPoolExecutor = field(init=False)
    _thread: threading.local = field(default_factory=threading.local, init=False)
    _connections: list[httplib2.Http] = field(default_factory=list, init=False)
    _introduced: "WeakSet[Credentials]" = field(default_factory=WeakSet, init=False)

    def __post_init__(self) -> None:
        drive, sheets = (
            self._client("drive", "v3", "/drive/v3/"),
            self._client("sheets", "v4", "/"),
        )
        self.files, self.permissions = drive.files(), drive.permissions()
        self.comments, self._about = drive.comments(), drive.about()
        self.sheets = sheets.spreadsheets()
        self._pool = ThreadPoolExecutor(self.settings.threads, thread_name_prefix="drive")

    def subject(self, asker: Asker) -> Subject:
        """As whom Drive is asked. Raises SourceDenied for who has no address of ours."""
        address = asker.email.casefold()
        if asker.kind is not PersonKind.MEMBER or not self.is_ours(address):
            raise SourceDenied(_DRIVE, "the asker has no account in this organisation")
        return Subject(person=asker.id, address=address)

    def is_ours(self, address: str) -> bool:
        return address.rpartition("@")[2] in self.settings.domains and "@" in address

    async def ask(self, subject: Subject, request: Request, shape: type[T]) -> T:
        """The answer as a record. Raises SourceError."""
        return parsed(_DRIVE, shape, await self.call(subject, request))

    async def call(self, subject: Subject, request: Request) -> object:
        """The answer as the client gives it. Raises SourceError."""
        credentials = await self.accounts.of(subject)
        try:
            if credentials not in self._introduced:
                await self._introduce(subject, credentials)
            return await self._send(credentials, request)
        except _GrantEnded as ended:
            raise await self.accounts.refused(subject, credentials) from ended

    async def try_account(self, credentials: Credentials) -> None:
        """Whether Google accepts them at all. Raises SourceError."""
        await self._send(credentials, self._about.get(fields="user(emailAddress)"))

    async def try_subject(self, subject: Subject) -> None:
        """Whether Drive can be asked as this person. Raises SourceError."""
        await self._introduce(subject, await self.accounts.of(subject))

    def close(self) -> None:
        """Calls under way end when their connections close or time out."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for http in self._connections:
            http.close()

    async def _introduce(self, subject: Subject, credentials: Credentials) -> None:
        """Whoever ignores the subject would show everybody one account's files."""
        answer = await self._send(credentials, self._about.get(fields="user(emailAddress)"))
        found = parsed(_DRIVE, About, answer).user.email_address.casefold()
        if found != subject.address:
            raise SourceSignIn(_DRIVE, "Google answers for another account than the asker's")
        self._introduced.add(credentials)

    async def _send(self, credentials: Credentials, request: Request) -> object:
        async def attempt() -> object:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._pool, self._execute, credentials, request)

        return await self.patience.call(attempt)

    def _execute(self, credentials: Credentials, request: Request) -> object:
        """Runs in one of our threads."""
        http = getattr(self._thread, "http", None)
        if http is None:
            http = httplib2.Http(timeout=self.settings.http_seconds, proxy_info=None)
            self._thread.http = http
            self._connections.append(http)
        authorised = AuthorizedHttp(credentials, http=http)
        try:
            return request.execute(http=authorised, num_retries=0)
        except (HttpError, GoogleAuthError) as refused:
            raise self._meaning(refused) from refused
        except (httplib2.error.HttpLib2Error, OSError) as lost:
            http.close()
            raise SourceBusy(_DRIVE, type(lost).__name__) from lost
        except ValueError as nonsense:
            raise SourceGarbled(_DRIVE, "not Google's JSON") from nonsense

    def _meaning(self, refused: Exception) -> SourceError:
        match refused:
            case HttpError():
                hint = refused.resp.get("retry-after")
                wait = seconds_of(hint, now=self.now())
                return meaning_of(refused.status_code, _reason(refused), retry_after=wait)
            case TransportError():
                return SourceBusy(_DRIVE, "no token: the server cannot be reached")
            case RefreshError() if refused.retryable:
                return SourceBusy(_DRIVE, "no token for now")
            case RefreshError() if _says(refused, "invalid_grant", "unauthorized_client"):
                return _GrantEnded(_DRIVE, "Google gives no token for the asker")
            case _:
                return SourceSignIn(_DRIVE, "Google does not accept our own credentials")

    def _client(self, name: str, version: str, path: str) -> Any:  # noqa: ANN401 - untyped library
        base = self.settings.base_url.rstrip("/")
        return build(
            name,
            version,
            http=HttpMock(),  # it only makes requests
            cache_discovery=False,
            static_discovery=True,
            client_options={"api_endpoint": base + path} if base else None,
        )


def meaning_of(status: int, reason: str, *, retry_after: float = 1.0) -> SourceError:
    """An HTTP error of Google's by who must act; their 403 means many things."""
    if reason in _USED_UP:
        return SourceBusy(_DRIVE, reason, retry_after=_A_WHILE_SECONDS)
    if status == 429 or status >= 500 or reason in _BUSY:  # noqa: PLR2004 - HTTP
        return SourceBusy(_DRIVE, reason or str(status), retry_after=retry_after)
    by_reason: tuple[tuple[frozenset[str], type[SourceError]], ...] = (
        (_TOO_LARGE, SourceTooLarge),
        (_NO_TEXT, SourceUnsupported),
        (_OPERATOR, SourceSignIn),
    )
    by_status = {401: SourceSignIn, 403: SourceDenied, 404: SourceMissing}
    kind = next((error for reasons, error in by_reason if reason in reasons), None)
    return (kind or by_status.get(status, SourceGarbled))(_DRIVE, f"{status} {reason}".strip())


def _reason(error: HttpError) -> str:
    details = error.error_details
    if isinstance(details, list) and details and isinstance(details[0], dict):
        return str(details[0].get("reason", ""))
    return ""


def _says(refused: RefreshError, *codes: str) -> bool:
    """The reply of the token endpoint comes with the error, behind its text."""
    said = refused.args[1] if len(refused.args) > 1 else {}
    return isinstance(said, dict) and said.get("error") in codes
