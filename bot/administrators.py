"""Whom the house's rules name as administrators."""

import asyncio
from collections.abc import Sequence

from bot.reach import Reach
from bot.rendering.inert import one_line
from bot.rendering.words import Words
from domain.audience import PersonId
from domain.question import Asker

_NAME = 60


async def administrators(reach: Reach) -> Sequence[Asker]:
    """Full members alone; an address that is nobody's is nobody. Raises SourceError."""
    named = reach.admission.rules.admins
    if not named:
        return ()
    people = await reach.directory.by_email()
    ids = dict.fromkeys(people[one.casefold()] for one in named if one.casefold() in people)
    return await asyncio.gather(*(reach.person(PersonId(id_)) for id_ in ids))


def names_of(people: Sequence[Asker], words: Words) -> str:
    """`Priya`, `Priya and Sam`."""
    *others, last = [one_line(person.name, _NAME) for person in people]
    return f"{', '.join(others)} {words.and_word} {last}" if others else last
