"""A running Messages API and Anthropic's own client pointed at it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiohttp.test_utils import TestServer
from anthropic import AsyncAnthropic
from anthropic.types import Message

from sandbox.claude.prompt_cache import PromptCache
from sandbox.claude.server import ClaudeServer
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.workspace.schema import Workspace

MODEL = "claude-sonnet-5-5"
SEARCH: dict[str, Any] = {
    "name": "search",
    "description": "Searches.",
    "input_schema": {"type": "object", "properties": {"query": {"type": "string"}}},
}
SOURCE: dict[str, Any] = {
    "type": "search_result",
    "source": "dossier:1",
    "title": "Launch plan",
    "content": [
        {"type": "text", "text": "Launch is on 12 November. "},
        {"type": "text", "text": "The audit moved it."},
    ],
    "citations": {"enabled": True},
}
NOTHING = Workspace(
    name="Empty",
    domain="empty.example",
    today=datetime(2026, 11, 20, tzinfo=UTC),
    people=(),
    channels=(),
)


@dataclass(slots=True)
class Seconds:
    """A clock for the prompt cache that a test moves."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    server: ClaudeServer
    client: AsyncAnthropic
    faults: Faults
    seconds: Seconds
    url: str

    async def streamed(self, **request: Any) -> Message:  # noqa: ANN401 - passed to the SDK
        """The finished message of a streamed call."""
        whole: dict[str, Any] = {"model": MODEL, "max_tokens": 500, **request}
        async with self.client.messages.stream(**whole) as stream:
            return await stream.get_final_message()

    async def said(self, **request: Any) -> Message:  # noqa: ANN401 - passed to the SDK
        """The message of a plain call."""
        whole: dict[str, Any] = {"model": MODEL, "max_tokens": 500, **request}
        answer: Message = await self.client.messages.create(**whole)
        return answer


@asynccontextmanager
async def claude_desk() -> AsyncIterator[Desk]:
    """Strict parsing, no retries of the client's own, and a cache whose time stands still."""
    faults, seconds = Faults(), Seconds()
    server = ClaudeServer(workspace=NOTHING, clock=SandboxClock(), faults=faults)
    server.cache = PromptCache(seconds)
    async with TestServer(server.app()) as http:
        url = str(http.make_url("")).rstrip("/")
        async with AsyncAnthropic(
            base_url=url, api_key="sk-sandbox", max_retries=0, _strict_response_validation=True
        ) as client:
            yield Desk(server=server, client=client, faults=faults, seconds=seconds, url=url)


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def asked(*content: object) -> list[dict[str, Any]]:
    """One user message."""
    return [{"role": "user", "content": list(content)}]
