"""What changed on screen, for whoever looks on: the page and the tests."""

import asyncio
import weakref
from dataclasses import dataclass
from typing import Literal

ChangeKind = Literal[
    "message", "changed", "deleted", "reaction", "view", "home", "status", "ephemeral"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """`person` is the id of the author, or of the only reader; a view's id is in `ts`."""

    kind: ChangeKind
    channel: str = ""
    ts: str = ""
    thread_ts: str = ""
    person: str = ""


class Watch:
    """An endless async iterator over the changes since it was made."""

    def __init__(self) -> None:
        self._changes: asyncio.Queue[Change] = asyncio.Queue()

    def tell(self, change: Change) -> None:
        self._changes.put_nowait(change)

    def __aiter__(self) -> "Watch":
        return self

    async def __anext__(self) -> Change:
        return await self._changes.get()


class Changes:
    """Tells every watch; a watch that nobody holds any more is forgotten."""

    def __init__(self) -> None:
        self._watches: weakref.WeakSet[Watch] = weakref.WeakSet()

    def watch(self) -> Watch:
        watch = Watch()
        self._watches.add(watch)
        return watch

    def tell(self, change: Change) -> None:
        for watch in list(self._watches):
            watch.tell(change)
