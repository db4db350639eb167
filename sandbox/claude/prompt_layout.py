"""A request as the spans that the prompt cache hashes: tools, system, then messages."""

import hashlib
import json
import math
from dataclasses import dataclass

from sandbox.claude.wire import Json, blocks_of, invalid, walk_blocks

MOST_BREAKPOINTS = 4
CHARACTERS_PER_TOKEN = 3.5  # an estimate for English
WIDE_CHARACTERS_PER_TOKEN = 1.5  # for scripts beyond Latin
LAST_LATIN = 0x2FF
UNCACHEABLE = ("thinking", "redacted_thinking")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One block before hashing; `position` is what the lookback counts."""

    level: str
    text: str
    tokens: int
    marker: Json | None
    cacheable: bool
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A block with the fingerprint and the tokens of everything up to its end."""

    fingerprint: str
    end: int
    position: int
    marker: Json | None
    cacheable: bool


def estimate_tokens(text: str) -> int:
    """About what the service counts: 3.5 characters of ASCII, or 1.5 of anything else."""
    wide = sum(1 for character in text if ord(character) > LAST_LATIN)
    return max(
        1,
        math.ceil((len(text) - wide) / CHARACTERS_PER_TOKEN + wide / WIDE_CHARACTERS_PER_TOKEN),
    )


def canonical(value: object) -> str:
    """Not sorted: the key order of a tool_use input is part of the prefix."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lay_out(request: Json) -> list[Span]:
    """The spans in hash order; what changes a level's rendering is hashed where it begins."""
    digest = hashlib.sha256(str(request["model"]).encode())
    salts = {"system": _system_salt(request), "messages": _messages_salt(request)}
    spans: list[Span] = []
    end = 0
    for piece in _pieces(request):
        due = [level for level in salts if piece.level in (level, "messages")]
        for level in due:
            digest.update(salts.pop(level).encode())
        digest.update(piece.text.encode() + b"\x00")
        end += piece.tokens
        spans.append(
            Span(
                fingerprint=digest.hexdigest(),
                end=end,
                position=piece.position,
                marker=piece.marker,
                cacheable=piece.cacheable,
            )
        )
    return spans


def breakpoints(request: Json, spans: list[Span]) -> list[tuple[int, str]]:
    """(span index, ttl) of each breakpoint, the automatic one included.

    Raises RefusedError for more than four, for marks on blocks that cannot carry one, and for
    an hour's mark after a five minutes' mark.
    """
    marks = [(index, _ttl(span.marker)) for index, span in enumerate(spans) if span.marker]
    if any(not spans[index].cacheable for index, _ in marks):
        raise invalid("cache_control cannot be set for thinking or empty text blocks")
    nested = sum(_nested_marks(block) for block in walk_blocks(request))
    automatic = request.get("cache_control")
    if automatic and spans:
        _add_automatic(marks, spans, ttl=_ttl(automatic))
    if len(marks) + nested > MOST_BREAKPOINTS:
        raise invalid(
            f"A maximum of {MOST_BREAKPOINTS} blocks with cache_control may be provided. "
            f"Found {len(marks) + nested}."
        )
    ttls = [ttl for _, ttl in sorted(marks)]
    if "5m" in ttls and "1h" in ttls[ttls.index("5m") :]:
        raise invalid("a ttl='1h' cache_control block must not come after a ttl='5m' block")
    return sorted(marks)


def _ttl(marker: Json | None) -> str:
    return str((marker or {}).get("ttl") or "5m")


def _nested_marks(block: Json) -> int:
    inner = block.get("content")
    if not isinstance(inner, list):
        return 0
    return sum(1 for part in inner if part.get("cache_control"))


def _add_automatic(marks: list[tuple[int, str]], spans: list[Span], *, ttl: str) -> None:
    last = max((index for index, span in enumerate(spans) if span.cacheable), default=None)
    explicit = [mark_ttl for index, mark_ttl in marks if index == last]
    if explicit and explicit[0] != ttl:
        raise invalid("cache_control: the last block carries a breakpoint with another ttl")
    if last is not None and not explicit:
        marks.append((last, ttl))


def _pieces(request: Json) -> list[Piece]:
    pieces = [
        _piece("tools", canonical(_bare(tool)), tool.get("cache_control"), at=index)
        for index, tool in enumerate(request.get("tools") or [])
        if not tool.get("defer_loading")  # a deferred tool is outside the prefix
    ]
    for block in blocks_of(request.get("system")):
        text = str(block.get("text", ""))
        pieces.append(_piece("system", text, block.get("cache_control"), at=len(pieces)))
    return pieces + _message_pieces(request, start=len(pieces))


def _message_pieces(request: Json, *, start: int) -> list[Piece]:
    pieces: list[Piece] = []
    position, previous = start - 1, ""
    for message in request.get("messages") or []:
        for block in blocks_of(message["content"]):
            kind = str(block.get("type"))
            run = f"{kind}/{message['role']}" if kind in ("tool_use", "tool_result") else ""
            # Neighbouring tool_use (or tool_result) blocks share one position of the lookback.
            position += 0 if run and run == previous else 1
            previous = run
            text = message["role"] + canonical(_bare(block))
            piece = _piece("messages", text, block.get("cache_control"), at=position)
            empty = kind == "text" and not block.get("text")
            pieces.append(piece if kind not in UNCACHEABLE and not empty else _sealed(piece))
    return pieces


def _piece(level: str, text: str, marker: Json | None, *, at: int) -> Piece:
    return Piece(
        level=level,
        text=text,
        tokens=estimate_tokens(text),
        marker=marker,
        cacheable=bool(text),
        position=at,
    )


def _sealed(piece: Piece) -> Piece:
    return Piece(
        level=piece.level,
        text=piece.text,
        tokens=piece.tokens,
        marker=piece.marker,
        cacheable=False,
        position=piece.position,
    )


def _bare(block: Json) -> Json:
    return {key: value for key, value in block.items() if key != "cache_control"}


def _system_salt(request: Json) -> str:
    """What invalidates system and messages but leaves the tools alone."""
    cites = any(
        (block.get("citations") or {}) == {"enabled": True}
        for block in walk_blocks(request)
        if block.get("type") != "text"
    )
    web = any(
        str(tool.get("type", "")).startswith("web_search")
        for tool in request.get("tools") or []
    )
    shape = (request.get("output_config") or {}).get("format")
    return "system" + canonical([request.get("speed") or "standard", web, cites, shape])


def _messages_salt(request: Json) -> str:
    """What invalidates only the messages."""
    effort = (request.get("output_config") or {}).get("effort") or "default"
    images = any(block.get("type") == "image" for block in walk_blocks(request))
    choice = request.get("tool_choice") or {"type": "auto"}
    thinking = request.get("thinking") or "default"
    return "messages" + canonical([choice, images, thinking, effort])
