"""The door to Anthropic: one streamed call that ends in a whole reply or says who must act."""

import asyncio
import itertools
import json
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import anthropic
import httpx2
from anthropic import AsyncAnthropic
from anthropic.types import Message, TextBlock, ToolUseBlock

from agents.conversation import (
    CitedText,
    Pointer,
    Reply,
    Request,
    Role,
    Stop,
    ToolCall,
)
from agents.prices import cost, most
from agents.wire_request import DEFAULT_ROLES, Json, RoleSettings, request_json
from domain.budget import Usage
from domain.errors import ModelBusy, ModelRefused, ModelRejected

_STOPS = {
    "end_turn": Stop.DONE,
    "stop_sequence": Stop.DONE,
    "tool_use": Stop.TOOLS,
    "max_tokens": Stop.TRUNCATED,
    "model_context_window_exceeded": Stop.TRUNCATED,
}
_COUNTED = ("model", "system", "messages", "tools")
_OVERLOADED = 529
_RETRIED = {408, 409, 429, 500, 502, 503, 504, _OVERLOADED}
_RETRIED_IN_STREAM = {"api_error", "overloaded_error", "rate_limit_error", "timeout_error"}
_FIRST_WAIT_SECONDS = 0.5
_LONGEST_WAIT_SECONDS = 20.0
_OK = 200
_UNSEEN_TOKENS = 2_000  # what the API itself puts into a prompt that has tools or a schema
_COUNT_SLACK = 1.1  # the API calls its own count an estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPatience:
    """Seconds: `attempt` for one whole reply, `silence` between two bytes, `give_up` in all.

    After `tell` people are told that the model is silent.
    """

    attempt: float = 300.0
    silence: float = 60.0
    tell: float = 120.0
    give_up: float = 900.0


class _Retry(Exception):
    """Worth another attempt, after `after` seconds if the server said so."""

    def __init__(
        self, cause: str, *, after: float | None = None, lost: Usage | None = None
    ) -> None:
        super().__init__(cause)
        self.cause = cause
        self.after = after
        self.lost = lost or Usage()


def make_client(*, api_key: str, base_url: str, silence_seconds: float) -> AsyncAnthropic:
    """Retries are ours alone: the SDK's end where a stream begins, and are not counted."""
    timeout = httpx2.Timeout(silence_seconds, connect=5.0)
    return AsyncAnthropic(api_key=api_key, base_url=base_url, timeout=timeout, max_retries=0)


class Model:
    """Plays every role. `chance` gives numbers in [0, 1) for jitter."""

    def __init__(
        self,
        client: AsyncAnthropic,
        *,
        chance: Callable[[], float],
        roles: Mapping[Role, RoleSettings] = DEFAULT_ROLES,
        patience: ModelPatience | None = None,
        at_once: int = 32,
    ) -> None:
        self._client = client
        self._roles = roles
        self.patience = patience or ModelPatience()
        self._chance = chance
        self._turnstile = asyncio.Semaphore(at_once)

    async def call(
        self,
        request: Request,
        *,
        on_trouble: Callable[[float], Awaitable[None]] | None = None,
        on_lost: Callable[[], Awaitable[None]] | None = None,
    ) -> Reply:
        """A whole reply. `on_trouble` hears, before each wait, how many seconds it has failed.

        `on_lost` is asked before another attempt when one that is billed broke off. Raises
        ModelBusy when patience is over, ModelRefused, ModelRejected.
        """
        began = time.monotonic()
        lost: list[Usage] = []
        body = request_json(request, self._roles[request.role])
        for attempt in itertools.count():
            tried = time.monotonic()
            try:
                message = await self._attempt(body)
            except _Retry as retry:
                lost.append(retry.lost)
                if on_lost and retry.lost != Usage():
                    await on_lost()
                await self._wait(retry, attempt=attempt, began=began, on_trouble=on_trouble)
                continue
            return _reply(message, lost=tuple(lost), seconds=time.monotonic() - tried)
        raise AssertionError("unreachable: the loop ends by returning or raising")

    async def prewarm(self, request: Request) -> Usage:
        """Write the shared prefix to the cache ahead of a fan-out; failing costs nothing."""
        body = request_json(request, self._roles[request.role])
        body |= {"max_tokens": 0}
        try:
            async with asyncio.timeout(self.patience.silence):
                return _usage(await self._client.messages.create(**body))
        except (anthropic.APIError, httpx2.TransportError, TimeoutError):
            return Usage()

    def most(self, request: Request) -> float:
        """US dollars that one attempt cannot exceed: a token has at least one byte."""
        settings = self._roles[request.role]
        body = json.dumps(request_json(request, settings), ensure_ascii=False)
        prompt = len(body.encode()) + _UNSEEN_TOKENS
        return most(settings.model, prompt=prompt, reply=settings.max_tokens)

    async def most_counted(self, request: Request) -> float:
        """As `most`, by the API's own count of the prompt; infinite when it gives none."""
        settings = self._roles[request.role]
        body = request_json(request, settings)
        counted = {key: body[key] for key in _COUNTED if key in body}
        try:
            async with asyncio.timeout(self.patience.silence):
                found = await self._client.messages.count_tokens(**counted)
        except (anthropic.APIError, httpx2.TransportError, TimeoutError):
            return math.inf
        prompt = math.ceil(found.input_tokens * _COUNT_SLACK) + _UNSEEN_TOKENS
        return most(settings.model, prompt=prompt, reply=settings.max_tokens)

    def cost(self, reply: Reply, role: Role) -> float:
        """US dollars for the model that was asked for, attempts that broke off included."""
        model = self._roles[role].model
        return sum(cost(model, usage) for usage in (reply.usage, *reply.lost))

    def name(self, role: Role) -> str:
        return self._roles[role].model

    async def close(self) -> None:
        await self._client.close()

    async def check(self) -> None:
        """Raises ModelRejected for a wrong key or model, ModelBusy if nobody answers."""
        try:
            await self._client.models.list(limit=1)
        except anthropic.APIStatusError as error:
            raise ModelRejected(f"status {error.status_code}") from error
        except (anthropic.APIError, httpx2.TransportError) as error:
            raise ModelBusy("no answer") from error

    async def _attempt(self, body: Json) -> Message:
        try:
            async with self._turnstile, asyncio.timeout(self.patience.attempt):
                return await self._streamed(body)
        except anthropic.APIStatusError as error:
            raise _verdict(error) from error
        except (anthropic.APIError, httpx2.TransportError, TimeoutError) as error:
            raise _Retry(type(error).__name__) from error
        except (json.JSONDecodeError, UnicodeDecodeError, anthropic.AnthropicError) as error:
            raise _Retry("garbled") from error

    async def _streamed(self, body: Json) -> Message:
        async with self._client.messages.stream(**body) as stream:
            message = await stream.get_final_message()
        if message.stop_reason is None:  # a clean early end raises nothing
            raise _Retry("stream ended early", lost=_usage(message))
        if message.stop_reason == "refusal":
            raise ModelRefused("refusal")
        if message.stop_reason not in _STOPS:
            raise _Retry(f"stop reason {message.stop_reason}", lost=_usage(message))
        return message

    async def _wait(
        self,
        retry: _Retry,
        *,
        attempt: int,
        began: float,
        on_trouble: Callable[[float], Awaitable[None]] | None,
    ) -> None:
        failing = time.monotonic() - began
        backoff = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 2 ** min(attempt, 10))
        wait = retry.after if retry.after is not None else backoff * (0.5 + self._chance() / 2)
        if failing + wait > self.patience.give_up:
            raise ModelBusy(retry.cause, retry_after=wait)
        if on_trouble:
            await on_trouble(failing)
        await asyncio.sleep(wait)


def _verdict(error: anthropic.APIStatusError) -> Exception:
    """An error event inside a 200 reply has status 200 and its type; others their status."""
    if error.status_code == _OK:
        retried = error.type in _RETRIED_IN_STREAM
        return _Retry(str(error.type)) if retried else ModelRejected(str(error.type))
    if isinstance(error, anthropic.EnforcedSpendLimitReachedError):
        return ModelRejected("spend limit of the API account")
    if error.status_code in _RETRIED:
        return _Retry(f"status {error.status_code}", after=_retry_after(error))
    return ModelRejected(f"status {error.status_code} {error.type}")


def _retry_after(error: anthropic.APIStatusError) -> float | None:
    try:
        return min(float(error.response.headers["retry-after"]), _LONGEST_WAIT_SECONDS * 3)
    except (KeyError, ValueError):
        return None


def _usage(message: Message) -> Usage:
    usage = message.usage
    for_an_hour = usage.cache_creation.ephemeral_1h_input_tokens if usage.cache_creation else 0
    return Usage(
        input_tokens=usage.input_tokens,
        cache_write_tokens=(usage.cache_creation_input_tokens or 0) - for_an_hour,
        hour_write_tokens=for_an_hour,
        cache_read_tokens=usage.cache_read_input_tokens or 0,
        output_tokens=usage.output_tokens,
    )


def _reply(message: Message, *, lost: tuple[Usage, ...], seconds: float) -> Reply:
    # `parsed_output` is the SDK's own addition; everything else goes back as it came.
    content = [
        block.model_dump(mode="json", exclude_unset=True, exclude={"parsed_output"})
        for block in message.content
    ]
    return Reply(
        raw=json.dumps(content, ensure_ascii=False),
        stop=_STOPS[message.stop_reason or ""],
        texts=tuple(_cited(block) for block in message.content if block.type == "text"),
        calls=tuple(
            _call(block) for block in message.content if isinstance(block, ToolUseBlock)
        ),
        usage=_usage(message),
        lost=tuple(usage for usage in lost if usage != Usage()),
        model=message.model,
        seconds=seconds,
    )


def _cited(block: TextBlock) -> CitedText:
    pointers = tuple(
        Pointer(
            source=citation.search_result_index,
            start=citation.start_block_index,
            end=citation.end_block_index,
            cited_text=citation.cited_text,
        )
        for citation in block.citations or ()
        if citation.type == "search_result_location"
    )
    return CitedText(text=block.text, pointers=pointers)


def _call(block: ToolUseBlock) -> ToolCall:
    return ToolCall(id=block.id, name=block.name, arguments=json.dumps(block.input))
