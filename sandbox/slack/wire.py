"""What travels: fixed ids and tokens, Slack's JSON, its refusals, the record of a request."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Json = dict[str, Any]

TEAM = "T0SANDBOX"
APP = "A0DOSSIER"
BOT_USER = "UDOSSIER"
BOT_ID = "B0DOSSIER"
BOT_TOKEN = "xoxb-sandbox"  # noqa: S105 - a made-up token of a server that only listens on loopback
APP_TOKEN = "xapp-sandbox"  # noqa: S105 - as above
SIGNING_SECRET = "sandbox-signing-secret"  # noqa: S105 - as above
USER_TOKEN_PREFIX = "xoxp-"  # noqa: S105 - followed by a person's handle


class Refused(Exception):
    """Answered as `{"ok": false, "error": code, **fields}`, with HTTP 200 as in the Web API."""

    def __init__(self, code: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
        super().__init__(code)
        self.code = code
        self.fields = fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One request that came in; `token` is as sent, `method` a Web API method or a path."""

    method: str
    token: str
    args: Json
    at: datetime


def fresh_id(prefix: str) -> str:
    """Unlike any other, also across restarts: the bot keeps ids to tell repetitions."""
    return prefix + uuid.uuid4().hex[:12].upper()
