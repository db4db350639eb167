"""From a run that has ended to a post: compared, settled as one, posted once."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.answer import Answer, Gap, GapKind
from domain.digest import (
    Covered,
    Digest,
    Edition,
    NewsItem,
    Remembered,
    SlotKind,
    SlotState,
    WhenUnchanged,
)
from domain.errors import ResearchError
from domain.events import AnswerReady, FailureKind, RunFailed, RunState
from domain.post import DigestPost, Post
from domain.question import ChannelId, Question, RunId
from scheduling.comparing import Comparison, compare
from scheduling.edition import learned, linked, reported
from scheduling.missed import is_late
from scheduling.pausing import Pausing
from scheduling.ports import Books, Ports
from scheduling.reading import read_before
from scheduling.sentences import (
    BROKE_OFF,
    BROKEN,
    DECLINED,
    MODEL_DOWN,
    NO_END,
    NO_SOURCE,
    RUN_MONEY,
    WAS_STOPPED,
)
from scheduling.telling import title_of
from store.digest_memory import Learned
from store.digest_slots import SlotRow
from store.standing_posts import standing_key

log = logging.getLogger("dossier.scheduling")

AT_ONCE = 8
STUCK = timedelta(hours=3)
WATCHED = timedelta(minutes=1)  # by then nearly all have ended, and few must be looked after
_WHY = {
    FailureKind.MODEL_DOWN: MODEL_DOWN,
    FailureKind.MODEL_REJECTED: MODEL_DOWN,
    FailureKind.MODEL_DECLINED: DECLINED,
    FailureKind.REFUSED: DECLINED,
    FailureKind.NO_SOURCE: NO_SOURCE,
    FailureKind.BUG: BROKEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    row: SlotRow
    digest: Digest
    question: Question
    answer: Answer


class Finishing:
    def __init__(self, books: Books, ports: Ports) -> None:
        self._books = books
        self._ports = ports
        self._pausing = Pausing(books, now=ports.now)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._here_since = ports.now()

    async def conclude(self) -> None:
        """Settle every slot whose run has ended."""
        rows = await self._books.slots.in_state(SlotState.STARTED)
        await asyncio.gather(*(self._conclude(row) for row in rows))

    async def post(self) -> None:
        """Hand on what is settled; the outbox takes each key once."""
        for row in await self._books.slots.in_state(SlotState.SETTLED):
            if row.edition is not None:
                await self._post(row, row.edition)
            await self._books.slots.posted(row.slot)

    async def _conclude(self, row: SlotRow) -> None:
        async with self._room:
            try:
                await self._ended(row)
            except ResearchError as failed:
                log.warning("digest.later", extra={"why": type(failed).__name__})

    async def _ended(self, row: SlotRow) -> None:
        run = row.slot.run
        state = await self._books.runs.state(run)
        found = await self._books.digests.get(row.slot.digest)
        question = await self._books.runs.question(run)
        if found is None or question is None:
            # Forgotten on somebody's wish: nothing is left to say, and the next slot may run.
            await self._books.slots.failed(row.slot, "it was forgotten.", Covered())
            return
        if state is RunState.DELIVERED:
            answer = await self._answer(run)
            if answer is not None:
                case = _Case(row=row, digest=found.digest, question=question, answer=answer)
                await self._settle(case)
        elif state is not None and state.is_final:
            await self._failed(row, found.digest, await self._why(found.digest, question))
        elif why := await self._no_end_to_come(row):
            await self._books.runs.move(run, RunState.FAILED)
            await self._failed(row, found.digest, why)

    async def _no_end_to_come(self, row: SlotRow) -> str:
        """Why its run is given up, or nothing."""
        now, began = self._ports.now(), row.began or row.slot.at
        if now - began > WATCHED and await self._ports.broke_off(row.slot.run):
            return BROKE_OFF
        # While no process was there nothing was stuck: the run goes on with this one.
        return NO_END if now - max(began, self._here_since) > STUCK else ""

    async def _answer(self, run: RunId) -> Answer | None:
        events = await self._books.journal.of(run)
        answers = [e.what.answer for e in events if isinstance(e.what, AnswerReady)]
        return answers[-1] if answers else None

    async def _why(self, digest: Digest, question: Question) -> str:
        events = await self._books.journal.of(question.run)
        failures = [e.what.failure for e in events if isinstance(e.what, RunFailed)]
        if FailureKind.BUDGET in failures[-1:]:
            unpaid = await self._ports.unpaid(digest, question.room)
            return unpaid.why if unpaid else RUN_MONEY
        return _WHY[failures[-1]] if failures else WAS_STOPPED

    async def _failed(self, row: SlotRow, digest: Digest, why: str) -> None:
        spend = await self._books.ledger.spend(row.slot.run)
        await self._pausing.failed(digest, row.slot, why)
        await self._books.slots.failed(row.slot, why, Covered(usd=round(spend.usd, 4)))

    async def _settle(self, case: _Case) -> None:
        """Compare, and write down what it says together with what it learned."""
        slot, digest = case.row.slot, case.digest
        memory = await self._still_said(digest)
        standings = await self._ports.reread(case.question, memory) if memory else {}
        reading = await read_before(self._books, case.question)
        claims = case.answer.claims
        found = compare(claims, memory, standings, is_news=reading.is_news)
        covered = _covered(case.answer, found)
        edition = await self._edition(case, found, covered)
        quiet = found.is_quiet and digest.unchanged is WhenUnchanged.SILENCE
        is_trial = slot.kind is SlotKind.TRY
        silent = quiet and slot.kind is SlotKind.DUE
        said = case.row.began or slot.at
        lessons = Learned() if is_trial else learned(found, said=said, run=slot.run)
        settled = await self._books.slots.settle(
            slot, None if silent else edition, covered=covered, learned=lessons
        )
        if settled:
            await self._books.digests.succeeded(digest.id)

    async def _still_said(self, digest: Digest) -> tuple[Remembered, ...]:
        """Without what was taken back: not everyone there may hear what was said before."""
        memory = await self._books.slots.remembered(digest.id)
        keys = {old.run: standing_key(post_key(old.run), digest.channel) for old in memory}
        standing = self._books.standing
        gone = {run for run, key in keys.items() if await standing.is_taken_back(key)}
        return tuple(old for old in memory if old.run not in gone)

    async def _edition(self, case: _Case, found: Comparison, covered: Covered) -> Edition:
        slot, digest = case.row.slot, case.digest
        report = reported(found)
        began = case.row.began or slot.at
        late = slot.kind is SlotKind.DUE and is_late(slot.at, began=began)
        before = [pair.before for pair in (*found.changed, *found.contradicted)]
        return Edition(
            digest=digest.id,
            title=title_of(digest),
            maker=digest.owner_name,
            news=await self._linked(report.news, [*before, *found.gone]),
            sources=report.sources,
            gaps=_gaps(case),
            covered=covered,
            since=await self._books.slots.last_look(digest.id),
            due=slot.at if late else None,
            zone=digest.cadence.zone,
            is_trial=slot.kind is SlotKind.TRY,
            language=digest.language,
        )

    async def _linked(
        self, news: tuple[NewsItem, ...], before: Sequence[Remembered]
    ) -> tuple[NewsItem, ...]:
        """Each correction with the address of the message that it corrects."""
        runs = {(old.text, old.said): old.run for old in before}
        urls = {run: await self._url(run) for run in set(runs.values())}
        by_words = {words: urls[run] for words, run in runs.items()}
        return tuple(
            linked(item, by_words[item.earlier, item.earlier_at])
            if item.earlier_at and (item.earlier, item.earlier_at) in by_words
            else item
            for item in news
        )

    async def _url(self, run: RunId) -> str:
        sent = await self._books.outbox.sent_as(post_key(run))
        return self._ports.link(sent.channel, sent.ts) if sent else ""

    async def _post(self, row: SlotRow, edition: Edition) -> None:
        found = await self._books.digests.get(row.slot.digest)
        if found is None:
            return
        digest = found.digest
        place = ChannelId(digest.owner) if edition.is_trial else digest.channel
        post = Post(
            key=post_key(row.slot.run),
            channel=place,
            content=DigestPost(edition=edition),
            run=row.slot.run,
        )
        await self._books.outbox.put(post, at=self._ports.now())


def _gaps(case: _Case) -> tuple[Gap, ...]:
    """That nothing was found since the last time is no gap."""
    if case.question.since is None:
        return case.answer.gaps
    return tuple(gap for gap in case.answer.gaps if gap.kind is not GapKind.NOT_FOUND)


def post_key(run: RunId) -> str:
    return f"{run}/post"


def _covered(answer: Answer, found: Comparison) -> Covered:
    """Counted from the run and from the second reading."""
    known = {pair.before.id for pair in found.known} | {old.id for old in found.unchanged}
    reread = {
        str(citation.origin.ref)
        for old in (*found.unchanged, *found.gone)
        for citation in old.citations
    }
    return Covered(
        read=max(answer.coverage.read, len(reread)),
        checked=len(reread),
        unchanged=len(known),
        unchecked=len(found.unchecked),
        usd=answer.coverage.usd,
        seconds=answer.coverage.seconds,
    )
