"""The lead: plans, sends out, listens, redirects and decides when there is enough."""

import json
from collections.abc import Awaitable, Sequence
from dataclasses import replace

from agents.briefing import shared_opening
from agents.conclusion import Conclusion
from agents.consent import Agreement, Consent
from agents.conversation import (
    Reply,
    Request,
    ResultPart,
    Stop,
    TextPart,
    ToolCall,
    UserPart,
    UserTurn,
)
from agents.gaps import OUT_OF_TIME
from agents.lead_turns import (
    LeadBrief,
    added_for,
    news_told,
    opening,
    verdict_on,
    with_words,
    words_of,
)
from agents.planning import Situation, judge
from agents.resources import Resources
from agents.team import Team
from agents.thinking import Ears, Spoken, Thinker
from agents.tools import (
    CancelCall,
    DispatchCall,
    FinishCall,
    RedirectCall,
)
from agents.triage import Triage
from agents.wishes import Wishes
from domain.evidence import SourceRef
from domain.plan import SubtaskClass, SubtaskId
from domain.question import SourceKind
from domain.record import UnreadableRecordError, from_json
from policy.egress import Allow, Latch, at_first, note_for
from store.durable import StepFailed, parallel
from store.replies import Reply as PersonReply

_MOST_TURNS = 24
_HANDOVER_LETTERS = 600_000  # about 180,000 tokens
_NUDGE = "Call wait to listen, or finish when there is enough."
_UNREADABLE = '{"error":"The arguments of this call cannot be read."}'
_LIMITS = ("LimitReached",)


class Lead:
    """One lead's loop over its team."""

    def __init__(
        self,
        resources: Resources,
        team: Team,
        *,
        triage: Triage,
        available: Sequence[SourceKind],
        pointed: Sequence[SourceRef] = (),
        consent: Consent | None = None,
    ) -> None:
        """With `consent` no subtask starts before somebody has agreed to the price."""
        self._resources = resources
        self._team = team
        self._triage = triage
        self._available = tuple(available)
        self._pointed = tuple(pointed)
        # What others said and what was found before is internal text.
        known = any(one.carries_internal_words for one in team.reports.values())
        self._latch = Latch.CLOSED if known else at_first(team.question)
        self._words = self._latch  # for notes to web subagents at work; closes later
        self._rounds = 0
        self._asked_by = ""  # whose words the next dispatch answers
        self._finish: FinishCall | None = None
        self._consent = consent
        self._agreed_usd = 0.0
        self._wishes = Wishes(team)

    async def work(self, thinker: Thinker) -> Conclusion:
        """Turns until `finish`, a limit, or no more progress."""
        request = self._opening()
        for turn in range(1, _MOST_TURNS + 1):
            spoken = await self._say(thinker, request, turn=turn)
            if spoken is None:
                await self._team.disband(by="Dossier")
                return self._concluded(limit=True)
            reply, request = spoken.reply, with_words(request, spoken.heard)
            await self._team.heard(spoken.heard)
            for one in spoken.heard:
                await self._obey(one)
            told = self._wishes.open
            results = await self._perform(reply)
            added = await self._add_wishes(told)
            said = await self._heard_meanwhile()
            if self._finish is not None and not (added or said):
                break
            self._finish = None  # somebody spoke while the lead was finishing
            request = request.saying(reply.turn, UserTurn(parts=(*results, *added, *said)))
            if len(str(request.turns)) > _HANDOVER_LETTERS:
                request = self._opening()  # goes on from the plan and the findings
        await self._team.disband(by="Dossier")
        return self._concluded(limit=False)

    def _concluded(self, *, limit: bool) -> Conclusion:
        finish = FinishCall() if limit else self._finish or FinishCall()
        return Conclusion(finish=finish, limit=limit, agreed_usd=self._agreed_usd)

    async def _say(self, thinker: Thinker, request: Request, *, turn: int) -> Spoken | None:
        """The lead's reply, or None when the money is gone.

        Beside the first turn the subagents' shared prefix is written to the model's cache, so
        that a fan-out reads it instead of writing it once for each.
        """
        thinker = replace(thinker, cap=self._team.cap)
        ears = Ears(listen=self._team.unheard(), adding=with_words)
        said = thinker.say_hearing(request, ears, turn=turn)
        calls: list[Awaitable[Spoken | bool]] = [said]
        if turn == 1 and len(self._available) > 1:
            calls.append(thinker.warm(self._shared_prefix()))
        reply, *_ = await parallel(*calls)
        if isinstance(reply, StepFailed):
            if reply.kind in _LIMITS:
                return None
            raise reply
        return reply if isinstance(reply, Spoken) else None

    def _shared_prefix(self) -> Request:
        return shared_opening(
            self._resources,
            self._team.question,
            self._available,
            kind=SubtaskClass.INTERNAL,
        )

    async def _perform(self, reply: Reply) -> tuple[UserPart, ...]:
        if reply.stop is not Stop.TOOLS:
            if not self._team.busy and self._rounds:
                self._finish = FinishCall(outline=reply.text)
            return (TextPart(text=_NUDGE),)
        results: list[UserPart] = []
        for call in reply.calls:
            try:
                text = await self._one(call)
            except UnreadableRecordError:
                text = _UNREADABLE
            results.append(ResultPart(call=call.id, text=text))
        return tuple(results)

    async def _heard_meanwhile(self) -> tuple[UserPart, ...]:
        """What people said since the last look: the lead hears it before its next call."""
        replies = await self._team.glance()
        for reply in replies:
            await self._obey(reply)
        return words_of(replies)

    async def _one(self, call: ToolCall) -> str:
        match call.name:
            case "dispatch":
                return await self._dispatch(from_json(call.arguments, DispatchCall))
            case "wait":
                return await self._wait()
            case "redirect":
                return await self._redirect(from_json(call.arguments, RedirectCall))
            case "cancel":
                return await self._cancel(from_json(call.arguments, CancelCall))
            case "finish":
                return await self._end(from_json(call.arguments, FinishCall))
            case _:
                return '{"error":"There is no such tool."}'

    async def _end(self, finish: FinishCall) -> str:
        """Not before the parts have ended that code added for somebody in the thread."""
        news: list[str] = []
        while self._wishes.at_work:
            news.append(await self._wait())
        self._finish = None if news else finish
        return "\n".join(news) or '{"ok":true}'

    async def _add_wishes(self, told: Sequence[PersonReply]) -> tuple[UserPart, ...]:
        """For what the lead was told before this turn, and made no part for in it."""
        if self._consent is not None:
            return ()
        added = await self._wishes.add(told, self._situation)
        if added:
            self._asked_by = ""  # answered; the lead's next dispatch is its own
        return tuple(TextPart(text=added_for(task)) for task in added)

    async def _redirect(self, told: RedirectCall) -> str:
        if why := self._untouchable(told.subtask):
            return why
        return verdict_on(await self._team.redirect(SubtaskId(told.subtask), told.note))

    async def _cancel(self, ended: CancelCall) -> str:
        if why := self._untouchable(ended.subtask):
            return why
        return verdict_on(await self._team.cancel(SubtaskId(ended.subtask), by="Dossier"))

    def _untouchable(self, subtask: str) -> str:
        """Why nothing may be said to it, not even that it ends; or nothing."""
        task = self._team.plan.get(SubtaskId(subtask))
        verdict = note_for(task.kind, self._words) if task else Allow()
        if isinstance(verdict, Allow):
            return ""
        return json.dumps({"ok": False, "reason": verdict.reason})

    async def _dispatch(self, call: DispatchCall) -> str:
        accepted, refused = judge(call.subtasks, self._situation(), asked_by=self._asked_by)
        if accepted and self._consent is not None:
            agreement = await self._consent.ask(accepted, self._available)
            if not agreement.subtasks:
                return await self._not_agreed(agreement)
            accepted, self._consent = agreement.subtasks, None
            self._agreed_usd = agreement.limit_usd
        if accepted:
            self._asked_by = ""
            self._rounds += 1
            # From here on internal findings may come in; the web is no longer possible.
            self._latch = Latch.CLOSED
        await self._team.add(*accepted)
        self._wishes.planned(accepted)
        left = [one.web for one in refused if one.web]
        await self._team.leave_to_asker(*left)
        self._wishes.left_to_asker(left)
        return json.dumps(
            {
                "started": [task.id for task in accepted],
                "refused": [{"id": one.id, "reason": one.reason} for one in refused],
            },
            ensure_ascii=False,
        )

    def _situation(self) -> Situation:
        return Situation(
            plan=self._team.plan,
            running=frozenset(self._team.running),
            taken=self._team.taken,
            available=self._available,
            latch=self._latch,
            rounds=self._rounds,
            budget=self._resources.budget,
        )

    async def _not_agreed(self, agreement: Agreement) -> str:
        """The asker wants something else; or nobody answered, and there is nothing to do."""
        if not agreement.words:
            self._finish = FinishCall()
        for reply in agreement.words:
            await self._obey(reply)
        self._wishes.dropped()
        self._asked_by = ""  # the whole plan is theirs, not one part of it
        said = [{"from": reply.author, "text": reply.text} for reply in agreement.words]
        note = "Nobody has started: dispatch again, changed as the replies ask."
        return json.dumps({"started": [], "replies": said, "note": note}, ensure_ascii=False)

    async def _wait(self) -> str:
        if not self._team.busy:
            return '{"events":[],"running":[],"note":"Nobody is at work."}'
        news = await self._team.hear()
        if any(report.carries_internal_words for report in news.reports):
            self._words = Latch.CLOSED
        for reply in news.replies:
            await self._obey(reply)
        if news.late:
            await self._team.disband(by=OUT_OF_TIME)
        return json.dumps(news_told(news, sorted(self._team.running)), ensure_ascii=False)

    async def _obey(self, reply: PersonReply) -> None:
        """What code made of a person's words is done by code, whatever the model does next."""
        self._latch = self._words = Latch.CLOSED  # a thread is internal text
        by = reply.author
        if reply.text:
            self._asked_by = by
        self._wishes.hear(reply)
        verb, _, what = reply.steer.partition(":")
        if verb == "skip":
            kinds = {SourceKind(one) for one in what.split(",") if one in set(SourceKind)}
            self._available = tuple(one for one in self._available if one not in kinds)
            await self._team.cancel_sources(kinds, by=by)
        elif verb == "cancel":
            await self._team.cancel(SubtaskId(what), by=by)

    def _opening(self) -> Request:
        return opening(
            LeadBrief(
                question=self._team.question,
                triage=self._triage,
                budget=self._resources.budget,
                available=self._available,
                pointed=self._pointed,
                reports=self._team.reports.values(),
            )
        )
