"""One turn of the model: its blocks and why it stopped; small builders for scripted turns."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.claude.prompt_layout import canonical, estimate_tokens
from sandbox.claude.wire import Json, search_results


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`thinking_tokens` are billed as output on top of what the blocks cost."""

    content: tuple[Json, ...]
    stop_reason: str = "end_turn"
    thinking_tokens: int = 0


Script = Callable[[Json], Reply | None]


def says(*blocks: Json) -> Reply:
    """A turn that stops for its tool calls when it has any."""
    calls = any(block["type"] == "tool_use" for block in blocks)
    return Reply(content=blocks, stop_reason="tool_use" if calls else "end_turn")


def text(words: str) -> Json:
    return {"type": "text", "text": words}


def tool_use(name: str, arguments: Json, *, call_id: str = "") -> Json:
    """Without `call_id` the server derives one from the request."""
    return {
        "type": "tool_use",
        "id": call_id,
        "name": name,
        "input": arguments,
        "caller": {"type": "direct"},
    }


def cited(words: str, *citations: Json) -> Json:
    return {"type": "text", "text": words, "citations": list(citations)}


def cite(request: Json, source: int, *, start: int = 0, end: int = 0) -> Json:
    """The citation of blocks `start` to `end` (exclusive) of the request's n-th search_result.

    `end` of 0 means one block.
    """
    found = search_results(request)[source]
    end = end or start + 1
    return {
        "type": "search_result_location",
        "source": found["source"],
        "title": found["title"],
        "search_result_index": source,
        "start_block_index": start,
        "end_block_index": end,
        "cited_text": "".join(block["text"] for block in found["content"][start:end]),
    }


def as_json(value: Any) -> Reply:  # noqa: ANN401 - any JSON value is a structured reply
    """A structured output turn."""
    return says(text(json.dumps(value, ensure_ascii=False)))


def fingerprint(request: Json) -> str:
    """The same request always gets the same ids."""
    return hashlib.sha256(canonical(request).encode()).hexdigest()


def message_of(reply: Reply, request: Json, usage: Json) -> Json:
    """The whole message as the service sends it."""
    mark = fingerprint(request)
    content = [
        _named(block, f"toolu_{mark[:18]}{at}") for at, block in enumerate(reply.content)
    ]
    return {
        "id": f"msg_{mark[:24]}",
        "type": "message",
        "role": "assistant",
        "model": request["model"],
        "content": content,
        "container": None,
        "stop_reason": reply.stop_reason,
        "stop_sequence": None,
        "stop_details": None,
        "usage": {
            **usage,
            "output_tokens": _output_tokens(reply),
            "output_tokens_details": {"thinking_tokens": reply.thinking_tokens},
            "server_tool_use": None,
            "service_tier": "standard",
            "speed": request.get("speed") or "standard",
            "inference_geo": "global",
        },
    }


def _named(block: Json, call_id: str) -> Json:
    if block.get("type") == "tool_use" and not block.get("id"):
        return {**block, "id": call_id}
    if block.get("type") == "text":
        return {"citations": None, **block}
    return block


def _output_tokens(reply: Reply) -> int:
    """What was written; a citation's text is not billed."""
    return reply.thinking_tokens + sum(_block_tokens(block) for block in reply.content)


def _block_tokens(block: Json) -> int:
    match block.get("type"):
        case "text":
            return estimate_tokens(str(block["text"]))
        case "tool_use":
            return estimate_tokens(str(block["name"]) + canonical(block["input"]))
        case _:
            return estimate_tokens(canonical(block))
