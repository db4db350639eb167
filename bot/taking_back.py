"""Takes posts back that not everyone who can read them now may still read.

What must leave is written down before anything is changed in Slack, and each change may be made
twice without harm: whatever dies when, it goes on. Each message of an answer becomes one
constant sentence, its file is deleted, and so is what the plan showed; whoever asked is told.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery import opaque
from bot.judging import DAILY, AskedTomorrow, Judging, Leaves, Stays
from bot.pacing import Urgency
from bot.reading import Part
from bot.rendering.inert import one_line
from bot.rendering.limits import MOST_MESSAGES
from bot.rendering.taken_back import in_its_place
from bot.slack_client import SlackClient
from bot.slack_errors import Refusal, Simplify, SlackTrouble, TryLater
from domain.errors import SourceBusy, SourceError
from domain.events import TakenBack
from domain.post import Post, TakenBackPost
from domain.question import ChannelId, MessageTs
from store.journal import Journal
from store.outbox import Outbox
from store.plan_messages import PlanMessages
from store.runs import Runs
from store.standing_posts import StandingPost, StandingPosts, StandingState

log = logging.getLogger("dossier.taking_back")

POLL_SECONDS = 1.0
_AT_ONCE = 20
_PAUSE_SECONDS = 1.0  # between posts that nobody waits for: their look-ups are everyone's
_LONGEST_WAIT = 300.0
_PLAN_PAUSE = timedelta(seconds=5)
_MOST_PAUSES = 240  # twenty minutes: longer than a run may take
_OLD_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What is written down of posts and runs."""

    standing: StandingPosts
    plans: PlanMessages
    runs: Runs
    journal: Journal
    outbox: Outbox


class TakingBack:
    """One loop for the life of the process."""

    def __init__(
        self,
        slack: SlackClient,
        judging: Judging,
        records: Records,
        *,
        now: Callable[[], datetime],
        nudge: Callable[[], None] = lambda: None,
    ) -> None:
        self._slack = slack
        self._judging = judging
        self._records = records
        self._now = now
        self._nudge = nudge

    async def run(self) -> None:
        swept = self._now() - timedelta(seconds=_OLD_SECONDS)
        while True:
            if (self._now() - swept).total_seconds() >= _OLD_SECONDS:
                await self._records.standing.let_go(self._now())
                swept = self._now()
            await self.sweep()
            await asyncio.sleep(POLL_SECONDS)

    async def sweep(self) -> None:
        """Deal with what is due: what leaves first, then where somebody new may read."""
        for post in await self._records.standing.due(self._now(), limit=_AT_ONCE):
            await self._deal(post)
            if post.state is StandingState.STANDS and post.noticed is None:
                await asyncio.sleep(_PAUSE_SECONDS if self._is_old(post) else 0)

    def _is_old(self, post: StandingPost) -> bool:
        return self._now() - post.posted >= DAILY

    async def _deal(self, post: StandingPost) -> None:
        standing = self._records.standing
        try:
            if post.state in (StandingState.POSTING, StandingState.STANDS):
                await self._judge(post)
            else:
                await self._take_back(post)
        except (SourceBusy, TryLater) as busy:
            wait = min(0.5 * 2.0**post.tries, _LONGEST_WAIT)
            wait = max(wait, busy.after if isinstance(busy, TryLater) else 0.0)
            await standing.later(post.key, due=self._now() + timedelta(seconds=wait))
        except (SourceError, SlackTrouble) as closed:
            # Where we cannot look or write, nothing can be done but to try again.
            log.warning(
                "taking_back.closed", extra={"key": post.key, "why": type(closed).__name__}
            )
            await standing.later(post.key, due=self._now() + DAILY)

    async def _judge(self, post: StandingPost) -> None:
        standing = self._records.standing
        match await self._judging.judge(post):
            case Stays(mark=mark, asked=asked):
                await standing.stays(post, mark=mark, asked=asked)
            case AskedTomorrow():
                await standing.stays(post, mark=post.mark, asked=self._now())
            case Leaves(is_private=is_private):
                log.info("taking_back.begun", extra={"key": post.key})
                await standing.leaves(post.key, _leaving(post, is_private=is_private))
                if leaving := await standing.get(post.key):
                    await self._deal(leaving)

    async def _take_back(self, post: StandingPost) -> None:
        """Raises SlackTrouble; then it is done again from the start.

        A plan that is still drawn would undo our edit of it: all is looked through once more
        when its last edit was made.
        """
        is_drawn = await self._plan_is_drawn(post)
        if is_drawn and post.tries:
            await self._records.standing.later(post.key, due=self._now() + _PLAN_PAUSE)
            return
        messages, files = await self._everything_of(post)
        for ts in messages:
            await self._replace(post, ts)
        for file in files:
            await self._delete_file(file)
        if is_drawn:
            await self._records.standing.later(post.key, due=self._now() + _PLAN_PAUSE)
            return
        await self._taken(
            post, TakenBack(channel=post.channel, messages=len(messages), files=len(files))
        )

    async def _taken(self, post: StandingPost, what: TakenBack) -> None:
        """Written down, and said: once, whatever is done again."""
        if post.state is not StandingState.LEAVING_UNSAID:
            await self._tell(post)
        key = f"taken_back/{post.key}"
        await self._records.journal.append(post.run, key, what, at=self._now())
        await self._records.standing.gone(post.key)

    async def _plan_is_drawn(self, post: StandingPost) -> bool:
        """One that never ends is not waited for."""
        if post.tries >= _MOST_PAUSES:
            return False
        return any(plan.run == post.run for plan in await self._records.plans.open())

    async def _everything_of(
        self, post: StandingPost
    ) -> tuple[tuple[MessageTs, ...], tuple[str, ...]]:
        """Messages and files: those that were noted, and in a thread those that carry a key."""
        parts = await self._records.standing.parts(post.key)
        said: list[Part] = []
        if post.thread:
            said = await self._slack.thread(post.channel, post.thread)
        elif not parts.messages:  # a crash came between a message and its note
            said = await self._slack.latest(post.channel)
        found = [MessageTs(one.text("ts")) for one in said if _is_of(one, post)]
        return tuple(dict.fromkeys((*parts.messages, *found))), parts.files

    async def _replace(self, post: StandingPost, ts: MessageTs) -> None:
        """One that Slack no longer lets us edit is deleted; one that is gone is gone."""
        try:
            await self._slack.update(
                in_its_place(post.language),
                channel=post.channel,
                ts=ts,
                urgency=Urgency.ERROR,
            )
        except (Simplify, Refusal) as refused:
            log.warning("taking_back.deleted", extra={"key": post.key, "code": refused.code})
            await self._delete(post.channel, ts)

    async def _delete(self, channel: ChannelId, ts: MessageTs) -> None:
        try:
            await self._slack.delete(channel=channel, ts=ts)
        except SlackTrouble as refused:
            if refused.code != "message_not_found":
                raise

    async def _delete_file(self, file: str) -> None:
        try:
            await self._slack.delete_file(file)
        except SlackTrouble as refused:
            if refused.code not in ("file_not_found", "file_deleted"):
                raise

    async def _tell(self, post: StandingPost) -> None:
        question = await self._records.runs.question(post.run)
        content = TakenBackPost(
            what=post.kind,
            room_name=question.room.name if question else "",
            question=one_line(question.text, 300) if question else "",
            is_private=post.state is StandingState.LEAVING_PRIVATE,
            language=post.language,
        )
        told = Post(
            key=f"{post.key}/taken_back",
            channel=ChannelId(post.asker),
            content=content,
            run=post.run if question else None,
        )
        await self._records.outbox.put(told, at=self._now())
        self._nudge()


def _leaving(post: StandingPost, *, is_private: bool) -> StandingState:
    """Of a run that failed only its plan is worth taking back, and nothing worth telling."""
    if post.kind == "failure":
        return StandingState.LEAVING_UNSAID
    return StandingState.LEAVING_PRIVATE if is_private else StandingState.LEAVING


def _is_of(message: Part, post: StandingPost) -> bool:
    """A message of the post, or a plan of its run."""
    key = message.part("metadata").part("event_payload").text("key")
    own = {opaque(post.post_key, number) for number in range(1, MOST_MESSAGES + 1)}
    return key in own or key.startswith(f"plan-{post.run}-")
