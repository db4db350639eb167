"""Reads mappings that came out of YAML field by field, and says where a wrong one stands."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TypeVar, cast, get_args

Choice = TypeVar("Choice", bound=str)


class ContentError(Exception):
    """The workspace's author has to mend something; the text says in which file and field."""


def parse_moment(text: str, where: str) -> datetime:
    """An ISO date or date and time, in UTC unless it names its own offset.

    Raises:
        ContentError: `text` is no such thing.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ContentError(f"{where}: {text!r} is no date (want 2026-09-01T09:30Z)") from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Fields:
    """One mapping of a content file. Each field is read once; `finish` refuses what is left.

    Every method raises `ContentError` when the field is missing without a default or has the
    wrong shape.
    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            raise ContentError(f"{where}: expected fields (name: value), found {_shape(value)}")
        self._left: dict[str, object] = {str(key): item for key, item in value.items()}
        self.where = where

    def place(self, name: str) -> str:
        return f"{self.where}: {name}"

    def text(self, name: str, default: str | None = None) -> str:
        value = self._take(name, default)
        if not isinstance(value, str):
            raise ContentError(f"{self.place(name)}: expected text, found {_shape(value)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; absent means none."""
        return tuple(as_text(item, where) for item, where in self._items(name))

    def moment(self, name: str, default: datetime | None = None) -> datetime:
        if default is not None and name not in self._left:
            return default
        return parse_moment(self.text(name), self.place(name))

    def flag(self, name: str, *, default: bool) -> bool:
        value = self.text(name, "true" if default else "false")
        if value not in {"true", "false"}:
            raise ContentError(f"{self.place(name)}: expected true or false, found {value!r}")
        return value == "true"

    def share(self, name: str, default: float) -> float:
        """A number from 0 to 1."""
        value = self.text(name, str(default))
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if not 0 <= number <= 1:
            raise ContentError(f"{self.place(name)}: expected 0 to 1, found {value!r}")
        return number

    def choice(self, name: str, among: object, default: Choice) -> Choice:
        """One of the strings of the Literal `among`."""
        known = get_args(among)
        value = self.text(name, default)
        if value not in known:
            options = ", ".join(known)
            raise ContentError(f"{self.place(name)}: {value!r} is none of {options}")
        return cast("Choice", value)

    def children(self, name: str) -> Iterator["Fields"]:
        """A list of mappings; absent means none."""
        for item, where in self._items(name):
            yield Fields(item, where)

    def rows(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of lists of texts; absent means none."""
        return tuple(
            tuple(as_text(cell, where) for cell in as_list(row, where))
            for row, where in self._items(name)
        )

    def groups(self, name: str) -> tuple[tuple[str, ...], ...]:
        """A list of texts or lists of texts, a single text as a list of one."""
        return tuple(
            tuple(as_text(one, where) for one in (item if isinstance(item, list) else [item]))
            for item, where in self._items(name)
        )

    def pairs(self, name: str) -> tuple[tuple[str, str], ...]:
        """A mapping of texts to texts, in the order of the file; absent means none."""
        inner = self.inner(name)
        return tuple((key, inner.text(key)) for key in tuple(inner.names()))

    def inner(self, name: str) -> "Fields":
        """A mapping inside this one; absent means an empty one."""
        return Fields(self._left.pop(name, {}), self.place(name))

    def names(self) -> tuple[str, ...]:
        """The fields not yet read."""
        return tuple(self._left)

    def is_text(self, name: str) -> bool:
        return isinstance(self._left.get(name), str)

    def finish(self) -> None:
        if self._left:
            unknown = ", ".join(sorted(self._left))
            raise ContentError(f"{self.where}: unknown field {unknown}")

    def _items(self, name: str) -> Iterator[tuple[object, str]]:
        items = as_list(self._left.pop(name, []), self.place(name))
        for number, item in enumerate(items, start=1):
            yield item, f"{self.place(name)}[{number}]"

    def _take(self, name: str, default: str | None) -> object:
        value = self._left.pop(name, default)
        if value is None:
            raise ContentError(f"{self.where}: {name} is missing")
        return value


def as_text(value: object, where: str) -> str:
    if not isinstance(value, str):
        raise ContentError(f"{where}: expected text, found {_shape(value)}")
    return value


def as_list(value: object, where: str) -> list[object]:
    # YAML has an empty value where a list was opened and nothing was written into it.
    if value == "":
        return []
    if not isinstance(value, list):
        raise ContentError(f"{where}: expected a list, found {_shape(value)}")
    return value


def _shape(value: object) -> str:
    match value:
        case Mapping():
            return "fields"
        case list():
            return "a list"
        case "":
            return "nothing"
        case _:
            return repr(value)
