"""A Messages request as the Librarian reads it: texts, calls with their results, passages."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from sandbox.claude.wire import Json, blocks_of, search_results

SOURCES = ("slack", "drive", "notion", "web")
MATERIAL = re.compile(r"<material\b([^>]*)>\n?(.*?)\n?</material>", re.DOTALL)
ATTRIBUTE = re.compile(r"""(\w+)=("[^"]*"|'[^']*')""")
HIT = re.compile(r"^\[h?\d+\][ \t]*(.*)\nref: (\S+)", re.MULTILINE)
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What stands somewhere; `name` is its id, its ref, or its place among search results.

    `title` holds its place too; `speaker` is who said it, in conversations.
    """

    name: str
    source: str
    title: str
    texts: tuple[str, ...]
    date: str = ""
    speaker: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A tool call of an earlier turn with what came back; nothing if it failed."""

    turn: int
    name: str
    arguments: Json
    result: str

    def rows(self, key: str) -> list[Any]:
        """What the result's JSON lists there; nothing when it is none."""
        try:
            found = json.loads(self.result)
        except ValueError:
            return []
        return list(found.get(key) or []) if isinstance(found, dict) else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`opening` is what was said before the first turn, `notes` what was said after which."""

    opening: str
    notes: tuple[tuple[int, str], ...] = ()
    calls: tuple[Call, ...] = ()
    turns: int = 0

    @property
    def question(self) -> str:
        return tag(self.opening, "question") or self.opening

    @property
    def today(self) -> date:
        return date.fromisoformat(self.said(r"Today is (\d{4}-\d\d-\d\d)", "2000-01-01"))

    @property
    def earlier_question(self) -> str:
        """The first thing said in the thread, by whoever opened it."""
        first = tag(self.opening, "thread").partition("\n")[0]
        return first.partition(": ")[2] or first

    def said(self, pattern: str, otherwise: str = "") -> str:
        """What the pattern's group catches in the opening, at the start of a line or later."""
        found = re.search(rf"(?im){pattern}", self.opening)
        return found[1].strip() if found else otherwise

    @property
    def sources(self) -> list[str]:
        """Those that may be searched; all where nothing is said."""
        named = self.said("^sources.*:(.*)").lower()
        return [source for source in SOURCES if source in named] or list(SOURCES)

    def called(self, start: str) -> list[Call]:
        return [call for call in self.calls if call.name.startswith(start)]


def read(request: Json) -> Reading:
    """Never fails: what is not there is empty."""
    said: list[tuple[int, str]] = []
    results: dict[str, str] = {}
    asked: list[tuple[int, Json]] = []
    turns = 0
    for message in request["messages"]:
        turns += message["role"] == "assistant"
        for block in blocks_of(message["content"]):
            match block["type"]:
                case "text" if message["role"] != "assistant":
                    said.append((turns, block["text"]))
                case "tool_use":
                    asked.append((turns, block))
                case "tool_result" if not block.get("is_error"):
                    texts = [one.get("text", "") for one in blocks_of(block.get("content"))]
                    results[block["tool_use_id"]] = "\n".join(texts)
    calls = (
        Call(
            turn=at, name=one["name"], arguments=one["input"], result=results.get(one["id"], "")
        )
        for at, one in asked
    )
    return Reading(
        opening="\n".join(text for turn, text in said if not turn),
        notes=tuple(one for one in said if one[0]),
        calls=tuple(calls),
        turns=turns,
    )


def tag(text: str, name: str) -> str:
    """What the first `<name …>` holds, unescaped; empty without one."""
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", text, re.DOTALL)
    return unescape(found[1]).strip() if found else ""


def attributes(text: str) -> dict[str, str]:
    """Those of an opening tag, unescaped."""
    return {key: unescape(value[1:-1]) for key, value in ATTRIBUTE.findall(text)}


def materials(text: str) -> Iterator[Passage]:
    """The fenced passages in a text."""
    for opening, body in MATERIAL.findall(text):
        named = {"id": "", "title": "", "source": "", "author": ""} | attributes(opening)
        place = named.get("place")
        yield Passage(
            name=named["id"],
            source=named["source"],
            title=f"{named['title']}, {place}" if place else named["title"],
            texts=(unescape(body),),
            date=named.get("date", ""),
            speaker=named["author"].partition(" ")[0] if named["source"] == "slack" else "",
            heading=named.get("heading", ""),
        )


def offered(request: Json) -> Iterator[Passage]:
    """The search results; titles are "source: title, place, author, date", what is known."""
    for at, block in enumerate(search_results(request)):
        source, _, title = str(block["title"]).partition(": ")
        title, day = title.rpartition(", ")[::2] if DAY.search(title[-10:]) else (title, "")
        title, author = title.rpartition(", ")[::2] if source == "slack" else (title, "")
        texts = tuple(str(part["text"]) for part in block["content"])
        speaker = author.partition(" ")[0]
        yield Passage(
            name=str(at), source=source, title=title, texts=texts, date=day, speaker=speaker
        )


def hits(text: str) -> Iterator[Passage]:
    """The hits of one search result, best first; those without a ref cannot be opened."""
    _, *parts = HIT.split(text)
    for title, ref, rest in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        yield Passage(
            name=ref,
            source=ref.partition(":")[0],
            title=unescape(title),
            texts=(unescape(rest.strip()),),
        )
