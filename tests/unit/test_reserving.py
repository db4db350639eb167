"""What is set aside for a model call is never less than what the call turns out to cost."""

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from agents import schema
from agents.conversation import Request, Role, TextPart, Tool, UserTurn
from agents.model import Model, make_client
from agents.prices import PRICES, cost, most
from agents.wire_request import DEFAULT_ROLES
from domain.budget import Usage
from sandbox.claude.reply import says, text
from sandbox.claude.server import ClaudeServer
from sandbox.clock import SandboxClock
from sandbox.faults import Faults
from sandbox.wire import serving
from sandbox.workspace.schema import Workspace

EMPTY = Workspace(
    name="empty",
    domain="empty.example",
    today=datetime(2026, 11, 20, tzinfo=UTC),
    people=(),
    channels=(),
)
TOOL = Tool(
    name="look", description="Looks.", schema=schema.text_of(schema.record(words=schema.TEXT))
)
TOKENS = st.integers(min_value=0, max_value=400_000)


@given(
    model=st.sampled_from([*PRICES, "somebody-elses"]),
    parts=st.tuples(TOKENS, TOKENS, TOKENS, TOKENS),
    reply=st.tuples(TOKENS, TOKENS),
)
def test_no_way_of_billing_a_prompt_costs_more(
    model: str, parts: tuple[int, int, int, int], reply: tuple[int, int]
) -> None:
    """Fresh, written to either cache or read from one, and with a reply of any length."""
    fresh, written, for_an_hour, read = parts
    usage = Usage(
        input_tokens=fresh,
        cache_write_tokens=written,
        hour_write_tokens=for_an_hour,
        cache_read_tokens=read,
        output_tokens=reply[0],
    )

    assert cost(model, usage) <= most(model, prompt=sum(parts), reply=sum(reply))


def random_request(chance: random.Random, role: Role) -> Request:
    letters = chance.choice(("prices and margins ", "価格改定", "🦫", '\x00\\"\n', "aB9+/="))
    words = letters * chance.randint(1, 2_000)
    tools = (TOOL,) if chance.random() < 0.5 else ()
    turn = UserTurn(parts=(TextPart(text=words, shared=chance.random() < 0.5),))
    return Request(role=role, system=letters * 40, turns=(turn,), tools=tools)


async def test_a_call_settles_below_what_both_bounds_say() -> None:
    """By the bytes, and by the API's count, for every role and in any script."""
    chance = random.Random(20261120)
    server = ClaudeServer(workspace=EMPTY, clock=SandboxClock(), faults=Faults())
    server.script = lambda _: says(text("It is so. " * chance.randint(1, 400)))
    async with serving(server.app()) as address:
        client = make_client(api_key="sk-sandbox", base_url=address, silence_seconds=5)
        model = Model(client, chance=chance.random)
        try:
            for role in [*DEFAULT_ROLES] * 3:
                request = random_request(chance, role)
                counted, bytewise = await model.most_counted(request), model.most(request)
                paid = model.cost(await model.call(request), role)

                assert 0 < paid <= min(counted, bytewise)
        finally:
            await model.close()
