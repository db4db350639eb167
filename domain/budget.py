"""What a run may spend and what it has spent."""

from dataclasses import dataclass


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

    def __add__(self, other: "Spend") -> "Spend":
        return Spend(
            model_calls=self.model_calls + other.model_calls,
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cache_read_tokens=self.cache_read_tokens + other.cache_read_tokens,
            usd=self.usd + other.usd,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Limits of one run: money, subtasks in all and at once, dispatch rounds, seconds.

    A run that may cost more than `ask_above_usd` waits until somebody agreed; None: never.
    """

    usd: float = 4.0
    subtasks: int = 10
    at_once: int = 6
    rounds: int = 4
    calls_per_subtask: int = 12
    seconds: float = 600.0
    ask_above_usd: float | None = None
