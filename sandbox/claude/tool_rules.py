"""What the service refuses in tool definitions and output schemas."""

import re
from collections.abc import Iterator

from sandbox.claude import shapes
from sandbox.claude.shapes import check_mark, fit, one_of
from sandbox.claude.wire import Json, invalid

NAME = re.compile(r"[a-zA-Z0-9_-]{1,128}")
SCHEMA_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
# Constraints that the grammar compiler behind strict schemas does not take.
UNCOMPILED = (
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "maxItems",
    "uniqueItems",
)
MOST_STRICT_TOOLS = 20
MOST_OPTIONAL = 24
MOST_UNIONS = 16


def check_tools(tools: list[Json]) -> None:
    """Names, schemas, and the limits on strict tools."""
    for index, tool in enumerate(tools):
        _check_tool(tool, f"tools.{index}")
    names = [tool["name"] for tool in tools]
    if len(set(names)) < len(names):
        raise invalid("tools: Tool names must be unique.")
    strict = [tool["input_schema"] for tool in tools if tool.get("strict")]
    if len(strict) > MOST_STRICT_TOOLS:
        raise invalid(f"tools: at most {MOST_STRICT_TOOLS} strict tools are allowed")
    _check_complexity(strict)


def check_format(wanted: Json) -> None:
    """output_config.format."""
    at = "output_config.format"
    fit(wanted, shapes.OUTPUT_FORMAT, at)
    one_of(wanted["type"], ("json_schema",), f"{at}.type")
    _check_schema(wanted["schema"], f"{at}.schema", strict=True)
    _check_complexity([wanted["schema"]])


def _check_tool(tool: Json, at: str) -> None:
    fit(tool, shapes.TOOL, at)
    one_of(tool.get("type") or "custom", ("custom",), f"{at}.type")
    check_mark(tool, at)
    if not NAME.fullmatch(tool["name"]):
        raise invalid(f"{at}.name: String should match pattern '^{NAME.pattern}$'")
    if tool["input_schema"].get("type") != "object":
        raise invalid(f"{at}.input_schema.type: Input should be 'object'")
    _check_schema(tool["input_schema"], f"{at}.input_schema", strict=bool(tool.get("strict")))


def _check_schema(schema: Json, at: str, *, strict: bool) -> None:
    for part in subschemas(schema):
        _check_keywords(part, at)
        if strict:
            _check_strict(part, at)


def _check_keywords(part: Json, at: str) -> None:
    """Enough of JSON Schema draft 2020-12 to notice a schema that is none."""
    named = part.get("type", "object")
    types = named if isinstance(named, list) else [named]
    if not all(name in SCHEMA_TYPES for name in types):
        raise invalid(f"{at}: JSON schema is invalid: {named!r} is not a type")
    if not isinstance(part.get("properties", {}), dict):
        raise invalid(f"{at}: JSON schema is invalid: properties must be an object")
    required = part.get("required", [])
    if not isinstance(required, list) or not all(isinstance(name, str) for name in required):
        raise invalid(f"{at}: JSON schema is invalid: required must be an array of strings")
    if not isinstance(part.get("enum", []), list):
        raise invalid(f"{at}: JSON schema is invalid: enum must be an array")


def _check_strict(part: Json, at: str) -> None:
    if part.get("type") == "object" and part.get("additionalProperties") is not False:
        raise invalid(f"{at}: For 'object' type, 'additionalProperties' must be set to false")
    for keyword in UNCOMPILED:
        if keyword in part:
            named = part.get("type", "this")
            raise invalid(f"{at}: For '{named}' type, property '{keyword}' is not supported")
    unknown = set(part.get("required", [])) - set(part.get("properties", {}))
    if unknown:
        raise invalid(f"{at}: required names unknown properties: {sorted(unknown)}")


def _check_complexity(schemas: list[Json]) -> None:
    parts = [part for schema in schemas for part in subschemas(schema)]
    optional = sum(
        len(set(part.get("properties", {})) - set(part.get("required", []))) for part in parts
    )
    unions = sum(1 for part in parts if "anyOf" in part or isinstance(part.get("type"), list))
    if optional > MOST_OPTIONAL:
        raise invalid(f"Schemas contain too many optional parameters ({optional})")
    if unions > MOST_UNIONS:
        raise invalid(f"Schemas contain too many parameters with union types ({unions})")


def subschemas(schema: Json) -> Iterator[Json]:
    """The schema and every schema inside it."""
    yield schema
    for key in ("properties", "$defs"):
        inner = schema.get(key)
        if isinstance(inner, dict):
            for part in inner.values():
                yield from _inside(part)
    yield from _inside(schema.get("items"))
    yield from _inside(schema.get("additionalProperties"))
    for key in ("anyOf", "allOf"):
        for part in schema.get(key) or []:
            yield from _inside(part)


def _inside(part: object) -> Iterator[Json]:
    if isinstance(part, dict):
        yield from subschemas(part)
