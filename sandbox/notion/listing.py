"""What a request asks for, checked, and lists given out in pages."""

import json
from collections.abc import Mapping, Sequence

from aiohttp import web

from sandbox.notion.errors import invalid, refused
from sandbox.wire import Json

MOST = 100
PAGING = ("start_cursor", "page_size")


async def asked_for(request: web.Request, *known: str) -> Json:
    """The parameters of the address or the body.

    Raises:
        RefusedError: 400, the body is no JSON object, or a name is not known.
    """
    found: Json = dict(request.query)
    if request.method == "POST":
        try:
            found |= json.loads(await request.read() or b"{}")
        except (ValueError, TypeError):
            raise refused(400, "invalid_json", "Error parsing JSON body.") from None
    if unknown := set(found) - set(known):
        name = min(unknown)
        raise invalid(f"body failed validation: body.{name} should be not present.")
    return found


def listed(items: Sequence[Json], asked: Mapping[str, object], *, kind: str) -> Json:
    """One page of a list, with the cursor of the next.

    Raises:
        RefusedError: 400, the size or the cursor is none.
    """
    size, start = _number(asked, "page_size", MOST), _number(asked, "start_cursor", 0)
    if not 1 <= size <= MOST:
        raise invalid(f"body.page_size should be ≤ `{MOST}`, instead was `{size}`.")
    end = start + size
    more = end < len(items)
    return {
        "object": "list",
        "results": list(items[start:end]),
        "next_cursor": str(end) if more else None,
        "has_more": more,
        "type": kind,
        kind: {},
    }


def _number(asked: Mapping[str, object], name: str, default: int) -> int:
    value = asked.get(name)
    if value is None:
        return default
    if not str(value).isdigit():
        raise invalid(f"{name} should be a valid value, instead was {value!r}.")
    return int(str(value))
