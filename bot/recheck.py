"""Who reads the room and who may read what was read, asked again just before a post goes out.

Everything in the writer's context counts, cited or not. Whatever cannot be found out counts as
a no: a look-up that fails, a room with somebody from outside, a source that is gone. Whoever is
only too busy to say is asked again for a while.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from agents.resources import Resources
from bot.reach import Directory
from bot.slack_errors import SlackTrouble, TryLater
from domain.audience import NOBODY, WORLD, Audience, Readers
from domain.errors import SourceBusy, SourceError
from domain.evidence import SourceRef
from domain.post import (
    AnswerPost,
    ClarifyPost,
    Content,
    DigestPost,
    FailurePost,
    Post,
    PrivateOfferPost,
    QuotePost,
    SentencePost,
    TakenBackPost,
)
from domain.question import Question, RunId
from domain.resting import Rest, breadth_of, mark_of, shelf_of
from policy.access import covers
from policy.posting import Destination, destination
from store.evidence import Evidence

_SECONDS = 15.0  # for one look-up
_ALL_SECONDS = 60.0
_AT_ONCE = 8  # more would only wait at the sources' doors, where waiting has an end
PATIENCE = 10  # about nine minutes, with the pauses between tries
_OUR_OWN_WORDS = (
    *(SentencePost, FailurePost, PrivateOfferPost, ClarifyPost, QuotePost),
    TakenBackPost,
)

AudienceOf = Callable[[Question, SourceRef], Awaitable[Audience]]
Audiences = Mapping[SourceRef, Audience]


def audiences_now(resources: Resources) -> AudienceOf:
    """Asks each source who may read a document at this moment. Raises SourceError."""

    async def audience_of(question: Question, ref: SourceRef) -> Audience:
        source = resources.sources(question.run).get(ref.source)
        if source is None:
            return NOBODY
        return await source.audience_of(ref, await resources.access(question))

    return audience_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Where a post may go, and what it rests on as it was open at that moment.

    `mark` is of the room's readers, or empty where they are not known.
    """

    goes: Destination
    rests: tuple[Rest, ...] = ()
    mark: str = ""


FREELY = Checked(goes=Destination.ROOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """`audience_of` is left out where no source can be asked; then what was stored counts.

    `patience` is how many tries a post is worth while Slack or a source is too busy to say.
    """

    directory: Directory
    evidence: Evidence
    audience_of: AudienceOf | None = None
    patience: int = PATIENCE

    async def check(self, post: Post, question: Question | None, *, tries: int = 0) -> Checked:
        """Where the post may go now; what holds only our own words may go anywhere.

        Raises TryLater while Slack is too busy to say who reads a room, or a source who may
        read what was read.
        """
        if post.run is None or isinstance(post.content, _OUR_OWN_WORDS):
            return Checked(goes=Destination.ROOM, rests=await self._above(post))
        if question is None:  # forgotten meanwhile
            return Checked(goes=Destination.NOWHERE)
        asker = Readers.only(question.asker.id, question.asker.kind)
        try:
            room = await self._room(post)
        except TryLater:
            if tries < self.patience:
                raise
            room = None
        try:
            known = await self._audiences(post, question, room or asker)
        except TryLater:
            if tries < self.patience:
                raise
            return Checked(goes=Destination.NOWHERE)
        if isinstance(post.content, DigestPost) and not _all_cover(known, asker):
            return Checked(goes=Destination.NOWHERE)  # its owner's rights are its limit too
        return Checked(
            goes=destination(known.values(), room=room, asker=asker),
            rests=_rests(known),
            mark=mark_of(room) if room else "",
        )

    async def _room(self, post: Post) -> Readers | None:
        """Raises TryLater for a look-up that is too slow: it is made again.

        Many answers may end in one minute, and Slack lets us ask about few rooms in it. Of
        digests hundreds may be due in one: they share look-ups a minute old (five of a public
        channel); changes that Slack tells of end them at once.
        """
        if post.channel.startswith(("U", "W")):  # a person: the one whom it is meant for
            return None
        fresh = not isinstance(post.content, DigestPost)
        try:
            async with asyncio.timeout(_SECONDS):
                room = await self.directory.room(post.channel, fresh=fresh)
        except (SourceBusy, TimeoutError):
            raise TryLater("conversations.info", "busy") from None
        except (SourceError, SlackTrouble):
            return None
        return None if room.shared_outside else room.readers

    async def _audiences(self, post: Post, question: Question, readers: Readers) -> Audiences:
        """Of everything that was read and everything that is cited. Raises TryLater."""
        stored = await self._stored(question.run)
        refs = tuple(dict.fromkeys((*stored, *_cited(post.content))))
        internal = one_of_each([ref for ref in refs if ref.source.is_internal])
        if self.audience_of is None:
            return stored
        asked = replace(question, room=replace(question.room, readers=readers))
        fresh = await asked_again(self.audience_of, asked, internal)
        web = {ref: stored.get(ref, WORLD) for ref in refs if not ref.source.is_internal}
        return web | fresh

    async def _above(self, post: Post) -> tuple[Rest, ...]:
        """A failure is told in our own words, under a plan with titles of the lead's."""
        if post.run is None or not isinstance(post.content, FailurePost):
            return ()
        return _rests(await self._stored(post.run))

    async def _stored(self, run: RunId) -> dict[SourceRef, Audience]:
        """As each was open when it was read."""
        stored: dict[SourceRef, Audience] = {}
        for passage in await self.evidence.of(run):
            ref = passage.origin.ref
            stored[ref] = stored.get(ref, WORLD) & passage.audience
        return stored


async def asked_again(
    audience_of: AudienceOf, question: Question, refs: Sequence[SourceRef]
) -> dict[SourceRef, Audience]:
    """Who may read each now, for the readers of the question's room; a refusal is nobody.

    Raises TryLater if a source is too busy to say.
    """
    turns = asyncio.Semaphore(_AT_ONCE)

    async def one(ref: SourceRef) -> Audience | None:
        async with turns:
            try:
                async with asyncio.timeout(_SECONDS):
                    return await audience_of(question, ref)
            except (SourceBusy, TimeoutError):
                return None
            except SourceError:
                return NOBODY

    try:
        async with asyncio.timeout(_ALL_SECONDS):
            found = await asyncio.gather(*map(one, refs))
    except TimeoutError:
        raise TryLater("sources", "busy") from None
    known = {ref: who for ref, who in zip(refs, found, strict=True) if who is not None}
    if len(known) < len(refs):
        raise TryLater("sources", "busy")
    return known


def one_of_each(refs: Sequence[SourceRef]) -> tuple[SourceRef, ...]:
    """One for all that have the same readers: messages of a channel have their channel's."""
    return tuple({shelf_of(ref): ref for ref in reversed(refs)}.values())


def _rests(known: Audiences) -> tuple[Rest, ...]:
    return tuple(Rest(ref=ref, breadth=breadth_of(who)) for ref, who in known.items())


def _all_cover(known: Audiences, readers: Readers) -> bool:
    return all(covers(audience, readers) for audience in known.values())


def _cited(content: Content) -> tuple[SourceRef, ...]:
    match content:
        case AnswerPost(answer=said) | DigestPost(edition=said):
            return tuple(source.origin.ref for source in said.sources)
        case _:
            return ()
