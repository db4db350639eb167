"""Counts with their nouns, as people read them."""

from domain.amounts import number

_IDEOGRAPHS = "\u3000"


def counted(count: int, one: str, many: str, *, language: str = "en") -> str:
    """`1 claim`, `19 claims`; a Japanese counter stands at its number."""
    noun = one if count == 1 else many
    gap = "" if noun[:1] >= _IDEOGRAPHS else " "
    return f"{number(count, language)}{gap}{noun}"
