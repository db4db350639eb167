"""Files to text, in a process of its own that is short-lived and capped.

A PDF or a page may be made to crash or to swell whatever reads it; it does so in
`connectors.parse_child`, and the run goes on.
"""

import asyncio
import json
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from connectors.parse_result import Parsed, Unreadable
from domain.errors import SourceError, SourceGarbled, SourceTooLarge, SourceUnsupported
from domain.question import SourceKind

Kind = Literal["html", "pdf", "docx", "pptx"]

MOST_BYTES = 20_000_000
_SECONDS: dict[Kind, int] = {"html": 8, "pdf": 15, "docx": 15, "pptx": 15}
_GRACE_SECONDS = 10  # the parsing process loads its libraries before the first file
_AT_ONCE = 4
_PARSED: TypeAdapter[Parsed] = TypeAdapter(Parsed)


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Bytes to be read as `kind`; `url` resolves a page's own links to itself."""

    kind: Kind
    body: bytes
    charset: str = ""
    url: str = ""


@dataclass(slots=True)
class Parser:
    """Starts its process with the first file, and again should it have died. Close it."""

    _process: "subprocess.Popen[bytes] | None" = None
    _control: socket.socket | None = None
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def parse(self, file: File, *, source: SourceKind) -> Parsed:
        """Raises SourceTooLarge, SourceUnsupported, SourceGarbled."""
        if len(file.body) > MOST_BYTES:
            raise SourceTooLarge(source, f"{len(file.body):,} bytes")
        async with self._turns:
            try:
                async with asyncio.timeout(_SECONDS[file.kind] + _GRACE_SECONDS):
                    said = await self._ask(file)
            except (TimeoutError, OSError) as lost:
                self.close()
                raise SourceGarbled(source, f"parsing {file.kind} gave no answer") from lost
        return _understood(said, source)

    def start(self) -> None:
        """Starts the process ahead of the first file; harmless when it runs."""
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "connectors.parse_child", str(theirs.fileno())]
        with theirs:
            # No environment: what parses strangers' files must hold no secret.
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command, env={"PYTHONUTF8": "1"}, pass_fds=[theirs.fileno()]
            )
        self._control = ours

    def close(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None

    async def _ask(self, file: File) -> bytes:
        """The last line that the child or, when it died, its parent wrote."""
        ours, theirs = socket.socketpair()
        with theirs:
            self._hand_over(theirs)
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        header = {"kind": file.kind, "charset": file.charset, "url": file.url}
        header |= {"seconds": str(_SECONDS[file.kind])}
        try:
            writer.write(json.dumps(header).encode() + b"\n" + file.body)
            writer.write_eof()
            return (await reader.read()).rstrip(b"\n").rpartition(b"\n")[2]
        finally:
            writer.close()

    def _hand_over(self, job: socket.socket) -> None:
        self.start()
        if self._control is None:
            raise ConnectionError("the parsing process did not start")
        socket.send_fds(self._control, [b"."], [job.fileno()])


def _understood(said: bytes, source: SourceKind) -> Parsed:
    if said.startswith(b'{"unreadable"'):
        raise _failure(json.loads(said)["unreadable"], source)
    try:
        return _PARSED.validate_json(said)
    except ValidationError as wrong:
        raise SourceGarbled(source, "the parsing process broke off") from wrong


def _failure(why: str, source: SourceKind) -> SourceError:
    match Unreadable(why):
        case Unreadable.TOO_LARGE:
            return SourceTooLarge(source, "more than parsing is allowed to take")
        case Unreadable.UNSUPPORTED:
            return SourceUnsupported(source, "no text in it")
        case Unreadable.GARBLED:
            return SourceGarbled(source, "a damaged file")
