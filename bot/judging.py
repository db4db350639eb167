"""Whether a post may stay where it stands: who reads there now, and who may read its sources.

No source is asked as long as the readers are the same, or are full members of ours and all of
it was open to every member. Doubt counts against a post only where somebody new may read it;
where nobody does, a source that does not answer is asked again the next day.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.reach import Directory
from bot.recheck import PATIENCE, AudienceOf, one_of_each
from bot.slack_errors import TryLater
from domain.audience import ALL_MEMBERS, NOBODY, Audience, PersonId, PersonKind, Readers
from domain.errors import SourceDenied, SourceError, SourceMissing
from domain.evidence import SourceRef
from domain.question import Asker, Question, SourceKind
from domain.resting import Breadth, Rest, mark_of, shelf_of
from policy.access import covers
from policy.posting import may_stay
from store.standing_posts import StandingPost

DAILY = timedelta(days=1)
_SHARED = timedelta(minutes=30)  # by the posts of one daily look


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """For the readers of this mark; `asked` is set when all its sources said so just now."""

    mark: str
    asked: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """`is_private` if whoever asked may still read all of it."""

    is_private: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTomorrow:
    """Nobody new reads it, and a source did not say."""


Judgement = Stays | Leaves | AskedTomorrow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    audience: Audience
    at: datetime


@dataclass(slots=True, kw_only=True)
class Judging:
    """`audience_of` is None where no source can be asked: then what needs one does not stay."""

    directory: Directory
    audience_of: AudienceOf | None
    now: Callable[[], datetime]
    patience: int = PATIENCE
    _said: dict[tuple[str, str, str], _Said] = field(default_factory=dict, init=False)

    async def judge(self, post: StandingPost) -> Judgement:
        """Raises SourceError where the room cannot be seen, TryLater while a source is busy."""
        if not any(rest.ref.source.is_internal for rest in post.rests):
            return Stays(mark=post.mark)
        now = self.now()
        room = await self.directory.room(post.channel, fresh=False)
        mark = mark_of(room.readers)
        is_daily = now - (post.asked or post.posted) >= DAILY
        is_new = mark != post.mark
        refs = _in_question(post.rests, room.readers, is_new=is_new, is_daily=is_daily)
        if not refs:
            return Stays(mark=mark)
        question = Question(
            run=post.run,
            text="",
            asker=await self._asker(post.asker),
            room=room,
            asked_at=post.posted,
        )
        # What a source said since the change counts for all the posts that rest on it.
        since = post.noticed or now - _SHARED
        # One after another: nobody waits for this.
        found = [await self._one(question, ref, since=since) for ref in refs]
        verdict = _verdict(found, question)
        if verdict is not None:
            return verdict
        if None not in found:
            return Stays(mark=mark, asked=now if is_daily else None)
        return self._in_doubt(post, is_new=is_new)

    def _in_doubt(self, post: StandingPost, *, is_new: bool) -> Judgement:
        if not is_new:
            return AskedTomorrow()
        if post.tries < self.patience:
            raise TryLater("sources", "busy")
        return Leaves(is_private=False)

    async def _asker(self, person: PersonId) -> Asker:
        try:
            return await self.directory.person(person)
        except SourceMissing:
            return Asker(id=person, name="", kind=PersonKind.STRANGER)

    async def _one(
        self, question: Question, ref: SourceRef, *, since: datetime
    ) -> Audience | None:
        """None for what the source did not say."""
        key = (shelf_of(ref), question.asker.id, mark_of(question.room.readers))
        said = self._said.get(key)
        if said is None or said.at < since:
            at = self.now()
            audience = await self._asked(question, ref)
            if audience is None:
                return None
            said = _Said(audience=audience, at=at)
            self._said = {k: v for k, v in self._said.items() if v.at > at - _SHARED}
            self._said[key] = said
        return said.audience

    async def _asked(self, question: Question, ref: SourceRef) -> Audience | None:
        if self.audience_of is None:
            return NOBODY
        if ref.source is SourceKind.DRIVE and not question.asker.email:
            return None  # whoever asked has left, and nobody else's eyes are lent for this
        try:
            return await self.audience_of(question, ref)
        except (SourceMissing, SourceDenied):
            return NOBODY
        except SourceError:  # too busy, broken, or not connected any more: nothing was said
            return None


def _verdict(found: Sequence[Audience | None], question: Question) -> Leaves | None:
    """That it must go, if one source says so; others may say nothing."""
    known = [audience for audience in found if audience is not None]
    if may_stay(known, room=question.room.readers):
        return None
    mine = Readers.only(question.asker.id, question.asker.kind)
    return Leaves(is_private=len(known) == len(found) and may_stay(known, room=mine))


def _in_question(
    rests: Sequence[Rest], readers: Readers, *, is_new: bool, is_daily: bool
) -> tuple[SourceRef, ...]:
    """What has to be asked for, one of what shares its readers."""
    internal = [rest for rest in rests if rest.ref.source.is_internal]
    if not is_daily:
        internal = [rest for rest in internal if is_new and not _is_sure(rest, readers)]
    return one_of_each([rest.ref for rest in internal])


def _is_sure(rest: Rest, readers: Readers) -> bool:
    match rest.breadth:
        case Breadth.WORLD:
            return True
        case Breadth.MEMBERS:
            return covers(ALL_MEMBERS, readers)
        case Breadth.NAMED:
            return False
