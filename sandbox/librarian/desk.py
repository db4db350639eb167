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
    shape = ((request.get("output_config") or {}).get("format") or {}).get("schema") or {}
    match shape.get("title"):
        case "Triage":
            return as_json(conform(triage(reading), shape))
        case "Verdicts":
            return as_json(conform(verify(reading), shape))
        case _ if "dispatch" in tools:
            return lead(reading)
        case _ if "report_findings" in tools:
            return subagent(reading, tools)
        case _ if search_results(request) or "<question>" in reading.opening:
            return write(request, reading)
        case _:
            return says(text(AT_A_LOSS))


def conform(value: Json, schema: Json) -> Json:
    """Exactly the keys that the schema names, empty where there is nothing to say."""
    known = schema["properties"]
    return {key: value.get(key, EMPTY.get(known[key].get("type"), "")) for key in known}
