"""Anthropic's own client against the sandbox's Messages API."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import anthropic
import pytest
from aiohttp.test_utils import TestServer
from anthropic import AsyncAnthropic
from datetime import UTC, datetime

from sandbox.claude.reply import Reply, cite, cited, says, text, tool_use
from sandbox.claude.server import ClaudeServer
from sandbox.clock import SandboxClock
from sandbox.faults import Fault, Faults
from sandbox.workspace.schema import Workspace

MODEL = "claude-sonnet-5-5"
SEARCH = {
    "name": "search",
    "description": "Searches.",
    "input_schema": {"type": "object", "properties": {"query": {"type": "string"}}},
}
SOURCE = {
    "type": "search_result",
    "source": "dossier:1",
    "title": "Launch plan",
    "content": [
        {"type": "text", "text": "Launch is on 12 November. "},
        {"type": "text", "text": "The audit moved it."},
    ],
    "citations": {"enabled": True},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A running server and a client that points at it."""

    server: ClaudeServer
    client: AsyncAnthropic
    url: str


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    workspace = Workspace(
        name="x",
        domain="x.example",
        today=datetime(2026, 11, 20, tzinfo=UTC),
        people=(),
        channels=(),
    )
    server = ClaudeServer(workspace=workspace, clock=SandboxClock(), faults=Faults())
    async with TestServer(server.app()) as http:
        url = str(http.make_url("")).rstrip("/")
        async with AsyncAnthropic(
            base_url=url, api_key="sk-sandbox", max_retries=0, _strict_response_validation=True
        ) as client:
            yield Desk(server=server, client=client, url=url)


def asked(*content: Any) -> list[Any]:
    """One user message."""
    return [{"role": "user", "content": list(content)}]


async def streamed(desk: Desk, **request: Any) -> anthropic.types.Message:
    async with desk.client.messages.stream(model=MODEL, max_tokens=500, **request) as stream:
        return await stream.get_final_message()


async def test_a_scripted_turn_arrives_the_same_as_json_and_as_a_stream(desk: Desk) -> None:
    """Text, two calls and their inputs survive both ways, with ids that derive from the request."""
    desk.server.script = lambda _: says(
        text("Looking."),
        tool_use("search", {"query": "launch"}),
        tool_use("search", {"query": "ü"}),
    )
    request: dict[str, Any] = {"messages": asked(text("When?")), "tools": [SEARCH]}

    whole = await desk.client.messages.create(model=MODEL, max_tokens=500, **request)
    flowing = await streamed(desk, **request)
    again = await streamed(desk, **request)

    assert [block.type for block in whole.content] == ["text", "tool_use", "tool_use"]
    assert [b.input for b in flowing.content if b.type == "tool_use"] == [
        {"query": "launch"},
        {"query": "ü"},
    ]
    assert whole.stop_reason == flowing.stop_reason == "tool_use"
    assert again.content == flowing.content
    assert flowing._request_id is not None


async def test_citations_point_into_the_sources_that_were_sent(desk: Desk) -> None:
    """cited_text is the joined content of the cited blocks, in a stream as well."""
    desk.server.script = lambda request: says(
        cited("It is on 12 November.", cite(request, 0, start=0, end=2)), text("\n")
    )

    message = await streamed(desk, messages=asked(SOURCE, text("When?")))

    first = message.content[0]
    assert first.type == "text"
    assert first.citations is not None
    assert first.citations[0].cited_text == "Launch is on 12 November. The audit moved it."
