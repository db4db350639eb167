"""`dossier run` that tells of all it commits, and goes on only when it has been heard.

`python -m tests.scenarios.telling_child PORT`: for each commit one line goes to that port on
this machine (the tables written, and for an event or a step which), and one byte comes back. So
whoever listens can kill it between a commit and whatever it would do next.
"""

import socket
import sys
import threading
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from bot.__main__ import main

_TOLD = "told"
_NAMES = {"journal": "key", "operation_outputs": "function_name"}


class Teller:
    """Listens to SQLAlchemy: what a transaction wrote is told once its connection is free."""

    def __init__(self, port: int) -> None:
        self._line = socket.create_connection(("127.0.0.1", port))
        self._turn = threading.Lock()  # the engine writes from threads of its own

    def listen(self) -> None:
        event.listen(sa.Engine, "after_cursor_execute", self._wrote)
        event.listen(sa.Pool, "checkin", self._ended)

    def _wrote(self, connection: sa.Connection, *about: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        *_, context, _is_many = about
        if context.isinsert or context.isupdate:
            name = _name(context.compiled.statement.table.name, context.compiled_parameters)
            connection.info.setdefault(_TOLD, []).append(name)

    def _ended(self, _connection: object, record: sa.PoolProxiedConnection) -> None:
        if names := record.info.pop(_TOLD, ()):
            with self._turn:
                self._line.sendall(f"commit {', '.join(dict.fromkeys(names))}\n".encode())
                self._line.recv(1)


def _name(table: str, parameters: list[dict[str, object]]) -> str:
    more = parameters[0].get(_NAMES.get(table, "")) if parameters else None
    return f"{table} {more}" if more else table


if __name__ == "__main__":
    Teller(int(sys.argv[1])).listen()
    main(["run"])
