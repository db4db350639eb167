"""Notes of what a post rests on and where its pieces are, so that it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.language import language_of
from bot.recheck import Checked
from domain.audience import Readers
from domain.post import AnswerPost, Content, DigestPost, Post
from domain.question import ChannelId, MessageTs, Question
from domain.resting import mark_of
from store.standing_posts import StandingPost, StandingPosts, StandingState, standing_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Noting:
    """Posts that rest on nothing of the company's are never looked at again, nor noted."""

    standing: StandingPosts
    now: Callable[[], datetime]

    async def begins(
        self,
        post: Post,
        question: Question | None,
        *,
        checked: Checked,
        channel: ChannelId,
        thread: MessageTs,
    ) -> None:
        """Before the first message, so that a crash behind it leaves no post unknown."""
        if question is None or not any(rest.ref.source.is_internal for rest in checked.rests):
            return
        mine = mark_of(Readers.only(question.asker.id, question.asker.kind))
        noted = StandingPost(
            key=standing_key(post.key, channel),
            run=question.run,
            channel=channel,
            asker=question.asker.id,
            language=_language(post.content, question),
            kind=post.content.kind,
            rests=checked.rests,
            posted=self.now(),
            thread=thread,
            mark=checked.mark if channel == post.channel else mine,
        )
        await self.standing.begins(noted)

    async def has_message(self, key: str, channel: ChannelId, ts: MessageTs) -> None:
        await self.standing.has_part(standing_key(key, channel), ts)

    async def has_file(self, key: str, channel: ChannelId, file: str) -> None:
        await self.standing.has_part(standing_key(key, channel), file, is_file=True)

    async def stands(self, key: str, channel: ChannelId) -> None:
        await self.standing.stands(standing_key(key, channel), at=self.now())

    async def kept_out(self, post: Post, question: Question | None, checked: Checked) -> None:
        """It may not be in its room: what a crash left of it there goes, and so does the plan.

        Nobody is told of that: the sentence in the room and the asker's message tell it.
        """
        await self.begins(
            post, question, checked=checked, channel=post.channel, thread=post.thread
        )
        key = standing_key(post.key, post.channel)
        await self.standing.leaves(key, StandingState.LEAVING_UNSAID)


def _language(content: Content, question: Question) -> str:
    match content:
        case AnswerPost(answer=answer):
            return answer.language
        case DigestPost(edition=edition):
            return edition.language
        case _:
            return language_of(question.text, otherwise=question.asker.locale or "en")
