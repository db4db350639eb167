"""Places that a digest can no longer be posted in, and people who are gone."""

from bot.reach import Directory, Reach
from domain.audience import PersonId
from domain.digest import DigestState
from domain.errors import SourceDenied, SourceMissing
from domain.question import ChannelId, Room, RoomKind
from scheduling.pausing import Pausing
from scheduling.ports import Closed
from scheduling.sentences import ARCHIVED, REMOVED, SHARED


async def room_or_closed(
    directory: Directory, channel: ChannelId, *, fresh: bool
) -> Room | Closed:
    """Raises SourceError when Slack cannot be asked."""
    try:
        joined = await directory.joined()
        room = await directory.room(channel, fresh=fresh)
    except (SourceMissing, SourceDenied):
        return Closed(why=REMOVED)
    if room.archived:
        return Closed(why=ARCHIVED)
    if room.shared_outside:
        return Closed(why=SHARED)
    if room.kind in (RoomKind.PUBLIC, RoomKind.PRIVATE) and channel not in joined:
        return Closed(why=REMOVED)
    return room


async def channel_changed(reach: Reach, channel: ChannelId) -> None:
    """Pause its digests if it is closed to them now. Slack is asked: events come late, too.

    Raises SourceError; then the event is dealt with again.
    """
    rows = await reach.digests.digests.in_channel(channel)
    running = [row.digest for row in rows if row.state is DigestState.ACTIVE]
    if not running:
        return
    room = await room_or_closed(reach.directory, channel, fresh=True)
    if isinstance(room, Closed):
        pausing = Pausing(reach.digests, now=reach.now)
        for digest in running:
            await pausing.closed(digest, room.why)
        reach.nudge()


async def person_left(reach: Reach, person: PersonId) -> None:
    """Their digests stop: nobody's rights read nothing."""
    pausing = Pausing(reach.digests, now=reach.now)
    for row in await reach.digests.digests.of_owner(person):
        if row.state is DigestState.ACTIVE:
            await pausing.owner_gone(row.digest)
    reach.nudge()
