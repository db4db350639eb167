"""The keys that each part of a request may and must have, and the check that it does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.claude.wire import Json, invalid

Kinds = tuple[type, ...]
TEXT: Kinds = (str,)
NUMBER: Kinds = (int,)
FLAG: Kinds = (bool,)
LIST: Kinds = (list,)
OBJECT: Kinds = (dict,)
TEXT_OR_LIST: Kinds = (str, list)
NONE = type(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Keys with the JSON types they may hold; every other key is refused."""

    must: Mapping[str, Kinds] = field(default_factory=dict)
    may: Mapping[str, Kinds] = field(default_factory=dict)


MARK: Mapping[str, Kinds] = {"cache_control": (dict, NONE)}
REQUEST = Shape(
    must={"model": TEXT, "messages": LIST, "max_tokens": NUMBER},
    may={
        "cache_control": (dict, NONE),
        "container": (str, dict, NONE),
        "diagnostics": (dict, NONE),
        "inference_geo": (str, NONE),
        "metadata": OBJECT,
        "output_config": OBJECT,
        "service_tier": TEXT,
        "speed": (str, NONE),
        "stop_sequences": LIST,
        "stream": FLAG,
        "system": TEXT_OR_LIST,
        "thinking": OBJECT,
        "tool_choice": OBJECT,
        "tools": LIST,
        "user_profile_id": TEXT,
        "workspace_id": TEXT,
    },
)
COUNT = Shape(
    must={"model": TEXT, "messages": LIST},
    may={key: kinds for key, kinds in REQUEST.may.items() if key not in ("stream", "metadata")},
)
MESSAGE = Shape(must={"role": TEXT, "content": TEXT_OR_LIST})
TEXT_BLOCK = Shape(must={"type": TEXT, "text": TEXT}, may={**MARK, "citations": (list, NONE)})
SEARCH_RESULT = Shape(
    must={"type": TEXT, "source": TEXT, "title": TEXT, "content": LIST},
    may={**MARK, "citations": OBJECT},
)
TOOL_USE = Shape(
    must={"type": TEXT, "id": TEXT, "name": TEXT, "input": OBJECT},
    may={**MARK, "caller": (dict, NONE), "toolset_name": (str, NONE)},
)
TOOL_RESULT = Shape(
    must={"type": TEXT, "tool_use_id": TEXT},
    may={
        **MARK,
        "content": TEXT_OR_LIST,
        "is_error": FLAG,
        "toolset_name": (str, NONE),
    },
)
THINKING = Shape(must={"type": TEXT, "thinking": TEXT, "signature": TEXT})
REDACTED = Shape(must={"type": TEXT, "data": TEXT})
IMAGE = Shape(must={"type": TEXT, "source": OBJECT}, may=MARK)
DOCUMENT = Shape(
    must={"type": TEXT, "source": OBJECT},
    may={**MARK, "citations": (dict, NONE), "context": (str, NONE), "title": (str, NONE)},
)
CITATION = Shape(
    must={
        "type": TEXT,
        "cited_text": TEXT,
        "source": TEXT,
        "title": (str, NONE),
        "search_result_index": NUMBER,
        "start_block_index": NUMBER,
        "end_block_index": NUMBER,
    }
)
TOOL = Shape(
    must={"name": TEXT, "input_schema": OBJECT},
    may={
        **MARK,
        "allowed_callers": LIST,
        "defer_loading": FLAG,
        "description": TEXT,
        "eager_input_streaming": (bool, NONE),
        "input_examples": LIST,
        "strict": FLAG,
        "type": (str, NONE),
    },
)
CACHE_CONTROL = Shape(must={"type": TEXT}, may={"ttl": TEXT})
OUTPUT_CONFIG = Shape(may={"effort": (str, NONE), "format": (dict, NONE)})
OUTPUT_FORMAT = Shape(must={"type": TEXT, "schema": OBJECT})
METADATA = Shape(may={"user_id": (str, NONE)})
CITATIONS = Shape(may={"enabled": FLAG})
CHOICE = Shape(must={"type": TEXT}, may={"name": TEXT, "disable_parallel_tool_use": FLAG})
THINKING_SETTING = Shape(
    must={"type": TEXT}, may={"display": (str, NONE), "budget_tokens": NUMBER}
)


def fit(value: Any, shape: Shape, at: str) -> Json:  # noqa: ANN401 - whatever was sent
    """The value, known to have this shape. Raises RefusedError naming the place and the key."""
    if not isinstance(value, dict):
        raise invalid(f"{at}: Input should be an object")
    for key, kinds in shape.must.items():
        if key not in value:
            raise invalid(f"{_at(at, key)}: Field required")
        _typed(value[key], kinds, _at(at, key))
    for key, item in value.items():
        if key in shape.may:
            _typed(item, shape.may[key], _at(at, key))
        elif key not in shape.must:
            raise invalid(f"{_at(at, key)}: Extra inputs are not permitted")
    return value


def one_of(value: object, allowed: tuple[str, ...], at: str) -> None:
    if value not in allowed:
        raise invalid(f"{at}: Input should be {' or '.join(repr(one) for one in allowed)}")


def check_mark(block: Json, at: str) -> None:
    """The cache_control of a block, when it has one."""
    mark = block.get("cache_control")
    if mark is None:
        return
    fit(mark, CACHE_CONTROL, f"{at}.cache_control")
    one_of(mark["type"], ("ephemeral",), f"{at}.cache_control.type")
    one_of(mark.get("ttl", "5m"), ("5m", "1h"), f"{at}.cache_control.ttl")


def _at(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _typed(value: object, kinds: Kinds, at: str) -> None:
    # bool is an int to Python, and not to the service.
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        names = {str: "string", int: "integer", bool: "boolean", list: "array", dict: "object"}
        wanted = " or ".join(names.get(kind, "null") for kind in kinds)
        raise invalid(f"{at}: Input should be a valid {wanted}")
