"""How the server breaks when it is told to."""

import asyncio

from aiohttp import web

from sandbox.claude.wire import RefusedError, error_response
from sandbox.faults import Fault

GARBAGE = b'event: message_start\ndata: {"type": "message_start", "mess\xff\xfe<<<\n\n'


async def fail(fault: Fault, http: web.Request, request_id: str) -> web.StreamResponse | None:
    """The broken answer, or None when the fault only delays or comes later in the stream."""
    if fault.kind in ("slow", "silent"):
        await asyncio.sleep(fault.seconds)
    match fault.kind:
        case "slow" | "cut":
            return None
        case "silent" | "down" | "refused":  # only Slack refuses by a code
            return hung_up(http)
        case "garbage":
            return web.Response(body=GARBAGE, content_type="text/event-stream")
        case "busy" | "overloaded":
            return _turned_away(fault, request_id)


def _turned_away(fault: Fault, request_id: str) -> web.Response:
    if fault.kind == "overloaded":
        return error_response(RefusedError(529, "overloaded_error", "Overloaded"), request_id)
    limit = RefusedError(429, "rate_limit_error", "This request would exceed your rate limit")
    return error_response(limit, request_id, headers={"retry-after": f"{fault.seconds:g}"})


def hung_up(http: web.Request) -> web.Response:
    """The connection is gone before a byte of the answer; the response is never sent."""
    if http.transport is not None:
        http.transport.abort()
    return web.Response(status=503)
