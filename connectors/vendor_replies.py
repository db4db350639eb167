"""Replies of outside systems become typed records here, or are refused."""

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from domain.errors import SourceGarbled
from domain.question import SourceKind

T = TypeVar("T")


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type
    return TypeAdapter(shape)


def parsed(source: SourceKind, shape: type[T], reply: object) -> T:
    """The reply as a record; fields the record lacks are left out. Raises SourceGarbled."""
    try:
        return cast("T", _adapter(cast("Hashable", shape)).validate_python(reply))
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SourceGarbled(source, f"{shape.__name__}.{place}: {first['type']}") from wrong
