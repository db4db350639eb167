"""What a line of the log says."""

import logging

from dbos import error

from bot.logs import Lines, not_stopped


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


def test_a_run_that_somebody_stopped_is_no_error_in_the_log() -> None:
    """Else each press of Stop writes a page that alarms whoever reads it; what broke stays."""
    stopped = (
        error.DBOSAwaitedWorkflowCancelledError("run-1"),
        error.DBOSWorkflowCancelledError("run-1"),
    )
    broke = RuntimeError("x")
    heard = [
        not_stopped(logging.makeLogRecord({"exc_info": (type(one), one, None)}))
        for one in (*stopped, broke)
    ]

    assert heard == [False, False, True]
    assert not_stopped(logging.makeLogRecord({}))
