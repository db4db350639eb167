"""When a digest stops running by itself, and what its owner hears of it."""

from domain.digest import FAILURES_IN_A_ROW, Digest, DigestState, Slot
from scheduling.ports import Books, Ports
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
    """Every word of it is keyed by the slot, so that a repeated tick says it once."""

    def __init__(self, books: Books, ports: Ports) -> None:
        self._books = books
        self._telling = Telling(books, ports)

    async def closed(self, digest: Digest, slot: Slot, why: str) -> None:
        await self._books.slots.skipped(slot, why)
        text = NO_ROOM.format(title=title_of(digest), place=digest.place, why=why)
        await self._telling.owner(digest, text, key=f"closed/{slot.at:%Y%m%dT%H%M%S}")
        await self._pause(digest, why)

    async def owner_gone(self, digest: Digest, slot: Slot) -> None:
        """Nobody is left to tell but those who read it."""
        why = OWNER_LEFT.format(name=digest.owner_name)
        await self._books.slots.skipped(slot, why)
        text = f'I stopped the digest "{title_of(digest)}": {why}'
        if not digest.channel.startswith("D"):
            await self._telling.place(digest, text, key="owner_gone")
        await self._pause(digest, why)

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

    async def _pause(self, digest: Digest, why: str) -> None:
        await self._books.digests.move(digest.id, DigestState.PAUSED, note=why)
