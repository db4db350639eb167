"""Google's sign-in for people: the page where they choose an account, codes, tokens, the end.

The authorisation code flow with PKCE, for one client that is registered for this machine. It
refuses what Google refuses: another client, another address, a used code or verifier.
"""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.google_drive.errors import unauthorised
from sandbox.google_drive.identity import LIFE_SECONDS, Identity, denied
from sandbox.google_drive.sharing import Sharings
from sandbox.wire import Json, bearer

CLIENT_ID = "dossier.apps.sandbox"
AUTHORIZE = "/o/oauth2/v2/auth"
CODE_LIFE = timedelta(minutes=10)
_READS_DRIVE = "https://www.googleapis.com/auth/drive.readonly"
_SCOPES = frozenset(("openid", "email", _READS_DRIVE))
_LOOPBACK = ("127.0.0.1", "localhost")
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Choose an account</title>
<h1>Choose an account</h1>
<p>This stands for Google's page. Dossier wants to see your e-mail address, and to see and
download your Drive files. It cannot change anything.</p><ul>{choices}</ul>
<p><a href="{no}">Cancel</a></p></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    email: str
    challenge: str
    redirect: str
    scope: str
    until: datetime


@dataclass(kw_only=True)
class SignIn:
    """`grants` holds the address behind each refresh token; taking one out ends it."""

    sharings: Sharings
    identity: Identity
    clock: SandboxClock
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    grants: dict[str, str] = field(default_factory=dict)
    unverified: set[str] = field(default_factory=set)
    _codes: dict[str, _Code] = field(default_factory=dict)
    _bought: dict[str, str] = field(default_factory=dict)

    async def page(self, request: web.Request) -> web.Response:
        """Whoever is to sign in chooses; with `as` in the address they have, and go back."""
        asked = dict(request.query)
        self._check_request(asked)
        if "as" in asked:
            raise web.HTTPFound(self._way_back(asked, asked["as"]))
        people = sorted(self.sharings.workspace.people, key=lambda one: one.handle)
        hinted = asked.get("login_hint", "").lower()
        people.sort(key=lambda one: one.email.lower() != hinted)
        choices = "".join(
            f'<li><a href="{_link(asked, one.email)}">{escape(one.name)}, {escape(one.email)}'
            "</a></li>"
            for one in people
        )
        text = _PAGE.format(choices=choices, no=_link(asked, ""))
        return web.Response(text=text, content_type="text/html")

    def tokens_for(self, form: Mapping[str, str]) -> Json:
        """The token endpoint's answer to the grants of a person. Raises RefusedError."""
        is_ours = form.get("client_id") == CLIENT_ID
        if not is_ours or not secrets.compare_digest(
            form.get("client_secret", ""), self.secret
        ):
            raise denied(401, "invalid_client", "The OAuth client was not found.")
        if form.get("grant_type") == "refresh_token":
            return self._refreshed(form.get("refresh_token", ""))
        if form.get("grant_type") == "authorization_code":
            return self._exchanged(form)
        raise denied(400, "unsupported_grant_type", f"Invalid grant_type: {form}")

    async def revoke(self, request: web.Request) -> web.Response:
        token = str((await request.post()).get("token", ""))
        if token not in self.grants:
            raise denied(400, "invalid_token", "Token expired or revoked")
        self.end(token)
        return web.json_response({})

    async def userinfo(self, request: web.Request) -> web.Response:
        email = self.identity.whose(bearer(request))
        if not email:
            raise unauthorised()
        verified = email not in self.unverified
        return web.json_response({"sub": email, "email": email, "email_verified": verified})

    def end(self, token: str) -> None:
        """As when a person takes the leave back, in their Google account."""
        del self.grants[token]
        for access, refresh in self._bought.items():
            if refresh == token:
                self.identity.forget_token(access)

    def _check_request(self, asked: Mapping[str, str]) -> None:
        back = urlsplit(asked.get("redirect_uri", ""))
        expected = {
            "client_id": CLIENT_ID,
            "response_type": "code",
            "code_challenge_method": "S256",
        }
        wrong = [name for name, value in expected.items() if asked.get(name) != value]
        if back.hostname not in _LOOPBACK:
            wrong.append("redirect_uri")
        if not asked.get("code_challenge"):
            wrong.append("code_challenge")
        if set(asked.get("scope", "").split()) - _SCOPES:
            wrong.append("scope")
        if wrong:
            raise denied(400, "invalid_request", f"Not as it should be: {', '.join(wrong)}")

    def _way_back(self, asked: Mapping[str, str], email: str) -> str:
        state = {"state": asked["state"]} if "state" in asked else {}
        if self.sharings.person(email) is None:
            return f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied'} | state)}"
        code = f"4/{secrets.token_urlsafe(24)}"
        self._codes[code] = _Code(
            email=email.lower(),
            challenge=asked["code_challenge"],
            redirect=asked["redirect_uri"],
            scope=asked.get("scope", ""),
            until=self.clock.now() + CODE_LIFE,
        )
        return f"{asked['redirect_uri']}?{urlencode({'code': code} | state)}"

    def _exchanged(self, form: Mapping[str, str]) -> Json:
        code = self._codes.pop(form.get("code", ""), None)
        proof = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(proof).decode().rstrip("=")
        if code is None or code.until < self.clock.now() or code.challenge != challenge:
            raise denied(400, "invalid_grant", "Bad Request")
        if form.get("redirect_uri") != code.redirect:
            raise denied(400, "redirect_uri_mismatch", "Bad Request")
        refresh = f"1//{secrets.token_urlsafe(32)}"
        self.grants[refresh] = code.email
        return self._refreshed(refresh) | {"refresh_token": refresh, "scope": code.scope}

    def _refreshed(self, refresh: str) -> Json:
        if refresh not in self.grants:
            raise denied(400, "invalid_grant", "Token has been expired or revoked.")
        access = self.identity.token_of(self.grants[refresh])
        self._bought[access] = refresh
        return {"access_token": access, "expires_in": LIFE_SECONDS, "token_type": "Bearer"}


def _link(asked: Mapping[str, str], email: str) -> str:
    return escape(f"{AUTHORIZE}?{urlencode({**asked, 'as': email})}")
