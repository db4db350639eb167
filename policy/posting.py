"""Where an answer may go, decided once more at the moment of posting."""

from collections.abc import Iterable
from enum import StrEnum

from domain.audience import Audience, Readers
from policy.access import covers


class Destination(StrEnum):
    """The room that asked, the asker alone, or nowhere."""

    ROOM = "room"
    ASKER = "asker"
    NOWHERE = "nowhere"


def destination(
    audiences: Iterable[Audience], *, room: Readers | None, asker: Readers
) -> Destination:
    """The widest place whose readers may all read everything that the answer rests on.

    `room` is None when it could not be looked up, or takes no answers at all. `audiences` are
    those of all that the writer could have seen, cited or not.
    """
    every = tuple(audiences)
    if room is not None and _all_covered(every, room):
        return Destination.ROOM
    return Destination.ASKER if _all_covered(every, asker) else Destination.NOWHERE


def _all_covered(audiences: tuple[Audience, ...], readers: Readers) -> bool:
    return all(covers(audience, readers) for audience in audiences)


def may_stay(audiences: Iterable[Audience], *, room: Readers) -> bool:
    """Whether everybody who can read a post now may open all that it rests on."""
    return _all_covered(tuple(audiences), room)
