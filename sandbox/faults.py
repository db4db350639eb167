"""Faults that a test or the page switches on: what the outside world does on a bad day."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

Service = Literal["slack", "drive", "notion", "web", "model"]
FaultKind = Literal["down", "slow", "busy", "overloaded", "garbage", "cut", "silent", "refused"]


@dataclass(slots=True, kw_only=True)
class Fault:
    """One way to fail.

    `down` closes the connection, `slow` answers after `seconds`, `busy` is 429 with
    Retry-After `seconds`, `overloaded` 529 (or 503), `garbage` bytes that make no sense,
    `cut` ends a stream half-way, `silent` accepts and says nothing for `seconds`, `refused` is
    Slack's `ok: false` with `code`.
    `share` is the part of the matching requests that it strikes, evenly spread;
    `times` how often at most; `path` a part of the request's path or method name.
    """

    kind: FaultKind
    seconds: float = 1.0
    share: float = 1.0
    times: int | None = None
    path: str = ""
    code: str = ""
    struck: int = 0
    due: float = 0.0

    def strikes(self, path: str) -> bool:
        """Whether this request is hit; spreads `share` evenly instead of by chance."""
        if self.path not in path or (self.times is not None and self.struck >= self.times):
            return False
        self.due += self.share
        if self.due < 1 - 1e-9:
            return False
        self.due -= 1
        self.struck += 1
        return True


class Faults:
    """What is broken now, by service. Each server asks `strike` once per request."""

    def __init__(self) -> None:
        self._by_service: dict[Service, list[Fault]] = defaultdict(list)

    def add(self, service: Service, fault: Fault) -> None:
        self._by_service[service].append(fault)

    def clear(self, service: Service | None = None) -> None:
        if service is None:
            self._by_service.clear()
        else:
            self._by_service.pop(service, None)

    def active(self, service: Service) -> tuple[Fault, ...]:
        return tuple(self._by_service.get(service, ()))

    def strike(self, service: Service, path: str) -> Fault | None:
        return next((f for f in self._by_service.get(service, ()) if f.strikes(path)), None)
