"""Notion's ids. They go into request paths as they are, so nothing else may pass for one."""

import re
from uuid import UUID

from domain.errors import SourceMissing
from domain.question import SourceKind

_TAIL = re.compile(
    r"([0-9a-f]{32})$|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE
)


def notion_id(text: str) -> str:
    """A dashed id, from one with or without dashes. Raises SourceMissing for anything else."""
    try:
        found = UUID(text)
    except ValueError:
        raise SourceMissing(SourceKind.NOTION, "no id of a page") from None
    return str(found)


def id_in(text: str) -> str:
    """The id that an address or an id ends with, on whatever host; empty if there is none."""
    path = text.partition("?")[0].partition("#")[0].rstrip("/")
    found = _TAIL.search(path)
    return str(UUID(found.group(0))) if found else ""
