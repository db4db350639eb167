"""Who is asking Drive: a service account's key, the tokens it buys, and whom they speak for."""

import base64
import binascii
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from sandbox.google_drive.errors import unauthorised
from sandbox.google_drive.sharing import Sharings
from sandbox.wire import Json, RefusedError, bearer

ROBOT = "dossier@sandbox.iam.gserviceaccount.com"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# google-auth signs for this audience whatever token_uri says.
AUDIENCE = "https://oauth2.googleapis.com/token"
LIFE_SECONDS = 3599
_SCOPES = frozenset(
    f"https://www.googleapis.com/auth/{name}"
    for name in ("drive.readonly", "drive.metadata.readonly", "spreadsheets.readonly")
)


@dataclass(kw_only=True)
class Identity:
    """The authorisation server: one service account with domain-wide delegation."""

    sharings: Sharings
    _email_by_token: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        """Made when it is first asked for, since it takes a while."""
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def service_account_info(self, base_url: str) -> dict[str, str]:
        """A service account's key file, as Google hands it out."""
        pem = self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return {
            "type": "service_account",
            "project_id": "sandbox",
            "private_key_id": "sandbox",
            "private_key": pem.decode(),
            "client_email": ROBOT,
            "client_id": "100000000000000000001",
            "token_uri": f"{base_url}/token",
        }

    def token_for(self, form: Mapping[str, str]) -> Json:
        """The token endpoint's answer to a JWT bearer grant.

        Raises:
            RefusedError: the signature, a scope or the subject is not accepted.
        """
        claims = self._claims(form.get("assertion", ""))
        self._check_scopes(str(claims.get("scope", "")))
        email = str(claims.get("sub", "") or claims["iss"]).lower()
        if email != ROBOT and not self.sharings.is_employee(email):
            raise denied(
                401,
                "unauthorized_client",
                "Client is unauthorized to retrieve access"
                " tokens using this method, or client not authorized for any of the"
                " scopes requested.",
            )
        token = self.token_of(email)
        return {"access_token": token, "expires_in": LIFE_SECONDS, "token_type": "Bearer"}

    def token_of(self, email: str) -> str:
        """A new access token that speaks for this address."""
        token = f"ya29.sandbox-{secrets.token_urlsafe(16)}"
        self._email_by_token[token] = email
        return token

    def forget_token(self, token: str) -> None:
        self._email_by_token.pop(token, None)

    def forget_tokens(self) -> None:
        """From now on every token handed out so far gets 401."""
        self._email_by_token.clear()

    def email(self, request: web.Request) -> str:
        """Whom a request speaks for.

        Raises:
            RefusedError: 401, nobody.
        """
        if found := self.whose(bearer(request)):
            return found
        raise unauthorised()

    def whose(self, token: str) -> str:
        """The lower-case address behind a token; empty when there is none.

        A test may use `person:<email>` instead of a token.
        """
        if token.startswith("person:"):
            email = token.removeprefix("person:").lower()
            return email if self.sharings.person(email) else ""
        return self._email_by_token.get(token, "")

    def _claims(self, assertion: str) -> Json:
        try:
            signed, _, signature = assertion.rpartition(".")
            self._key.public_key().verify(
                _decoded(signature), signed.encode(), padding.PKCS1v15(), hashes.SHA256()
            )
            claims: Json = json.loads(_decoded(signed.partition(".")[2]))
        except (InvalidSignature, binascii.Error, ValueError) as error:
            raise denied(400, "invalid_grant", "Invalid JWT Signature.") from error
        if claims.get("aud") != AUDIENCE or claims.get("iss") != ROBOT:
            raise denied(400, "invalid_grant", "Invalid JWT: audience or issuer.")
        return claims

    def _check_scopes(self, scope: str) -> None:
        asked = set(scope.split())
        if not asked:
            raise denied(400, "invalid_scope", "Empty or missing scope not allowed.")
        if asked - _SCOPES:
            raise denied(
                401, "unauthorized_client", f"Not on the allow-list: {sorted(asked - _SCOPES)}"
            )


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def denied(status: int, error: str, description: str) -> RefusedError:
    body = {"error": error, "error_description": description}
    return RefusedError(web.json_response(body, status=status))
