"""Where a digest may go: a channel that we are in, or the direct message with its maker."""

from bot.reach import Reach
from bot.rendering.languages import words_for
from domain.errors import NeedsAsker, SourceDenied, SourceMissing
from domain.question import Asker, ChannelId, Room, RoomKind

NOT_IN = (
    "I'm not in {place}, so I can't post there. Invite me there first, or have the digest in "
    "our direct message."
)
NO_CHANNEL = "I know no channel {place}. Invite me there first, or name another one."
ARCHIVED = "{place} is archived, so nothing can be posted there."
SHARED = (
    "{place} is shared with another organisation, and what I find would leave yours. Have the "
    "digest in a channel of your own."
)


async def place_for(reach: Reach, said: str, asker: Asker, *, here: ChannelId) -> Room:
    """`said` is `here`, `dm`, `#name`, a channel's id, or empty for here.

    Raises NeedsAsker with a sentence for a place that does not work, SourceError.
    """
    if said == "dm":
        return await _room(reach, await reach.slack.direct_message(asker.id), asker)
    if said.startswith("#"):
        return await _room(reach, await _named(reach, said, asker), asker)
    return await _room(reach, here if said in ("", "here") else ChannelId(said), asker)


def shown(room: Room) -> str:
    """`#pricing`, `our direct message`."""
    match room.kind:
        case RoomKind.DM | RoomKind.TERMINAL:
            return "our direct message"
        case RoomKind.GROUP_DM:
            return "our group message"
        case _:
            return f"#{room.name}"


async def _named(reach: Reach, said: str, asker: Asker) -> ChannelId:
    """Of private channels only those that the asker is in exist for them."""
    wanted = said.lstrip("#").casefold()
    for channel, named in (await reach.directory.joined()).items():
        if (named.name or "").casefold() == wanted and await _reads(reach, channel, asker):
            return channel
    raise NeedsAsker(NO_CHANNEL.format(place=said))


async def _reads(reach: Reach, channel: ChannelId, asker: Asker) -> bool:
    readers = (await reach.directory.room(channel)).readers
    return readers.all_members or asker.id in readers.members | readers.guests


async def _room(reach: Reach, channel: ChannelId, asker: Asker) -> Room:
    try:
        room = await reach.directory.room(channel)
    except (SourceMissing, SourceDenied):
        raise NeedsAsker(NOT_IN.format(place="that channel")) from None
    place = shown(room)
    if room.kind in (RoomKind.PUBLIC, RoomKind.PRIVATE):
        joined = await reach.directory.joined()
        if room.archived:
            raise NeedsAsker(ARCHIVED.format(place=place))
        if channel not in joined or not await _reads(reach, channel, asker):
            raise NeedsAsker(NOT_IN.format(place=place))
    if room.shared_outside:
        raise NeedsAsker(SHARED.format(place=place))
    refusal = reach.admission.refusal(asker, room, words_for(asker.locale))
    if refusal:
        raise NeedsAsker(refusal)
    return room
