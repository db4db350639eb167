"""The sandbox's own time: real seconds, starting at the moment its content is pinned to."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxClock:
    """`offset` is what must be added to the machine's clock."""

    offset: timedelta = timedelta()

    @classmethod
    def starting_at(cls, moment: datetime) -> "SandboxClock":
        return cls(offset=moment - datetime.now(UTC))

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset
