"""The checks of a modal or Home view; limits as in https://docs.slack.dev/reference/views."""

from sandbox.slack.blocks import check_blocks
from sandbox.slack.elements import PLAIN, check_text
from sandbox.slack.problems import Problems
from sandbox.slack.wire import Refused

VIEW_FIELDS = {
    "modal": (
        "title blocks",
        (
            "submit close private_metadata callback_id clear_on_close notify_on_close "
            "external_id submit_disabled"
        ),
    ),
    "home": ("blocks", "private_metadata callback_id external_id"),
}
MOST_BLOCKS_IN_VIEW = 100


def check_view(view: object, *, kind: str) -> None:
    """A modal or Home view.

    Raises:
        Refused: `invalid_arguments` for its own fields, `invalid_blocks` for its blocks.
    """
    if not isinstance(view, dict):
        raise Refused("invalid_arguments")
    problems = Problems(at="/view")
    problems.below("type").one_of(view.get("type"), kind)
    needed, allowed = VIEW_FIELDS[kind]
    problems.fields(view, needed=needed, allowed=allowed)
    for name in ("title", "submit", "close"):
        if name in view:
            check_text(view[name], problems.below(name), most=24, kinds=PLAIN)
    for name, most in (("private_metadata", 3000), ("callback_id", 255)):
        problems.below(name).words(view.get(name, ""), most=most, least=0)
    blocks = view.get("blocks") or []
    if any(block.get("type") == "input" for block in blocks) and kind == "modal":
        problems.fields({"submit": view.get("submit")}, needed="submit")
    if problems.said:
        messages = {"messages": problems.said}
        raise Refused("invalid_arguments", response_metadata=messages)
    check_blocks(blocks, most=MOST_BLOCKS_IN_VIEW, surface=kind)
