"""What a request reads from and writes to the prompt cache, computed from its real prefix.

The rules are those of the vendor's prompt caching guide: writes happen only at breakpoints, a
read looks back over at most twenty positions, an entry is readable when the first reply begins.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.claude.models import Model
from sandbox.claude.prompt_layout import Span, breakpoints, lay_out
from sandbox.claude.wire import Json

LOOKBACK = 20
SECONDS = {"5m": 300.0, "1h": 3600.0}


@dataclass(slots=True)
class Entry:
    """A written prefix: readable from `available`, gone at `expires` (seconds)."""

    ttl: str
    available: float
    expires: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Tokens of one request by how they are billed; `writes` become readable at the reply."""

    tokens: int
    uncached: int
    read: int
    written_5m: int
    written_1h: int
    began: float
    writes: tuple[tuple[str, str], ...]

    def usage(self) -> Json:
        return {
            "input_tokens": self.uncached,
            "cache_read_input_tokens": self.read,
            "cache_creation_input_tokens": self.written_5m + self.written_1h,
            "cache_creation": {
                "ephemeral_5m_input_tokens": self.written_5m,
                "ephemeral_1h_input_tokens": self.written_1h,
            },
        }


class PromptCache:
    """Call `begin` when a request arrives and `commit` when its reply begins."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._entries: dict[str, Entry] = {}

    def begin(self, request: Json, model: Model) -> Prompt:
        """Raises RefusedError for breakpoints that the service refuses."""
        now = self._seconds()
        spans = lay_out(request)
        marks = breakpoints(request, spans)
        read = self._read(spans, marks, now)
        writes = [
            (spans[index], ttl)
            for index, ttl in marks
            if spans[index].end > read and spans[index].end >= model.cache_floor
        ]
        total = spans[-1].end if spans else 0
        last = max((span.end for span, _ in writes), default=read)
        last_1h = max((span.end for span, ttl in writes if ttl == "1h"), default=read)
        return Prompt(
            tokens=total,
            uncached=total - last,
            read=read,
            written_5m=last - last_1h,
            written_1h=last_1h - read,
            began=now,
            writes=tuple((span.fingerprint, ttl) for span, ttl in writes),
        )

    def commit(self, prompt: Prompt) -> None:
        """The lifetime counts from the request's start, readability from the reply's."""
        for fingerprint, ttl in prompt.writes:
            self._entries[fingerprint] = Entry(
                ttl, available=self._seconds(), expires=prompt.began + SECONDS[ttl]
            )

    def _read(self, spans: list[Span], marks: list[tuple[int, str]], now: float) -> int:
        """The longest live prefix in tokens that any breakpoint can see."""
        return max((self._seen_from(index, spans, now) for index, _ in marks), default=0)

    def _seen_from(self, mark: int, spans: list[Span], now: float) -> int:
        for span in reversed(spans[: mark + 1]):
            if spans[mark].position - span.position >= LOOKBACK:
                return 0
            entry = self._entries.get(span.fingerprint)
            if entry and entry.available <= now < entry.expires:
                entry.expires = now + SECONDS[entry.ttl]  # a hit renews the lifetime for free
                return span.end
        return 0
