"""The model on a bad day, as Anthropic's own client meets it."""

import json

import anthropic
import httpx2
import pytest

from sandbox.claude.reply import says
from sandbox.faults import Fault
from tests.wire.claude_desk import MODEL, asked, claude_desk, text


async def test_busy_says_when_to_try_again() -> None:
    """429 carries Retry-After."""
    async with claude_desk() as desk:
        desk.faults.add("model", Fault(kind="busy", seconds=7, times=1))
        with pytest.raises(anthropic.RateLimitError) as refused:
            await desk.streamed(messages=asked(text("Hi")))
        after = await desk.streamed(messages=asked(text("Hi")))

    assert refused.value.response.headers["retry-after"] == "7"
    assert after.stop_reason == "end_turn"


async def test_overloaded_is_529() -> None:
    """The status that the product must survive on a share of its calls."""
    async with claude_desk() as desk:
        desk.faults.add("model", Fault(kind="overloaded", share=0.5))
        statuses = []
        for _ in range(4):
            try:
                await desk.streamed(messages=asked(text("Hi")))
                statuses.append(200)
            except anthropic.APIStatusError as refused:
                statuses.append(refused.status_code)

    assert sorted(statuses) == [200, 200, 529, 529]


async def test_a_cut_stream_breaks_the_connection_or_just_ends() -> None:
    """First an error that is no APIError; the second time no error at all, and no ending."""
    async with claude_desk() as desk:
        desk.server.script = lambda _: says(text("A long answer. " * 40))
        desk.faults.add("model", Fault(kind="cut", times=2))
        with pytest.raises(httpx2.RemoteProtocolError):
            await desk.streamed(messages=asked(text("Hi")))
        half = await desk.streamed(messages=asked(text("Hi")))
        whole = await desk.streamed(messages=asked(text("Hi")))

    assert half.stop_reason is None
    assert whole.stop_reason == "end_turn"


async def test_silence_is_a_timeout_for_whoever_waits() -> None:
    """Nothing is sent, not even headers."""
    async with claude_desk() as desk:
        desk.faults.add("model", Fault(kind="silent", seconds=0.3, times=1))
        with pytest.raises(anthropic.APITimeoutError):
            await desk.client.messages.create(
                model=MODEL,
                max_tokens=5,
                messages=[{"role": "user", "content": "Hi"}],
                timeout=0.1,
            )


async def test_slow_answers_late_and_well() -> None:
    """The whole answer arrives after the wait."""
    async with claude_desk() as desk:
        desk.faults.add("model", Fault(kind="slow", seconds=0.1, times=1))
        message = await desk.streamed(messages=asked(text("Hi")))
        seen = desk.server.requests[0]

    assert message.stop_reason == "end_turn"
    assert seen.ended - seen.started >= 0.1


async def test_down_closes_the_connection() -> None:
    """There is no status to read."""
    async with claude_desk() as desk:
        desk.faults.add("model", Fault(kind="down", times=1))
        with pytest.raises(anthropic.APIConnectionError):
            await desk.streamed(messages=asked(text("Hi")))


async def test_garbage_is_no_message() -> None:
    """Bytes that make no sense must not become an answer."""
    async with claude_desk() as desk:
        desk.faults.add("model", Fault(kind="garbage", times=1))
        with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
            await desk.streamed(messages=asked(text("Hi")))
