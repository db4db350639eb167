"""Conversations as people would write them down; docs/workspace.md shows the form.

    2026-09-01
    09:12 dana: Morning. @lee, is #pricing the right place for this?
        09:15 lee: It is.
        2026-09-02 08:40 dana: Thanks.
        :eyes: lee

A line at the margin opens a message, an indented one a reply, any other continues the text.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from datetime import datetime

from sandbox.workspace.fields import ContentError, parse_moment
from sandbox.workspace.schema import Message

_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
_OPENING = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d) )?(?P<time>\d\d:\d\d(?::\d\d)?) "
    r"(?P<by>[\w.-]+): ?(?P<text>.*)"
)
_REACTION = re.compile(r":(?P<name>[\w+-]+):(?P<by>(?: [\w.-]+)+)$")


@dataclass(slots=True, kw_only=True)
class _Draft:
    author: str
    at: datetime
    lines: list[str]
    replies: list["_Draft"] = field(default_factory=list)
    reactions: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)

    def message(self) -> Message:
        return Message(
            author=self.author,
            at=self.at,
            text="\n".join(self.lines).strip(),
            replies=tuple(reply.message() for reply in self.replies),
            reactions=tuple(self.reactions),
        )


def parse_transcript(text: str, handles: Container[str], where: str) -> tuple[Message, ...]:
    """The messages of one channel, oldest first; `handles` are those who may write or react.

    Raises:
        ContentError: a line opens a message without a day, by nobody known, or out of order.
    """
    reader = _Reader(handles)
    for number, line in enumerate(text.splitlines(), start=1):
        reader.read(line, f"{where} line {number}")
    return tuple(draft.message() for draft in reader.drafts)


class _Reader:
    def __init__(self, handles: Container[str]) -> None:
        self._handles = handles
        self._day = ""
        self._taken: set[datetime] = set()
        self._latest: _Draft | None = None
        self.drafts: list[_Draft] = []

    def read(self, line: str, where: str) -> None:
        stripped = line.strip()
        if _DAY.match(stripped):
            self._day = stripped
        elif opening := _OPENING.match(stripped):
            self._open(opening, where, is_reply=line[0].isspace())
        elif self._latest is None:
            if stripped:
                raise ContentError(f"{where}: {stripped[:40]!r} stands before any message")
        elif reaction := _REACTION.match(stripped):
            by = tuple(self._person(handle, where) for handle in reaction["by"].split())
            self._latest.reactions.append((reaction["name"], by))
        else:
            self._latest.lines.append(stripped)

    def _open(self, opening: re.Match[str], where: str, *, is_reply: bool) -> None:
        day = opening["day"] or self._day
        if not day:
            raise ContentError(f"{where}: no day (2026-09-01) stands above this message")
        draft = _Draft(
            author=self._person(opening["by"], where),
            at=self._free(parse_moment(f"{day}T{opening['time']}", where), where),
            lines=[opening["text"]],
        )
        siblings = self._thread(where) if is_reply else self.drafts
        after = siblings[-1].at if siblings else self.drafts[-1].at if self.drafts else draft.at
        if draft.at < after:
            raise ContentError(
                f"{where}: {draft.at:%Y-%m-%d %H:%M} is before the line above it"
            )
        siblings.append(draft)
        self._latest = draft

    def _thread(self, where: str) -> list[_Draft]:
        if not self.drafts:
            raise ContentError(f"{where}: a reply stands before any message")
        return self.drafts[-1].replies

    def _person(self, handle: str, where: str) -> str:
        if handle not in self._handles:
            raise ContentError(f"{where}: nobody is called {handle!r}")
        return handle

    def _free(self, at: datetime, where: str) -> datetime:
        """Slack tells messages of a channel apart by their moment alone."""
        if at in self._taken:
            raise ContentError(f"{where}: another message has the moment {at:%H:%M:%S}")
        self._taken.add(at)
        return at
