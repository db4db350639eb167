"""What a post rests on, as it is kept afterwards: addresses, and how widely each was open.

No text and no names of people: this is enough to ask again later.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.audience import Audience
from domain.evidence import SourceRef


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
