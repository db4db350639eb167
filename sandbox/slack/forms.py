"""What a person filled in, as the `state.values` of a view."""

from collections.abc import Iterator, Mapping
from typing import Any

from sandbox.slack.wire import Json

SINGLE = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
}
SEVERAL = {
    "multi_users_select": "selected_users",
    "multi_channels_select": "selected_channels",
    "multi_conversations_select": "selected_conversations",
}
ONE_OPTION = ("static_select", "external_select", "radio_buttons")
OPTIONS = ("multi_static_select", "multi_external_select", "checkboxes")


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for block in blocks:
        for element in [
            block.get("element"),
            block.get("accessory"),
            *block.get("elements", []),
        ]:
            if isinstance(element, dict) and "action_id" in element:
                yield block, element


def filled_in(blocks: list[Json], values: Mapping[str, Mapping[str, str]]) -> Json:
    """`values` are by block id and action id; several choices are separated by commas."""
    state: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] in ("button", "overflow"):
            continue
        given = values.get(block["block_id"], {}).get(element["action_id"])
        entry = {"type": element["type"], **_value(element, given)}
        state.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return state


def _value(element: Json, given: str | None) -> Json:
    kind = element["type"]
    if kind in SINGLE:
        name = SINGLE[kind]
        initial = element.get("initial_" + name.removeprefix("selected_"))
        return {name: initial if given is None else given or None}
    if kind in SEVERAL:
        name = SEVERAL[kind]
        initial = element.get("initial_" + name.removeprefix("selected_"), [])
        return {name: initial if given is None else _parts(given)}
    if kind in ONE_OPTION:
        initial = element.get("initial_option")
        return {"selected_option": initial if given is None else option(element, given)}
    if kind in OPTIONS:
        chosen = (
            element.get("initial_options", []) if given is None else _chosen(element, given)
        )
        return {"selected_options": chosen}
    return {"value": given}


def _parts(given: str) -> list[str]:
    return [part.strip() for part in given.split(",") if part.strip()]


def _chosen(element: Json, given: str) -> list[Json]:
    found = [option(element, part) for part in _parts(given)]
    return [choice for choice in found if choice]


def option(element: Json, value: str) -> Json | None:
    """The option of a select, overflow or radio group that carries `value`."""
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(o for g in groups for o in g["options"])]
    return next((o for o in options if o.get("value") == value), None)


def left_empty(blocks: list[Json], state: Json) -> dict[str, str]:
    """The client's own check: required inputs that hold nothing, by block id."""
    missing = {}
    for block in blocks:
        if block["type"] != "input" or block.get("optional"):
            continue
        entry: dict[str, Any] = state.get(block["block_id"], {}).get(
            block["element"].get("action_id", ""), {}
        )
        if not any(value for name, value in entry.items() if name != "type"):
            missing[block["block_id"]] = "Please complete this required field."
    return missing
