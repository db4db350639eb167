"""Who may read a Notion page: what the operator said, since Notion tells nobody.

The map names pages (by id, address, or for a page at the top its title) and their readers:
`everyone`, `#channel` (its members now) or an e-mail address. What is below a page has the
page's readers, the nearest named ancestor counts, and what is below none has none.
"""

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from connectors.notion_ids import id_in
from connectors.notion_tree import Node
from domain.audience import NOBODY, WORLD, Audience, PersonId
from domain.errors import SourceError

EVERYONE = "everyone"
WORLD_SHELF = "world"
UNMAPPED_SHELF = "unmapped"
_KEPT = timedelta(seconds=60)


class Company(Protocol):
    """The people that the map's readers stand for; both raise SourceError."""

    async def members_of(self, name: str, *, fresh: bool = False) -> frozenset[PersonId]: ...

    async def by_email(self) -> Mapping[str, PersonId]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    audience: Audience
    at: datetime


class NotionReaders:
    """`readers` is the operator's map. A look-up that fails is nobody."""

    def __init__(
        self,
        readers: Mapping[str, Sequence[str]],
        company: Company,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._readers = {_named(page): tuple(who) for page, who in readers.items()}
        self._company = company
        self._now = now
        self._known: dict[str, _Known] = {}

    @property
    def fingerprint(self) -> str:
        """Changes whenever the map does."""
        written = repr(sorted(self._readers.items()))
        return hashlib.sha256(written.encode()).hexdigest()[:16]

    def shelf_of(self, chain: Sequence[Node]) -> str:
        """The index shelf of a page, by its chain of ancestors: one for each set of readers."""
        if chain and chain[0].is_public:
            return WORLD_SHELF
        entry = self.entry_of(chain)
        return _shelf(self._readers[entry]) if entry else UNMAPPED_SHELF

    def entry_of(self, chain: Sequence[Node]) -> str:
        """The entry of the map that covers a page, as an id or a folded title; or nothing."""
        names = (name for node in chain for name in _names(node))
        return next((name for name in names if name in self._readers), "")

    @property
    def entries(self) -> frozenset[str]:
        return frozenset(self._readers)

    async def nobodies(self) -> tuple[str, ...]:
        """Readers in the map that stand for nobody, such as a channel that we are not in."""
        names = sorted({name for who in self._readers.values() for name in who} - {EVERYONE})
        found = await asyncio.gather(*(self._people(name) for name in names))
        return tuple(name for name, people in zip(names, found, strict=True) if not people)

    @property
    def shelves(self) -> tuple[str, ...]:
        """Those that somebody may read."""
        mapped = {_shelf(who) for who in self._readers.values()}
        return (WORLD_SHELF, *sorted(mapped))

    async def audience_of(self, shelf: str, *, max_age: timedelta = _KEPT) -> Audience:
        if shelf == WORLD_SHELF:
            return WORLD
        if not shelf.startswith("readers:"):
            return NOBODY
        known = self._known.get(shelf)
        if known is None or self._now() - known.at > max_age:
            audience = await self._look_up(shelf, fresh=max_age < _KEPT)
            known = _Known(audience=audience, at=self._now())
            self._known[shelf] = known
        return known.audience

    async def _look_up(self, shelf: str, *, fresh: bool) -> Audience:
        names = shelf.removeprefix("readers:").split()
        found = await asyncio.gather(*(self._people(name, fresh=fresh) for name in names))
        people: frozenset[PersonId] = frozenset().union(*found)
        return Audience(all_members=EVERYONE in names, people=people)

    async def _people(self, name: str, *, fresh: bool = False) -> frozenset[PersonId]:
        try:
            if name.startswith("#"):
                return await self._company.members_of(name, fresh=fresh)
            if "@" in name:
                person = (await self._company.by_email()).get(name.lower())
                return frozenset({person}) if person else frozenset()
        except SourceError:
            return frozenset()
        return frozenset()


def _shelf(who: Sequence[str]) -> str:
    return "readers:" + " ".join(sorted(who))


def _named(page: str) -> str:
    return id_in(page) or page.strip().casefold()


def _names(node: Node) -> tuple[str, ...]:
    """A title counts at the top only: anybody may give a page below the name of another."""
    return node.ids if node.parent else (*node.ids, node.title.strip().casefold())
