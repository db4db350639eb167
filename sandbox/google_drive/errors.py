"""How Google says no: its JSON envelope with a reason, as the client library reads it."""

from collections.abc import Mapping

from aiohttp import web

from sandbox.faults import Fault
from sandbox.wire import Json, RefusedError

_STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}


def refused(status: int, reason: str, message: str, *, location: str = "") -> RefusedError:
    """`location` names the parameter that is wrong, if one is."""
    return RefusedError(_envelope(status, reason, message, location=location))


def not_found(file_id: str) -> RefusedError:
    """Also for what exists and may not be seen, so that nobody learns of it."""
    return refused(404, "notFound", f"File not found: {file_id}.", location="fileId")


def invalid(message: str, *, location: str) -> RefusedError:
    return refused(400, "invalid", f"Invalid Value: {message}", location=location)


def unauthorised() -> RefusedError:
    # httplib2 cannot parse the header with a bare `Bearer`.
    challenge = {"WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"'}
    return RefusedError(_envelope(401, "authError", "Invalid Credentials", headers=challenge))


def entity_not_found() -> RefusedError:
    """The Sheets API's 404, which has a status instead of a reason."""
    error: Json = {"code": 404, "message": "Requested entity was not found."}
    body = {"error": error | {"status": _STATUS[404]}}
    return RefusedError(web.json_response(body, status=404))


def _envelope(
    status: int,
    reason: str,
    message: str,
    *,
    location: str = "",
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    domain = "usageLimits" if "Limit" in reason else "global"
    item: Json = {"message": message, "domain": domain, "reason": reason}
    if location:
        item |= {"locationType": "parameter", "location": location}
    error = {"code": status, "message": message, "errors": [item]}
    if status in _STATUS:
        error |= {"status": _STATUS[status]}
    return web.json_response({"error": error}, status=status, headers=headers)


class GoogleVoice:
    """`busy` alternates between its two forms: 429, and 403 with a rate reason."""

    def __init__(self) -> None:
        self._busy = 0

    def refusal(self, fault: Fault, _: web.Request) -> web.Response:
        if fault.kind == "overloaded":
            return _envelope(503, "backendError", "The service is currently unavailable.")
        self._busy += 1
        wait = {"Retry-After": str(round(fault.seconds))}
        if self._busy % 2:
            return _envelope(429, "rateLimitExceeded", "Rate Limit Exceeded", headers=wait)
        message = "User Rate Limit Exceeded"
        return _envelope(403, "userRateLimitExceeded", message, headers=wait)

    def unsupported(self, request: web.Request) -> web.Response:
        message = f"The sandbox does not support {request.method} {request.path}"
        return _envelope(501, "notImplemented", message)
