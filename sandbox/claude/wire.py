"""What the Messages API puts on the wire around a reply: JSON, refusals and their envelope."""

from collections.abc import Iterator, Mapping
from typing import Any

from aiohttp import web

# Request bodies are read as they came: this package is the edge that checks them.
Json = dict[str, Any]

KEY = "sk-sandbox"
VERSIONS = ("2023-06-01", "2026-10-21")


class RefusedError(Exception):
    """The real service would answer this request with an error status."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message


def invalid(message: str) -> RefusedError:
    """The 400 that says which part of the request is wrong."""
    return RefusedError(400, "invalid_request_error", message)


def error_response(
    refused: RefusedError, request_id: str, *, headers: Mapping[str, str] | None = None
) -> web.Response:
    """The envelope that the client turns into its exception classes."""
    error = {"type": refused.kind, "message": refused.message}
    return web.json_response(
        {"type": "error", "error": error, "request_id": request_id},
        status=refused.status,
        headers={"request-id": request_id, **(headers or {})},
    )


def blocks_of(content: Any) -> list[Json]:  # noqa: ANN401 - whatever the caller sent
    """A bare string is one text block; nothing is no block."""
    if isinstance(content, str):
        return [{"type": "text", "text": content}]
    return list(content or [])


def walk_blocks(request: Json) -> Iterator[Json]:
    """Every block of every message in order, and the blocks inside tool results."""
    for message in request.get("messages") or []:
        for block in blocks_of(message["content"]):
            yield block
            inner = block.get("content")
            if block.get("type") == "tool_result" and isinstance(inner, list):
                yield from inner


def search_results(request: Json) -> list[Json]:
    """Every search_result in request order, which is how search_result_index counts them."""
    return [block for block in walk_blocks(request) if block.get("type") == "search_result"]
