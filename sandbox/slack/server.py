"""Slack in a box: the Web API, Socket Mode and response addresses over one workspace.

It refuses what it does not model, holds the bot to its manifest's scopes, everyone to what they
may see, and callers to Slack's tiers; and it lets people act (see `people`, `interactions`).
"""

import asyncio
import logging

from aiohttp import web

from sandbox.clock import SandboxClock
from sandbox.faults import Fault, Faults
from sandbox.slack import (
    methods_assistant,
    methods_chat,
    methods_conversations,
    methods_files,
    methods_search,
    methods_users,
    methods_views,
)
from sandbox.slack.calls import Actor, Call, Method, arguments
from sandbox.slack.interactions import Acting
from sandbox.slack.people import Gathering, Talking, Visiting
from sandbox.slack.request_url import RequestUrl
from sandbox.slack.respond import through
from sandbox.slack.scopes import PERSON_SCOPES, Manifest, require
from sandbox.slack.sight import Seeing
from sandbox.slack.socket_mode import Delivery
from sandbox.slack.team import team_of
from sandbox.slack.tiers import Pace
from sandbox.slack.wire import (
    APP_TOKEN,
    BOT_TOKEN,
    BOT_USER,
    USER_TOKEN_PREFIX,
    Json,
    Refused,
    Seen,
)
from sandbox.workspace.schema import Workspace

log = logging.getLogger("sandbox.slack")

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        *methods_users.METHODS,
        *methods_chat.METHODS,
        *methods_conversations.METHODS,
        *methods_assistant.METHODS,
        *methods_search.METHODS,
        *methods_views.METHODS,
        *methods_files.METHODS,
    )
}
# The methods of these modules that only read, and files.*, take no JSON:
# https://docs.slack.dev/apis/web-api#methods_supporting_json
FORM_ONLY = frozenset(
    method.name
    for method in (
        *methods_users.METHODS,
        *methods_conversations.METHODS,
        *methods_files.METHODS,
    )
    if method.name not in ("auth.test", "apps.connections.open", "conversations.open")
)
# (verb, path, what); docs print it with each method's tier and scope from METHODS.
SUPPORTED = (
    *(("*", f"/api/{method.name}", method.what) for method in METHODS.values()),
    ("GET", "/link", "Socket Mode"),
    ("POST", "/response/{key}", "An answer to a command or a click"),
    ("POST", "/upload/{file}", "A file's bytes, from the sender"),
    ("GET", "/files/{file}", "A file's bytes, for whoever may see it"),
)


class SlackServer(Delivery, Talking, Gathering, Visiting, Acting, Seeing):
    """One workspace. Call `bind` with the address once it is known, before anything connects.

    `enforce_limits` switches the tiers; message and block limits always hold.
    """

    def __init__(
        self,
        *,
        workspace: Workspace,
        clock: SandboxClock,
        faults: Faults,
        manifest: Manifest | None = None,
    ) -> None:
        self.team = team_of(
            workspace, clock=clock, faults=faults, manifest=manifest or Manifest.read()
        )
        super().__init__()
        self.team.sockets.delivery = self
        self.requests: list[Seen] = []
        self.enforce_limits = True
        self._pace = Pace()

    @property
    def sockets_connected(self) -> int:
        return len(self.team.sockets.connections)

    @property
    def has_listeners(self) -> bool:
        """Whether the app hears what happens, over sockets or at an address of its own."""
        return bool(self.sockets_connected or self.team.sockets.request_url)

    def send_to(self, address: str) -> None:
        """From now on over HTTP, in place of sockets."""
        self.team.sockets.request_url = RequestUrl(address=address)

    def bind(self, base_url: str) -> None:
        """`base_url` as seen by the bot, such as `http://127.0.0.1:8700`."""
        self.team.base_url = base_url.rstrip("/")

    async def refresh_connections(self) -> None:
        await self.team.sockets.refresh()

    def app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 2**20)
        for method in METHODS:
            app.router.add_route("*", f"/api/{method}", self._api)
        app.router.add_get("/link", self._link)
        app.router.add_post("/response/{key}", self._response)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files/{file}", self._download)
        app.router.add_route("*", "/{anything:.*}", self._unknown)
        app.on_shutdown.append(self._hang_up)
        return app

    async def _hang_up(self, _: web.Application) -> None:
        await self.team.sockets.close()

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        log.warning("slack.unknown_method", extra={"path": request.path})
        return web.json_response({"ok": False, "error": "unknown_method"}, status=501)

    async def _link(self, request: web.Request) -> web.StreamResponse:
        struck = await self._struck(request, "link")
        return struck or await self.team.sockets.connect(request)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        name = request.path.removeprefix("/api/")
        try:
            args = await arguments(request, takes_json=name not in FORM_ONLY)
        except Refused as refused:
            return _refusal(refused)
        token = _token(request, args)
        self._note(name, token, args)
        struck = await self._struck(request, name)
        if struck is not None:
            return struck
        try:
            return self._answer(METHODS[name], token, args)
        except Refused as refused:
            return _refusal(refused)

    def _answer(self, method: Method, token: str, args: Json) -> web.Response:
        actor = self._actor(token, method)
        if method.scope:
            require(method.scope, provided=actor.scopes)
        channel = str(args.get("channel", ""))
        wait = self._pace.wait(token, method.name, tier=method.tier, channel=channel)
        if wait and self.enforce_limits:
            return _busy(wait)
        call = Call(team=self.team, method=method.name, actor=actor, args=args)
        granted = {"x-oauth-scopes": ",".join(sorted(actor.scopes))}
        return web.json_response({"ok": True, **method.run(call)}, headers=granted)

    def _actor(self, token: str, method: Method) -> Actor:
        """Whose token it is.

        Raises:
            Refused: `not_authed`, `invalid_auth`, `token_revoked`, `not_allowed_token_type`.
        """
        if not token:
            raise Refused("not_authed")
        if token in self.team.revoked or (not self.team.installed and token != APP_TOKEN):
            raise Refused("token_revoked")
        if (token == APP_TOKEN) != (method.scope == "connections:write"):
            known = token in (APP_TOKEN, BOT_TOKEN) or token.startswith(USER_TOKEN_PREFIX)
            raise Refused("not_allowed_token_type" if known else "invalid_auth")
        if token == APP_TOKEN:
            return Actor(user=BOT_USER, is_bot=True, scopes=frozenset({"connections:write"}))
        if token == BOT_TOKEN:
            return Actor(user=BOT_USER, is_bot=True, scopes=self.team.manifest.scopes)
        return self._person(token)

    def _person(self, token: str) -> Actor:
        if not token.startswith(USER_TOKEN_PREFIX):
            raise Refused("invalid_auth")
        try:
            person = self.team.person(token.removeprefix(USER_TOKEN_PREFIX))
        except LookupError:
            raise Refused("invalid_auth") from None
        return Actor(user=person.id, is_bot=False, scopes=PERSON_SCOPES)

    def _note(self, method: str, token: str, args: Json) -> None:
        at = self.team.clock.now()
        self.requests.append(Seen(method=method, token=token, args=args, at=at))

    async def _response(self, request: web.Request) -> web.StreamResponse:
        """What Slack does with a response address: five uses within half an hour."""
        try:
            given = await arguments(request)
            self._note(request.path, "", given)
            struck = await self._struck(request, "response_url")
            if struck is not None:
                return struck
            through(self.team, self.team.keys.spend(request.match_info["key"]), given)
        except Refused as refused:
            status = 404 if refused.code in ("expired_url", "used_url") else 200
            return _refusal(refused, status=status)
        return web.json_response({"ok": True})

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        upload = self.team.uploads.get(request.match_info["file"])
        body = await request.read()
        self._note(request.path, "", {"bytes": len(body)})
        struck = await self._struck(request, "upload")
        if struck is not None:
            return struck
        if upload is None or upload.body is not None:
            return web.Response(status=404, text="no such upload")
        if len(body) != upload.length:
            return web.Response(status=400, text="not the announced length")
        upload.body = body
        return web.Response(text=f"OK - {len(body)}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        upload = self.team.uploads.get(request.match_info["file"])
        if upload is None or upload.body is None:
            return web.Response(status=404)
        name = f'attachment; filename="{upload.id}"'
        return web.Response(body=upload.body, headers={"Content-Disposition": name})

    async def _struck(self, request: web.Request, path: str) -> web.StreamResponse | None:
        """What a fault that somebody switched on answers instead, or None.

        `path` is a method's name, `link` (Socket Mode), `response_url` or `upload`.
        """
        fault = self.team.faults.strike("slack", path)
        if fault is None:
            return None
        return await _fail(request, fault)


async def _fail(request: web.Request, fault: Fault) -> web.StreamResponse | None:
    if fault.kind in ("slow", "silent"):
        await asyncio.sleep(fault.seconds)
    match fault.kind:
        case "slow":
            return None
        case "down" | "silent" | "cut":
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        case _:
            return _broken_reply(fault)


def _broken_reply(fault: Fault) -> web.Response:
    match fault.kind:
        case "busy":
            return _busy(max(1, round(fault.seconds)))
        case "refused":
            return web.json_response({"ok": False, "error": fault.code})
        case "garbage":
            return web.Response(body=b"\x00<html>\xff", content_type="text/html")
        case _:
            return web.Response(status=503, text="upstream connect error")


def _busy(seconds: int) -> web.Response:
    body = {"ok": False, "error": "ratelimited"}
    return web.json_response(body, status=429, headers={"Retry-After": str(seconds)})


def _refusal(refused: Refused, *, status: int = 200) -> web.Response:
    body = {"ok": False, "error": refused.code, **refused.fields}
    return web.json_response(body, status=status)


def _token(request: web.Request, args: Json) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ") or str(args.pop("token", ""))
