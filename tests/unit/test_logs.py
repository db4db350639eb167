"""What a line of the log says."""

import logging

from bot.logs import Lines


def test_a_line_names_what_it_is_about() -> None:
    """An operator who reads of a refusal finds the post and the reason on the same line."""
    record = logging.makeLogRecord(
        {"name": "bot.delivery", "levelname": "WARNING", "msg": "delivery.given_up"}
        | {"key": "run-1:answer", "code": "is_archived"}
    )

    line = Lines("%(levelname)s %(name)s %(message)s").format(record)

    assert line == "WARNING bot.delivery delivery.given_up key=run-1:answer code=is_archived"


def test_a_line_of_a_library_stays_as_it_is() -> None:
    """What is added is only what we gave."""
    record = logging.makeLogRecord({"name": "aiohttp", "msg": "%s closed", "args": ("socket",)})

    assert Lines("%(message)s").format(record) == "socket closed"
