"""Names that imports bring along, made fit for ids to be derived from them."""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import count

from sandbox.workspace.schema import Channel


def unique_handle(name: str, taken: Container[str]) -> str:
    """Lower-case letters and digits of `name`; with a number behind it if it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]", "", plain) or "person"
    return next(one for one in _numbered(stem) if one not in taken)


def unique_channel(name: str, taken_ids: Container[str]) -> str:
    """`name`, with a number behind it if another channel would have the same id."""
    stem = name.strip().lower() or "channel"
    return next(one for one in _numbered(stem) if Channel(name=one).id not in taken_ids)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}{number}" for number in count(2))
