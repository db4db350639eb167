"""Who can read a room, and who may read a piece of evidence; one algebra for both.

People are Slack user ids. Three kinds count: full members of the workspace, guests, and
strangers (another organisation's people, or anybody whom we could not identify).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, NewType

from pydantic import PlainSerializer

PersonId = NewType("PersonId", str)

# Sorted when written, so that equal sets make equal JSON.
People = Annotated[frozenset[PersonId], PlainSerializer(sorted, return_type=list[str])]


class PersonKind(StrEnum):
    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """Who can read what is posted in a room.

    `all_members` adds every full member, today's and tomorrow's; `members` and `guests` name
    people; `strangers` means that somebody outside our control reads along.
    """

    all_members: bool = False
    members: People = frozenset()
    guests: People = frozenset()
    strangers: bool = False

    @classmethod
    def only(cls, person: PersonId, kind: PersonKind = PersonKind.MEMBER) -> "Readers":
        match kind:
            case PersonKind.MEMBER:
                return cls(members=frozenset({person}))
            case PersonKind.GUEST:
                return cls(guests=frozenset({person}))
            case PersonKind.STRANGER:
                return cls(strangers=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Who may read a piece of evidence, as known when it was fetched. The default is nobody.

    `world` is everybody, `all_members` every full member (no guest), `people` exactly these.
    """

    world: bool = False
    all_members: bool = False
    people: People = frozenset()

    def __and__(self, other: "Audience") -> "Audience":
        """Who may read something that rests on both; never wider than either."""
        if self.world:
            return other
        if other.world:
            return self
        return Audience(
            all_members=self.all_members and other.all_members,
            people=self._shared_people(other),
        )

    def _shared_people(self, other: "Audience") -> People:
        # A person named on one side may be a guest, so `all_members` on the other side
        # does not include them: only people named on both sides are certain.
        return self.people & other.people


WORLD = Audience(world=True)
ALL_MEMBERS = Audience(all_members=True)
NOBODY = Audience()


def only(*people: PersonId) -> Audience:
    return Audience(people=frozenset(people))
