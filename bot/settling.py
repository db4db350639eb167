"""Takes away the buttons under what waited for a person, and says there how it ended.

Whether somebody pressed, replied in words or let the time pass: all of it is in the journal, so
it is told from there, for everybody who looks at the message afterwards.
"""

import asyncio
import logging
from dataclasses import dataclass, field

from bot.pacing import Urgency
from bot.rendering.inert import one_line
from bot.rendering.locale import Locale
from bot.rendering.message import Message
from bot.rendering.settled import Waited, agreed_words, render_settled
from bot.rendering.words import Words
from bot.slack_client import SlackClient
from bot.slack_errors import SlackTrouble, TryLater
from domain.events import (
    AnswerReady,
    ClarificationAsked,
    PlanAgreed,
    PlanQuoted,
    ReplyHeard,
    RunEvent,
    RunFailed,
    RunStarted,
    RunStopped,
    Triaged,
)
from domain.post import ClarifyPost, QuotePost, StoppedPost
from domain.question import ChannelId, RunId
from store.outbox import Outbox
from store.replies import Replies

log = logging.getLogger("dossier.progress")

_TRIES = 20
_AGAIN_SECONDS = 2.0
_CLARIFIED = "clarified"  # how a pressed option is stored
_WAITED = (ClarifyPost, QuotePost, StoppedPost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The post under `key` waits no more since `event`; `person` said something before."""

    key: str
    event: RunEvent
    person: str = ""


@dataclass(slots=True, kw_only=True)
class Waits:
    """What of one run waits for a person, by the key of its post, event by event."""

    run: RunId
    taken: int = 0
    person: str = ""
    _open: dict[str, type[Waited]] = field(default_factory=dict)

    def take(self, event: RunEvent) -> list[Closed]:
        """What this event closes."""
        self.taken += 1
        closed: list[Closed] = []
        match event.what:
            case ClarificationAsked():
                self._open[f"{self.run}/clarify"] = ClarifyPost
            case PlanQuoted():
                closed = self._close(event, QuotePost)
                number = event.key.rpartition("/")[2]
                self._open[f"{self.run}/quote/{number}"] = QuotePost
            case Triaged():
                closed = self._close(event, ClarifyPost)
            case PlanAgreed():
                closed = self._close(event, QuotePost)
            case RunStopped():
                closed = self._close(event, ClarifyPost, QuotePost)
                self._open[f"{self.run}/{event.key}"] = StoppedPost
            case RunStarted() | RunFailed() | AnswerReady():
                closed = self._close(event, ClarifyPost, QuotePost, StoppedPost)
            case ReplyHeard(person=person):
                self.person = person
            case _:
                pass
        return closed

    def _close(self, event: RunEvent, *kinds: type[Waited]) -> list[Closed]:
        keys = [key for key, kind in self._open.items() if kind in kinds]
        for key in keys:
            del self._open[key]
        return [Closed(key=key, event=event, person=self.person) for key in keys]


class Settling:
    """Each edit is made on its own, whatever becomes of the plan; a lost one loses little."""

    def __init__(self, slack: SlackClient, outbox: Outbox, replies: Replies) -> None:
        self._slack = slack
        self._outbox = outbox
        self._replies = replies
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, closed: Closed, locale: Locale) -> None:
        task = asyncio.get_running_loop().create_task(self._settle(closed, locale))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _settle(self, closed: Closed, locale: Locale) -> None:
        """A post that is still on its way is waited for."""
        for _ in range(_TRIES):
            sent = await self._outbox.sent_as(closed.key)
            content = sent.post.content if sent else None
            if sent and isinstance(content, _WAITED):
                ending = await self._ending(closed, content, locale.words)
                message = render_settled(content, ending, locale)
                if await settled(self._slack, message, channel=sent.channel, ts=sent.ts):
                    return
            await asyncio.sleep(_AGAIN_SECONDS)

    async def _ending(self, closed: Closed, content: Waited, words: Words) -> str:
        match content:
            case ClarifyPost():
                return await self._clarified(closed, content, words)
            case QuotePost():
                return _of_quote(closed, content, words)
            case StoppedPost():
                return words.plan.taken_up

    async def _clarified(self, closed: Closed, content: ClarifyPost, words: Words) -> str:
        if not isinstance(closed.event.what, Triaged):
            return words.plan.not_answered
        for reply in await self._replies.after(closed.event.run, 0):
            by = one_line(reply.author, 60)
            if reply.steer == _CLARIFIED:
                option = one_line(reply.text, 200)
                return words.plan.chosen.format(by=by, option=option)
            return words.plan.answered.format(by=by)
        return words.plan.assumed.format(option=one_line(content.options[0], 200))


def _of_quote(closed: Closed, content: QuotePost, words: Words) -> str:
    match closed.event.what:
        case PlanAgreed() as agreed:
            return agreed_words(content.quote, agreed, words)
        case PlanQuoted() if closed.person:
            return words.plan.quote_changed.format(by=one_line(closed.person, 60))
        case RunStopped(reason=reason) if reason:
            return words.stopped_reason.format(reason=one_line(reason, 200))
        case RunStopped(by=by):
            return words.plan.quote_cancelled.format(by=one_line(by, 60))
        case _:
            return words.plan.not_answered


async def settled(slack: SlackClient, message: Message, *, channel: str, ts: str) -> bool:
    """False if it is worth another try; a refusal costs nothing but the edit."""
    try:
        await slack.update(message, channel=channel, ts=ts, urgency=Urgency.FINAL_PROGRESS)
    except TryLater:
        return False
    except SlackTrouble as refused:
        log.info("settling.refused", extra={"channel": ChannelId(channel), "why": refused.code})
    return True
