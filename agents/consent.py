"""A dear plan is shown with its price, and waits for a person to agree to it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from agents.phrases import phrases
from agents.resources import Resources
from agents.team import Team
from agents.triage import Triage
from domain.budget import Budget
from domain.events import PlanAgreed, PlanQuoted, RunState, RunStopped, StateChanged
from domain.plan import Subtask, SubtaskClass, SubtaskId
from domain.post import Content, Post, QuotePost, SentencePost
from domain.question import Effort, Question, RoomKind, RunId, SourceKind
from domain.quote import Choice, Quote, QuotedPart
from store.durable import give_way, step
from store.replies import Reply

_STEP_SECONDS = 60.0
_PATIENCE = timedelta(hours=2)
_MOST_QUOTES = 3
_CHEAP_PARTS = 3
# Measured on whole runs: what a part costs, its share of planning and writing included.
_PART_USD = (0.30, 0.65)
_PART_MINUTES = 1.5
_SLACKNESS = 2.0  # between what a cheap run is said to cost and where it is stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """`subtasks` may start, within `limit_usd`. Without any, `words` say what to change.

    Neither means that nobody answered, and that the run has ended.
    """

    subtasks: tuple[Subtask, ...] = ()
    limit_usd: float = 0.0
    words: tuple[Reply, ...] = ()


def asks_first(question: Question, effort: Effort, budget: Budget, *, dearest: float) -> bool:
    """Whether somebody must agree before it starts; there must be somebody to ask."""
    if budget.ask_above_usd is None or effort is not Effort.DEEP:
        return False
    can_be_asked = question.room.kind is not RoomKind.TERMINAL and not question.digest
    return can_be_asked and dearest > budget.ask_above_usd


def quote_for(subtasks: Sequence[Subtask], budget: Budget) -> Quote:
    """Estimates go with the number of parts; no run is promised above its limit."""
    count = len(subtasks)
    cheap = _cheaper(subtasks)
    return Quote(
        parts=tuple(QuotedPart(title=one.title, sources=one.sources) for one in subtasks),
        usd=(_cents(_PART_USD[0] * count), min(_cents(_PART_USD[1] * count), budget.usd)),
        minutes=max(min(_PART_MINUTES * count, budget.seconds / 60), 1.0),
        limit_usd=budget.usd,
        cheaper_parts=len(cheap),
        cheaper_usd=_cents(_PART_USD[0] * len(cheap)),
    )


def _cents(usd: float) -> float:
    return math.ceil(usd * 10) / 10


def _cheaper(subtasks: Sequence[Subtask]) -> tuple[Subtask, ...]:
    """The first few parts that need nothing that would be left out; none if that is all."""
    kept: list[Subtask] = []
    for task in subtasks:
        if len(kept) < _CHEAP_PARTS and set(task.needs) <= {one.id for one in kept}:
            kept.append(task)
    return tuple(kept) if 0 < len(kept) < len(subtasks) else ()


async def may_go_on(resources: Resources, run: RunId) -> bool:
    """Whether a run that waits for its price has been answered, or waited long enough."""
    heard = {event.key for event in await resources.journal.of(run)}
    said = await resources.replies.after(run, 0)
    unheard = any(f"reply/{one.sequence}" not in heard for one in said)
    return unheard or await _waited_long(resources, run)


async def _waited_long(resources: Resources, run: RunId) -> bool:
    events = await resources.journal.of(run)
    shown = [event.at for event in events if isinstance(event.what, PlanQuoted)]
    return bool(shown) and resources.now() - shown[-1] > _PATIENCE


class Consent:
    """One run's question whether to go ahead; after a few changes it goes ahead as asked."""

    def __init__(
        self, resources: Resources, team: Team, triage: Triage, *, web: Sequence[Subtask] = ()
    ) -> None:
        """`web` are parts that were made from the asker's own words, before any others."""
        self._resources = resources
        self._team = team
        self._words = phrases(triage.language)
        self._web = tuple(web)
        self._quotes = 0

    async def ask(
        self, proposed: Sequence[Subtask], available: Sequence[SourceKind]
    ) -> Agreement:
        """The web parts of the first plan stay in later ones: replies cannot make new ones."""
        subtasks = self._with_web(proposed, available)
        budget = self._resources.budget
        quote = quote_for(subtasks, budget)
        self._quotes += 1
        await self._show(quote)
        said = await self._answer()
        choice = next((Choice(one.steer) for one in said if one.steer in set(Choice)), None)
        if not said:
            await self._let_go()
            return Agreement()
        if choice is None and self._quotes < _MOST_QUOTES:
            return Agreement(words=said)
        cheap = choice is Choice.CHEAPER and bool(quote.cheaper_parts)
        limit = min(quote.cheaper_usd * _SLACKNESS, budget.usd) if cheap else budget.usd
        agreed = PlanAgreed(
            choice=Choice.CHEAPER if cheap else Choice.START,
            by=said[-1].author,
            limit_usd=limit,
        )
        self._team.begin(at=await self._agreed(agreed), usd=limit)
        return Agreement(subtasks=_cheaper(subtasks) if cheap else subtasks, limit_usd=limit)

    def _with_web(
        self, proposed: Sequence[Subtask], available: Sequence[SourceKind]
    ) -> tuple[Subtask, ...]:
        own = tuple(one for one in proposed if one.kind is SubtaskClass.INTERNAL)
        new = tuple(one for one in proposed if one.kind is SubtaskClass.WEB)
        self._web = new or self._web
        taken = {one.id for one in own}
        held = (
            replace(one, id=SubtaskId(f"{one.id}w")) if one.id in taken else one
            for one in self._web
        )
        return (*own, *(held if SourceKind.WEB in available else ()))

    async def _show(self, quote: Quote) -> None:
        resources, run, number = self._resources, self._team.question.run, self._quotes

        async def show() -> bool:
            await resources.runs.move(run, RunState.WAITING)
            await resources.note(run, f"quoted/{number}", PlanQuoted(quote=quote))
            await self._put(QuotePost(quote=quote), key=f"quote/{number}")
            return True

        await step(f"quote {number}", bool, show, seconds=_STEP_SECONDS)

    async def _answer(self) -> tuple[Reply, ...]:
        """Whoever waits for a person holds no place that others could use."""
        resources, run, replies = self._resources, self._team.question.run, self._team.unheard()

        async def answered() -> bool:
            return bool(await replies()) or await _waited_long(resources, run)

        await give_way(run, unless=answered)
        return await self._team.glance()

    async def _agreed(self, agreed: PlanAgreed) -> datetime:
        resources, run = self._resources, self._team.question.run

        async def note() -> datetime:
            await resources.note(run, f"agreed/{self._quotes}", agreed)
            await resources.runs.move(run, RunState.RESEARCHING)
            changed = StateChanged(state=RunState.RESEARCHING)
            await resources.note(run, "state/researching/agreed", changed)
            return resources.now()

        return await step("agreed", datetime, note, seconds=_STEP_SECONDS)

    async def _let_go(self) -> None:
        resources, run = self._resources, self._team.question.run

        async def let_go() -> bool:
            if not await resources.runs.move(run, RunState.STOPPED):
                return False
            changed = StateChanged(state=RunState.STOPPED)
            await resources.note(run, "state/stopped/unanswered", changed)
            reason = self._words.nobody_started
            await resources.note(run, "unanswered", RunStopped(by="", reason=reason))
            await self._put(SentencePost(sentence=reason), key="unanswered")
            return True

        await step("let go", bool, let_go, seconds=_STEP_SECONDS)

    async def _put(self, content: Content, *, key: str) -> None:
        question = self._team.question
        post = Post(
            key=f"{question.run}/{key}",
            channel=question.room.channel,
            thread=question.thread,
            run=question.run,
            content=content,
        )
        await self._resources.outbox.put(post, at=self._resources.now())
