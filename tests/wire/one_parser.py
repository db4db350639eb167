"""One parsing process for all wire tests of a run; starting one takes most of a second."""

import asyncio
import atexit

from connectors.parsing import Parser

_PARSER = Parser()
atexit.register(_PARSER.close)


def one_parser() -> Parser:
    """For the test's own event loop, to which its semaphore belongs."""
    _PARSER._turns = asyncio.Semaphore(4)
    return _PARSER
