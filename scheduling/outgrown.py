"""Whether a digest's room is still the one that its maker approved."""

from domain.digest import Digest
from domain.question import Asker, Room, RoomKind
from scheduling.ports import Books
from scheduling.sentences import GROWN, NOW_PUBLIC, OWNER_OUT
from store.digest_rooms import ApprovedRoom

GROWTH = 2  # so many times as many people are another audience


async def outgrown(books: Books, digest: Digest, *, room: Room, owner: Asker) -> str:
    """Why it must be approved again, as one of our sentences; or nothing."""
    inside = room.readers.members | room.readers.guests
    if not room.readers.all_members and owner.id not in inside:
        return OWNER_OUT
    now = ApprovedRoom(kind=room.kind, size=room.size)
    then = await books.rooms.first(digest.id, now)
    if room.kind is RoomKind.PUBLIC and then.kind is not RoomKind.PUBLIC:
        return NOW_PUBLIC
    return GROWN if then.size and room.size >= GROWTH * then.size else ""
