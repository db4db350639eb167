"""What a call costs: US dollars for a million tokens, as listed on 2026-11-20."""

from dataclasses import dataclass

from domain.budget import Usage

_MILLION = 1_000_000
_LONG_PROMPT = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """`write` is for a five-minute cache entry; one of an hour costs twice the input."""

    input: float
    output: float
    read: float
    write: float

    @property
    def hour_write(self) -> float:
        return self.input * 2


PRICES = {
    "claude-fable-5-2": Price(input=8, output=40, read=0.20, write=10),
    "claude-opus-5-5": Price(input=4, output=20, read=0.20, write=5),
    "claude-sonnet-5-5": Price(input=2, output=10, read=0.10, write=2.5),
    "claude-haiku-5-5": Price(input=0.10, output=0.50, read=0.01, write=0.125),
    "claude-haiku-4-5": Price(input=1, output=5, read=0.10, write=1.25),
}
_LONG_HAIKU = Price(input=0.50, output=2.50, read=0.05, write=0.625)
_UNKNOWN = PRICES["claude-fable-5-2"]  # an unknown model is charged like the dearest


def cost(model: str, usage: Usage) -> float:
    """US dollars for one call, from the usage that the API reported."""
    price = _price(model, usage)
    tokens = (
        usage.input_tokens * price.input
        + usage.cache_write_tokens * price.write
        + usage.hour_write_tokens * price.hour_write
        + usage.cache_read_tokens * price.read
        + usage.output_tokens * price.output
    )
    return tokens / _MILLION


def most(model: str, *, prompt: int, reply: int) -> float:
    """US dollars that no call with so many tokens can exceed, however they are billed."""
    return cost(model, Usage(hour_write_tokens=prompt, output_tokens=reply))


def _price(model: str, usage: Usage) -> Price:
    written = usage.cache_write_tokens + usage.hour_write_tokens
    prompt = usage.input_tokens + written + usage.cache_read_tokens
    if model == "claude-haiku-5-5" and prompt > _LONG_PROMPT:
        return _LONG_HAIKU
    return PRICES.get(model, _UNKNOWN)
