"""data_sources.query: a filter and sorts over a database's rows.

Source: https://developers.notion.com/reference/filter-data-source-entries
"""

from collections.abc import Callable, Mapping, Sequence

from sandbox.notion.errors import invalid
from sandbox.wire import Json

_TIMES = ("created_time", "last_edited_time")
_Test = Callable[[object, object], bool]


def _text(value: object) -> str:
    return str(value or "").casefold()


def _both(test: Callable[[float, float], bool]) -> _Test:
    """A comparison of numbers that fails where a row has none."""

    def compare(value: object, limit: object) -> bool:
        numbers = isinstance(value, int | float) and isinstance(limit, int | float)
        return numbers and test(float(str(value)), float(str(limit)))

    return compare


def _dates(test: Callable[[str, str], bool]) -> _Test:
    """A comparison of ISO dates by as many characters as the filter gives."""
    return lambda value, limit: bool(value) and test(str(value)[: len(str(limit))], str(limit))


_TESTS: Mapping[str, _Test] = {
    "equals": lambda value, wanted: (
        _text(value) == _text(wanted) if isinstance(wanted, str) else value == wanted
    ),
    "does_not_equal": lambda value, wanted: _text(value) != _text(wanted),
    "contains": lambda value, part: _text(part) in _text(value),
    "does_not_contain": lambda value, part: _text(part) not in _text(value),
    "starts_with": lambda value, part: _text(value).startswith(_text(part)),
    "ends_with": lambda value, part: _text(value).endswith(_text(part)),
    "is_empty": lambda value, _: value in (None, "", []),
    "is_not_empty": lambda value, _: value not in (None, "", []),
    "greater_than": _both(lambda value, limit: value > limit),
    "less_than": _both(lambda value, limit: value < limit),
    "greater_than_or_equal_to": _both(lambda value, limit: value >= limit),
    "less_than_or_equal_to": _both(lambda value, limit: value <= limit),
    "before": _dates(lambda value, limit: value < limit),
    "after": _dates(lambda value, limit: value > limit),
    "on_or_before": _dates(lambda value, limit: value <= limit),
    "on_or_after": _dates(lambda value, limit: value >= limit),
}


def selected(rows: Sequence[Json], asked: Json) -> list[Json]:
    """Rows (page objects) that the filter lets through, in the order of the sorts.

    Raises:
        RefusedError: 400, a property, a condition or a sort that does not exist.
    """
    wanted = asked.get("filter")
    found = [row for row in rows if wanted is None or _passes(row, wanted)]
    for sort in reversed(asked.get("sorts") or []):
        downwards = sort.get("direction", "ascending") == "descending"
        found.sort(key=lambda row: _sort_key(_cell(row, sort)), reverse=downwards)
    return found


def _passes(row: Json, wanted: Json) -> bool:
    if "and" in wanted:
        return all(_passes(row, one) for one in wanted["and"])
    if "or" in wanted:
        return any(_passes(row, one) for one in wanted["or"])
    value = _cell(row, wanted)
    conditions = [one for key, one in wanted.items() if key not in ("property", "timestamp")]
    if len(conditions) != 1 or not isinstance(conditions[0], dict):
        raise invalid("body.filter should name one type with one condition.")
    return all(_test(name)(value, limit) for name, limit in conditions[0].items())


def _test(name: str) -> _Test:
    if name not in _TESTS:
        raise invalid(f"body.filter.{name} should be not present.")
    return _TESTS[name]


def _cell(row: Json, named: Json) -> object:
    """The plain value of the property or timestamp that a filter or sort names."""
    if named.get("timestamp") in _TIMES:
        return row[named["timestamp"]]
    cell = row["properties"].get(named.get("property", ""))
    if cell is None:
        raise invalid(f"Could not find property with name or id: {named.get('property')}")
    return _plain(cell[cell["type"]])


def _plain(value: object) -> object:
    match value:
        case {"name": str(name)}:
            return name
        case {"start": str(start)}:
            return start
        case list(parts):
            texts = [str(part.get("plain_text", part.get("name", ""))) for part in parts]
            separator = "" if parts and "plain_text" in parts[0] else ", "
            return separator.join(texts)
        case _:
            return value


def _sort_key(value: object) -> tuple[int, float, str]:
    """Numbers by size, text without case, rows without a value last."""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return (1, 0.0, _text(value)) if value else (2, 0.0, "")
