"""How Notion says no: a status, a code and a sentence.

Source: https://developers.notion.com/reference/status-codes
"""

from uuid import NAMESPACE_URL, uuid5

from aiohttp import web

from sandbox.faults import Fault
from sandbox.wire import Json, RefusedError


def refused(status: int, code: str, message: str) -> RefusedError:
    return RefusedError(_envelope(status, code, message))


def invalid(message: str) -> RefusedError:
    return refused(400, "validation_error", message)


def not_found(kind: str, identifier: str) -> RefusedError:
    """Missing and not connected are the same answer."""
    return refused(
        404,
        "object_not_found",
        f"Could not find {kind} with ID: {identifier}. Make sure the relevant pages and"
        " databases are shared with your integration.",
    )


def too_fast(seconds: int) -> RefusedError:
    return RefusedError(_rate_limited(seconds))


def _rate_limited(seconds: int) -> web.Response:
    message = "You have been rate limited. Please try again in a few minutes."
    response = _envelope(429, "rate_limited", message, rate_limit_reason="integration_rate")
    response.headers["Retry-After"] = str(seconds)
    return response


def _envelope(status: int, code: str, message: str, **additional: str) -> web.Response:
    body: Json = {
        "object": "error",
        "status": status,
        "code": code,
        "message": message,
        "request_id": str(uuid5(NAMESPACE_URL, message)),
    }
    if additional:
        body["additional_data"] = additional
    return web.json_response(body, status=status)


class NotionVoice:
    """Overload is 529, which the client knows no class for."""

    def refusal(self, fault: Fault, _: web.Request) -> web.Response:
        if fault.kind == "busy":
            return _rate_limited(round(fault.seconds))
        response = _envelope(529, "service_overload", "Notion is overloaded.")
        response.headers["Retry-After"] = str(round(fault.seconds))
        return response

    def unsupported(self, request: web.Request) -> web.Response:
        message = f"The sandbox does not support {request.method} {request.path}"
        return _envelope(501, "not_supported", message)
