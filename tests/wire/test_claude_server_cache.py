"""What the prompt cache writes and reads, computed from the prefixes that were really sent."""

from typing import Any

from sandbox.claude.reply import says
from tests.wire.claude_desk import SEARCH, SOURCE, Desk, asked, claude_desk, text

RULES = "Read widely, quote exactly, stop early. " * 80  # more than 512 tokens
MARK = {"cache_control": {"type": "ephemeral"}}
SYSTEM = [text(RULES) | MARK]


async def usage(
    desk: Desk,
    *,
    model: str = "claude-sonnet-5-5",
    **request: Any,  # noqa: ANN401 - passed to the SDK
) -> tuple[int, int, int]:
    """Tokens written, read and neither."""
    desk.server.script = lambda _: says(text("Fine."))
    message = await desk.streamed(model=model, **request)
    used = message.usage
    return (
        used.cache_creation_input_tokens or 0,
        used.cache_read_input_tokens or 0,
        used.input_tokens,
    )


async def test_a_prefix_is_written_once_and_then_read() -> None:
    """The second question with the same system prompt pays the read price."""
    async with claude_desk() as desk:
        written, read, _ = await usage(desk, system=SYSTEM, messages=asked(text("One")))
        again, hit, rest = await usage(desk, system=SYSTEM, messages=asked(text("Two")))

    assert written > 512
    assert read == 0
    assert (again, hit) == (0, written)
    assert rest > 0


async def test_a_short_prefix_is_silently_not_cached() -> None:
    """Each model has its own floor; below it nothing is written and nothing said."""
    async with claude_desk() as desk:
        short = [text("Be brief.") | MARK]
        first = await usage(desk, system=short, messages=asked(text("One")))
        old = await usage(
            desk, model="claude-haiku-4-5", system=SYSTEM, messages=asked(text("One"))
        )

    assert first[:2] == (0, 0)
    assert old[:2] == (0, 0)


async def test_an_entry_lives_five_minutes_and_each_hit_renews_it() -> None:
    """The lifetime counts from the request that used it last."""
    async with claude_desk() as desk:
        request: dict[str, Any] = {"system": SYSTEM, "messages": asked(text("One"))}
        await usage(desk, **request)
        desk.seconds.now = 290
        renewed = await usage(desk, **request)
        desk.seconds.now = 580
        alive = await usage(desk, **request)
        desk.seconds.now = 900
        gone = await usage(desk, **request)

    assert renewed[1] > 0
    assert alive[1] > 0
    assert gone[1] == 0


async def test_an_hour_is_billed_apart_and_lives_longer() -> None:
    """The lead waits for its subagents longer than five minutes."""
    async with claude_desk() as desk:
        desk.server.script = lambda _: says(text("Fine."))
        hour = [text(RULES) | {"cache_control": {"type": "ephemeral", "ttl": "1h"}}]
        first = await desk.streamed(system=hour, messages=asked(text("One")))
        desk.seconds.now = 3000
        later = await usage(desk, system=hour, messages=asked(text("Two")))

    creation = first.usage.cache_creation
    assert creation is not None
    assert creation.ephemeral_1h_input_tokens > 512
    assert creation.ephemeral_5m_input_tokens == 0
    assert later[1] == creation.ephemeral_1h_input_tokens


async def test_a_growing_conversation_reads_what_its_last_turn_wrote() -> None:
    """Automatic caching marks the last block of each request."""
    async with claude_desk() as desk:
        automatic: dict[str, Any] = {"cache_control": {"type": "ephemeral"}}
        turns = asked(text(RULES))
        first = await usage(desk, messages=turns, **automatic)
        turns = [
            *turns,
            {"role": "assistant", "content": [text("Fine.")]},
            *asked(text("More")),
        ]
        second = await usage(desk, messages=turns, **automatic)

    assert second[1] == first[0]
    assert 0 < second[0] < 50


async def test_a_breakpoint_sees_twenty_positions_back_and_no_further() -> None:
    """A long tail after the last write is paid again."""
    async with claude_desk() as desk:
        head = text(RULES) | MARK
        await usage(desk, messages=asked(head))
        near = [*(text(str(n)) for n in range(18)), text("end") | MARK]
        seen = await usage(desk, messages=asked(text(RULES), *near))
        far = [*(text(f"{n}!") for n in range(19)), text("end") | MARK]
        unseen = await usage(desk, messages=asked(text(RULES), *far))

    assert seen[1] > 0
    assert unseen[1] == 0


async def test_another_tool_or_citations_miss_the_cache() -> None:
    """Tools come first in the prefix; switching citations on changes system and messages."""
    async with claude_desk() as desk:
        await usage(desk, system=SYSTEM, messages=asked(text("One")))
        tools = await usage(desk, system=SYSTEM, tools=[SEARCH], messages=asked(text("One")))
        sources = await usage(desk, system=SYSTEM, messages=asked(SOURCE, text("One")))

    assert tools[1] == 0
    assert sources[1] == 0


async def test_one_prewarm_turns_five_writes_into_five_reads() -> None:
    """What the product does before it fans out."""
    async with claude_desk() as desk:
        warm = await desk.said(system=SYSTEM, messages=asked(text("Warm")), max_tokens=0)
        used = [
            await usage(desk, system=SYSTEM, messages=asked(text(f"Task {n}")))
            for n in range(5)
        ]

    written = warm.usage.cache_creation_input_tokens
    assert [read for _, read, _ in used] == [written] * 5
    assert [write for write, _, _ in used] == [0] * 5
