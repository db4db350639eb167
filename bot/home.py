"""What the Home tab shows a person, gathered when they open it."""

from collections.abc import Sequence

from bot.digest_home import digest_section, line_of
from bot.drive_home import drive_section
from bot.reach import Reach
from bot.rendering.blocks import Json, section
from bot.rendering.home import HomePage, Listed, header, home_view
from bot.rendering.words import Words
from domain.arrival import (
    HomeOpened,
)
from domain.audience import PersonId, PersonKind, Readers
from domain.digest import DigestState
from domain.errors import SourceError
from domain.events import ModelCalled
from domain.question import Asker, RoomKind
from policy.spending import Place
from store.digests import DigestRow
from store.runs import RunRow

_RUNS_SHOWN = 10
_DIGESTS_SHOWN = 10
_ROOMS_ASKED = 20
_IN_SLACK = tuple(kind for kind in RoomKind if kind is not RoomKind.TERMINAL)


async def home_opened(reach: Reach, arrival: HomeOpened) -> None:
    person = await reach.person(arrival.person)
    locale = reach.locales.of_person(person, now=reach.now())
    rows = (await reach.runs.of_asker(arrival.person))[:_RUNS_SHOWN]
    page = HomePage(
        runs=[await _listed(reach, row) for row in rows],
        money=await reach.door.used(Place(person=arrival.person, channel="")),
        digests=[
            *await digest_section(reach, arrival.person, locale.words.code),
            *await _others(reach, person, locale.words),
        ],
        health=await reach.health(),
        drive=await drive_section(reach, arrival.person, person.locale),
    )
    await reach.slack.home(arrival.person, home_view(page, locale))


async def _listed(reach: Reach, row: RunRow) -> Listed:
    return Listed(row=row, usd=await _cost(reach, row), link=await _link(reach, row))


async def _cost(reach: Reach, row: RunRow) -> float:
    """As under its answer; of a run at work, what its calls have cost that came back."""
    if row.state.is_final:
        return (await reach.digests.ledger.spend(row.run)).usd
    events = await reach.journal.of(row.run)
    return sum(event.what.usd for event in events if isinstance(event.what, ModelCalled))


async def _link(reach: Reach, row: RunRow) -> str:
    question = row.question
    if question.room.kind not in _IN_SLACK or not question.thread:
        return ""
    try:
        return await reach.directory.link(question.room.channel, question.thread)
    except SourceError:
        return ""


async def _others(reach: Reach, person: Asker, words: Words) -> Sequence[Json]:
    """What other people's digests post where this person reads."""
    active = [
        row
        for row in await reach.digests.digests.all()
        if row.digest.owner != person.id and row.state is DigestState.ACTIVE
    ]
    seen = [row for row in active[:_ROOMS_ASKED] if await _reads(reach, person, row)]
    if not seen:
        return ()
    lines = [section(line_of(row)) for row in seen[:_DIGESTS_SHOWN]]
    return [header(words.home_others_digests), *lines]


async def _reads(reach: Reach, person: Asker, row: DigestRow) -> bool:
    """In doubt nobody does."""
    try:
        room = await reach.directory.room(row.digest.channel, fresh=False)
    except SourceError:
        return False
    return room.kind is not RoomKind.DM and is_reader(person, room.readers)


def is_reader(person: Asker, readers: Readers) -> bool:
    if person.kind is PersonKind.GUEST:
        return person.id in readers.guests
    is_member = person.kind is PersonKind.MEMBER
    return is_member and (readers.all_members or PersonId(person.id) in readers.members)
