"""The Sources button: each source read again, with the rights of whoever pressed."""

import asyncio
from collections.abc import Sequence

from bot.reach import Reach
from bot.rendering.locale import Locale
from bot.rendering.notices import notice
from bot.rendering.source_list import (
    Seen,
    Sight,
    loading_view,
    sources_message,
    sources_view,
)
from bot.slack_errors import OutOfReach, SlackTrouble
from connectors.source import Access, Source
from domain.answer import Answer, Citation
from domain.answer import Source as Cited
from domain.audience import Readers
from domain.errors import SourceDenied, SourceError, SourceMissing
from domain.evidence import Document
from domain.post import AnswerPost
from domain.press import (
    ButtonPressed,
)
from domain.question import Asker, Question, SourceKind
from policy.access import covers

_SECONDS = 12.0
_AT_ONCE = 6
_FIND = 120


async def pressed(reach: Reach, arrival: ButtonPressed, question: Question) -> None:
    """A form that fills in; where none may be opened, a message that only they see."""
    answer = await _answer(reach, arrival)
    language = answer.language if answer else ""
    locale = reach.locales.of(question, now=reach.now(), language=language)
    view_id = await _opened(reach, arrival, locale) if answer else ""
    if answer is None:
        await _whisper(reach, arrival, [], locale=locale)
        return
    asker = await reach.directory.person(arrival.person)
    seen = await see(reach, answer, question, asker=asker)
    if not view_id:
        await _whisper(reach, arrival, seen, locale=locale)
        return
    await reach.slack.update_view(view_id, sources_view(seen, locale))


async def _answer(reach: Reach, arrival: ButtonPressed) -> Answer | None:
    answers = [
        post.content.answer
        for post in await reach.outbox.on_their_way(arrival.run)
        if isinstance(post.content, AnswerPost)
    ]
    return answers[-1] if answers else None


async def _opened(reach: Reach, arrival: ButtonPressed, locale: Locale) -> str:
    if not arrival.trigger:
        return ""
    try:
        return await reach.slack.open_view(arrival.trigger, loading_view(locale.words))
    except SlackTrouble:
        return ""


async def _whisper(
    reach: Reach, arrival: ButtonPressed, seen: Sequence[Seen], *, locale: Locale
) -> None:
    message = sources_message(seen, locale) if seen else notice(locale.words.gone)
    try:
        await reach.slack.whisper(
            message, channel=arrival.channel, user=arrival.person, thread=arrival.thread
        )
    except OutOfReach:
        return


async def see(
    reach: Reach, answer: Answer, question: Question, *, asker: Asker
) -> tuple[Seen, ...]:
    """What `asker` alone may see of an answer's sources, as they are now."""
    sources = reach.sources(question.run)
    only = Readers.only(asker.id, asker.kind)
    access = Access(asker=asker, room=only, place=question.room.channel)
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(cited: Cited) -> Seen:
        citations = _citations(answer, cited)
        async with turns:
            source = sources.get(cited.origin.ref.source)
            return await _seen(cited, citations, source, access=access)

    return tuple(await asyncio.gather(*(one(cited) for cited in answer.sources)))


def _citations(answer: Answer, cited: Cited) -> tuple[Citation, ...]:
    found = {
        citation.quote: citation
        for claim in answer.claims
        for citation in claim.citations
        if citation.number == cited.number
    }
    return tuple(found.values())


async def _seen(
    cited: Cited, citations: tuple[Citation, ...], source: Source | None, *, access: Access
) -> Seen:
    quotes = tuple(citation.quote for citation in citations)
    if cited.origin.ref.source is SourceKind.WEB:  # open to everybody, and read for this answer
        return Seen(source=cited, sight=Sight.OPEN, quotes=quotes)
    if source is None:
        return Seen(source=cited, sight=Sight.SILENT)
    try:
        async with asyncio.timeout(_SECONDS):
            documents = [
                await source.read(cited.origin.ref, access, find=quote[:_FIND])
                for quote in quotes or ("",)
            ]
    except (SourceDenied, SourceMissing):
        return Seen(source=cited, sight=Sight.NOT_OPEN)
    except (SourceError, TimeoutError):
        return Seen(source=cited, sight=Sight.SILENT)
    if not all(covers(document.audience, access.room) for document in documents):
        return Seen(source=cited, sight=Sight.NOT_OPEN)
    return _standing(cited, quotes, documents)


def _standing(cited: Cited, quotes: Sequence[str], documents: Sequence[Document]) -> Seen:
    """A quote is shown if it still stands there; the words that were read are not enough."""
    standing = tuple(
        quote
        for quote, document in zip(quotes, documents, strict=False)
        if _folded(quote) in _folded("\n".join(one.text for one in document.excerpts))
    )
    changed = len(standing) < len(quotes)
    return Seen(source=cited, sight=Sight.CHANGED if changed else Sight.OPEN, quotes=standing)


def _folded(text: str) -> str:
    return " ".join(text.split())
