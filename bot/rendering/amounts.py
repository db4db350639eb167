"""Counts with their nouns, as people read them."""

from domain.amounts import number


def counted(count: int, one: str, many: str, *, language: str = "en") -> str:
    """`1 claim`, `19 claims`."""
    return f"{number(count, language)} {one if count == 1 else many}"
