"""What a digest's owner is told in a direct message, once each."""

from collections.abc import Callable
from datetime import datetime

from domain.digest import Digest
from domain.post import Post, SentencePost
from domain.question import ChannelId
from scheduling.ports import Books

_TITLE = 80


def title_of(digest: Digest) -> str:
    """The question on one line, as short as a title."""
    line = " ".join(digest.question.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


class Telling:
    def __init__(self, books: Books, *, now: Callable[[], datetime]) -> None:
        self._books = books
        self._now = now

    async def owner(self, digest: Digest, sentence: str, *, key: str) -> None:
        await self._say(ChannelId(digest.owner), sentence, key=f"digest:{digest.id}/{key}")

    async def place(self, digest: Digest, sentence: str, *, key: str) -> None:
        await self._say(digest.channel, sentence, key=f"digest:{digest.id}/{key}")

    async def _say(self, channel: ChannelId, sentence: str, *, key: str) -> None:
        post = Post(key=key, channel=channel, content=SentencePost(sentence=sentence))
        await self._books.outbox.put(post, at=self._now())
