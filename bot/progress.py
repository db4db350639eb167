"""One message per run that shows its plan, edited in place until it shows how the run ended.

Edits are few and far between on purpose: all runs of a workspace share one small allowance.
"""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace

from bot.locales import Locales
from bot.pacing import TooBusy, Urgency
from bot.rendering.message import Message
from bot.rendering.plan import render_plan
from bot.rendering.plan_view import PlanView
from bot.slack_client import SlackClient
from bot.slack_errors import Dismissed, SlackTrouble, TryLater
from bot.watching import Shown, Watching
from domain.events import RunState
from domain.question import Effort, MessageTs

log = logging.getLogger("dossier.progress")

POLL_SECONDS = 0.3
EDIT_SECONDS = 3.0
QUICK_SECONDS = 15.0  # a small question that ends sooner shows no plan
QUEUED_SECONDS = 4.0
REDRAW_SECONDS = 45.0  # never a silent minute: even without news the message is drawn again
ENDING_SECONDS = 5.0


class Progress:
    """Owns the plan messages and the sessions of the threads they are in."""

    def __init__(self, slack: SlackClient, watching: Watching, *, locales: Locales) -> None:
        self._slack = slack
        self._watching = watching
        self._locales = locales
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """For the life of the process."""
        await self._watching.start()
        while True:
            await self._watching.look()
            await self.show()
            await asyncio.sleep(POLL_SECONDS)

    async def show(self) -> None:
        """Post and edit what has changed: ends first, then what has waited longest.

        Nothing here waits for Slack: what wants an edit must not keep a new plan from its post,
        and the longest wait comes first each time.
        """
        now = self._watching.now()
        views = [(shown.view(now), shown) for shown in self._watching.all()]
        views.sort(key=lambda pair: (not pair[0].state.is_final, pair[1].edited))
        for view, shown in views:
            if shown.is_busy or _loop_time() < shown.retry_at or self._is_ending(view, shown):
                continue
            self._open_session(view, shown)
            if shown.message.ts:
                await self._bring_up_to_date(view, shown)
            elif self._deserves_a_message(view, shown):
                self._spawn(self._post(view, shown))
            elif view.state.is_final:
                await self._finish(shown)

    def _is_ending(self, view: PlanView, shown: Shown) -> bool:
        """A run's state says that it was stopped a moment before it is noted by whom."""
        if view.state is not RunState.STOPPED or view.stopped_by or view.stopped_because:
            return False
        latest = max(event.at for event in shown.events.values())
        return (self._watching.now() - latest).total_seconds() < ENDING_SECONDS

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
                shown.text = message.text
            await self._watching.plans.posted(run, channel, ts)
            shown.message = replace(shown.message, ts=ts, channel=channel)
            shown.edited = _loop_time()
        except SlackTrouble as refused:
            await self._troubled(shown, refused)
        finally:
            shown.is_busy = False

    async def _posted_before(self, shown: Shown) -> MessageTs | None:
        if not shown.message.tries:
            return None
        channel = shown.question.room.channel
        return await self._slack.posted_as(_key(shown), channel=channel, thread=shown.thread)

    async def _bring_up_to_date(self, view: PlanView, shown: Shown) -> None:
        waited = _loop_time() - shown.edited
        message = self._rendered(view, shown)
        is_news = message.text != shown.text or waited >= REDRAW_SECONDS
        if view.state.is_final and message.text == shown.text:
            await self._finish(shown)
        elif is_news and (waited >= EDIT_SECONDS or view.state.is_final):
            shown.is_busy = True
            self._spawn(self._edit(shown, message, final=view.state.is_final))

    async def _edit(self, shown: Shown, message: Message, *, final: bool) -> None:
        try:
            await self._slack.update(
                message,
                channel=shown.message.channel,
                ts=shown.message.ts,
                urgency=Urgency.FINAL_PROGRESS if final else Urgency.PROGRESS,
                patience=None
                if final
                else 0,  # who is not let through now tries again, in line
            )
        except TooBusy:
            return
        except SlackTrouble as refused:
            await self._troubled(shown, refused)
            return
        finally:
            shown.is_busy = False
        shown.text, shown.edited = message.text, _loop_time()
        if final:
            await self._finish(shown)

    def _rendered(self, view: PlanView, shown: Shown) -> Message:
        now = self._watching.now()
        locale = self._locales.of(shown.question, now=now, language=view.language)
        return render_plan(view, locale)

    async def _finish(self, shown: Shown) -> None:
        await self._watching.plans.finished(shown.run)
        self._watching.forget(shown)
        if shown.has_session:
            self._spawn(self._session("active", shown))

    async def _troubled(self, shown: Shown, refused: SlackTrouble) -> None:
        """Later, or never again where Slack does not let us."""
        log.warning("progress.refused", extra={"run": shown.run, "code": refused.code})
        if isinstance(refused, TryLater | Dismissed):
            after = refused.after if isinstance(refused, TryLater) else 60.0
            shown.retry_at = _loop_time() + after
            return
        await self._finish(shown)

    def _open_session(self, view: PlanView, shown: Shown) -> None:
        if not shown.has_session and not view.state.is_final:
            shown.has_session = True
            self._spawn(self._session("processing", shown))

    async def _session(self, status: str, shown: Shown) -> None:
        """Best effort: without it only Slack's own Stop is missing."""
        channel, thread = shown.question.room.channel, shown.thread
        try:
            await self._slack.session(status, channel=channel, thread=thread)
            if status == "active":
                await self._slack.status("", channel=channel, thread=thread, patience=5)
        except (SlackTrouble, TooBusy) as refused:
            log.info("progress.no_session", extra={"run": shown.run, "why": str(refused)})

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _key(shown: Shown) -> str:
    return f"plan-{shown.run}-{shown.message.part}"


def _loop_time() -> float:
    return asyncio.get_running_loop().time()
