"""Signing in with Google: a person's leave to read their Drive, and nothing more.

The authorisation code flow for web servers, with PKCE:
https://developers.google.com/identity/protocols/oauth2/web-server
"""

import asyncio
import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import httplib2
from google.auth.exceptions import TransportError
from google.oauth2.credentials import Credentials
from google_auth_httplib2 import Request
from pydantic import BaseModel

from connectors.vendor_replies import parsed
from domain.errors import SourceBusy, SourceDenied, SourceError, SourceSignIn
from domain.question import SourceKind

READS_DRIVE = "https://www.googleapis.com/auth/drive.readonly"
SCOPES = ("openid", "email", READS_DRIVE)
_DRIVE = SourceKind.DRIVE
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_NOBODYS_TOKEN = "1//nobodys"  # noqa: S105 - no secret: it is there to be refused
_GOOGLES = {
    "authorize": "https://accounts.google.com/o/oauth2/v2/auth",
    "token": "https://oauth2.googleapis.com/token",
    "revoke": "https://oauth2.googleapis.com/revoke",
    "userinfo": "https://openidconnect.googleapis.com/v1/userinfo",
}
_LOCAL = {
    "authorize": "/o/oauth2/v2/auth",
    "token": "/token",
    "revoke": "/revoke",
    "userinfo": "/v1/userinfo",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthClient:
    """The client of a Google Cloud project; `redirect` is where Google sends people back.

    `base_url` replaces Google's addresses for a server on this machine; empty means Google.
    """

    id: str
    secret: str = field(repr=False)
    redirect: str
    base_url: str = ""
    http_seconds: float = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What somebody granted: `address` is their account's, empty unless Google verified it."""

    token: str = field(repr=False)
    address: str
    reads_drive: bool


class _Tokens(BaseModel):
    access_token: str
    refresh_token: str = ""
    scope: str = ""


class _UserInfo(BaseModel):
    email: str = ""
    email_verified: bool = False


class GoogleOAuth:
    """Each call has a connection of its own; none is repeated, since a person is waiting."""

    def __init__(self, client: OAuthClient) -> None:
        self._client = client

    def address(self, *, state: str, verifier: str, hint: str) -> str:
        """Where a person signs in; `hint` is the account that they are expected to choose."""
        asked = {
            "client_id": self._client.id,
            "redirect_uri": self._client.redirect,
            "response_type": "code",
            "scope": " ".join(SCOPES),
            "access_type": "offline",
            "prompt": "consent",  # else Google gives a refresh token only the first time
            "login_hint": hint,
            "state": state,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        return f"{self._at('authorize')}?{urlencode(asked)}"

    def credentials(self, token: str) -> Credentials:
        """Credentials of Google's client for a refresh token."""
        make: Any = Credentials  # its makers left it untyped
        made: Credentials = make(
            token=None,
            refresh_token=token,
            token_uri=self._at("token"),
            client_id=self._client.id,
            client_secret=self._client.secret,
        )
        return made

    async def exchange(self, code: str, *, verifier: str) -> Grant:
        """What a code stands for. Raises SourceDenied for a code that is not good."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": self._client.redirect,
        }
        tokens = parsed(_DRIVE, _Tokens, await self._post("token", self._ours | form))
        bearer = {"Authorization": f"Bearer {tokens.access_token}"}
        who = parsed(_DRIVE, _UserInfo, await self._ask("userinfo", headers=bearer))
        return Grant(
            token=tokens.refresh_token,
            address=who.email.casefold() if who.email_verified else "",
            reads_drive=READS_DRIVE in tokens.scope.split(),
        )

    async def revoke(self, token: str) -> None:
        """End a grant at Google; one that has ended already is no failure."""
        try:
            await self._post("revoke", {"token": token})
        except SourceDenied:
            return

    async def try_client(self) -> None:
        """Raises SourceSignIn if Google does not know our id and secret.

        It refuses a token that is nobody's only after it has accepted whose client asks.
        """
        form = {"grant_type": "refresh_token", "refresh_token": _NOBODYS_TOKEN}
        try:
            await self._post("token", self._ours | form)
        except SourceDenied:
            return

    @property
    def _ours(self) -> dict[str, str]:
        return {"client_id": self._client.id, "client_secret": self._client.secret}

    def _at(self, what: str) -> str:
        base = self._client.base_url.rstrip("/")
        return base + _LOCAL[what] if base else _GOOGLES[what]

    async def _post(self, what: str, form: Mapping[str, str]) -> object:
        return await self._ask(what, headers=_FORM, body=urlencode(form).encode())

    async def _ask(
        self, what: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> object:
        return await asyncio.to_thread(self._send, self._at(what), headers, body)

    def _send(self, url: str, headers: Mapping[str, str], body: bytes | None) -> object:
        """Runs in a thread. Raises SourceError."""
        http = httplib2.Http(timeout=self._client.http_seconds, proxy_info=None)
        try:
            verb = "GET" if body is None else "POST"
            reply = Request(http)(url, method=verb, body=body, headers=dict(headers))
        except (TransportError, OSError) as lost:
            raise SourceBusy(_DRIVE, type(lost).__name__) from lost
        finally:
            http.close()
        said = _json(reply.data)
        if reply.status == 200:  # noqa: PLR2004 - HTTP
            return said
        raise _meaning(reply.status, said)


def challenge_of(verifier: str) -> str:
    """RFC 7636, S256."""
    digest = sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _json(data: bytes) -> object:
    try:
        return json.loads(data or b"{}")
    except ValueError:
        return {}


def _meaning(status: int, said: object) -> SourceError:
    """Google's words are left out: they may name the account."""
    if status == 429 or status >= 500:  # noqa: PLR2004 - HTTP
        return SourceBusy(_DRIVE, str(status))
    code = str(said.get("error", "")) if isinstance(said, dict) else ""
    if code in ("invalid_grant", "invalid_token"):
        return SourceDenied(_DRIVE, code)
    return SourceSignIn(_DRIVE, f"{status} {code[:40]}")
