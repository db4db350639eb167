"""The checks of blocks; limits as in https://docs.slack.dev/reference/block-kit.

A block that is not modelled here is refused as Slack refuses an unknown one.
"""

from collections.abc import Callable, Sequence

from sandbox.slack.elements import (
    IN_ACTIONS,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
    PLAIN,
    check_element,
    check_image,
    check_text,
)
from sandbox.slack.problems import Problems
from sandbox.slack.rich_text import check_rich_text
from sandbox.slack.wire import Json

LONGEST_BLOCK_ID = 255
LONGEST_TASK_TITLE = 256  # measured by others; Slack names no figure
TASK_STATUS = ("pending", "in_progress", "complete", "error")


def check_blocks(blocks: Sequence[object], *, most: int, surface: str) -> None:
    """`surface` is `message`, `modal` or `home`.

    Raises:
        Refused: `invalid_blocks`, with every problem in `response_metadata.messages`.
    """
    problems = Problems(at="")
    problems.below("blocks").count(blocks, most=most, least=0)
    for block, here in problems.each({"blocks": blocks}, "blocks"):
        _check_block(block, here, surface=surface)
    _check_ids(blocks, problems.below("blocks"))
    problems.refuse()


def _check_block(block: Json, problems: Problems, *, surface: str) -> None:
    kind = block.get("type")
    check = CHECKS.get(str(kind))
    if check is None or kind in ELSEWHERE.get(surface, ()):
        problems.say(f"unsupported type: {kind}")
        return
    if "block_id" in block:
        problems.below("block_id").words(block["block_id"], most=LONGEST_BLOCK_ID, least=0)
    check(block, problems)


def _check_ids(blocks: Sequence[object], problems: Problems) -> None:
    named = [block.get("block_id") for block in blocks if isinstance(block, dict)]
    ids = [name for name in named if isinstance(name, str) and name]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        problems.say(f"block_id already exists: {twice}")


def _section(block: Json, problems: Problems) -> None:
    problems.fields(block, needed="", allowed="text fields accessory expand")
    if not block.get("text") and not block.get("fields"):
        problems.say("text or fields must be specified")
    if "text" in block:
        check_text(block["text"], problems.below("text"), most=3000)
    if "fields" in block:
        problems.below("fields").count(block["fields"], most=10)
        for text, here in problems.each(block, "fields"):
            check_text(text, here, most=2000)
    if "accessory" in block:
        check_element(block["accessory"], problems.below("accessory"), kinds=IN_SECTION)


def _header(block: Json, problems: Problems) -> None:
    if problems.fields(block, needed="text", allowed="level"):
        check_text(block["text"], problems.below("text"), most=150, kinds=PLAIN)


def _divider(block: Json, problems: Problems) -> None:
    problems.fields(block, needed="")


def _context(block: Json, problems: Problems) -> None:
    problems.fields(block, needed="elements")
    problems.below("elements").count(block.get("elements"), most=10)
    for element, here in problems.each(block, "elements"):
        if element.get("type") == "image":
            check_image(element, here)
        else:
            check_text(element, here, most=3000)


def _actions(block: Json, problems: Problems) -> None:
    _row(block, problems, most=25, kinds=IN_ACTIONS)


def _context_actions(block: Json, problems: Problems) -> None:
    _row(block, problems, most=5, kinds=IN_CONTEXT_ACTIONS)


def _row(block: Json, problems: Problems, *, most: int, kinds: tuple[str, ...]) -> None:
    problems.fields(block, needed="elements")
    problems.below("elements").count(block.get("elements"), most=most)
    names: list[object] = []
    for element, here in problems.each(block, "elements"):
        check_element(element, here, kinds=kinds)
        if element.get("action_id") in names:
            here.say("action_id must be unique within a block")
        names.append(element.get("action_id", here.at))


def _input(block: Json, problems: Problems) -> None:
    allowed = "hint optional dispatch_action"
    if problems.fields(block, needed="label element", allowed=allowed):
        check_text(block["label"], problems.below("label"), most=2000, kinds=PLAIN)
        check_element(block["element"], problems.below("element"), kinds=IN_INPUT)
    if "hint" in block:
        check_text(block["hint"], problems.below("hint"), most=2000, kinds=PLAIN)


def _markdown(block: Json, problems: Problems) -> None:
    if problems.fields(block, needed="text"):
        problems.below("text").words(block["text"], most=12_000)


def _table(block: Json, problems: Problems) -> None:
    problems.fields(block, needed="rows", allowed="column_settings")
    rows = block.get("rows")
    problems.below("rows").count(rows, most=100)
    if "column_settings" in block:
        problems.below("column_settings").count(block["column_settings"], most=20, least=0)
    for number, row in enumerate(rows if isinstance(rows, list) else []):
        here = problems.below("rows", number)
        here.count(row, most=20)
        for cell, place in here.each({"cells": row}, "cells"):
            _check_cell(cell, place)


def _check_cell(cell: Json, place: Problems) -> None:
    match cell.get("type"):
        case "raw_text":
            if place.fields(cell, needed="text"):
                place.below("text").words(cell["text"], most=10_000)
        case "raw_number":
            place.fields(cell, needed="value", allowed="text")
        case "rich_text":
            check_rich_text(cell, place)
        case kind:
            place.say(f"unsupported type: {kind}")


def _plan(block: Json, problems: Problems) -> None:
    if problems.fields(block, needed="title", allowed="tasks"):
        problems.below("title").words(block["title"], most=LONGEST_TASK_TITLE)
    tasks = block.get("tasks", [])
    problems.below("tasks").count(tasks, most=50, least=0)
    for task, here in problems.each({"tasks": tasks}, "tasks"):
        here.below("type").one_of(task.get("type"), "task_card")
        _task_card(task, here)
    ids = [str(task.get("task_id")) for task in tasks or [] if isinstance(task, dict)]
    if len(set(ids)) < len(ids):
        problems.below("tasks").say("task_id must be unique")


def _task_card(task: Json, problems: Problems) -> None:
    needed = "task_id title status"
    if not problems.fields(task, needed=needed, allowed="details output sources"):
        return
    problems.below("task_id").words(task["task_id"], most=255)
    problems.below("title").words(task["title"], most=LONGEST_TASK_TITLE)
    problems.below("status").one_of(task["status"], *TASK_STATUS)
    for name in ("details", "output"):
        if isinstance(task.get(name), dict):
            check_rich_text(task[name], problems.below(name))
    for source, here in problems.each({"sources": task.get("sources", [])}, "sources"):
        here.below("type").one_of(source.get("type"), "url")
        here.fields(source, needed="url text", allowed="icon_url")


CHECKS: dict[str, Callable[[Json, Problems], None]] = {
    "section": _section,
    "header": _header,
    "divider": _divider,
    "context": _context,
    "actions": _actions,
    "context_actions": _context_actions,
    "input": _input,
    "image": check_image,
    "markdown": _markdown,
    "rich_text": check_rich_text,
    "table": _table,
    "plan": _plan,
    "task_card": _task_card,
}
ELSEWHERE = {
    "modal": ("plan", "task_card", "table", "markdown"),
    "home": ("plan", "task_card", "table", "markdown"),
}
