"""The `fields` parameter: which parts of an answer the caller wants, as `a,b(c,d),e/f`.

Names are checked against the API's own description, since Google refuses unknown ones.
Source: https://developers.google.com/workspace/drive/api/guides/fields-parameter
"""

import json
from functools import lru_cache
from typing import Any

from googleapiclient.discovery_cache import get_static_doc

from sandbox.google_drive.errors import refused
from sandbox.wire import Json

Mask = dict[str, "Mask"]


def picked(answer: Json, fields: str, *, schema: str, api: str = "drive") -> Json:
    """The answer with only the fields asked for; an empty mask or `*` keeps all.

    Raises:
        RefusedError: 400 `invalidParameter`, a name that `schema` does not have.
    """
    mask = _parse(fields)
    _check(mask, schema, api=api)
    found: Json = _select(answer, mask)
    return found


def _parse(fields: str) -> Mask:
    mask: Mask = {}
    for part in _split(fields):
        name, _, inside = part.partition("(")
        path = [one.strip() for one in name.split("/")]
        inner = mask
        for step in path:
            inner = inner.setdefault(step, {})
        inner.update(_parse(inside.removesuffix(")")))
    return mask


def _split(fields: str) -> list[str]:
    """Parts between the commas that stand in no parenthesis."""
    parts, depth = [""], 0
    for letter in fields:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    if depth:
        raise _bad(fields)
    return [part.strip() for part in parts if part.strip()]


def _check(mask: Mask, schema: str, *, api: str) -> None:
    known = _properties(api, schema)
    for name, inner in mask.items():
        if name != "*" and name not in known:
            raise _bad(name)
        if inner and name != "*":
            _check_inside(inner, known[name], api=api)


def _check_inside(mask: Mask, described: dict[str, Any], *, api: str) -> None:
    described = described.get("items", described)
    if "$ref" in described:
        _check(mask, described["$ref"], api=api)
    elif unknown := set(mask) - {"*"} - set(described.get("properties", mask)):
        raise _bad(min(unknown))


@lru_cache
def _schemas(api: str) -> dict[str, Any]:
    version = {"drive": "v3", "sheets": "v4"}[api]
    schemas: dict[str, Any] = json.loads(get_static_doc(api, version))["schemas"]
    return schemas


def _properties(api: str, schema: str) -> dict[str, Any]:
    properties: dict[str, Any] = _schemas(api)[schema].get("properties", {})
    return properties


def _select(value: Any, mask: Mask) -> Any:  # noqa: ANN401 - any part of an answer
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [_select(one, mask) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: _select(value[name], inner) for name, inner in mask.items() if name in value}


def _bad(name: str) -> Exception:
    message = f"Invalid field selection {name}"
    return refused(400, "invalidParameter", message, location="fields")
