"""What a post rests on, as it is kept afterwards: addresses, and how widely each was open.

No text and no names of people: this is enough to ask again later.
"""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from domain.audience import Audience, Readers
from domain.evidence import SourceRef
from domain.record import to_json


class Breadth(StrEnum):
    """Named people, and guests among them, are looked up again when they are needed."""

    WORLD = "world"
    MEMBERS = "members"
    NAMED = "named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A document that was in the writer's context, and who could read it at the posting."""

    ref: SourceRef
    breadth: Breadth


def breadth_of(audience: Audience) -> Breadth:
    if audience.world:
        return Breadth.WORLD
    return Breadth.MEMBERS if audience.all_members else Breadth.NAMED


def shelf_of(ref: SourceRef) -> str:
    """What has the readers: of a message its channel, else the document itself."""
    return f"{ref.source.value}:{ref.key.partition(':')[0]}"


def mark_of(readers: Readers) -> str:
    """The same for the same people, and tells nobody who they are."""
    return sha256(to_json(readers).encode()).hexdigest()[:24]
