"""What the service refuses about a request as a whole: parameters, and how they combine."""

from sandbox.claude import shapes
from sandbox.claude.message_rules import check_messages, check_system
from sandbox.claude.models import Model
from sandbox.claude.shapes import check_mark, fit, one_of
from sandbox.claude.tool_rules import check_format, check_tools
from sandbox.claude.wire import Json, invalid, search_results, walk_blocks

RETIRED = ("temperature", "top_p", "top_k")


def check_request(request: Json, model: Model) -> None:
    """Raises RefusedError for anything that the service would answer with a 400."""
    for name in RETIRED:
        if name in request:
            raise invalid(f"{name}: unknown parameter")
    fit(request, shapes.REQUEST, "")
    _check_values(request, model)
    _check_body(request, model)
    _check_prewarm(request)


def check_count(request: Json, model: Model) -> None:
    """The same for a request that only asks how many tokens it has."""
    fit(request, shapes.COUNT, "")
    _check_body(request, model)


def _check_body(request: Json, model: Model) -> None:
    check_mark(request, "")
    check_system(request.get("system"))
    check_tools(request.get("tools") or [])
    check_messages(request["messages"], model)
    _check_output(request, model)
    _check_thinking(request, model)
    _check_choice(request, model)
    _check_sources(request)


def _check_values(request: Json, model: Model) -> None:
    if not 0 <= request["max_tokens"] <= model.max_output:
        raise invalid(
            f"max_tokens: {request['max_tokens']} > {model.max_output}, "
            f"which is the maximum allowed number of output tokens for {model.id}"
        )
    one_of(request.get("service_tier", "auto"), ("auto", "standard_only"), "service_tier")
    one_of(request.get("speed") or "standard", ("standard", "fast"), "speed")
    fit(request.get("metadata", {}), shapes.METADATA, "metadata")
    stops = request.get("stop_sequences", [])
    if not all(isinstance(stop, str) and stop.strip() for stop in stops):
        raise invalid("stop_sequences: each stop sequence must contain non-whitespace")


def _check_output(request: Json, model: Model) -> None:
    wanted = fit(request.get("output_config", {}), shapes.OUTPUT_CONFIG, "output_config")
    if wanted.get("effort") is not None:
        one_of(wanted["effort"], model.efforts, "output_config.effort")
    if wanted.get("format") is not None:
        check_format(wanted["format"])


def _check_thinking(request: Json, model: Model) -> None:
    if "thinking" not in request:
        return
    setting = fit(request["thinking"], shapes.THINKING_SETTING, "thinking")
    kind = setting["type"]
    one_of(kind, ("adaptive", "between_tools", "disabled", "enabled"), "thinking.type")
    if kind == "disabled" and model.thinking_off:
        return
    if model.strict and kind in ("disabled", "enabled"):
        raise invalid(f'thinking.type: "{kind}" is not supported on {model.id}')
    if kind == "enabled" and "budget_tokens" not in setting:
        raise invalid("thinking.enabled.budget_tokens: Field required")


def _check_choice(request: Json, model: Model) -> None:
    if "tool_choice" not in request:
        return
    choice = fit(request["tool_choice"], shapes.CHOICE, "tool_choice")
    one_of(choice["type"], ("auto", "any", "tool", "none"), "tool_choice.type")
    if not request.get("tools"):
        raise invalid("tool_choice may only be specified while providing tools")
    if choice["type"] not in ("any", "tool"):
        return
    if model.strict:
        raise invalid(f'tool_choice.type: "{choice["type"]}" is not supported on {model.id}')
    names = [tool["name"] for tool in request["tools"]]
    if choice["type"] == "tool" and choice.get("name") not in names:
        raise invalid(f"tool_choice: tool {choice.get('name')!r} not found in provided tools")


def _check_sources(request: Json) -> None:
    """Citations are on for all sources or for none, and never beside an output format."""
    sources = search_results(request)
    sources += [block for block in walk_blocks(request) if block.get("type") == "document"]
    flags = {bool((source.get("citations") or {}).get("enabled")) for source in sources}
    if len(flags) > 1:
        raise invalid("citations must be enabled on all or none of the sources in a request")
    if flags == {True} and (request.get("output_config") or {}).get("format"):
        raise invalid("output_config.format cannot be used together with citations")


def _check_prewarm(request: Json) -> None:
    if request["max_tokens"]:
        return
    choice = (request.get("tool_choice") or {}).get("type")
    clashes = {
        "stream": request.get("stream"),
        "thinking.enabled": (request.get("thinking") or {}).get("type") == "enabled",
        "output_config.format": (request.get("output_config") or {}).get("format"),
        "tool_choice": choice in ("any", "tool"),
    }
    for name, present in clashes.items():
        if present:
            raise invalid(f"max_tokens: 0 cannot be combined with {name}")
