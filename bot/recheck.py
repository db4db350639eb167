"""Who reads the room and who may read the sources, asked again just before an answer is posted.

Whatever cannot be found out counts as a no: a look-up that fails, a room with somebody from
outside, a source that is gone. Whoever is only too busy to say is asked again for a while.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from agents.resources import Resources
from bot.reach import Directory
from bot.slack_errors import SlackTrouble, TryLater
from domain.audience import NOBODY, Audience, Readers
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
)
from domain.question import Question
from policy.posting import Destination, destination
from store.evidence import Evidence

_SECONDS = 15.0
PATIENCE = 10  # about nine minutes, with the pauses between tries
_OUR_OWN_WORDS = (SentencePost, FailurePost, PrivateOfferPost, ClarifyPost, QuotePost)

AudienceOf = Callable[[Question, SourceRef], Awaitable[Audience]]


def audiences_now(resources: Resources) -> AudienceOf:
    """Asks each source who may read a document at this moment. Raises SourceError."""

    async def audience_of(question: Question, ref: SourceRef) -> Audience:
        source = resources.sources(question.run).get(ref.source)
        if source is None:
            return NOBODY
        return await source.audience_of(ref, await resources.access(question))

    return audience_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """`audience_of` is left out where no source can be asked; then what was stored counts.

    `patience` is how many tries a post is worth while Slack or a source is too busy to say.
    """

    directory: Directory
    evidence: Evidence
    audience_of: AudienceOf | None = None
    patience: int = PATIENCE

    async def destination(
        self, post: Post, question: Question | None, *, tries: int = 0
    ) -> Destination:
        """Where the post may go now; what holds only our own words may go anywhere.

        Raises TryLater while Slack is too busy to say who reads a room, or a source who may
        read what is cited.
        """
        if post.run is None or isinstance(post.content, _OUR_OWN_WORDS):
            return Destination.ROOM
        if question is None:  # forgotten meanwhile
            return Destination.NOWHERE
        cited = _cited(post.content)
        stored = [passage.audience for passage in await self.evidence.of(question.run)]
        try:
            room = await self._room(post)
        except TryLater:
            if tries < self.patience:
                raise
            room = None
        try:
            fresh = await self._fresh(question, cited)
        except TryLater:
            if tries < self.patience:
                raise
            return Destination.NOWHERE
        asker = Readers.only(question.asker.id, question.asker.kind)
        return destination((*stored, *fresh), room=room, asker=asker)

    async def _room(self, post: Post) -> Readers | None:
        """Raises TryLater for a look-up that is too slow: it is made again.

        Many answers may end in one minute, and Slack lets us ask about few rooms in it.
        """
        if post.channel.startswith(("U", "W")):  # a person: the one whom it is meant for
            return None
        if isinstance(post.content, DigestPost):
            return await self._room_of_digest(post)
        try:
            async with asyncio.timeout(_SECONDS):
                room = await self.directory.room(post.channel)
        except (SourceBusy, TimeoutError):
            raise TryLater("conversations.info", "busy") from None
        except (SourceError, SlackTrouble):
            return None
        return None if room.shared_outside else room.readers

    async def _room_of_digest(self, post: Post) -> Readers | None:
        """Hundreds may be due in one minute, which Slack does not let us ask about one by one.

        So they share look-ups a minute old (five of a public channel); changes that Slack tells
        of end them at once. A look-up that is too slow is made again later. Raises TryLater.
        """
        try:
            async with asyncio.timeout(_SECONDS):
                room = await self.directory.room(post.channel, fresh=False)
        except (SourceBusy, TimeoutError):
            raise TryLater("conversations.info", "busy") from None
        except (SourceError, SlackTrouble):
            return None
        return None if room.shared_outside else room.readers

    async def _fresh(
        self, question: Question, refs: Iterable[SourceRef]
    ) -> tuple[Audience, ...]:
        internal = [ref for ref in dict.fromkeys(refs) if ref.source.is_internal]
        if self.audience_of is None or not internal:
            return ()
        return tuple(await asyncio.gather(*(self._one(question, ref) for ref in internal)))

    async def _one(self, question: Question, ref: SourceRef) -> Audience:
        if self.audience_of is None:
            return NOBODY
        try:
            async with asyncio.timeout(_SECONDS):
                return await self.audience_of(question, ref)
        except (SourceBusy, TimeoutError):
            raise TryLater(ref.source.value, "busy") from None
        except SourceError:
            return NOBODY


def _cited(content: Content) -> tuple[SourceRef, ...]:
    match content:
        case AnswerPost(answer=said) | DigestPost(edition=said):
            return tuple(source.origin.ref for source in said.sources)
        case _:
            return ()
