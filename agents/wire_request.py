"""Our conversation as the JSON that the Messages API takes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.conversation import (
    ModelTurn,
    Request,
    ResultPart,
    Role,
    SourcePart,
    TextPart,
    Tool,
    Turn,
    UserPart,
)

Json = dict[str, Any]  # the edge: only this file and agents.model see it
_SHORT_CACHE = {"type": "ephemeral"}
_LONG_CACHE = {"type": "ephemeral", "ttl": "1h"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSettings:
    """Which model plays a role: `effort` as the API names it, `max_tokens` of its reply."""

    model: str
    effort: str
    max_tokens: int


DEFAULT_ROLES: Mapping[Role, RoleSettings] = {
    Role.TRIAGE: RoleSettings(model="claude-haiku-5-5", effort="low", max_tokens=4_000),
    Role.LEAD: RoleSettings(model="claude-opus-5-5", effort="medium", max_tokens=16_000),
    Role.SUBAGENT: RoleSettings(model="claude-sonnet-5-5", effort="medium", max_tokens=8_000),
    Role.WRITER: RoleSettings(model="claude-sonnet-5-5", effort="medium", max_tokens=12_000),
    Role.VERIFIER: RoleSettings(model="claude-opus-5-5", effort="medium", max_tokens=12_000),
    Role.JUDGE: RoleSettings(model="claude-opus-5-5", effort="medium", max_tokens=8_000),
}


def request_json(request: Request, settings: RoleSettings) -> Json:
    """The arguments of `messages.create`, without `stream`."""
    output: Json = {"effort": settings.effort}
    if request.schema:
        output["format"] = {"type": "json_schema", "schema": json.loads(request.schema)}
    body: Json = {
        "model": settings.model,
        "max_tokens": settings.max_tokens,
        "system": [_system(request)],
        "messages": [_message(turn) for turn in request.turns],
        "output_config": output,
    }
    if request.tools:
        body["tools"] = [_tool(tool) for tool in request.tools]
        # Moves along with the conversation, so that each turn reads what the last one wrote.
        body["cache_control"] = _SHORT_CACHE
    return body


def _system(request: Request) -> Json:
    # The lead waits for subagents longer than a short cache entry lives.
    cache = _LONG_CACHE if request.role is Role.LEAD else _SHORT_CACHE
    return {"type": "text", "text": request.system, "cache_control": cache}


def _tool(tool: Tool) -> Json:
    return {
        "name": tool.name,
        "description": tool.description,
        "input_schema": json.loads(tool.schema),
        "strict": True,
    }


def _message(turn: Turn) -> Json:
    if isinstance(turn, ModelTurn):
        return {"role": "assistant", "content": json.loads(turn.raw)}
    return {"role": "user", "content": [_part(part) for part in turn.parts]}


def _part(part: UserPart) -> Json:
    match part:
        case TextPart():
            block: Json = {"type": "text", "text": part.text}
            return block | ({"cache_control": _SHORT_CACHE} if part.shared else {})
        case ResultPart():
            return {
                "type": "tool_result",
                "tool_use_id": part.call,
                "content": [{"type": "text", "text": part.text}],
                "is_error": part.is_error,
            }
        case SourcePart():
            return {
                "type": "search_result",
                "source": part.source,
                "title": part.title,
                "content": [{"type": "text", "text": text} for text in part.texts],
                "citations": {"enabled": True},
            }
