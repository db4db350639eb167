"""When a digest stops running by itself, and what its owner hears of it."""

from collections.abc import Callable
from datetime import datetime

from domain.amounts import brief
from domain.digest import FAILURES_IN_A_ROW, Digest, DigestState, Slot, SlotKind
from scheduling.ports import Books, Unpaid
from scheduling.saying import said
from scheduling.sentences import (
    FAILED_OFTEN,
    FAILED_ONCE,
    NO_MONEY,
    NO_ROOM,
    OFTEN,
    OWNER_LEFT,
    RESTS,
    STOPPED,
)
from scheduling.telling import Telling, title_of


class Pausing:
    """The owner is told before a slot's end is written: a kill between tells no less.

    Every word of it has a key, so that a repeated tick says it once.

    That a room is closed or an owner gone can be heard of at a slot and by an event; the key is
    that of the digest's last start, so that whichever comes second is silent.
    """

    def __init__(self, books: Books, *, now: Callable[[], datetime]) -> None:
        self._books = books
        self._telling = Telling(books, now=now)

    async def closed(self, digest: Digest, why: str, *, slot: Slot | None = None) -> None:
        why = said(why, digest.language)
        text = said(
            NO_ROOM, digest.language, title=title_of(digest), place=digest.place, why=why
        )
        asked = slot is not None and slot.kind is not SlotKind.DUE  # and wants to hear of it
        last = slot.at if slot is not None and asked else digest.expires
        await self._telling.owner(digest, text, key=f"closed/{last:%Y%m%dT%H%M%S}")
        await self._pause(digest, why, slot=slot)

    async def owner_gone(self, digest: Digest, *, slot: Slot | None = None) -> None:
        """Nobody is left to tell but those who read it."""
        why = said(OWNER_LEFT, digest.language, name=digest.owner_name)
        text = said(STOPPED, digest.language, title=title_of(digest), why=why)
        if not digest.channel.startswith("D"):
            key = f"owner_gone/{digest.expires:%Y%m%dT%H%M%S}"
            await self._telling.place(digest, text, key=key)
        await self._pause(digest, why, slot=slot)

    async def out_of_money(self, digest: Digest, slot: Slot) -> None:
        """It goes on in the next month; until then its slots are skipped."""
        fields = {"title": title_of(digest), "place": digest.place}
        limit = brief(digest.usd_per_month, digest.language)
        text = said(NO_MONEY, digest.language, limit=limit, **fields)
        await self._telling.owner(digest, text, key=f"money/{slot.at:%Y%m}")
        await self._books.slots.skipped(slot, "this month's money is used up")

    async def unpaid(self, digest: Digest, slot: Slot, found: Unpaid) -> None:
        """It rests until there is money again; said once, and to whoever asked for it now."""
        fields = {"title": title_of(digest), "place": digest.place}
        text = said(RESTS, digest.language, why=found.why, **fields)
        asked = "" if slot.kind is SlotKind.DUE else f"/{slot.at:%Y%m%dT%H%M%S}"
        await self._telling.owner(digest, text, key=f"unpaid/{found.account}{asked}")
        await self._books.slots.skipped(slot, found.why)

    async def failed(self, digest: Digest, slot: Slot, why: str) -> None:
        """Each failure is told; the third in a row pauses it. The slot's end counts it."""
        row = await self._books.digests.get(digest.id)
        count = 1 + (row.failures if row else 0)
        why = said(why, digest.language)
        fields = {"title": title_of(digest), "place": digest.place, "why": why}
        key = f"failed/{slot.at:%Y%m%dT%H%M%S}"
        if count < FAILURES_IN_A_ROW:
            await self._telling.owner(
                digest, said(FAILED_ONCE, digest.language, **fields), key=key
            )
            return
        text = said(FAILED_OFTEN, digest.language, count=count, **fields)
        await self._telling.owner(digest, text, key=key)
        await self._pause(digest, said(OFTEN, digest.language, count=count, why=why))

    async def _pause(self, digest: Digest, why: str, *, slot: Slot | None = None) -> None:
        await self._books.digests.move(digest.id, DigestState.PAUSED, note=why)
        if slot is not None:
            await self._books.slots.skipped(slot, why)
