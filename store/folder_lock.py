"""One process at a time works on a SQLite file; kill -9 frees the lock."""

import asyncio
import fcntl
from contextlib import suppress
from pathlib import Path
from typing import IO

_LOOKS_A_SECOND = 5


class FolderLock:
    """`path` is of the file that the lock stands beside."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: IO[str] | None = None

    async def take(self, *, wait_seconds: float) -> bool:
        """Also if this process has it already."""
        if self._file:
            return True
        file = Path(f"{self._path}.lock").open("w")  # noqa: ASYNC230, SIM115 - kept open: it is the lock
        for _ in range(int(wait_seconds * _LOOKS_A_SECOND) + 1):
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._file = file
                return True
            await asyncio.sleep(1 / _LOOKS_A_SECOND)
        file.close()
        return False

    def free(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
