"""One message per run that shows its plan, edited in place until it shows how the run ended.

Edits are few and far between on purpose: all runs of a workspace share one small allowance.
While a plan waits for its turn to be drawn, the line under its thread changes in its place.
"""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from itertools import count
from operator import itemgetter

from bot.locales import Locales
from bot.pacing import TooBusy, Urgency
from bot.readers_now import ReadersNow
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.plan import render_plan
from bot.rendering.plan_view import PlanView
from bot.settling import Settling
from bot.slack_client import SlackClient
from bot.slack_errors import Dismissed, SlackTrouble, TryLater
from bot.thread_status import Spot, ThreadStatus, line_of
from bot.watching import Shown, Watching
from domain.events import RunState
from domain.question import Effort, MessageTs

log = logging.getLogger("dossier.progress")

POLL_SECONDS = 0.3
EDIT_SECONDS = 3.0
QUICK_SECONDS = 15.0  # a small question that ends sooner shows no plan
QUEUED_SECONDS = 4.0
LINE_SECONDS = 40.0  # without an edit for so long, the line under the thread changes
MOST_LINES = 40
ENDING_SECONDS = 5.0


class Progress:
    """Owns the plan messages and what stands under the threads they are in."""

    def __init__(
        self,
        slack: SlackClient,
        watching: Watching,
        *,
        readers: ReadersNow,
        settling: Settling,
        locales: Locales,
    ) -> None:
        self._slack = slack
        self._watching = watching
        self._readers = readers
        self._settling = settling
        self._locales = locales
        self._status = ThreadStatus(slack)
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """For the life of the process."""
        await self._watching.start()
        while True:
            await self._watching.look()
            await self.show()
            await asyncio.sleep(POLL_SECONDS)

    async def show(self) -> None:
        """Post and edit what has changed, the most urgent first; nothing here waits for Slack.

        As many edits are begun as Slack takes now. The others are looked at again in the next
        round, so that the order is always that of the moment, and the words are too.
        """
        self._settle()
        edits = self._slack.free_edits()
        for _, view, shown in self._in_order():
            self._status.follow(_spot(shown), view.state)
            if not shown.message.ts:
                await self._begin_message(view, shown)
            elif edits and self._begin_edit(view, shown):
                edits -= 1
            self._tell(view, shown)

    def _settle(self) -> None:
        for shown in self._watching.all():
            for closed in shown.closed():
                view = shown.view(self._watching.now())
                self._settling.begin(closed, self._locale(view, shown))

    def _in_order(self) -> list[tuple[tuple[int, float], PlanView, Shown]]:
        now, at = self._watching.now(), _loop_time()
        views = _lined_up([(shown.view(now), shown) for shown in self._watching.all()])
        due = [
            (shown.rank(view, at), view, shown)
            for view, shown in ((self._fitting(view, shown), shown) for view, shown in views)
            if not (shown.is_busy or at < shown.retry_at or self._is_ending(view, shown))
        ]
        return sorted(due, key=itemgetter(0))

    def _fitting(self, view: PlanView, shown: Shown) -> PlanView:
        """Titles that rest on what was read are for those who read the room back then."""
        if not view.has_late_titles or self._readers.still_fit(shown.question):
            return view
        return view.discreet()

    def _is_ending(self, view: PlanView, shown: Shown) -> bool:
        """A run's state says that it was stopped a moment before it is noted by whom."""
        if view.state is not RunState.STOPPED or view.stopped_by or view.stopped_because:
            return False
        latest = max(event.at for event in shown.events.values())
        return (self._watching.now() - latest).total_seconds() < ENDING_SECONDS

    async def _begin_message(self, view: PlanView, shown: Shown) -> None:
        if self._deserves_a_message(view, shown):
            self._spawn(self._post(view, shown))
        elif view.state.is_final:
            await self._finish(shown)

    def _deserves_a_message(self, view: PlanView, shown: Shown) -> bool:
        if view.state.is_final:
            # Someone posted it and died before noting where: it must show the end.
            return shown.message.tries > 0
        if view.state is RunState.WAITING or (view.asks_first and not view.limit_usd):
            return False
        age = (self._watching.now() - shown.question.asked_at).total_seconds()
        if view.state is RunState.QUEUED:
            return age >= QUEUED_SECONDS
        return view.effort in (Effort.COMPARE, Effort.DEEP) or age >= QUICK_SECONDS

    async def _post(self, view: PlanView, shown: Shown) -> None:
        shown.is_busy = True
        run, channel = shown.run, shown.question.room.channel
        message = self._rendered(view, shown)
        try:
            ts = await self._posted_before(shown)
            if not ts and view.state.is_final:
                await self._finish(shown)
                return
            await self._watching.plans.trying(run)
            shown.message = replace(shown.message, tries=shown.message.tries + 1)
            if not ts:
                ts = await self._slack.post(
                    message,
                    channel=channel,
                    thread=shown.thread,
                    key=_key(shown),
                    urgency=Urgency.PROGRESS,
                )
                shown.drawn(view, message.text)
            await self._watching.plans.posted(run, channel, ts)
            shown.message = replace(shown.message, ts=ts, channel=channel)
        except SlackTrouble as refused:
            await self._troubled(shown, refused)
        finally:
            shown.is_busy = False

    async def _posted_before(self, shown: Shown) -> MessageTs | None:
        if not shown.message.tries:
            return None
        channel = shown.question.room.channel
        return await self._slack.posted_as(_key(shown), channel=channel, thread=shown.thread)

    def _begin_edit(self, view: PlanView, shown: Shown) -> bool:
        """False if there is nothing to draw yet."""
        is_pressing = view.state.is_final or shown.says_too_much(view)
        if not is_pressing and _loop_time() - shown.edited < EDIT_SECONDS:
            return False
        message = self._rendered(view, shown)
        if message.text != shown.text:
            shown.is_busy = True
            self._spawn(self._edit(view, shown, message))
            return True
        if view.state.is_final:
            self._spawn(self._finish(shown))
        return False

    async def _edit(self, view: PlanView, shown: Shown, message: Message) -> None:
        channel, ts = shown.message.channel, shown.message.ts
        try:
            await self._slack.update(
                message, channel=channel, ts=ts, urgency=Urgency.PROGRESS, patience=0
            )
        except TooBusy:
            return
        except SlackTrouble as refused:
            await self._troubled(shown, refused)
            return
        finally:
            shown.is_busy = False
        shown.drawn(view, message.text)
        if view.state.is_final:
            await self._finish(shown)

    def _tell(self, view: PlanView, shown: Shown) -> None:
        """What is said under a thread whose plan could not be drawn for a while."""
        rests = view.state.is_final or view.state is RunState.WAITING
        if view.state is RunState.QUEUED and len(self._watching.all()) > MOST_LINES:
            rests = True  # its plan says that it is queued, and Slack takes only so many lines
        is_early = _loop_time() - shown.stirred < LINE_SECONDS
        if rests or is_early or shown.is_busy or shown.is_telling:
            return
        shown.is_telling = True
        self._spawn(self._tell_line(view, shown))

    async def _tell_line(self, view: PlanView, shown: Shown) -> None:
        seconds = (self._watching.now() - shown.question.asked_at).total_seconds()
        words = self._locale(view, shown).words
        try:
            if await self._status.tell(_spot(shown), line_of(view, words, seconds=seconds)):
                shown.stirred = _loop_time()
        finally:
            shown.is_telling = False

    def _rendered(self, view: PlanView, shown: Shown) -> Message:
        return render_plan(view, self._locale(view, shown))

    def _locale(self, view: PlanView, shown: Shown) -> Locale:
        now = self._watching.now()
        return self._locales.of(shown.question, now=now, language=view.language)

    async def _finish(self, shown: Shown) -> None:
        await self._watching.plans.finished(shown.run)
        self._watching.forget(shown)
        self._status.leave(_spot(shown))

    async def _troubled(self, shown: Shown, refused: SlackTrouble) -> None:
        """Later, or never again where Slack does not let us."""
        log.warning("progress.refused", extra={"run": shown.run, "code": refused.code})
        if isinstance(refused, TryLater | Dismissed):
            after = refused.after if isinstance(refused, TryLater) else 60.0
            shown.retry_at = _loop_time() + after
            return
        await self._finish(shown)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _lined_up(views: list[tuple[PlanView, Shown]]) -> list[tuple[PlanView, Shown]]:
    """By when they were asked; what waits for its turn knows how many wait before it."""
    views.sort(key=lambda one: (one[1].question.asked_at, one[1].run))
    waiting = count()
    return [
        (replace(view, before=next(waiting)), shown)
        if view.state is RunState.QUEUED
        else (view, shown)
        for view, shown in views
    ]


def _spot(shown: Shown) -> Spot:
    question = shown.question
    return Spot(
        run=shown.run,
        channel=question.room.channel,
        thread=shown.thread,
        title=question.text,
        asker=question.asker.id,
    )


def _key(shown: Shown) -> str:
    return f"plan-{shown.run}-{shown.message.part}"


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
