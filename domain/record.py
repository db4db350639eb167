"""Typed records to JSON and back, for everything that is stored or crosses a step."""

from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
Shape = Any  # a record's class, or a union of them


class UnreadableRecordError(ValueError):
    """Stored or received JSON does not have the shape it should have."""


@cache
def _adapter(shape: Shape) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def to_json(value: object, shape: Shape = None) -> str:
    """JSON text of a record; equal values give equal text. A union needs its `shape`."""
    chosen: Shape = shape or type(value)
    return _adapter(chosen).dump_json(value).decode()


def from_json(text: str | bytes, shape: type[T]) -> T:
    """Raises UnreadableRecordError."""
    wanted: Shape = shape
    try:
        return cast("T", _adapter(wanted).validate_json(text))
    except ValidationError as wrong:
        name = getattr(shape, "__name__", str(shape))
        count = wrong.error_count()
        # Its own message quotes what was read, and would stand in the log.
        raise UnreadableRecordError(f"{name}: {count} wrong fields") from None
