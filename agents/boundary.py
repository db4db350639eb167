"""The edge of a workflow: whatever breaks inside becomes a failure that is written down."""

import logging
from collections.abc import Awaitable, Callable

from store.durable import StepFailed

log = logging.getLogger(__name__)
BUG = "Bug"


async def guarded(
    work: Callable[[], Awaitable[None]], on_failure: Callable[[str], Awaitable[None]]
) -> str:
    """Do the work; on a failure hand its kind on: an error's class, or BUG for our own."""
    try:
        await work()
    except StepFailed as failed:
        await on_failure(failed.kind if failed.expected else BUG)
        return failed.kind
    except Exception:  # the run boundary: DBOS's control exceptions pass through
        log.exception("workflow.failed")
        await on_failure(BUG)
        return BUG
    return ""
