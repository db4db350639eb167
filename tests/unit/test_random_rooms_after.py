"""Ten thousand answers whose rooms and sources change after the post, against opening as each.

The rooms, audiences and the oracle are those of the random rooms; here an answer is posted
first, then people come and go and documents are shared and closed, and each change is heard of.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from bot.judging import Judging, Leaves, Stays
from connectors.slack_directory import Conversation
from domain.audience import Audience, PersonId, Readers
from domain.evidence import SourceRef
from domain.question import Asker, ChannelId, Question, Room, RunId, SourceKind
from domain.resting import Rest, breadth_of, mark_of
from policy.access import covers
from policy.posting import Destination, destination
from store.standing_posts import StandingPost
from tests.unit.test_random_rooms import (
    PEOPLE,
    WORLDS,
    audience,
    conversation,
    may_open,
    readers_of,
)

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DAILY_SHARE = 0.3  # of the changes are found by the daily look, not by an event


@dataclass(slots=True, kw_only=True)
class World:
    """The room as it is now, and who may open what now; `calls` are those to sources."""

    room: Conversation
    documents: dict[SourceRef, Audience]
    calls: int = 0

    async def audience_of(self, _question: Question, ref: SourceRef) -> Audience:
        self.calls += 1
        return self.documents[ref]

    def all_may_open_all(self) -> bool:
        readers = readers_of(self.room)
        open_ = [may_open(one, p) for one in self.documents.values() for p in readers]
        return all(open_)

    def is_certain(self) -> bool:
        """The oracle knows everybody by name; where the product cannot, it must not guess."""
        return self.room.complete and bool(readers_of(self.room))


@dataclass(slots=True, kw_only=True)
class Directory:
    """Who reads the room, as the product's own algebra says."""

    world: World

    async def room(self, channel: ChannelId, *, fresh: bool = True) -> Room:
        del fresh
        found = self.world.room
        return Room(channel=channel, kind=found.kind, readers=found.readers)

    async def person(self, person: PersonId) -> Asker:
        found = next(one for one in PEOPLE if one.id == person)
        return Asker(id=person, name="", kind=found.kind, email="a@b.example")


@dataclass(slots=True)
class Count:
    left_wrongly: int = 0
    open_to_all: int = 0
    kept: int = 0
    posted: int = 0
    quiet_calls: int = 0
    offered_wrongly: int = 0


def posted_world(chance: Random) -> World | None:
    """A room in which an answer that rests on up to six documents could be posted."""
    before = conversation(chance)
    found = [audience(chance) for _ in range(6)]
    read = [one for one in found if covers(one, before.readers)]
    readers = None if before.shared_outside else before.readers
    goes = destination(read, room=readers, asker=Readers.only(PEOPLE[0].id))
    if goes is not Destination.ROOM or not read:
        return None
    kinds = (SourceKind.SLACK, SourceKind.DRIVE, SourceKind.NOTION)
    refs = [SourceRef(source=chance.choice(kinds), key=f"k{n}") for n in range(len(read))]
    return World(room=before, documents=dict(zip(refs, read, strict=True)))


def standing(world: World) -> StandingPost:
    return StandingPost(
        key="k@C",
        run=RunId("R"),
        channel=ChannelId("C"),
        asker=PEOPLE[0].id,
        language="en",
        kind="answer",
        rests=tuple(
            Rest(ref=ref, breadth=breadth_of(who)) for ref, who in world.documents.items()
        ),
        posted=NOW,
        mark=mark_of(world.room.readers),
        asked=NOW,
    )


def changed(world: World, chance: Random) -> str:
    """People come and go, the room's kind stays or not; documents are shared and closed."""
    what = chance.choice(("nothing", "room", "documents", "both"))
    if what in ("room", "both"):
        kind = world.room.kind if chance.random() < 0.7 else None
        world.room = conversation(chance, kind)
    if what in ("documents", "both"):
        ref = chance.choice(list(world.documents))
        world.documents[ref] = audience(chance)
    return what


async def lived_through(*, takes_back: bool = True) -> Count:
    """Post, let things change, and judge as an event or as the daily look does."""
    chance, count = Random(20261121), Count()
    for _ in range(WORLDS):
        world = posted_world(chance)
        if world is None:
            continue
        post, count.posted = standing(world), count.posted + 1
        what = changed(world, chance)
        is_daily = "documents" in what or what == "both" or chance.random() < DAILY_SHARE
        at = NOW + (timedelta(days=1, hours=1) if is_daily else timedelta(hours=1))
        judging = Judging(
            directory=Directory(world=world),  # type: ignore[arg-type] # what judging asks of it
            audience_of=world.audience_of,
            now=lambda at=at: at,  # type: ignore[misc] # bound here, called now
        )
        verdict = await judging.judge(post) if takes_back else Stays(mark="")
        stays = isinstance(verdict, Stays)
        if isinstance(verdict, Leaves):
            mine = all(may_open(one, PEOPLE[0]) for one in world.documents.values())
            count.offered_wrongly += verdict.is_private is not mine
        count.quiet_calls += world.calls if what == "nothing" and not is_daily else 0
        if stays and world.is_certain():
            count.left_wrongly += not world.all_may_open_all()
        if world.is_certain() and world.all_may_open_all():
            count.open_to_all += 1
            count.kept += stays
    return count


async def test_nothing_stays_that_somebody_who_reads_it_may_not_open() -> None:
    """And nothing goes that all who read it may open."""
    count = await lived_through()

    assert count.posted > WORLDS / 3
    assert count.left_wrongly == 0
    assert count.kept >= 0.98 * count.open_to_all
    assert count.open_to_all > WORLDS / 10
    assert count.quiet_calls == 0
    assert count.offered_wrongly == 0


async def test_without_taking_back_it_stays() -> None:
    """The control: the same changes, and somebody reads what they may not open."""
    assert (await lived_through(takes_back=False)).left_wrongly > 500
