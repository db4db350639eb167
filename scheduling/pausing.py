"""When a digest stops running by itself, and what its owner hears of it."""

from collections.abc import Callable
from datetime import datetime

from domain.digest import FAILURES_IN_A_ROW, Digest, DigestState, Slot, SlotKind
from scheduling.ports import Books
from scheduling.telling import Telling, title_of

OWNER_LEFT = "{name}, who made it, has left."
NO_ROOM = (
    'I paused the digest "{title}" in {place}: {why} Resume it in my Home tab when that is '
    "mended."
)
FAILED_ONCE = (
    'The digest "{title}" in {place} did not come this time: {why} I try again at its next '
    "time."
)
FAILED_OFTEN = (
    'I paused the digest "{title}" in {place}, because it failed {count} times in a row. The '
    "last time: {why} Resume it in my Home tab when that is mended."
)
NO_MONEY = (
    'The digest "{title}" in {place} has used its ${limit:g} for this month, so it rests until '
    "the next one. Change it to raise the limit."
)


class Pausing:
    """Every word of it has a key, so that a repeated tick says it once.

    That a room is closed or an owner gone can be heard of at a slot and by an event; the key is
    that of the digest's last start, so that whichever comes second is silent.
    """

    def __init__(self, books: Books, *, now: Callable[[], datetime]) -> None:
        self._books = books
        self._telling = Telling(books, now=now)

    async def closed(self, digest: Digest, why: str, *, slot: Slot | None = None) -> None:
        text = NO_ROOM.format(title=title_of(digest), place=digest.place, why=why)
        asked = slot is not None and slot.kind is not SlotKind.DUE  # and wants to hear of it
        last = slot.at if slot is not None and asked else digest.expires
        await self._telling.owner(digest, text, key=f"closed/{last:%Y%m%dT%H%M%S}")
        await self._pause(digest, why, slot=slot)

    async def owner_gone(self, digest: Digest, *, slot: Slot | None = None) -> None:
        """Nobody is left to tell but those who read it."""
        why = OWNER_LEFT.format(name=digest.owner_name)
        text = f'I stopped the digest "{title_of(digest)}": {why}'
        if not digest.channel.startswith("D"):
            key = f"owner_gone/{digest.expires:%Y%m%dT%H%M%S}"
            await self._telling.place(digest, text, key=key)
        await self._pause(digest, why, slot=slot)

    async def out_of_money(self, digest: Digest, slot: Slot) -> None:
        """It goes on in the next month; until then its slots are skipped."""
        await self._books.slots.skipped(slot, "this month's money is used up")
        text = NO_MONEY.format(
            title=title_of(digest), place=digest.place, limit=digest.usd_per_month
        )
        await self._telling.owner(digest, text, key=f"money/{slot.at:%Y%m}")

    async def failed(self, digest: Digest, slot: Slot, why: str) -> None:
        """Each failure is told; the third in a row pauses it."""
        count = await self._books.digests.failed(digest.id)
        said = {"title": title_of(digest), "place": digest.place, "why": why}
        key = f"failed/{slot.at:%Y%m%dT%H%M%S}"
        if count < FAILURES_IN_A_ROW:
            await self._telling.owner(digest, FAILED_ONCE.format(**said), key=key)
            return
        text = FAILED_OFTEN.format(count=count, **said)
        await self._telling.owner(digest, text, key=key)
        await self._pause(digest, f"it failed {count} times in a row: {why}")

    async def _pause(self, digest: Digest, why: str, *, slot: Slot | None = None) -> None:
        await self._books.digests.move(digest.id, DigestState.PAUSED, note=why)
        if slot is not None:
            await self._books.slots.skipped(slot, why)
