"""The content of a sandbox workspace, as loaded; docs/workspace.md documents its YAML.

People are named by their handle everywhere (`dana`), channels by their name (`pricing`);
Slack ids derive from them. Every moment is aware, in UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

PersonKind = Literal["member", "guest", "stranger"]
ChannelKind = Literal["public", "private", "shared"]
FileKind = Literal["doc", "sheet", "slides", "pdf", "docx", "pptx", "text", "folder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A guest belongs to some channels only; a stranger comes from another organisation."""

    handle: str
    name: str
    email: str
    title: str = ""
    timezone: str = "UTC"
    locale: str = "en-GB"
    kind: PersonKind = "member"
    organisation: str = ""

    @property
    def id(self) -> str:
        return "U" + self.handle.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message; `replies` holds its thread, oldest first."""

    author: str
    at: datetime
    text: str
    replies: tuple["Message", ...] = ()
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    name: str
    kind: ChannelKind = "public"
    topic: str = ""
    purpose: str = ""
    members: tuple[str, ...] = ()
    has_bot: bool = True
    messages: tuple[Message, ...] = ()

    @property
    def id(self) -> str:
        return "C" + self.name.upper().replace("-", "").replace("_", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """Who may open a Drive file: `domain` is the whole company, `link` whoever has the link."""

    domain: bool = False
    link: bool = False
    people: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTab:
    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveFile:
    """`text` is Markdown; slides are separated by a line of three dashes. Sheets use `tabs`.

    `content` holds the bytes of an imported pdf, docx or pptx, which are to be served as they
    are; `text` is then the words found in them. Empty bytes mean: made from `text`.
    """

    id: str
    name: str
    kind: FileKind
    owner: str
    created: datetime
    modified: datetime
    modified_by: str = ""
    sharing: Sharing = field(default_factory=Sharing)
    folder: str = ""
    shared_drive: str = ""
    text: str = ""
    tabs: tuple[SheetTab, ...] = ()
    comments: tuple[Comment, ...] = ()
    trashed: bool = False
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotionPage:
    """`parent` is another page's id, a database's id, or empty for a top page.

    `properties` are a database row's values by column name, as text.
    """

    id: str
    title: str
    text: str
    created: datetime
    edited: datetime
    edited_by: str
    parent: str = ""
    properties: tuple[tuple[str, str], ...] = ()
    comments: tuple[Comment, ...] = ()
    connected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NotionDatabase:
    """`columns` are name and Notion property type (title, rich_text, number, select, date)."""

    id: str
    title: str
    parent: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """A page of the outside web; `appeal` (0 to 1) is how eagerly the search engine ranks it.

    `hidden` is text that the HTML carries invisibly; `adverts` stand around the content.
    """

    url: str
    title: str
    site: str
    text: str
    published: datetime
    author: str = ""
    language: str = "en"
    appeal: float = 0.5
    hidden: str = ""
    adverts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """`today` is the moment at which the content is pinned.

    `notion_readers` maps a top page's id to its readers: `everyone`, `#channel` or handles.
    `groups` maps a Google group's address to its members' handles. `admins` are the handles of
    those whom the house's rules name.
    """

    name: str
    domain: str
    today: datetime
    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    files: tuple[DriveFile, ...] = ()
    pages: tuple[NotionPage, ...] = ()
    databases: tuple[NotionDatabase, ...] = ()
    web: tuple[WebPage, ...] = ()
    notion_readers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    admins: tuple[str, ...] = ()
