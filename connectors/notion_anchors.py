"""Addresses of single blocks, so that a citation opens a page at the right place.

Markdown names no blocks; they are found again by their text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from connectors.notion_shapes import WireBlock, block_text
from domain.evidence import Excerpt

_MARKS = re.compile(r"[*_`~#>|\\\[\]()-]|\bx\b")
_ENOUGH = 12  # letters; a shorter block may stand anywhere


def anchored(
    excerpts: Sequence[Excerpt], blocks: Sequence[WireBlock], *, url: str
) -> tuple[Excerpt, ...]:
    """Each excerpt with the address of the first of its blocks, or else of the page."""
    known = [(bare(block_text(block)), block.id.replace("-", "")) for block in blocks]
    return tuple(replace(e, url=_address(e, known, url)) for e in excerpts)


def _address(excerpt: Excerpt, known: Sequence[tuple[str, str]], url: str) -> str:
    text = bare(excerpt.text)
    places = [(text.find(words[:60]), key) for words, key in known if len(words) >= _ENOUGH]
    found = [(at, key) for at, key in places if at >= 0]
    if found:
        return f"{url}#{min(found)[1]}"
    named = [key for words, key in known if words and words == bare(excerpt.heading)]
    return f"{url}#{named[0]}" if named else url


def bare(text: str) -> str:
    """Letters only, as both Markdown and blocks have them."""
    return " ".join(_MARKS.sub(" ", text).casefold().split())
