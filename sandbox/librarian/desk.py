"""Where a request arrives and is handed to the role that it describes."""

from sandbox.claude.reply import Reply, says, text
from sandbox.claude.wire import Json


def answer(_request: Json) -> Reply:
    """The same request always gets the same reply."""
    return says(text("I quote what I am given, and was given nothing to quote."))
