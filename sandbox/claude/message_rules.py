"""What the service refuses in messages: roles, blocks, and the pairing of tool calls."""

from sandbox.claude import shapes
from sandbox.claude.models import Model
from sandbox.claude.shapes import Shape, check_mark, fit, one_of
from sandbox.claude.tool_rules import NAME
from sandbox.claude.wire import Json, blocks_of, invalid

USER_BLOCKS: dict[str, Shape] = {
    "text": shapes.TEXT_BLOCK,
    "image": shapes.IMAGE,
    "document": shapes.DOCUMENT,
    "search_result": shapes.SEARCH_RESULT,
    "tool_result": shapes.TOOL_RESULT,
}
ASSISTANT_BLOCKS: dict[str, Shape] = {
    "text": shapes.TEXT_BLOCK,
    "thinking": shapes.THINKING,
    "redacted_thinking": shapes.REDACTED,
    "tool_use": shapes.TOOL_USE,
}
SYSTEM_BLOCKS: dict[str, Shape] = {"text": shapes.TEXT_BLOCK}
RESULT_BLOCKS = {kind: USER_BLOCKS[kind] for kind in ("text", "image", "document")} | {
    "search_result": shapes.SEARCH_RESULT
}
BY_ROLE = {"user": USER_BLOCKS, "assistant": ASSISTANT_BLOCKS, "system": SYSTEM_BLOCKS}


def check_system(system: object) -> None:
    for index, block in enumerate(blocks_of(system)):
        _check_block(block, SYSTEM_BLOCKS, f"system.{index}")


def check_messages(messages: list[Json], model: Model) -> None:
    """Shapes first, then the order of turns, then calls and their results."""
    for number, message in enumerate(messages):
        _check_message(message, model, f"messages.{number}")
    if not messages:
        raise invalid("messages: at least one message is required")
    if messages[0]["role"] != "user":
        raise invalid('messages: first message must use the "user" role')
    if messages[-1]["role"] == "assistant":
        raise invalid(
            "This model does not support assistant message prefill. "
            "The conversation must end with a user message."
        )
    _check_pairs(messages)


def _check_message(message: Json, model: Model, at: str) -> None:
    fit(message, shapes.MESSAGE, at)
    one_of(message["role"], tuple(BY_ROLE), f"{at}.role")
    if message["role"] == "system" and not model.system_turns:
        raise invalid(f'{at}.role: "system" is not supported on {model.id}')
    if not message["content"]:
        raise invalid(f"{at}: all messages must have non-empty content")
    for index, block in enumerate(blocks_of(message["content"])):
        place = f"{at}.content.{index}"
        _check_block(block, BY_ROLE[message["role"]], place)
        if message["role"] == "user" and block.get("citations") and block["type"] == "text":
            raise invalid(f"{place}.citations: not allowed in user text")


def _check_block(block: Json, allowed: dict[str, Shape], at: str) -> None:
    kind = _kind(block)
    if kind not in allowed:
        raise invalid(f"{at}.type: Input tag {kind!r} does not match any of {sorted(allowed)}")
    fit(block, allowed[kind], at)
    check_mark(block, at)
    match kind:
        case "text":
            _check_text(block, at)
        case "search_result":
            _check_search_result(block, at)
        case "tool_use":
            _check_call_id(block["id"], f"{at}.id")
        case "tool_result":
            _check_result(block, at)
        case _:
            pass


def _kind(block: object) -> str:
    return str(block.get("type")) if isinstance(block, dict) else "no object"


def _check_text(block: Json, at: str) -> None:
    if not block["text"].strip():
        raise invalid(f"{at}: text content blocks must contain non-whitespace text")
    for index, citation in enumerate(block.get("citations") or []):
        fit(citation, shapes.CITATION, f"{at}.citations.{index}")


def _check_search_result(block: Json, at: str) -> None:
    fit(block.get("citations", {}), shapes.CITATIONS, f"{at}.citations")
    if not block["content"]:
        raise invalid(f"{at}.content: search_result content must not be empty")
    for index, part in enumerate(block["content"]):
        place = f"{at}.content.{index}"
        _check_block(part, SYSTEM_BLOCKS, place)
        if part.get("citations"):
            raise invalid(f"{place}.citations: not allowed inside a search_result")


def _check_call_id(call_id: str, at: str) -> None:
    if not NAME.fullmatch(call_id):
        raise invalid(f"{at}: String should match pattern '^[a-zA-Z0-9_-]+$'")


def _check_result(block: Json, at: str) -> None:
    inner = block.get("content", "")
    if isinstance(inner, str):
        return
    kinds: set[str] = set()
    for index, part in enumerate(inner):
        _check_block(part, RESULT_BLOCKS, f"{at}.content.{index}")
        kinds.add(part["type"])
    if "search_result" in kinds and len(kinds) > 1:
        raise invalid(f"{at}.content: search_result cannot be mixed with other blocks")
    if block.get("is_error") and kinds - {"text"}:
        raise invalid(f"{at}.content: all content must be text when is_error is true")


def _check_pairs(messages: list[Json]) -> None:
    """Each call is answered in the very next message, results before anything else."""
    waiting: list[str] = []
    known: set[str] = set()
    for number, message in enumerate(messages):
        blocks = blocks_of(message["content"])
        results = [b["tool_use_id"] for b in blocks if b["type"] == "tool_result"]
        _check_answers(blocks, waiting, results, at=f"messages.{number}")
        waiting = [block["id"] for block in blocks if block["type"] == "tool_use"]
        if known & set(waiting) or len(set(waiting)) < len(waiting):
            raise invalid(f"messages.{number}: `tool_use` ids must be unique")
        known |= set(waiting)


def _check_answers(
    blocks: list[Json], waiting: list[str], results: list[str], *, at: str
) -> None:
    unasked = [result for result in results if result not in waiting]
    if unasked:
        raise invalid(
            f"{at}: unexpected `tool_use_id` found in `tool_result` blocks: {unasked[0]}. "
            "Each `tool_result` must have a `tool_use` block in the previous message."
        )
    missing = [call for call in waiting if call not in results]
    if missing:
        raise invalid(
            f"{at}: `tool_use` ids were found without `tool_result` blocks immediately after: "
            + ", ".join(missing)
        )
    if len(set(results)) < len(results):
        raise invalid(f"{at}: each tool_use must have a single result")
    if any(block["type"] != "tool_result" for block in blocks[: len(results)]):
        raise invalid(f"{at}: `tool_result` blocks must come first in the message")
