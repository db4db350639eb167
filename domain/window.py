"""From which moment on a run looks, where a person's reply said so: "only since October"."""

from dataclasses import dataclass
from datetime import datetime

from domain.evidence import Origin

_STEER = "since:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """`since` is aware, in the zone of `by`, whose word it was; without it all may be read."""

    since: datetime | None = None
    by: str = ""

    def covers(self, origin: Origin) -> bool:
        """Whether it was written or changed late enough, or nobody knows when."""
        moment = origin.modified or origin.created
        return self.since is None or moment is None or moment >= self.since

    def after(self, steer: str, *, by: str) -> "Window":
        """What was said last counts; `steer` is what code made of a reply."""
        if not steer.startswith(_STEER):
            return self
        return Window(since=datetime.fromisoformat(steer.removeprefix(_STEER)), by=by)


OPEN = Window()


def since_steer(since: datetime) -> str:
    """`since:2026-10-01T00:00:00+02:00`, as it is stored beside a reply."""
    return f"{_STEER}{since.isoformat()}"
