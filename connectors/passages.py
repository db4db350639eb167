"""Cuts a document's text into passages, and opens a window on it.

Cutting depends on the text alone, so the same revision always gives the same passages wherever
a reader starts. Positions are code points of the text; secrets are taken out of what is shown,
also those that a cut divides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log

from domain.evidence import Excerpt
from policy.redaction import redacted_parts
from store.search_words import SearchWords

TARGET = 900
CAP = 1800
_LEAST_BEFORE_HEADING = 200

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>[^\n]*)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
# Where an overlong block is cut, best place first: after a line, a sentence, a word.
_CUTS = (
    re.compile(r"\n"),
    re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s+|[\u3002\uff01\uff1f]"),
    re.compile(r"\s+"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Some passages in a row; `found` is False if words were asked for and none is there."""

    excerpts: tuple[Excerpt, ...] = ()
    next_offset: int | None = None
    found: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A paragraph, table or heading with the white space after it; `heading` if it is one."""

    text: str
    heading: str | None = None


def split(text: str) -> tuple[Excerpt, ...]:
    """Passages without gaps: joined, their texts are `text`; none is longer than CAP."""
    found: list[Excerpt] = []
    start, heading = 0, ""
    for group in _groups(text):
        named = next((block.heading for block in group if block.heading), None)
        if group[0].heading is not None:
            heading = named or ""
        piece = "".join(block.text for block in group)
        end = start + len(piece)
        found.append(Excerpt(text=piece, start=start, end=end, heading=heading))
        start, heading = end, _last_heading(group) or heading
    return tuple(found)


def window(text: str, *, offset: int = 0, limit: int = 7000, find: str = "") -> Window:
    """About `limit` code points of whole passages from `offset`, or around the words of `find`.

    The passage that holds `offset` is always in, so a window is never empty before the end.
    """
    passages = split(text)
    first = next((n for n, passage in enumerate(passages) if passage.end > offset), None)
    if first is None:
        return Window()
    words = SearchWords.of(find)
    best = _best(passages, words)
    if best is not None:
        first = _before(passages, best)
    last = _fitting(passages, first, limit)
    if last == len(passages) and best is not None:
        first = _reaching_back(passages, first, limit)
    more = passages[last].start if last < len(passages) else None
    kept = [p for p in passages[first:last] if p.text.strip()]
    texts = redacted_parts(text, [(p.start, p.end) for p in kept])
    shown = tuple(replace(p, text=safe) for p, safe in zip(kept, texts, strict=True))
    return Window(excerpts=shown, next_offset=more, found=best is not None or not words)


def _best(passages: tuple[Excerpt, ...], words: SearchWords) -> int | None:
    """The passage with the most of the words; a word counts less the more passages have it."""
    holds = [{word for _, word in words.places_in(f"{p.heading}\n{p.text}")} for p in passages]
    spread = Counter(word for held in holds for word in held)
    weight = {word: log(1 + len(passages) / count) for word, count in spread.items()}
    scores = [sum(weight[word] for word in held) for held in holds]
    best = max(range(len(scores)), key=scores.__getitem__, default=0)
    return best if spread else None


def _before(passages: tuple[Excerpt, ...], best: int) -> int:
    """One passage earlier if it belongs to the same section, for what leads up to the match."""
    if best and passages[best - 1].heading == passages[best].heading:
        return best - 1
    return best


def _fitting(passages: tuple[Excerpt, ...], first: int, limit: int) -> int:
    last, size = first + 1, len(passages[first].text)
    while last < len(passages) and size + len(passages[last].text) <= limit:
        size += len(passages[last].text)
        last += 1
    return last


def _reaching_back(passages: tuple[Excerpt, ...], first: int, limit: int) -> int:
    """A match near the end leaves room for what comes before it."""
    size = sum(len(passage.text) for passage in passages[first:])
    while first and size + len(passages[first - 1].text) <= limit:
        first -= 1
        size += len(passages[first].text)
    return first


def _last_heading(group: list[_Block]) -> str | None:
    return next((block.heading for block in reversed(group) if block.heading), None)


def _groups(text: str) -> Iterator[list[_Block]]:
    group: list[_Block] = []
    size = 0
    for block in _blocks(text):
        if group and _begins_anew(group, size, block):
            yield group
            group, size = [], 0
        group.append(block)
        size += len(block.text)
    if group:
        yield group


def _begins_anew(group: list[_Block], size: int, block: _Block) -> bool:
    joined = size + len(block.text)
    if joined > CAP:
        return True
    if all(before.heading is not None for before in group):
        return False  # a heading stays with what it announces
    if block.heading is not None:
        return size >= _LEAST_BEFORE_HEADING
    return joined > TARGET


def _blocks(text: str) -> Iterator[_Block]:
    for heading, block in _whole_blocks(text):
        for piece in _pieces(block):
            yield _Block(text=piece, heading=heading)


def _whole_blocks(text: str) -> Iterator[tuple[str | None, str]]:
    """Headings by themselves, everything else up to and with the next blank lines."""
    lines: list[str] = []
    fenced = False
    for line in text.splitlines(keepends=True):
        heading = None if fenced else _HEADING.match(line)
        if lines and (heading or (_ends(lines) and line.strip() and not fenced)):
            yield None, "".join(lines)
            lines = []
        if _FENCE.match(line):
            fenced = not fenced
        if heading:
            yield heading["text"].strip().rstrip("#").strip(), line
        else:
            lines.append(line)
    if lines:
        yield None, "".join(lines)


def _ends(lines: list[str]) -> bool:
    return not lines[-1].strip()


def _pieces(block: str) -> Iterator[str]:
    while len(block) > CAP:
        cut = _cut(block)
        yield block[:cut]
        block = block[cut:]
    yield block


def _cut(block: str) -> int:
    """The best place to cut between half of TARGET and CAP, near TARGET."""
    for pattern in _CUTS:
        ends = [m.end() for m in pattern.finditer(block, TARGET // 2, CAP)]
        if ends:
            return min(ends, key=lambda end: abs(end - TARGET))
    return CAP
