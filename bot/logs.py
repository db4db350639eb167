"""What is written to the log: our own lines, which hold ids and kinds and nobody's words.

Libraries are heard from `WARNING` on, whatever the level: further down they write addresses,
statements with their values, and whole requests. Those that quote what they were given even in
a warning are heard when they fail alone.
"""

import logging

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"asctime", "message", "taskName"}
_STOPPED = frozenset({"DBOSAwaitedWorkflowCancelledError", "DBOSWorkflowCancelledError"})
OURS = ("agents", "bot", "connectors", "domain", "dossier", "policy", "scheduling", "store")
_QUOTING = ("aiosqlite", "googleapiclient", "httpx", "httpx2", "slack_bolt", "slack_sdk")


class Lines(logging.Formatter):
    """An event's name and, after it, the ids and kinds that were given: `key=… code=…`."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        given = vars(record).items()
        pairs = [f"{name}={value!s}" for name, value in given if name not in _USUAL]
        return " ".join((super().formatMessage(record), *pairs))


def not_stopped(record: logging.LogRecord) -> bool:
    """False for what the engine calls an error when a person stops a run."""
    kind = record.exc_info[0] if record.exc_info else None
    return kind is None or kind.__name__ not in _STOPPED


def write_logs(level: str) -> None:
    """`level` is that of our own lines."""
    written = logging.StreamHandler()
    written.setFormatter(Lines(_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[written])
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.getLogger("dossier.audit").setLevel(logging.INFO)  # its seals are for keeping
    logging.getLogger("dbos").addFilter(not_stopped)
    for name in _QUOTING:
        logging.getLogger(name).setLevel(logging.ERROR)
