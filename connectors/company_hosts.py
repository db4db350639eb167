"""Hosts that a connector reads, with the asker's rights; the web's reader leaves them alone."""

from domain.question import SourceKind

_DRIVE = frozenset({"docs.google.com", "drive.google.com", "sheets.google.com"})
_NOTION = frozenset({"notion.so", "app.notion.com"})


def connector_of(host: str) -> SourceKind | None:
    """A `notion.site` is a page that its owner made part of the web, and read as such."""
    name = host.casefold().rstrip(".")
    if name == "slack.com" or name.endswith(".slack.com"):
        return SourceKind.SLACK
    if name in _DRIVE:
        return SourceKind.DRIVE
    return SourceKind.NOTION if name in _NOTION or name.endswith(".notion.so") else None
