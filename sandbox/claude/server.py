"""/v1/messages, count_tokens and models, answered by a script or by the Librarian."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import count
from typing import Any

from aiohttp import web

from sandbox.claude import models
from sandbox.claude.failing import fail, hung_up
from sandbox.claude.prompt_cache import PromptCache
from sandbox.claude.reply import Reply, Script, message_of
from sandbox.claude.request_rules import check_count, check_request
from sandbox.claude.seen import Seen
from sandbox.claude.stream import events_of, frame
from sandbox.claude.wire import (
    KEY,
    VERSIONS,
    Json,
    RefusedError,
    error_response,
    invalid,
)
from sandbox.clock import SandboxClock
from sandbox.faults import Fault, Faults
from sandbox.librarian.desk import answer as ask_librarian
from sandbox.workspace.schema import Workspace

log = logging.getLogger("sandbox.claude")

LARGEST_BODY = 32 * 1024 * 1024  # bytes, the service's own limit
SUPPORTED = (
    ("POST", "/v1/messages", "a reply, as JSON or as a stream of events"),
    ("POST", "/v1/messages/count_tokens", "the estimated tokens of a prompt"),
    ("GET", "/v1/models", "the models that exist here"),
    ("GET", "/v1/models/{model}", "one model"),
)
REQUEST_ID = web.RequestKey("request_id", str)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def silent_script(_request: Json) -> Reply | None:
    """Leaves every turn to the Librarian."""
    return None


class ClaudeServer:
    """Set `script` to answer some requests yourself; None from it means the Librarian answers.

    `latency_seconds` passes before the first byte, `gap_seconds` between events of a stream.
    `requests` holds everything that reached /v1/messages, in order of arrival.
    A `cut` fault breaks the connection in the middle of the stream, and every second time it
    strikes ends the stream there without an error, which clients do not notice by themselves.
    """

    def __init__(self, *, workspace: Workspace, clock: SandboxClock, faults: Faults) -> None:
        self.workspace = workspace
        self.clock = clock
        self.faults = faults
        self.script: Script = silent_script
        self.latency_seconds = 0.0
        self.gap_seconds = 0.0
        self.requests: list[Seen] = []
        self.cache = PromptCache(lambda: self.clock.now().timestamp())
        self._ids = count(1)

    def bind(self, base_url: str) -> None:
        """The server needs no address of its own; every sandbox server takes one."""

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[self._at_the_door])
        app.add_routes(
            [
                web.post("/v1/messages", self._messages),
                web.post("/v1/messages/count_tokens", self._count),
                web.get("/v1/models", self._models, allow_head=False),
                web.get("/v1/models/{model}", self._model, allow_head=False),
            ]
        )
        return app

    @web.middleware
    async def _at_the_door(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        request_id = f"req_sandbox_{next(self._ids):06d}"
        request[REQUEST_ID] = request_id
        try:
            _admit(request)
            response = await handler(request)
        except RefusedError as refused:
            log.warning("%s %s refused: %s", request.method, request.path, refused.message)
            return error_response(refused, request_id)
        except ConnectionResetError:  # who asked has hung up, as a stopped run does
            return web.Response()
        if not response.prepared:
            response.headers["request-id"] = request_id
        return response

    async def _messages(self, http: web.Request) -> web.StreamResponse:
        request = await _body(http)
        place = self._record(http, request)
        status = 0
        try:
            response = await self._answer(http, request)
            status = response.status
        except RefusedError as refused:
            status = refused.status
            raise
        finally:
            self._close(place, status)
        return response

    async def _answer(self, http: web.Request, request: Json) -> web.StreamResponse:
        fault = self.faults.strike("model", http.path)
        broken = await fail(fault, http, http[REQUEST_ID]) if fault else None
        if broken is not None:
            return broken
        model = models.find_model(request.get("model"))
        check_request(request, model)
        prompt = self.cache.begin(request, model)
        if prompt.tokens > model.max_input:
            raise invalid(
                f"prompt is too long: {prompt.tokens} tokens > {model.max_input} maximum"
            )
        await asyncio.sleep(self.latency_seconds)
        message = message_of(self._reply(request), request, prompt.usage())
        self.cache.commit(prompt)  # a prefix is readable once the reply begins
        cut = fault if fault and fault.kind == "cut" else None
        if request.get("stream"):
            return await self._stream(http, message, cut)
        return hung_up(http) if cut else web.json_response(message)

    def _reply(self, request: Json) -> Reply:
        if not request["max_tokens"]:  # a prewarm writes the cache and generates nothing
            return Reply(content=(), stop_reason="max_tokens")
        return self.script(request) or ask_librarian(request)

    async def _stream(
        self, http: web.Request, message: Json, cut: Fault | None
    ) -> web.StreamResponse:
        headers = {"request-id": http[REQUEST_ID], "cache-control": "no-cache"}
        response = web.StreamResponse(headers=headers)
        response.content_type = "text/event-stream"
        frames = [frame(event) for event in events_of(message)]
        if cut:
            frames = frames[: max(2, len(frames) // 2)]
        await response.prepare(http)
        if self.gap_seconds:
            for part in frames:
                await response.write(part)
                await asyncio.sleep(self.gap_seconds)
        else:
            await response.write(b"".join(frames))
        if cut and cut.struck % 2:
            await asyncio.sleep(0)
            hung_up(http)
            return response
        await response.write_eof()
        return response

    async def _count(self, http: web.Request) -> web.Response:
        request = await _body(http)
        model = models.find_model(request.get("model"))
        check_count(request, model)
        prompt = self.cache.begin(request, model)
        return web.json_response({"input_tokens": prompt.tokens})

    async def _models(self, http: web.Request) -> web.Response:
        wanted = http.query.getall("lifecycle", []) + http.query.getall("lifecycle[]", [])
        rows = [
            models.as_json(model)
            for model in models.MODELS.values()
            if not wanted or model.lifecycle in wanted
        ]
        ends = {"first_id": rows[0]["id"], "last_id": rows[-1]["id"]} if rows else {}
        return web.json_response({"data": rows, "has_more": False, **ends})

    async def _model(self, http: web.Request) -> web.Response:
        return web.json_response(models.as_json(models.find_model(http.match_info["model"])))

    def _record(self, http: web.Request, request: Json) -> int:
        seen = Seen(
            method=http.method,
            path=http.path,
            who=_credential(http),
            body=request,
            at=self.clock.now(),
            started=asyncio.get_running_loop().time(),
        )
        self.requests.append(seen)
        return len(self.requests) - 1

    def _close(self, place: int, status: int) -> None:
        ended = asyncio.get_running_loop().time()
        self.requests[place] = replace(self.requests[place], status=status, ended=ended)


def _admit(http: web.Request) -> None:
    """Unknown routes first, then the key, then the version header."""
    if http.match_info.http_exception is not None:
        raise RefusedError(501, "api_error", f"sandbox: no {http.method} {http.path}")
    if _credential(http) != KEY:
        raise RefusedError(401, "authentication_error", "invalid x-api-key")
    version = http.headers.get("anthropic-version")
    if version is None:
        raise invalid("anthropic-version: header is required")
    if version not in VERSIONS:
        raise invalid(f'anthropic-version: "{version}" is not a valid version')


def _credential(http: web.Request) -> str:
    bearer = http.headers.get("authorization", "").removeprefix("Bearer ")
    return bearer or http.headers.get("x-api-key", "")


async def _body(http: web.Request) -> Json:
    try:
        body: Any = json.loads(await http.read())
    except ValueError as broken:
        raise invalid("The request body is not valid JSON") from broken
    except web.HTTPRequestEntityTooLarge as large:
        raise RefusedError(
            413, "request_too_large", "Request exceeds the maximum size"
        ) from large
    if not isinstance(body, dict):
        raise invalid("The request body should be an object")
    return body
