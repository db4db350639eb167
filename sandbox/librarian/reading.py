"""A Messages request as the Librarian reads it: texts, calls with their results, passages."""

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sandbox.claude.wire import Json, blocks_of

SOURCES = ("slack", "drive", "notion", "web")
MATERIAL = re.compile(r"<material\b([^>]*)>\n?(.*?)\n?</material>", re.DOTALL)
ATTRIBUTE = re.compile(r"""(\w+)=("[^"]*"|'[^']*')""")
HIT = re.compile(r"^\[h?\d+\][ \t]*", re.MULTILINE)
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A passage as it was fenced, its text unescaped."""

    id: str
    title: str
    source: str
    place: str
    author: str
    date: str
    heading: str
    text: str

    @property
    def named(self) -> str:
        return f"{self.title}, {self.place}" if self.place else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One search hit; `rank` is its place in its own result list, from 0."""

    ref: str
    head: str
    snippet: str
    date: str
    rank: int

    @property
    def source(self) -> str:
        return self.ref.split(":", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A tool call of an earlier turn with what came back."""

    name: str
    arguments: Json
    result: str
    failed: bool

    def data(self) -> Json:
        """The result as JSON; empty when it is none."""
        try:
            value: Any = json.loads(self.result)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`opening` is what stood before the first tool call, `later` the texts after it."""

    opening: str
    later: tuple[str, ...]
    calls: tuple[Call, ...]
    turns: int
    last_calls: int

    @property
    def question(self) -> str:
        return plain(tag(self.opening, "question")).strip()

    @property
    def today(self) -> date:
        found = re.search(r"Today is (\d{4}-\d{2}-\d{2})", self.opening)
        return date.fromisoformat(found.group(1)) if found else date(2000, 1, 1)

    @property
    def earlier_question(self) -> str:
        """The first thing said in the thread, by whoever opened it."""
        first = plain(tag(self.opening, "thread")).strip().partition("\n")[0]
        return first.partition(": ")[2] or first

    def line(self, name: str) -> str:
        """What follows `Name:` (any case) on a line of the opening."""
        found = re.search(
            rf"^\W*{name}[^:\n]*:[ \t]*(.*)$", self.opening, re.MULTILINE | re.IGNORECASE
        )
        return found.group(1).strip() if found else ""

    def sources(self, line: str) -> list[str]:
        """The sources that a line of the opening names."""
        named = self.line(line).lower()
        return [source for source in SOURCES if source in named]

    def number(self, pattern: str, otherwise: int) -> int:
        """The number in the opening that the pattern's group catches."""
        found = re.search(pattern, self.opening, re.IGNORECASE)
        return int(found.group(1)) if found else otherwise


def read(request: Json) -> Reading:
    """Never fails: what is not there is empty."""
    opening: list[str] = []
    later: list[str] = []
    results: dict[str, tuple[str, bool]] = {}
    asked: list[tuple[int, Json]] = []
    turns = 0
    for message in request["messages"]:
        turns += message["role"] == "assistant"
        for block in blocks_of(message["content"]):
            match block["type"]:
                case "text" if message["role"] != "assistant":
                    (later if turns else opening).append(block["text"])
                case "tool_use":
                    asked.append((turns, block))
                case "tool_result":
                    words = _text_of(block.get("content"))
                    results[block["tool_use_id"]] = (words, bool(block.get("is_error")))
                case _:
                    pass
    calls = tuple(_call(block, results.get(block["id"], ("", True))) for _, block in asked)
    last = sum(1 for turn, _ in asked if turn == turns)
    return Reading(
        opening="\n".join(opening),
        later=tuple(later),
        calls=calls,
        turns=turns,
        last_calls=last,
    )


def tag(text: str, name: str) -> str:
    """What the first `<name …>` holds; empty without one."""
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", text, re.DOTALL)
    return found.group(1) if found else ""


def materials(text: str) -> list[Material]:
    """The fenced passages in a text."""
    found = []
    for attributes, body in MATERIAL.findall(text):
        named = {key: plain(value[1:-1]) for key, value in ATTRIBUTE.findall(attributes)}
        found.append(
            Material(
                id=named.get("id", ""),
                title=named.get("title", ""),
                source=named.get("source", ""),
                place=named.get("place", ""),
                author=named.get("author", ""),
                date=named.get("date", ""),
                heading=named.get("heading", ""),
                text=plain(body),
            )
        )
    return found


def plain(fenced: str) -> str:
    """Without the escapes that a fence needs; `&` last, or an escaped escape would open."""
    for escaped, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        fenced = fenced.replace(escaped, character)
    return fenced


def hits(text: str) -> list[Hit]:
    """The hits of one search result, best first; those without a ref cannot be opened."""
    found = []
    for rank, part in enumerate(HIT.split(text)[1:]):
        ref = re.search(r"\bref:\s*(\S+)", part)
        if ref is None:
            continue
        head, _, rest = part.partition("\n")
        day = DAY.search(head)
        found.append(
            Hit(
                ref=ref.group(1),
                head=plain(head.strip()),
                snippet=plain(rest.replace(ref.group(0), "").strip()),
                date=day.group(0) if day else "",
                rank=rank,
            )
        )
    return found


def _call(block: Json, result: tuple[str, bool]) -> Call:
    words, failed = result
    return Call(name=block["name"], arguments=block["input"], result=words, failed=failed)


def _text_of(content: Any) -> str:  # noqa: ANN401 - a string, blocks or nothing
    return "\n".join(str(block.get("text", "")) for block in blocks_of(content))
