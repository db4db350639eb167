"""HTTP in place of sockets: Slack sends signed requests to the app's own address.

The signature: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlencode

import aiohttp

from sandbox.clock import SandboxClock
from sandbox.slack.wire import SIGNING_SECRET, Json

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestUrl:
    """One address for events, commands and clicks."""

    address: str

    async def send(self, envelope: Json) -> Json | None:
        """What the app answered with; None unless it said 200. Events alone are JSON."""
        kind, payload = envelope["type"], envelope["payload"]
        body, content_type = json.dumps(payload), "application/json"
        if kind != "events_api":
            fields = payload if kind == "slash_commands" else {"payload": body}
            body, content_type = urlencode(fields), _FORM
        headers = {"Content-Type": content_type, **signed(body), **_retry(envelope)}
        try:
            async with (
                aiohttp.ClientSession() as http,
                http.post(self.address, data=body.encode(), headers=headers) as answer,
            ):
                text = await answer.text()
        except aiohttp.ClientError:
            return None
        return _said(text) if answer.ok else None


def signed(body: str, *, at: int = 0, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The two headers; `at` is in seconds since 1970, and now where it is left out."""
    moment = str(at or int(SandboxClock().now().timestamp()))
    digest = hmac.new(secret.encode(), f"v0:{moment}:{body}".encode(), sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": moment, "X-Slack-Signature": f"v0={digest}"}


def _retry(envelope: Json) -> dict[str, str]:
    """Over HTTP the first delivery has no such header."""
    if not envelope.get("retry_attempt"):
        return {}
    return {
        "X-Slack-Retry-Num": str(envelope["retry_attempt"]),
        "X-Slack-Retry-Reason": str(envelope["retry_reason"]),
    }


def _said(text: str) -> Json:
    """A command may be answered in plain words."""
    try:
        said = json.loads(text)
    except ValueError:
        return {"text": text} if text else {}
    return said if isinstance(said, dict) else {}
