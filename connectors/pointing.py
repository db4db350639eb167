"""Addresses that the asker wrote, as refs: a link in a question is a source to read."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

from connectors.company_hosts import connector_of
from connectors.notion_ids import id_in
from connectors.source import Source
from connectors.web import WebSource
from domain.errors import SourceError
from domain.evidence import SourceRef
from domain.question import SourceKind

_SLACK = re.compile(r"^/archives/(?P<channel>[A-Z0-9]+)/p(?P<ts>\d{11,})$")
_DRIVE = re.compile(r"/d/(?P<id>[A-Za-z0-9_-]{1,128})")
_MICROSECONDS = 6


async def pointed_at(
    urls: Sequence[str], sources: Mapping[SourceKind, Source]
) -> tuple[SourceRef, ...]:
    """Refs of the connected sources; an address that none of them may read is left out."""
    refs = []
    for url in urls:
        ref = internal_ref(url)
        web = sources.get(SourceKind.WEB)
        if ref is None and isinstance(web, WebSource):
            ref = await _on_the_web(web, url)
        if ref is not None and ref.source in sources:
            refs.append(ref)
    return tuple(dict.fromkeys(refs))


def internal_ref(url: str) -> SourceRef | None:
    """A Slack permalink, a Drive file or a Notion page; None for anything else."""
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    host = address.hostname or ""
    match connector_of(host):
        case SourceKind.SLACK:
            return _slack_ref(address.path, address.query)
        case SourceKind.DRIVE:
            return _drive_ref(address.path, address.query)
        case SourceKind.NOTION:
            return _notion_ref(url)
        case _:
            return _notion_ref(url) if host.endswith(".notion.site") else None


def _notion_ref(url: str) -> SourceRef | None:
    page = id_in(url)
    return SourceRef(source=SourceKind.NOTION, key=page) if page else None


def _slack_ref(path: str, query: str) -> SourceRef | None:
    """A reply's link names its thread's root in `thread_ts`."""
    found = _SLACK.match(path)
    if not found:
        return None
    digits = found["ts"]
    own = f"{digits[:-_MICROSECONDS]}.{digits[-_MICROSECONDS:]}"
    root = parse_qs(query).get("thread_ts", [own])[0]
    return SourceRef(source=SourceKind.SLACK, key=f"{found['channel']}:{root}")


def _drive_ref(path: str, query: str) -> SourceRef | None:
    found = _DRIVE.search(path)
    key = found["id"] if found else parse_qs(query).get("id", [""])[0]
    return SourceRef(source=SourceKind.DRIVE, key=key) if key else None


async def _on_the_web(web: WebSource, url: str) -> SourceRef | None:
    try:
        return await web.register(url)
    except SourceError:
        return None
