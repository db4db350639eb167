"""What the Messages API refuses, sent by Anthropic's own client."""

from copy import deepcopy
from typing import Any

import anthropic
import pytest

from sandbox.claude.reply import says
from tests.wire.claude_desk import MODEL, SEARCH, SOURCE, asked, claude_desk, text

CALL = {"type": "tool_use", "id": "toolu_1", "name": "search", "input": {"query": "x"}}
RESULT = {"type": "tool_result", "tool_use_id": "toolu_1", "content": "found"}
QUIET = SOURCE | {"citations": {"enabled": False}}
STRICT_SCHEMA = {
    "type": "object",
    "properties": {"n": {"type": "integer"}},
    "required": ["n"],
    "additionalProperties": False,
}
FORMAT = {"format": {"type": "json_schema", "schema": STRICT_SCHEMA}}
MARK = {"cache_control": {"type": "ephemeral"}}
HOUR = {"cache_control": {"type": "ephemeral", "ttl": "1h"}}


def after_call(*content: object) -> list[dict[str, Any]]:
    """A conversation in which the model has just called the tool."""
    return [*asked(text("Go")), {"role": "assistant", "content": [CALL]}, *asked(*content)]


def tool(**changes: object) -> dict[str, Any]:
    return SEARCH | changes


ACCEPTED: dict[str, dict[str, Any]] = {
    "plain": {},
    "a string as content": {"messages": [{"role": "user", "content": "Hi"}]},
    "structured output": {"output_config": FORMAT},
    "effort": {"output_config": {"effort": "low"}},
    "adaptive thinking": {"thinking": {"type": "adaptive", "display": "omitted"}},
    "thinking off on the small model": {
        "model": "claude-haiku-5-5",
        "thinking": {"type": "disabled"},
    },
    "forced tool on an older model": {
        "model": "claude-sonnet-5",
        "tools": [SEARCH],
        "tool_choice": {"type": "tool", "name": "search"},
    },
    "auto tool choice": {"tools": [SEARCH], "tool_choice": {"type": "auto"}},
    "a strict tool": {"tools": [tool(strict=True, input_schema=STRICT_SCHEMA)]},
    "a result then a note": {"tools": [SEARCH], "messages": after_call(RESULT, text("Note"))},
    "a failed result": {
        "tools": [SEARCH],
        "messages": after_call(RESULT | {"is_error": True}),
    },
    "sources in a result": {
        "tools": [SEARCH],
        "messages": after_call(RESULT | {"content": [SOURCE]}),
    },
    "an hour before five minutes": {
        "system": [text("a") | HOUR],
        "messages": asked(text("b") | MARK),
    },
    "a mid-conversation instruction": {
        "messages": [*asked(text("Hi")), {"role": "system", "content": "Be brief."}],
    },
}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "temperature": ({"extra_body": {"temperature": 0}}, "temperature: unknown parameter"),
    "an unknown parameter": ({"extra_body": {"thread": {}}}, "thread: Extra inputs"),
    "no such effort": ({"output_config": {"effort": "max"}}, "output_config.effort"),
    "too many tokens": (
        {"max_tokens": 200_000, "timeout": 5},
        "maximum allowed number of output tokens",
    ),
    "negative tokens": ({"max_tokens": -1}, "max_tokens"),
    "forced tool choice": (
        {"tools": [SEARCH], "tool_choice": {"type": "any"}},
        "tool_choice.type",
    ),
    "tool choice without tools": ({"tool_choice": {"type": "auto"}}, "while providing tools"),
    "thinking enabled": (
        {"thinking": {"type": "enabled", "budget_tokens": 1024}},
        "thinking.type",
    ),
    "thinking disabled": ({"thinking": {"type": "disabled"}}, "thinking.type"),
    "prefill": (
        {"messages": [*asked(text("Hi")), {"role": "assistant", "content": "I"}]},
        "prefill",
    ),
    "assistant first": ({"messages": [{"role": "assistant", "content": "I"}]}, "first message"),
    "no message": ({"messages": []}, "at least one message"),
    "an unknown role": ({"messages": [{"role": "tool", "content": "x"}]}, "messages.0.role"),
    "a system turn on the small model": (
        {
            "model": "claude-haiku-5-5",
            "messages": [*asked(text("Hi")), {"role": "system", "content": "x"}],
        },
        "messages.1.role",
    ),
    "empty content": ({"messages": [{"role": "user", "content": []}]}, "non-empty content"),
    "an empty text block": ({"messages": asked(text(""))}, "non-whitespace"),
    "a blank text block": ({"messages": asked(text(" \n"))}, "non-whitespace"),
    "an unknown block": ({"messages": asked({"type": "audio"})}, "does not match any"),
    "an unknown key": ({"messages": asked(text("x") | {"lang": "en"})}, "lang: Extra inputs"),
    "a call without result": ({"messages": after_call(text("Go on"))}, "without `tool_result`"),
    "a result without call": ({"messages": asked(RESULT)}, "unexpected `tool_use_id`"),
    "text before a result": (
        {"messages": after_call(text("Here"), RESULT)},
        "must come first",
    ),
    "a result twice": ({"messages": after_call(RESULT, RESULT)}, "single result"),
    "one id for two calls": (
        {
            "messages": [
                *after_call(RESULT),
                {"role": "assistant", "content": [CALL]},
                *asked(RESULT),
            ]
        },
        "must be unique",
    ),
    "an id with a blank": (
        {
            "messages": [
                *asked(text("Go")),
                {"role": "assistant", "content": [CALL | {"id": "a b"}]},
                *asked(RESULT | {"tool_use_id": "a b"}),
            ]
        },
        "should match pattern",
    ),
    "a source beside text in a result": (
        {"messages": after_call(RESULT | {"content": [SOURCE, text("x")]})},
        "cannot be mixed",
    ),
    "citations on some sources": ({"messages": asked(SOURCE, QUIET)}, "all or none"),
    "citations and a format": (
        {"messages": asked(SOURCE), "output_config": FORMAT},
        "together with citations",
    ),
    "a source without content": (
        {"messages": asked(SOURCE | {"content": []})},
        "must not be empty",
    ),
    "a source without a title": (
        {"messages": asked({key: value for key, value in SOURCE.items() if key != "title"})},
        "title: Field required",
    ),
    "a source from the assistant": (
        {
            "messages": [
                *asked(text("x")),
                {"role": "assistant", "content": [SOURCE]},
                *asked(text("y")),
            ]
        },
        "does not match any",
    ),
    "citations in user text": (
        {
            "messages": asked(
                text("x")
                | {
                    "citations": [
                        {
                            "type": "search_result_location",
                            "cited_text": "a",
                            "source": "s",
                            "title": "t",
                            "search_result_index": 0,
                            "start_block_index": 0,
                            "end_block_index": 1,
                        }
                    ]
                }
            )
        },
        "not allowed in user text",
    ),
    "five breakpoints": (
        {"messages": asked(*(text(str(n)) | MARK for n in range(5)))},
        "A maximum of 4 blocks",
    ),
    "four and an automatic one": (
        {
            "messages": asked(*(text(str(n)) | MARK for n in range(4)), text("end")),
            "cache_control": {"type": "ephemeral"},
        },
        "A maximum of 4 blocks",
    ),
    "an hour after five minutes": (
        {"system": [text("a") | MARK], "messages": asked(text("b") | HOUR)},
        "must not come after",
    ),
    "a ttl of two hours": (
        {"messages": asked(text("a") | {"cache_control": {"type": "ephemeral", "ttl": "2h"}})},
        "cache_control.ttl",
    ),
    "a tool without a schema": (
        {"tools": [{"name": "search"}]},
        "input_schema: Field required",
    ),
    "a tool whose schema is a list": (
        {"tools": [tool(input_schema={"type": "array"})]},
        "input_schema.type",
    ),
    "a tool with an odd name": ({"tools": [tool(name="search it")]}, "should match pattern"),
    "two tools of one name": ({"tools": [SEARCH, SEARCH]}, "must be unique"),
    "a strict tool left open": (
        {"tools": [tool(strict=True)]},
        "'additionalProperties' must be set to false",
    ),
    "a type that JSON has not": (
        {
            "tools": [
                tool(input_schema={"type": "object", "properties": {"a": {"type": "str"}}})
            ]
        },
        "is not a type",
    ),
    "a format with a limit": (
        {
            "output_config": {
                "format": {
                    "type": "json_schema",
                    "schema": STRICT_SCHEMA
                    | {"properties": {"n": {"type": "integer", "minimum": 1}}},
                }
            }
        },
        "'minimum' is not supported",
    ),
    "a format without a schema": (
        {"output_config": {"format": {"type": "json_schema"}}},
        "schema: Field required",
    ),
    "too many optional fields": (
        {
            "tools": [
                tool(
                    strict=True,
                    input_schema={
                        "type": "object",
                        "properties": {f"p{n}": {"type": "string"} for n in range(25)},
                        "additionalProperties": False,
                    },
                )
            ]
        },
        "too many optional parameters",
    ),
    "a prewarm with a format": ({"max_tokens": 0, "output_config": FORMAT}, "max_tokens: 0"),
}


def request_of(changes: dict[str, Any]) -> dict[str, Any]:
    """A valid request with these changes."""
    return {"model": MODEL, "max_tokens": 100, "messages": asked(text("Hi"))} | deepcopy(
        changes
    )


@pytest.mark.parametrize("changes", ACCEPTED.values(), ids=ACCEPTED.keys())
async def test_what_the_service_accepts_is_accepted(changes: dict[str, Any]) -> None:
    """Strictness must not refuse what is right."""
    async with claude_desk() as desk:
        desk.server.script = lambda _: says(text("Fine."))
        message = await desk.client.messages.create(**request_of(changes))

    assert message.stop_reason == "end_turn"


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_the_service_refuses_is_refused(changes: dict[str, Any], words: str) -> None:
    """A 400 that names the place, so that the product learns of it before it meets Claude."""
    async with claude_desk() as desk:
        with pytest.raises(anthropic.BadRequestError) as refused:
            await desk.client.messages.create(**request_of(changes))

    assert words in str(refused.value)
    assert refused.value.type == "invalid_request_error"


async def test_a_model_that_does_not_exist_is_not_found() -> None:
    """A misspelt model in the settings is a 404, not a 400."""
    async with claude_desk() as desk:
        with pytest.raises(anthropic.NotFoundError):
            await desk.client.messages.create(**request_of({"model": "claude-9"}))


async def test_a_streamed_prewarm_is_refused() -> None:
    """A prewarm has nothing to stream."""
    async with claude_desk() as desk:
        with pytest.raises(anthropic.BadRequestError, match="max_tokens: 0"):
            await desk.streamed(messages=asked(text("Hi")), max_tokens=0)


@pytest.mark.parametrize(
    ("version", "words"), [("2020-01-01", "not a valid version"), ("", "not a valid version")]
)
async def test_an_unknown_version_is_refused(version: str, words: str) -> None:
    """The version decides what a request may hold."""
    async with claude_desk() as desk:
        with pytest.raises(anthropic.BadRequestError, match=words):
            await desk.client.messages.create(
                **request_of({}), extra_headers={"anthropic-version": version}
            )
