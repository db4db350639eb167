"""Typed records to JSON and back, for everything that is stored or crosses a step."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class UnreadableRecordError(ValueError):
    """Stored or received JSON does not have the shape it should have."""


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type or a union of types
    return TypeAdapter(shape)


def to_json(value: object, shape: Hashable | None = None) -> str:
    """JSON text of a record; equal values give equal text. A union needs its `shape`."""
    return _adapter(shape or type(value)).dump_json(value).decode()


def from_json(text: str | bytes, shape: type[T]) -> T:
    """Raises UnreadableRecordError."""
    try:
        return cast("T", _adapter(shape).validate_json(text))
    except ValidationError as wrong:
        name = getattr(shape, "__name__", str(shape))
        raise UnreadableRecordError(
            f"{name}: {wrong.error_count()} fields are wrong"
        ) from wrong
