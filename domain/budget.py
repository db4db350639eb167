"""What a run may spend and what it has spent."""

from dataclasses import dataclass
from math import inf

RESEARCH_SHARE = 0.8  # of a run's money, calls and tokens; the rest is for writing and checking


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens of one model call, as the API bills them.

    `hour_write_tokens` went into a cache that keeps them for an hour, `cache_write_tokens` into
    one that keeps them for five minutes.
    """

    input_tokens: int = 0
    cache_write_tokens: int = 0
    hour_write_tokens: int = 0
    cache_read_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """What was spent so far. `input_tokens` counts uncached ones and cache writes."""

    model_calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cache_read_tokens: int = 0
    usd: float = 0.0

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens + self.cache_read_tokens

    def __add__(self, other: "Spend") -> "Spend":
        return Spend(
            model_calls=self.model_calls + other.model_calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cache_read_tokens=self.cache_read_tokens + other.cache_read_tokens,
            usd=self.usd + other.usd,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """How many model calls one workflow of a run may begin, and how many tokens it may use.

    Tokens are counted when a call has ended: the one that passes the limit is the last.
    """

    calls: float = inf
    tokens: float = inf

    @property
    def of_research(self) -> "Most":
        return Most(calls=self.calls * RESEARCH_SHARE, tokens=self.tokens * RESEARCH_SHARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Limits of one run: money, subtasks in all and at once, dispatch rounds, seconds, `most`.

    A run that may cost more than `ask_above_usd` waits until somebody agreed; None: never.
    """

    usd: float = 4.0
    subtasks: int = 10
    at_once: int = 6
    rounds: int = 4
    calls_per_subtask: int = 12
    seconds: float = 600.0
    ask_above_usd: float | None = None
    most: Most = Most(calls=60, tokens=5_000_000)
