"""Who covers whom, against opening a document as each reader."""

from hypothesis import given
from hypothesis import strategies as st

from domain.audience import NOBODY, WORLD, Audience, PersonId, PersonKind, Readers
from policy.access import covers

MEMBERS = tuple(PersonId(f"M{n}") for n in range(4))
GUESTS = tuple(PersonId(f"G{n}") for n in range(3))


def subsets(people: tuple[PersonId, ...]) -> st.SearchStrategy[frozenset[PersonId]]:
    return st.frozensets(st.sampled_from(people))


audiences = st.builds(
    Audience,
    world=st.booleans(),
    all_members=st.booleans(),
    people=subsets(MEMBERS + GUESTS),
)
rooms = st.builds(
    Readers,
    all_members=st.booleans(),
    members=subsets(MEMBERS),
    guests=subsets(GUESTS),
    strangers=st.booleans(),
)


def may_open(audience: Audience, person: PersonId, kind: PersonKind) -> bool:
    """What the source itself would say to one person."""
    if audience.world or person in audience.people:
        return True
    return audience.all_members and kind is PersonKind.MEMBER


def every_reader_may(audience: Audience, room: Readers) -> bool:
    """The brute force: each reader tries, and so does a member who joins tomorrow."""
    members = {*room.members, *(MEMBERS if room.all_members else ())}
    newcomer = [PersonId("M-NEW")] if room.all_members else []
    tries = [may_open(audience, one, PersonKind.MEMBER) for one in (*members, *newcomer)]
    tries += [may_open(audience, one, PersonKind.GUEST) for one in room.guests]
    tries += [audience.world] if room.strangers else []
    return bool(tries) and all(tries)


@given(audiences, rooms)
def test_what_is_covered_is_what_every_reader_may_open(
    audience: Audience, room: Readers
) -> None:
    """Neither shown to somebody who may not, nor withheld from a room that may."""
    if audience.world:
        assert covers(audience, room)
    else:
        assert covers(audience, room) == every_reader_may(audience, room)


@given(audiences, audiences, rooms)
def test_what_rests_on_two_sources_is_seen_only_where_both_are(
    first: Audience, second: Audience, room: Readers
) -> None:
    """An audience only ever shrinks."""
    if covers(first & second, room):
        assert covers(first, room)
        assert covers(second, room)


@given(rooms)
def test_nobody_covers_no_room(room: Readers) -> None:
    """Unknown means no."""
    assert not covers(NOBODY, room)


def test_a_room_whose_readers_are_unknown_sees_only_what_the_world_sees() -> None:
    """A look-up that found nobody must not count as an empty set of objections."""
    assert not covers(Audience(all_members=True), Readers())
    assert covers(WORLD, Readers())
