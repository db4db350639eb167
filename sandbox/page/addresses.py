"""Which thing of the workspace an address names."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from sandbox.workspace.notion_yaml import notion_id
from sandbox.workspace.schema import DriveFile, NotionDatabase, NotionPage, WebPage, Workspace

GOOGLE_HOSTS = ("docs.google.com", "drive.google.com")
NOTION_HOSTS = (".notion.so", ".notion.site", ".notion.com")
FILE_IN_PATH = re.compile(r"/(?:d|folders)/([^/]+)")
MESSAGE_IN_PATH = re.compile(r"^/archives/(\w+)/p(\d{10})(\d{6})$")
UPLOAD_IN_PATH = re.compile(r"^/files/\w+/(F\w+)/")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageAddress:
    """`thread_ts` is empty for a message that is not a reply."""

    channel: str
    ts: str
    thread_ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadAddress:
    """A file that the bot put into a conversation."""

    file: str


Named = (
    MessageAddress | UploadAddress | DriveFile | NotionPage | NotionDatabase | WebPage | None
)


def named_by(url: str, *, workspace: Workspace) -> Named:
    """None when nothing in the workspace has this address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    if host in GOOGLE_HOSTS:
        return _file(url, workspace)
    if ("." + host).endswith(NOTION_HOSTS):
        return _in_notion(parts.path, workspace)
    if host == "slack.com" or host.endswith(".slack.com"):
        return _in_slack(url)
    return _web_page(url, workspace)


def _file(url: str, workspace: Workspace) -> DriveFile | None:
    parts = urlsplit(url)
    in_path = FILE_IN_PATH.search(parts.path)
    key = in_path.group(1) if in_path else parse_qs(parts.query).get("id", [""])[0]
    return next((file for file in workspace.files if file.id == key), None)


def _in_notion(path: str, workspace: Workspace) -> NotionPage | NotionDatabase | None:
    """Notion ends a path with the id without dashes, behind a readable name."""
    tail = path.rstrip("/").rpartition("/")[2].replace("-", "").lower()
    things: list[NotionPage | NotionDatabase] = [*workspace.pages, *workspace.databases]
    for thing in things:
        if tail.endswith(notion_id(thing.id).replace("-", "")):
            return thing
    return None


def _in_slack(url: str) -> MessageAddress | UploadAddress | None:
    parts = urlsplit(url)
    upload = UPLOAD_IN_PATH.match(parts.path)
    if upload:
        return UploadAddress(file=upload.group(1))
    found = MESSAGE_IN_PATH.match(parts.path)
    if not found:
        return None
    channel, seconds, fraction = found.groups()
    thread = parse_qs(parts.query).get("thread_ts", [""])[0]
    return MessageAddress(channel=channel, ts=f"{seconds}.{fraction}", thread_ts=thread)


def _web_page(url: str, workspace: Workspace) -> WebPage | None:
    wanted = _plain(url)
    return next((page for page in workspace.web if _plain(page.url) == wanted), None)


def _plain(url: str) -> tuple[str, str, str]:
    """Scheme, fragment and a final slash make no difference."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query
