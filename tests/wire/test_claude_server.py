"""Anthropic's own client against the sandbox's Messages API: replies, streams, records."""

import asyncio

import anthropic
import pytest
from anthropic import AsyncAnthropic

from sandbox.claude.reply import Reply, cite, cited, says, tool_use
from sandbox.claude.server import SUPPORTED
from tests.wire.claude_desk import MODEL, SEARCH, SOURCE, asked, claude_desk, text


async def test_a_scripted_turn_is_the_same_as_json_and_as_a_stream() -> None:
    """Text, parallel calls and their inputs survive; ids derive from the request."""
    async with claude_desk() as desk:
        desk.server.script = lambda _: says(
            text("Looking."), tool_use("search", {"query": "a"}), tool_use("search", {"q": "ü"})
        )
        whole = await desk.said(messages=asked(text("When?")), tools=[SEARCH])
        flowing = await desk.streamed(messages=asked(text("When?")), tools=[SEARCH])
        again = await desk.streamed(messages=asked(text("When?")), tools=[SEARCH])

    calls = [block for block in flowing.content if block.type == "tool_use"]
    assert [block.type for block in whole.content] == ["text", "tool_use", "tool_use"]
    assert [call.input for call in calls] == [{"query": "a"}, {"q": "ü"}]
    assert len({call.id for call in calls}) == 2
    assert whole.stop_reason == flowing.stop_reason == "tool_use"
    assert again.to_dict()["content"] == flowing.to_dict()["content"]


async def test_a_tool_round_is_echoed_and_accepted() -> None:
    """The SDK's own echo of a reply, with its results, is a valid next request."""
    async with claude_desk() as desk:
        desk.server.script = lambda request: (
            says(tool_use("search", {"query": "launch"}))
            if len(request["messages"]) == 1
            else says(text("On 12 November."))
        )
        first = await desk.streamed(messages=asked(text("When?")), tools=[SEARCH])
        call = next(block for block in first.content if block.type == "tool_use")
        result = {"type": "tool_result", "tool_use_id": call.id, "content": "12 November"}
        last = await desk.streamed(
            messages=[*asked(text("When?")), first.to_param(), *asked(result)], tools=[SEARCH]
        )

    assert last.stop_reason == "end_turn"


async def test_citations_point_into_the_sources_that_were_sent() -> None:
    """cited_text is the joined content of the cited blocks, in a stream as well."""
    async with claude_desk() as desk:
        desk.server.script = lambda request: says(
            cited("It is on 12 November.", cite(request, 0, end=2)), text("\n")
        )
        message = await desk.streamed(messages=asked(SOURCE, text("When?")))

    block, glue = message.content
    assert block.type == "text"
    assert block.citations is not None
    assert glue.type == "text"
    assert glue.citations is None
    citation = block.citations[0]
    assert citation.type == "search_result_location"
    assert citation.cited_text == "Launch is on 12 November. The audit moved it."
    assert (citation.search_result_index, citation.end_block_index) == (0, 2)


async def test_a_prewarm_writes_the_cache_and_says_nothing() -> None:
    """max_tokens 0 is answered with empty content and the stop reason max_tokens."""
    async with claude_desk() as desk:
        message = await desk.said(messages=asked(text("Hi")), max_tokens=0)

    assert (message.content, message.stop_reason) == ([], "max_tokens")
    assert message.usage.output_tokens == 0


async def test_a_truncated_turn_can_be_scripted() -> None:
    """Tests of the product need every stop reason, not only the good ones."""
    async with claude_desk() as desk:
        desk.server.script = lambda _: Reply(
            content=(text("Half a"),), stop_reason="max_tokens"
        )
        message = await desk.streamed(messages=asked(text("Hi")))

    assert message.stop_reason == "max_tokens"


async def test_without_a_script_the_librarian_answers() -> None:
    """It says so when it was given nothing to quote."""
    async with claude_desk() as desk:
        message = await desk.streamed(messages=asked(text("Hi")))

    block = message.content[0]
    assert block.type == "text"
    assert "quote" in block.text


async def test_requests_are_recorded_with_when_they_were_answered() -> None:
    """Tests measure from this whether subagents worked at the same time."""
    async with claude_desk() as desk:
        desk.server.latency_seconds = 0.05
        await asyncio.gather(
            *(desk.streamed(messages=asked(text(f"Task {n}"))) for n in range(3))
        )
        first, second, third = desk.server.requests

    assert first.overlaps(second)
    assert second.overlaps(third)
    assert first.ended - first.started >= 0.05
    assert first.body["model"] == MODEL
    assert (first.who, first.status) == ("sk-sandbox", 200)


async def test_a_gap_paces_the_stream() -> None:
    """The first words arrive long before the last."""
    async with claude_desk() as desk:
        desk.server.gap_seconds = 0.02
        desk.server.script = lambda _: says(text("word " * 60))
        loop = asyncio.get_running_loop()
        began = loop.time()
        times: list[float] = []
        async with desk.client.messages.stream(
            model=MODEL, max_tokens=500, messages=[{"role": "user", "content": "Go on"}]
        ) as stream:
            times.extend([loop.time() - began async for _ in stream.text_stream])

    assert times[-1] - times[0] > 0.1


async def test_tokens_are_counted_without_a_reply() -> None:
    """Counting neither records a request nor needs max_tokens."""
    async with claude_desk() as desk:
        short = await desk.client.messages.count_tokens(
            model=MODEL, messages=[{"role": "user", "content": "Hi"}]
        )
        long = await desk.client.messages.count_tokens(
            model=MODEL, messages=[{"role": "user", "content": "Hi there " * 100}]
        )
        seen = desk.server.requests

    assert 0 < short.input_tokens < long.input_tokens
    assert seen == []


async def test_models_are_listed_by_lifecycle() -> None:
    """The product's start-up check asks for what is deprecated or retired."""
    async with claude_desk() as desk:
        every = [model.id async for model in desk.client.models.list()]
        old = [model.id async for model in desk.client.models.list(lifecycle=["deprecated"])]
        one = await desk.client.models.retrieve("claude-opus-5-5")

    assert {"claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5"} <= set(every)
    assert set(old) < set(every)
    assert one.lifecycle == "active"


@pytest.mark.parametrize("key", ["sk-wrong", "x"])
async def test_a_wrong_key_is_refused(key: str) -> None:
    """The doctor's first question about the model."""
    async with (
        claude_desk() as desk,
        AsyncAnthropic(base_url=desk.url, api_key=key, max_retries=0) as stranger,
    ):
        with pytest.raises(anthropic.AuthenticationError) as refused:
            await stranger.messages.create(
                model=MODEL, max_tokens=5, messages=[{"role": "user", "content": "Hi"}]
            )

    assert refused.value.request_id


async def test_an_unknown_route_is_refused_loudly() -> None:
    """501 in the vendor's envelope, so that an unsupported call cannot pass unnoticed."""
    async with claude_desk() as desk:
        with pytest.raises(anthropic.InternalServerError) as refused:
            await desk.client.messages.batches.create(requests=[])

    assert refused.value.status_code == 501


async def test_the_table_of_what_is_supported_equals_the_routes() -> None:
    """The docs print this table."""
    async with claude_desk() as desk:
        routes = {
            (route.method, route.resource.canonical)
            for route in desk.server.app().router.routes()
            if route.resource
        }

    assert routes == {(verb, path) for verb, path, _ in SUPPORTED}
