"""What Slack shows under a thread besides messages: the session with its Stop, and a line.

The line has an allowance of its own beside that for edits, so it is what changes when forty
plans wait for their turn to be drawn. Both are best effort.
"""

import asyncio
import logging
from dataclasses import dataclass

from bot.pacing import TooBusy, Urgency
from bot.rendering.plan import state_words
from bot.rendering.plan_view import PlanView
from bot.rendering.words import Words
from bot.slack_client import SlackClient
from bot.slack_errors import SlackTrouble
from domain.amounts import duration
from domain.events import RunState
from domain.question import RunId

log = logging.getLogger("dossier.progress")

_CLEAR_PATIENCE = 5.0
_REFUSED_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A run's thread; its session is named by the question, and begun by its asker."""

    run: RunId
    channel: str
    thread: str
    title: str = ""
    asker: str = ""


@dataclass(slots=True, kw_only=True)
class _Session:
    """`shown` is what Slack was told last; empty is nothing yet. `line_at` is loop time."""

    shown: str = ""
    wanted: str = "active"
    has_left: bool = False
    is_settling: bool = False
    line_at: float = 0.0
    telling: asyncio.Task[bool] | None = None


class ThreadStatus:
    def __init__(self, slack: SlackClient) -> None:
        self._slack = slack
        self._sessions: dict[RunId, _Session] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, spot: Spot, state: RunState) -> None:
        """Slack says `is working`, with its own Stop, exactly while the run works.

        A run that waits for a person is `suspended`.
        """
        session = self._sessions.setdefault(spot.run, _Session())
        session.has_left = False
        self._want(_status_of(state), spot, session)

    def leave(self, spot: Spot) -> None:
        """The run has ended; the line goes with the session."""
        session = self._sessions.setdefault(spot.run, _Session())
        session.has_left = True
        # What a process before us told Slack of the run is not known here.
        session.shown = session.shown or "unknown"
        self._want("active", spot, session)
        if not session.is_settling:
            self._sessions.pop(spot.run, None)

    async def tell(self, spot: Spot, line: str) -> bool:
        """True if the line now stands there."""
        session = self._sessions.setdefault(spot.run, _Session())
        session.telling = asyncio.create_task(self._tell(spot, session, line))
        return await session.telling

    def _want(self, status: str, spot: Spot, session: _Session) -> None:
        session.wanted = status
        if status != (session.shown or "active") and not session.is_settling:
            session.is_settling = True
            task = asyncio.create_task(self._settle(spot, session))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _settle(self, spot: Spot, session: _Session) -> None:
        """One call after another, so that the last one told is the last one wanted."""
        try:
            while session.wanted != session.shown:
                session.shown = session.wanted
                await self._slack.session(
                    session.wanted,
                    channel=spot.channel,
                    thread=spot.thread,
                    title=spot.title,
                    asker=spot.asker,
                )
            await self._clear(spot, session)
        except (SlackTrouble, TooBusy) as refused:
            log.info("progress.no_session", extra={"run": spot.run, "why": str(refused)})
        finally:
            session.is_settling = False
            if session.has_left:
                self._sessions.pop(spot.run, None)

    async def _clear(self, spot: Spot, session: _Session) -> None:
        if session.shown == "processing":
            return
        if session.telling is not None:
            await session.telling
        await self._slack.status(
            "", channel=spot.channel, thread=spot.thread, patience=_CLEAR_PATIENCE
        )

    async def _tell(self, spot: Spot, session: _Session, line: str) -> bool:
        now = asyncio.get_running_loop().time()
        if now < session.line_at:
            return False
        try:
            await self._slack.status(
                line,
                channel=spot.channel,
                thread=spot.thread,
                patience=0,
                urgency=Urgency.NICETY,
            )
        except TooBusy:
            return False
        except SlackTrouble as refused:
            log.info("progress.no_line", extra={"run": spot.run, "why": refused.code})
            session.line_at = now + _REFUSED_SECONDS
            return False
        return True


def line_of(view: PlanView, words: Words, *, seconds: float) -> str:
    """Our own words and counts; `seconds` are since the question."""
    so_far = words.so_far.format(duration=duration(round(seconds), words.code))
    if view.state is RunState.QUEUED:
        return words.plan.in_line.format(what=so_far)
    parts = [state_words(view, words)]
    if view.read:
        parts.append(words.read.format(read=view.read))
    return words.plan.still_at_work.format(what=" · ".join([*parts, so_far]))


def _status_of(state: RunState) -> str:
    if state is RunState.WAITING:
        return "suspended"
    return "active" if state.is_final else "processing"
