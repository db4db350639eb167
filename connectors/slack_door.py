"""The way to Slack's Web API for reading: calls, their limits, and errors by who must act."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from connectors.patience import Patience
from connectors.slack_shapes import IdentityReply
from connectors.vendor_replies import parsed
from domain.errors import (
    SourceBusy,
    SourceDenied,
    SourceError,
    SourceGarbled,
    SourceMissing,
    SourceSignIn,
)
from domain.question import SourceKind

T = TypeVar("T")
Argument = str | int | bool
SLACK = SourceKind.SLACK
CALL_SECONDS = 15.0

# Calls a minute that Slack allows for each method and workspace, and how many we let through
# at once: https://docs.slack.dev/apis/web-api/rate-limits
_PER_MINUTE = {
    "users.list": 20,
    "conversations.list": 20,
    "conversations.members": 100,
    "users.info": 100,
    "auth.test": 100,
}
_TIER_3 = 50
_OF_THE_TIER = 0.9

_BUSY = frozenset(
    {
        *("ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout"),
        *("service_unavailable", "team_added_to_org", "assistant_search_context_disabled"),
    }
)
_DENIED = frozenset(
    {
        *("not_in_channel", "missing_scope", "restricted_action", "no_permission"),
        *("access_denied", "not_allowed_token_type", "ekm_access_denied"),
    }
)
_MISSING = frozenset(
    {
        *("channel_not_found", "thread_not_found", "message_not_found"),
        *("user_not_found", "users_not_found", "user_not_visible"),
    }
)
_SIGN_IN = frozenset(
    {
        *("invalid_auth", "not_authed", "token_revoked", "token_expired"),
        *("account_inactive", "org_login_required", "team_access_not_granted"),
    }
)
_REFUSALS: tuple[tuple[frozenset[str], type[SourceError]], ...] = (
    (_DENIED, SourceDenied),
    (_MISSING, SourceMissing),
    (_SIGN_IN, SourceSignIn),
)


class SlackDoor:
    """`base_url` ends with a slash (`https://slack.com/api/`). `random` gives [0, 1).

    `call_seconds` is how long a call may take with all its repeats.
    """

    def __init__(
        self,
        *,
        token: str,
        base_url: str,
        random: Callable[[], float],
        call_seconds: float = CALL_SECONDS,
    ) -> None:
        self._call_seconds = call_seconds
        self._token = token
        self._base_url = base_url
        self._random = random
        self._patience: dict[str, Patience] = {}
        self._client: AsyncWebClient | None = None
        self._identity: IdentityReply | None = None
        self._scopes: frozenset[str] = frozenset()

    async def ask(
        self,
        method: str,
        shape: type[T],
        *,
        seconds: float | None = None,
        **arguments: Argument,
    ) -> T:
        """A reading method's reply. Raises SourceError."""
        return await self.ask_noting(lambda: None, method, shape, seconds=seconds, **arguments)

    async def ask_noting(
        self,
        before: Callable[[], None],
        method: str,
        shape: type[T],
        *,
        seconds: float | None = None,
        **arguments: Argument,
    ) -> T:
        """As `ask`; `before` is called as each try goes out, after its wait for a turn."""

        async def attempt() -> T:
            before()
            return parsed(SLACK, shape, await self._call(method, "GET", arguments))

        return await self._patience_for(method).call(attempt, deadline_seconds=seconds)

    async def search(self, shape: type[T], *, seconds: float, **arguments: Argument) -> T:
        """`assistant.search.context`, which takes JSON. Raises SourceError."""

        async def attempt() -> T:
            reply = await self._call("assistant.search.context", "POST", arguments)
            return parsed(SLACK, shape, reply)

        patience = self._patience_for("assistant.search.context")
        return await patience.call(attempt, deadline_seconds=seconds)

    async def identity(self) -> IdentityReply:
        """Whose token it is; asked once. Raises SourceError."""
        if self._identity is None:
            self._identity = await self.ask("auth.test", IdentityReply)
        return self._identity

    async def scopes(self) -> frozenset[str]:
        """What the token may do, as Slack says with every answer. Raises SourceError."""
        self._identity = await self.ask("auth.test", IdentityReply)
        return self._scopes

    async def close(self) -> None:
        if self._client is not None and self._client.session is not None:
            await self._client.session.close()
        self._client = None

    def _patience_for(self, method: str) -> Patience:
        if method not in self._patience:
            per_minute = _PER_MINUTE.get(method, _TIER_3) * _OF_THE_TIER
            self._patience[method] = Patience(
                source=SLACK,
                per_second=per_minute / 60,
                burst=int(per_minute * 0.8),
                at_once=8,
                deadline_seconds=self._call_seconds,
                random=self._random,
            )
        return self._patience[method]

    async def _call(self, method: str, verb: str, arguments: dict[str, Argument]) -> object:
        client = self._open()
        with _by_who_must_act():
            if verb == "GET":
                reply = await client.api_call(method, http_verb=verb, params=arguments)
            else:
                reply = await client.api_call(method, http_verb=verb, json=arguments)
        granted = str(reply.headers.get("x-oauth-scopes", ""))
        self._scopes = frozenset(scope.strip() for scope in granted.split(",") if scope.strip())
        return reply.data

    def _open(self) -> AsyncWebClient:
        if self._client is None:
            session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30))
            self._client = AsyncWebClient(
                token=self._token, base_url=self._base_url, session=session, retry_handlers=[]
            )
            if self._base_url.startswith(("http://127.0.0.1", "http://localhost")):
                self._client.proxy = None  # the SDK takes HTTPS_PROXY even for loopback
        return self._client


@contextlib.contextmanager
def _by_who_must_act() -> Iterator[None]:
    try:
        yield
    except SlackApiError as refused:
        raise _error_of(refused) from None  # the reply may hold text of messages
    except (aiohttp.ClientError, TimeoutError, OSError) as unreachable:
        raise SourceBusy(SLACK, type(unreachable).__name__) from unreachable
    except (SlackClientError, AttributeError, ValueError, TypeError) as garbled:
        # The SDK trips over replies that are no JSON object.
        raise SourceGarbled(SLACK, type(garbled).__name__) from garbled


def _error_of(refused: SlackApiError) -> SourceError:
    response = refused.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    headers = getattr(response, "headers", {})
    data = getattr(response, "data", {})
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    if status == 429 or status >= 500 or code in _BUSY:  # noqa: PLR2004 - HTTP
        return SourceBusy(SLACK, code or str(status), retry_after=_retry_after(headers))
    for codes, error in _REFUSALS:
        if code in codes:
            return error(SLACK, code)
    return SourceGarbled(SLACK, code or f"HTTP {status} without an error's name")


def _retry_after(headers: Mapping[str, str]) -> float:
    """Seconds; Slack sends whole ones."""
    try:
        return max(0.0, float(headers.get("Retry-After", "1")))
    except ValueError:
        return 1.0
