"""Where a digest may go: a channel that we are in, or the direct message with its maker."""

from bot.reach import Reach
from bot.rendering.languages import words_for
from domain.errors import NeedsAsker, SourceDenied, SourceMissing
from domain.question import Asker, ChannelId, Room, RoomKind
from scheduling.saying import Sayable, said
from scheduling.sentences import (
    NO_CHANNEL,
    NOT_IN,
    NOT_IN_IT,
    OUR_DM,
    OUR_GROUP,
    PLACE_ARCHIVED,
    PLACE_SHARED,
)


async def place_for(reach: Reach, place: str, asker: Asker, *, here: ChannelId) -> Room:
    """`place` is `here`, `dm`, `#name`, a channel's id, or empty for here.

    Raises NeedsAsker with a sentence for a place that does not work, SourceError.
    """
    if place == "dm":
        return await _room(reach, await reach.slack.direct_message(asker.id), asker)
    if place.startswith("#"):
        return await _room(reach, await _named(reach, place, asker), asker)
    return await _room(reach, here if place in ("", "here") else ChannelId(place), asker)


def shown(room: Room, language: str) -> str:
    """`#pricing`, `our direct message`."""
    match room.kind:
        case RoomKind.DM | RoomKind.TERMINAL:
            return said(OUR_DM, language)
        case RoomKind.GROUP_DM:
            return said(OUR_GROUP, language)
        case _:
            return f"#{room.name}"


async def _named(reach: Reach, place: str, asker: Asker) -> ChannelId:
    """Of private channels only those that the asker is in exist for them."""
    wanted = place.lstrip("#").casefold()
    for channel, named in (await reach.directory.joined()).items():
        if (named.name or "").casefold() == wanted and await _reads(reach, channel, asker):
            return channel
    raise Sayable(NO_CHANNEL, place=place)


async def _reads(reach: Reach, channel: ChannelId, asker: Asker) -> bool:
    readers = (await reach.directory.room(channel)).readers
    return readers.all_members or asker.id in readers.members | readers.guests


async def _room(reach: Reach, channel: ChannelId, asker: Asker) -> Room:
    try:
        room = await reach.directory.room(channel)
    except (SourceMissing, SourceDenied):
        raise Sayable(NOT_IN_IT) from None
    place = f"#{room.name}"
    if room.kind in (RoomKind.PUBLIC, RoomKind.PRIVATE):
        joined = await reach.directory.joined()
        if room.archived:
            raise Sayable(PLACE_ARCHIVED, place=place)
        if channel not in joined or not await _reads(reach, channel, asker):
            raise Sayable(NOT_IN, place=place)
    if room.shared_outside:
        raise Sayable(PLACE_SHARED, place=place)
    refusal = reach.admission.refusal(asker, room, words_for(asker.locale))
    if refusal:
        raise NeedsAsker(refusal)
    return room
