"""Searches that would carry words read inside: shown to the asker exactly, made if approved."""

import secrets
from hashlib import sha256

from bot.locales import said_in
from bot.pacing import Urgency
from bot.reach import Reach
from bot.rendering.blocks import actions, button
from bot.rendering.inert import one_line
from bot.rendering.message import Message
from bot.rendering.notices import notice
from bot.rendering.registry import origin_line
from bot.slack_errors import SlackTrouble
from connectors.web import WebSource
from domain.events import SearchApproved, SearchShown
from domain.evidence import Origin, Passage
from domain.press import (
    ButtonPressed,
    SearchDecided,
)
from domain.question import Question, RunId, SourceKind
from policy.outbound import Fit, Risk, Unfit, Words, judged
from store.approvals import Click, ProposedSearch, Stage

_NAME, _NAMES = 100, 8  # letters of a source's line on a card, and lines


async def shown(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """A card for each search that is left, in the asker's direct message."""
    said = await reach.words(arrival.person, question.text)
    if arrival.person != question.asker.id:
        await _whisper(reach, arrival, said.search_not_yours)
        return
    proposed = await reach.approvals.of(arrival.run)
    left = [search for search in proposed if search.stage is Stage.PROPOSED]
    if not left:
        await _whisper(reach, arrival, said.search_none_left)
    channel = await reach.slack.direct_message(arrival.person)
    words = await _words(reach, question)
    for search in left:
        verdict = judged(search.words, words)
        if isinstance(verdict, Unfit):
            why = {
                Risk.LONG: said.search_too_long,
                Risk.SECRET: said.search_sensitive,
                Risk.ADDRESS: said.search_address,
                Risk.COPIES: said.search_copies,
            }[verdict.reason]
            cannot = said.search_cannot.format(title=search.title, reason=why)
            key = f"{arrival.run}/{search.subtask}/unfit"
            await reach.say(cannot, key=key, channel=arrival.person, run=arrival.run)
        else:
            await _card(reach, question, (search, verdict), channel=channel)


async def _card(
    reach: Reach, question: Question, card: tuple[ProposedSearch, Fit], *, channel: str
) -> None:
    (search, verdict), run = card, question.run
    nonce = secrets.token_hex(16)
    await reach.approvals.offer(
        run, search, asker=question.asker.id, nonce=nonce, at=reach.now()
    )
    event = SearchShown(subtask=search.subtask, digest=_digest(search))
    seen = sha256(nonce.encode()).hexdigest()[:12]
    await reach.journal.append(run, f"shown/{search.subtask}/{seen}", event, at=reach.now())
    said = await reach.words(question.asker.id, question.text)
    card_words = said.search_card.format(title=search.title, words=search.words)
    lines = [card_words, said.search_good_for]
    if verdict.internal_words:
        lines.insert(1, said.search_named.format(words=", ".join(verdict.internal_words)))
    if engine := _engine(reach, run):
        read = await _read_so_far(reach, question)
        lines.insert(-1, said.search_read.format(engine=engine, sources=read))
    buttons = actions(
        f"search:{run}:{search.subtask}",
        button(said.search_exactly, "search_yes", f"{run}:{nonce}", style="primary"),
        button(said.search_not, "search_no", f"{run}:{nonce}"),
    )
    message = notice("\n".join(lines), buttons, bold=search.words)
    await reach.slack.post(message, channel=channel, key=f"card-{seen}")


async def decided(reach: Reach, arrival: SearchDecided) -> None:
    """Only the asker's click on a good card does anything; then the words leave, once."""
    row = await reach.runs.get(arrival.run)
    words = await reach.words(arrival.person, row.question.text if row else "")
    if row is None or (arrival.approved and not row.state.is_final):
        await _answer(reach, arrival, words.search_at_work if row else words.search_void)
        return
    if arrival.approved and (verdict := await reach.door.refusal(row.question)):
        await _answer(reach, arrival, verdict.sentence)
        return
    click = Click(run=arrival.run, nonce=arrival.nonce, person=arrival.person, id=arrival.click)
    search = await reach.approvals.decide(click, at=reach.now(), approved=arrival.approved)
    if search is None:
        is_own, void = arrival.person == row.question.asker.id, notice(words.search_void)
        if not (is_own and await _used(reach, arrival, void)):
            await _answer(reach, arrival, words.search_void)
        return
    card = words.search_card.format(title=search.title, words=search.words)
    event = SearchApproved(
        subtask=search.subtask,
        digest=_digest(search),
        by=arrival.person,
        approved=arrival.approved,
    )
    key = f"decided/{search.subtask}"
    await reach.journal.append(arrival.run, key, event, at=reach.now())
    said = words.search_declined
    if arrival.approved:
        verdict = await reach.door.admit_again(
            row.question, lambda: reach.work.search_approved(arrival.run)
        )
        said = verdict.sentence or words.search_going
    message = notice(f"{card}\n{said}", bold=search.words)
    if not await _used(reach, arrival, message):
        await _answer(reach, arrival, said)


async def _used(reach: Reach, arrival: SearchDecided, message: Message) -> bool:
    """The card has no buttons after its use; False if it could not be changed."""
    if not arrival.ts:
        return False
    at, urgency = arrival.channel, Urgency.FINAL_PROGRESS
    try:
        await reach.slack.update(message, channel=at, ts=arrival.ts, urgency=urgency)
    except SlackTrouble:
        return False
    return True


def _engine(reach: Reach, run: RunId) -> str:
    web = reach.sources(run).get(SourceKind.WEB)
    return web.provider.name if isinstance(web, WebSource) else ""


async def _read_so_far(reach: Reach, question: Question) -> str:
    """The documents whose words the search could carry; the asker may open them.

    A line for each as under an answer, the oldest first.
    """
    asker = await reach.person(question.asker.id)
    language = said_in(question.text, asker)
    locale = reach.locales.of(question, now=reach.now(), language=language)
    origins: dict[str, Origin] = {}
    for one in sorted(await reach.evidence.of(question.run), key=_begun):
        if one.origin.ref.source.is_internal:
            origins.setdefault(str(one.origin.ref), one.origin)
    named = [one_line(origin_line(one, locale), _NAME) for one in origins.values()]
    rest = len(named) - _NAMES
    return "; ".join(named[:_NAMES]) + (f"; + {rest}" if rest > 0 else "") or "0"


def _begun(passage: Passage) -> float:
    moment = passage.origin.created or passage.origin.modified
    return moment.timestamp() if moment else 0.0


async def _words(reach: Reach, question: Question) -> Words:
    read = await reach.evidence.of(question.run)
    inside = [one for one in read if one.origin.ref.source.is_internal]
    quoted = (question.text,) if question.is_quoted else ()
    outside = [one.text for one in read if not one.origin.ref.source.is_internal]
    return Words(
        internal=(
            *(one.text for one in inside),
            *(one.origin.title for one in inside),
            *(turn.text for turn in question.earlier),
            *quoted,
        ),
        public=(question.own_words, *outside),
        asked=question.own_words,
    )


def _digest(search: ProposedSearch) -> str:
    return sha256(search.words.encode()).hexdigest()


async def _answer(reach: Reach, arrival: SearchDecided, sentence: str) -> None:
    """To whoever pressed, alone."""
    await reach.say(sentence, key=f"{arrival.click}/said", channel=arrival.person)


async def _whisper(reach: Reach, arrival: ButtonPressed, text: str) -> None:
    await reach.slack.whisper(
        notice(text), channel=arrival.channel, user=arrival.person, thread=arrival.thread
    )
