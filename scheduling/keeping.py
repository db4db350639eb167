"""What happens to a digest with time: a reminder, its end, its deletion."""

from dataclasses import replace
from datetime import datetime

from domain.digest import KEPT_FOR, REMINDED_BEFORE, Digest, DigestState
from scheduling.cadence import following, zone_named
from scheduling.describing import day_of_month
from scheduling.ports import Books, Ports
from scheduling.saying import Sayable, said
from scheduling.sentences import ASKED_FOR, DELETED_BY, ENDED, NEVER_AGAIN, OVER, REMINDER
from scheduling.telling import Telling, title_of
from store.digests import DigestRow


class Keeping:
    def __init__(self, books: Books, ports: Ports) -> None:
        self._books = books
        self._ports = ports
        self._telling = Telling(books, now=ports.now)

    async def look(self) -> None:
        """Remind of digests that will end, and end those whose time has come."""
        now = self._ports.now()
        for row in await self._books.digests.expiring(now + REMINDED_BEFORE):
            await self._remind(row.digest)
            if row.digest.expires <= now:
                await self._end(row.digest, ENDED)
        for row in await self._books.digests.all():
            if row.state is DigestState.ACTIVE and row.next is None:
                await self._end(row.digest, OVER)

    async def _remind(self, digest: Digest) -> None:
        local = digest.expires.astimezone(zone_named(digest.cadence.zone))
        text = said(
            REMINDER,
            digest.language,
            title=title_of(digest),
            place=digest.place,
            day=day_of_month(local, digest.language),
        )
        await self._telling.owner(digest, text, key=f"reminder/{digest.expires:%Y%m%d}")

    async def _end(self, digest: Digest, words: str) -> None:
        text = said(words, digest.language, title=title_of(digest), place=digest.place)
        await self._telling.owner(digest, text, key=f"ended/{digest.expires:%Y%m%d}")
        await self._books.digests.move(digest.id, DigestState.ENDED, note=text)


async def activate(books: Books, digest: Digest, *, now: datetime) -> DigestRow:
    """Save it, or start it again, for ninety days from now. Raises NeedsAsker, BadCadence."""
    kept = replace(digest, expires=now + KEPT_FOR)
    next_ = following(kept.cadence, after=now)
    if next_ is None:
        raise Sayable(NEVER_AGAIN)
    await books.rooms.approved(kept.id)
    await books.digests.put(kept, state=DigestState.ACTIVE, next_=next_)
    return DigestRow(digest=kept, state=DigestState.ACTIVE, next=next_)


async def pause(books: Books, digest: Digest, *, by: str) -> bool:
    """False if it was paused already."""
    note = said(ASKED_FOR, digest.language, name=by)
    return await books.digests.move(digest.id, DigestState.PAUSED, note=note)


async def delete(books: Books, digest: Digest, *, by: str) -> bool:
    """Its memory goes with it; what it posted and covered stays on record."""
    note = said(DELETED_BY, digest.language, name=by)
    ended = await books.digests.move(digest.id, DigestState.ENDED, note=note)
    await books.slots.forget(digest.id)
    return ended
