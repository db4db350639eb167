"""A request's parameters, wherever the client put them, each checked against what is known."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from aiohttp import web

from sandbox.google_drive.errors import invalid, refused

T = TypeVar("T")

EVERYWHERE = frozenset(
    {"alt", "fields", "prettyPrint", "key", "quotaUser", "supportsAllDrives"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    pairs: tuple[tuple[str, str], ...]

    def get(self, name: str, default: str = "") -> str:
        return next((value for key, value in self.pairs if key == name), default)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name)

    def flag(self, name: str) -> bool:
        """False unless it is `true`.

        Raises:
            RefusedError: 400 `invalid`, it is neither true nor false.
        """
        value = self.get(name, "false")
        if value not in ("true", "false"):
            raise invalid(value, location=name)
        return value == "true"

    def number(self, name: str, *, default: int, most: int) -> int:
        """A count from 1 to `most`.

        Raises:
            RefusedError: 400 `invalid`, it is no such number.
        """
        value = self.get(name, str(default))
        if not value.isdigit() or not 1 <= int(value) <= most:
            raise invalid(value, location=name)
        return int(value)

    @property
    def fingerprint(self) -> str:
        """The same for every page of one listing."""
        rest = sorted(pair for pair in self.pairs if pair[0] not in ("pageToken", "pageSize"))
        return hashlib.sha256(repr(rest).encode()).hexdigest()[:12]


async def parameters(request: web.Request, *known: str) -> Parameters:
    """From the address, and from the form of a GET that came as POST.

    Raises:
        RefusedError: 400 `invalidParameter`, one that this method does not have.
    """
    pairs = [*request.query.items()]
    if request.method == "POST":
        pairs += [(name, str(value)) for name, value in (await request.post()).items()]
    if unknown := {name for name, _ in pairs} - EVERYWHERE - set(known):
        name = min(unknown)
        message = f'Unknown name "{name}": cannot bind query parameter.'
        raise refused(400, "invalidParameter", message, location=name)
    return Parameters(pairs=tuple(pairs))


def page(items: Sequence[T], asked: Parameters, *, size: int) -> tuple[Sequence[T], str]:
    """The asked-for part of a listing and the token of the next, empty at the end.

    Raises:
        RefusedError: 400 `invalid`, the token belongs to another listing.
    """
    start = _start(asked.get("pageToken"), asked)
    end = start + size
    token = f"{end}:{asked.fingerprint}" if end < len(items) else ""
    return items[start:end], base64.urlsafe_b64encode(token.encode()).decode()


def _start(token: str, asked: Parameters) -> int:
    if not token:
        return 0
    try:
        start, _, listing = base64.urlsafe_b64decode(token).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise invalid(token, location="pageToken") from None
    if listing != asked.fingerprint or not start.isdigit():
        raise invalid(token, location="pageToken")
    return int(start)
