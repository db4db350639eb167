"""JSON schemas as the API's strict mode takes them: every field required, nothing extra."""

import json
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}


def texts() -> Schema:
    return {"type": "array", "items": TEXT}


def one_of(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def array(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def record(**fields: Schema) -> Schema:
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def titled(title: str, schema: Schema) -> str:
    return json.dumps({"title": title, **schema})


def text_of(schema: Schema) -> str:
    return json.dumps(schema)
