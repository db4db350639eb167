"""A finished message as the server-sent events that stream it."""

import json
from collections.abc import Iterator

from sandbox.claude.wire import Json

TEXT_PIECE = 40
INPUT_PIECE = 200


def frame(event: Json) -> bytes:
    """Both lines are needed: clients skip frames without an event line."""
    return f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()


def events_of(message: Json) -> Iterator[Json]:
    """Start, ping, every block in pieces, the final usage, stop."""
    usage = {**message["usage"], "output_tokens": 1}
    opening = {**message, "content": [], "stop_reason": None, "usage": usage}
    yield {"type": "message_start", "message": opening}
    yield {"type": "ping"}
    for index, block in enumerate(message["content"]):
        start, deltas = _opened(block)
        yield {"type": "content_block_start", "index": index, "content_block": start}
        for delta in deltas:
            yield {"type": "content_block_delta", "index": index, "delta": delta}
        yield {"type": "content_block_stop", "index": index}
    ending = {key: message[key] for key in ("stop_reason", "stop_sequence", "stop_details")}
    yield {"type": "message_delta", "delta": ending, "usage": _final(message["usage"])}
    yield {"type": "message_stop"}


def _final(usage: Json) -> Json:
    cumulative = (
        "input_tokens",
        "cache_creation_input_tokens",
        "cache_read_input_tokens",
        "output_tokens",
        "output_tokens_details",
        "server_tool_use",
    )
    return {key: usage[key] for key in cumulative}


def _opened(block: Json) -> tuple[Json, list[Json]]:
    """The empty block that opens it, and the deltas that fill it."""
    match block["type"]:
        case "text":
            return _opened_text(block)
        case "tool_use":
            written = _pieces(json.dumps(block["input"], ensure_ascii=False), INPUT_PIECE)
            deltas = [{"type": "input_json_delta", "partial_json": part} for part in written]
            return {**block, "input": {}}, deltas
        case "thinking":
            shown = _pieces(block["thinking"], TEXT_PIECE)
            deltas = [{"type": "thinking_delta", "thinking": part} for part in shown]
            deltas.append({"type": "signature_delta", "signature": block["signature"]})
            return {"type": "thinking", "thinking": "", "signature": ""}, deltas
        case _:
            return block, []


def _opened_text(block: Json) -> tuple[Json, list[Json]]:
    citations = block.get("citations")
    start: Json = {"type": "text", "text": "", "citations": [] if citations else None}
    deltas = [{"type": "citations_delta", "citation": one} for one in citations or []]
    deltas += [
        {"type": "text_delta", "text": part} for part in _pieces(block["text"], TEXT_PIECE)
    ]
    return start, deltas


def _pieces(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]
