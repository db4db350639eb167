"""Rows into messages that Slack takes, with nothing lost."""

from collections.abc import Iterable

from bot.rendering.blocks import count_blocks
from bot.rendering.layout import Grid, Row, fitting, size
from bot.rendering.limits import MESSAGE_BLOCKS, MESSAGE_CHARACTERS

# No single row may fill a message alone, so that short ones still find room beside it.
_ROW = MESSAGE_CHARACTERS // 3


def messages_of(rows: Iterable[Row]) -> list[list[Row]]:
    """Rows in order, as few messages as the limits allow."""
    messages: list[list[Row]] = []
    for whole in rows:
        for row in fitting(whole, _ROW):
            if not messages or not _has_room([*messages[-1], row]):
                messages.append([])
            messages[-1].append(row)
    return messages


def _has_room(rows: list[Row]) -> bool:
    tables = sum(isinstance(row, Grid) for row in rows)
    return (
        tables <= 1
        and sum(map(size, rows)) <= MESSAGE_CHARACTERS
        and count_blocks(rows) <= MESSAGE_BLOCKS
    )


def beginning(rows: Iterable[Row], room: int) -> list[Row]:
    """The rows from the start that fit into `room` characters; at least the first, cut."""
    kept: list[Row] = []
    for whole in rows:
        for row in fitting(whole, _ROW):
            if kept and not (
                _has_room([*kept, row]) and sum(map(size, kept)) + size(row) <= room
            ):
                return kept
            kept.append(row)
    return kept
