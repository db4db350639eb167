"""Whether everyone who can read a room may read a piece of evidence."""

from domain.audience import Audience, Readers


def covers(audience: Audience, room: Readers) -> bool:
    """True if each reader of the room may read what has this audience; no readers means no."""
    if audience.world:
        return True
    if room.strangers or not _has_readers(room):
        return False
    if room.guests - audience.people:
        return False
    if audience.all_members:
        return True
    return not room.all_members and room.members <= audience.people


def _has_readers(room: Readers) -> bool:
    return room.all_members or bool(room.members or room.guests)
