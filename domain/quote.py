"""What a run would do and cost, shown before anything of it is paid."""

from dataclasses import dataclass
from enum import StrEnum

from domain.question import SourceKind


class Choice(StrEnum):
    START = "start"
    CHEAPER = "cheaper"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedPart:
    title: str
    sources: tuple[SourceKind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """`usd` is from-to, `limit_usd` where the run stops. No `cheaper_parts`: nothing is."""

    parts: tuple[QuotedPart, ...]
    usd: tuple[float, float]
    minutes: float
    limit_usd: float
    cheaper_parts: int = 0
    cheaper_usd: float = 0.0
