"""One call of a Web API method: who calls, and its arguments, from a query, a form or JSON."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.slack.team import Team
from sandbox.slack.wire import Json, Refused

TRUE = ("true", "1", "True")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`user` is the bot's id or the person's whose token it is."""

    user: str
    is_bot: bool
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Arguments as sent: all text from a query or a form, typed from JSON."""

    team: Team
    method: str
    actor: Actor
    args: Json

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str, code: str = "") -> str:
        """Raises Refused with `code`, or `invalid_arguments` naming the missing argument."""
        value = self.text(name)
        if not value:
            missing = [f"[ERROR] missing required field: {name}"]
            raise Refused(code or "invalid_arguments", response_metadata={"messages": missing})
        return value

    def whole(self, name: str, default: int) -> int:
        """Raises Refused `invalid_arguments` for what is no number."""
        try:
            return int(self.args.get(name) or default)
        except (TypeError, ValueError):
            raise Refused("invalid_arguments") from None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.args.get(name)
        if value is None or value == "":
            return default
        return value if isinstance(value, bool) else str(value) in TRUE

    def many(self, name: str) -> list[str]:
        """A list, or words separated by commas."""
        value = self.args.get(name) or []
        parts = value.split(",") if isinstance(value, str) else value
        return [str(part).strip() for part in parts if str(part).strip()]

    def structure(self, name: str, code: str) -> Any:  # noqa: ANN401 - the caller checks its shape
        """A JSON value, also as text inside a form; None when absent.

        Raises:
            Refused: `code`, when it does not parse.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError:
            raise Refused(code) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A Web API method: `tier` is a row of the table of tiers, `scope` may be empty.

    `scope` may list several, any of which will do; what depends on the kind of conversation
    is checked by the method itself.
    """

    name: str
    run: Callable[[Call], Json]
    tier: str
    scope: str
    what: str


async def arguments(request: web.Request, *, takes_json: bool = True) -> Json:
    """Query, form and JSON body together; the body wins.

    A method that takes no JSON does not look at such a body.

    Raises:
        Refused: `invalid_json`, `json_not_object`.
    """
    args: Json = dict(request.query)
    if request.content_type != "application/json":
        return args | dict(await request.post())
    raw = await request.read() if takes_json else b""
    try:
        body = json.loads(raw) if raw else {}
    except ValueError:
        raise Refused("invalid_json") from None
    if not isinstance(body, dict):
        raise Refused("json_not_object")
    return args | body


def page_of(
    call: Call, rows: list[Json], *, most: int, default: int = 100
) -> tuple[list[Json], str]:
    """One page and the cursor of the next, empty at the end.

    Raises:
        Refused: `invalid_cursor`, `invalid_limit`.
    """
    cursor, limit = call.text("cursor"), call.whole("limit", default)
    if limit < 1:
        raise Refused("invalid_limit")
    try:
        start = int(bytes.fromhex(cursor).decode().removeprefix("next:")) if cursor else 0
    except ValueError:
        raise Refused("invalid_cursor") from None
    end = start + min(limit, most)
    more = f"next:{end}".encode().hex() if end < len(rows) else ""
    return rows[start:end], more
