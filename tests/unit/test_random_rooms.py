"""Ten thousand random rooms, their memberships changing in mid-run, against opening as each."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from connectors.slack_directory import Conversation
from connectors.slack_people import SlackPerson
from domain.audience import NOBODY, WORLD, Audience, PersonId, PersonKind, Readers
from domain.question import ChannelId, RoomKind
from policy.access import covers
from policy.posting import Destination, destination

PEOPLE = tuple(
    SlackPerson(id=PersonId(f"U{n}"), name=f"{n}", kind=kind, reads=reads)
    for n, (kind, reads) in enumerate(
        [
            *[(PersonKind.MEMBER, True)] * 6,
            *[(PersonKind.GUEST, True)] * 3,
            (PersonKind.STRANGER, True),
            (PersonKind.MEMBER, False),  # a bot, or somebody who left
        ]
    )
)
KINDS = (RoomKind.PUBLIC, RoomKind.PRIVATE, RoomKind.GROUP_DM, RoomKind.DM)
WORLDS = 10_000
Gate = Callable[[Audience, Readers], bool]


def conversation(chance: Random, kind: RoomKind | None = None) -> Conversation:
    kind = kind or chance.choice(KINDS)
    count = 1 if kind is RoomKind.DM else chance.randint(0, 6)
    return Conversation(
        id=ChannelId("C"),
        name="c",
        kind=kind,
        people=tuple(chance.sample(PEOPLE, count)),
        complete=chance.random() > 0.03,
        shared_outside=chance.random() < 0.05,
    )


def audience(chance: Random) -> Audience:
    """Of a message, a file or a page."""
    pick = chance.random()
    if pick < 0.4:
        return conversation(chance).audience
    if pick < 0.5:
        return chance.choice((NOBODY, WORLD))
    some = chance.sample(PEOPLE, chance.randint(0, 6))
    people = frozenset(p.id for p in some if p.kind is not PersonKind.STRANGER)
    return Audience(all_members=chance.random() < 0.5, people=people)


def may_open(what: Audience, person: SlackPerson) -> bool:
    """What the source itself would say to this one person."""
    if what.world or person.id in what.people:
        return True
    return what.all_members and person.kind is PersonKind.MEMBER


def readers_of(room: Conversation) -> tuple[SlackPerson, ...]:
    """Everybody who could read along, newcomers of a public channel too."""
    inside = [person for person in room.people if person.reads]
    if room.kind is RoomKind.PUBLIC:
        inside += [p for p in PEOPLE if p.kind is PersonKind.MEMBER and p.reads]
    return tuple(dict.fromkeys(inside))


@dataclass(slots=True)
class Count:
    shown_wrongly: int = 0
    open_to_all: int = 0
    usable: int = 0


def lived_through(gate: Gate, *, recheck: bool = True) -> Count:
    """Read under one membership, post under another."""
    chance, count = Random(20261120), Count()
    for _ in range(WORLDS):
        before = conversation(chance)
        after = conversation(chance, before.kind) if chance.random() < 0.5 else before
        found = [audience(chance) for _ in range(6)]
        read = [one for one in found if gate(one, before.readers)]
        known = before.complete and not before.shared_outside and readers_of(before)
        everybody = [p for p in readers_of(before) if p.kind is not PersonKind.STRANGER]
        if known and len(everybody) == len(readers_of(before)):
            open_ = [one for one in found if all(may_open(one, p) for p in everybody)]
            count.open_to_all += len(open_)
            count.usable += sum(one in read for one in open_)
        readers = None if after.shared_outside else after.readers
        goes = destination(read, room=readers, asker=Readers.only(PEOPLE[0].id))
        if goes is Destination.ROOM or not recheck:
            count.shown_wrongly += any(
                not may_open(one, person) for one in read for person in readers_of(after)
            )
        elif goes is Destination.ASKER:
            count.shown_wrongly += any(not may_open(one, PEOPLE[0]) for one in read)
    return count


def test_nobody_is_shown_what_they_may_not_open() -> None:
    """And nearly all that everybody may open is used."""
    count = lived_through(covers)

    assert count.shown_wrongly == 0
    assert count.usable >= 0.98 * count.open_to_all
    assert count.open_to_all > WORLDS


def test_without_the_check_at_posting_it_happens() -> None:
    """The first control: right when it was read, wrong when it was posted."""
    assert lived_through(covers, recheck=False).shown_wrongly > 100


def test_a_gate_that_forgets_guests_shows_them_too_much() -> None:
    """The second control: the same oracle sees a wrong gate."""

    def careless(what: Audience, room: Readers) -> bool:
        return what.all_members or covers(what, room)

    assert lived_through(careless, recheck=False).shown_wrongly > 100
