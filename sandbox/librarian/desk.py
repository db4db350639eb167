"""Where a request arrives and is handed to the role that it describes."""

from sandbox.claude.reply import Reply, as_json, says, text
from sandbox.claude.wire import Json, search_results
from sandbox.librarian.lead import lead
from sandbox.librarian.reading import read
from sandbox.librarian.subagent import subagent
from sandbox.librarian.triage import triage
from sandbox.librarian.verifier import verify
from sandbox.librarian.writer import write

EMPTY = {"string": "", "array": [], "integer": 0, "number": 0, "boolean": False, "object": {}}
AT_A_LOSS = "I quote what I am given, and I was given nothing to quote."


def answer(request: Json) -> Reply:
    """The same request always gets the same reply; tools and schema names tell the role."""
    reading = read(request)
    tools = [str(tool["name"]) for tool in request.get("tools") or []]
    shape = _schema(request)
    if shape.get("title") == "Triage":
        return as_json(conform(triage(reading), shape))
    if shape.get("title") == "Verdicts":
        return as_json(conform(verify(reading), shape))
    if "dispatch" in tools:
        return lead(reading)
    if "report_findings" in tools:
        return subagent(reading, tools)
    if search_results(request) or "<question>" in reading.opening:
        return write(request, reading)
    return says(text(AT_A_LOSS))


def conform(value: Json, schema: Json) -> Json:
    """Exactly the keys that the schema names, empty where there is nothing to say."""
    known = schema.get("properties") or {}
    if not known:
        return value
    return {key: value.get(key, EMPTY.get(known[key].get("type"), "")) for key in known}


def _schema(request: Json) -> Json:
    """The schema that the reply must fit; empty when any text will do."""
    wanted = (request.get("output_config") or {}).get("format") or {}
    found: Json = wanted.get("schema") or {}
    return found
