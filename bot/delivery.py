"""Posts what the outbox holds: each once, whatever dies when.

An attempt is noted before it is made and carries its key in the message's metadata, so that
after a crash the thread is searched for the key before anything is posted again.
"""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256

from bot.locales import Locales
from bot.noting import Noting
from bot.pacing import Urgency
from bot.recheck import FREELY, Checked, Recheck
from bot.rendering.answer import answer_file
from bot.rendering.handing_over import HandingOver
from bot.rendering.locale import Locale
from bot.rendering.message import Attachment, Message, Rendered
from bot.rendering.notices import notice
from bot.rendering.posts import render
from bot.slack_client import SlackClient
from bot.slack_errors import (
    Dismissed,
    OutOfReach,
    Refusal,
    Simplify,
    SlackTrouble,
    TryLater,
)
from bot.urgency import urgency_of
from domain.audience import PersonId
from domain.post import AnswerPost, Post, SentencePost
from domain.question import ChannelId, MessageTs, Question, RoomKind, RunId
from policy.posting import Destination
from store.outbox import Outbox, Pending
from store.runs import Runs

log = logging.getLogger("dossier.delivery")

POLL_SECONDS = 0.25
MOST_TRIES = 40
MOST_FAILURES = 3  # of our own: the same bug would strike again
LONGEST_WAIT = 300.0
_DISMISSED_WAIT = timedelta(minutes=5)


def opaque(key: str, number: int = 1) -> str:
    """What travels in metadata, which anybody in the workspace can read."""
    return sha256(f"{key}#{number}".encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    channel: ChannelId
    thread: MessageTs
    urgency: Urgency = Urgency.ANSWER


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    pending: Pending
    question: Question | None
    rendered: Rendered
    checked: Checked = FREELY

    @property
    def key(self) -> str:
        return self.pending.post.key


class Delivery:
    """One loop for the life of the process."""

    def __init__(
        self,
        slack: SlackClient,
        outbox: Outbox,
        runs: Runs,
        *,
        locales: Locales,
        recheck: Recheck,
        noting: Noting,
    ) -> None:
        self._slack = slack
        self._recheck = recheck
        self._noting = noting
        self._outbox = outbox
        self._runs = runs
        self._now = noting.now
        self._locales = locales
        self._posting: dict[str, asyncio.Task[None]] = {}
        self._broken: dict[str, int] = {}
        self._nudged = asyncio.Event()

    def nudge(self) -> None:
        """There is something new to post."""
        self._nudged.set()

    async def run(self) -> None:
        try:
            while True:
                await self.sweep()
                await self._pause()
        finally:
            await self.drain()

    async def drain(self) -> None:
        """Let the posts that are under way end."""
        if self._posting:
            await asyncio.wait(list(self._posting.values()), timeout=10)

    async def sweep(self) -> None:
        """Start posting everything that is due and not under way."""
        for pending in await self._outbox.due(self._now()):
            key = pending.post.key
            if key in self._posting or self._broken.get(key, 0) >= MOST_FAILURES:
                continue
            task = asyncio.create_task(self._deliver(pending), name=key)
            self._posting[key] = task
            task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        key = task.get_name()
        self._posting.pop(key, None)
        if not task.cancelled() and (broken := task.exception()):
            self._broken[key] = self._broken.get(key, 0) + 1
            log.error("delivery.broken", exc_info=broken, extra={"key": key})

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._nudged.wait()
        except TimeoutError:
            pass
        self._nudged.clear()

    async def _deliver(self, pending: Pending) -> None:
        post = pending.post
        await self._outbox.trying(post.key)
        try:
            await self._attempt(pending)
        except TryLater as busy:
            await self._later(pending, busy)
        except Dismissed as gone:
            log.critical("delivery.dismissed", extra={"code": gone.code})
            due = self._now() + _DISMISSED_WAIT
            await self._outbox.retry(post.key, gone.code, due=due)
        except SlackTrouble as refused:
            log.warning("delivery.given_up", extra={"key": post.key, "code": refused.code})
            await self._outbox.given_up(post.key, refused.code)

    async def _later(self, pending: Pending, busy: TryLater) -> None:
        key = pending.post.key
        if pending.tries >= MOST_TRIES:
            await self._outbox.given_up(key, busy.code)
            return
        wait = max(busy.after, min(0.5 * 2**pending.tries, LONGEST_WAIT))
        await self._outbox.retry(key, busy.code, due=self._now() + timedelta(seconds=wait))

    async def _attempt(self, pending: Pending) -> None:
        post = pending.post
        question = await self._runs.question(post.run) if post.run else None
        if question is not None and question.room.kind is RoomKind.TERMINAL:
            await self._outbox.given_up(post.key, "shown in a terminal")
            return
        checked = await self._recheck.check(post, question, tries=pending.tries)
        errand = _Errand(
            pending=pending,
            question=question,
            rendered=self._rendered(post, question),
            checked=checked,
        )
        if checked.goes is not Destination.ROOM:
            await self._noting.kept_out(post, question, checked)
        match checked.goes:
            case Destination.ROOM:
                await self._post_in_room(errand)
            case Destination.ASKER:
                await self._narrow(errand)
            case Destination.NOWHERE:
                await self._say_instead(post, self._words(errand).withdrawn)
                await self._outbox.given_up(post.key, "withdrawn")

    async def _post_in_room(self, errand: _Errand) -> None:
        try:
            await self._post_in(await self._place(errand.pending.post), errand)
        except OutOfReach as closed:
            question, post = errand.question, errand.pending.post
            if question is None or post.channel == ChannelId(question.asker.id):
                raise
            log.warning("delivery.moved", extra={"key": errand.key, "code": closed.code})
            await self._post_to(question.asker.id, errand, why=self._words(errand).moved)

    async def _narrow(self, errand: _Errand) -> None:
        """Not for everyone in the room any more: to the asker, and a constant to the room."""
        question, post, words = errand.question, errand.pending.post, self._words(errand)
        if question is None:
            return
        if question.room.kind is not RoomKind.DM and post.channel != ChannelId(
            question.asker.id
        ):
            await self._say_instead(post, words.narrowed)
        await self._post_to(question.asker.id, errand, why=words.narrowed_here)

    async def _say_instead(self, post: Post, sentence: str) -> None:
        said = replace(post, key=f"{post.key}/instead", content=SentencePost(sentence=sentence))
        await self._outbox.put(said, at=self._now())

    def _rendered(self, post: Post, question: Question | None) -> Rendered:
        locale = self._locale(post, question)
        return render(post.content, post.run or RunId(""), locale)

    def _locale(self, post: Post, question: Question | None) -> Locale:
        content = post.content
        language = content.answer.language if isinstance(content, AnswerPost) else ""
        return self._locales.of(question, now=self._now(), language=language)

    def _words(self, errand: _Errand) -> HandingOver:
        return self._locale(errand.pending.post, errand.question).words.handing_over

    async def _place(self, post: Post) -> _Place:
        if post.channel.startswith(("U", "W")):
            channel = await self._slack.direct_message(post.channel)
            return _Place(channel=channel, thread=MessageTs(""))
        urgency = urgency_of(post.content)
        return _Place(channel=post.channel, thread=post.thread, urgency=urgency)

    async def _post_in(self, place: _Place, errand: _Errand) -> None:
        key, rendered, searching = errand.key, errand.rendered, errand.pending.tries > 0
        file = rendered.attachment
        await self._noting.begins(
            errand.pending.post,
            errand.question,
            checked=errand.checked,
            channel=place.channel,
            thread=place.thread,
        )
        try:
            first = await self._messages(place, rendered.messages, key, searching=searching)
        except (Simplify, Refusal) as refused:
            log.warning("delivery.simplified", extra={"key": key, "code": refused.code})
            first = await self._messages(place, (rendered.plain,), key, searching=True)
            file = file or self._file(errand)
        if file is not None:
            sent = await self._upload(place, file, searching=searching)
            await self._noting.has_file(key, place.channel, sent)
        await self._noting.stands(key, place.channel)
        await self._outbox.sent(key, place.channel, first)

    async def _messages(
        self, place: _Place, messages: tuple[Message, ...], key: str, *, searching: bool
    ) -> MessageTs:
        moments: list[MessageTs] = []
        for number, message in enumerate(messages, start=1):
            name = opaque(key, number)
            found = await self._find(place, name) if searching else None
            ts = found or await self._post(place, message, name)
            await self._noting.has_message(key, place.channel, ts)
            moments.append(ts)
        return moments[0]

    async def _find(self, place: _Place, name: str) -> MessageTs | None:
        return await self._slack.posted_as(name, channel=place.channel, thread=place.thread)

    async def _post(self, place: _Place, message: Message, name: str) -> MessageTs:
        return await self._slack.post(
            message,
            channel=place.channel,
            thread=place.thread,
            key=name,
            urgency=place.urgency,
        )

    def _file(self, errand: _Errand) -> Attachment | None:
        """A refused answer goes out whole as a file, beside its plain text."""
        post = errand.pending.post
        if not isinstance(post.content, AnswerPost):
            return None
        locale = self._locale(post, errand.question)
        return answer_file(post.content.answer, post.run or RunId(""), locale)

    async def _upload(self, place: _Place, file: Attachment, *, searching: bool) -> str:
        """The file's id."""
        if searching and (found := await self._file_in(place, file.title)):
            return found
        return await self._slack.upload(file, channel=place.channel, thread=place.thread)

    async def _file_in(self, place: _Place, title: str) -> str:
        messages = await (
            self._slack.thread(place.channel, place.thread)
            if place.thread
            else self._slack.latest(place.channel)
        )
        files = [file for message in messages for file in message.parts("files")]
        return next((file.text("id") for file in files if file.text("title") == title), "")

    async def _post_to(self, person: PersonId, errand: _Errand, *, why: str) -> None:
        """In the person's direct message, which nobody else reads."""
        channel = await self._slack.direct_message(person)
        rendered = errand.rendered
        moved = replace(rendered, messages=(notice(why), *rendered.messages))
        place = _Place(channel=channel, thread=MessageTs(""))
        await self._post_in(place, replace(errand, rendered=moved))
