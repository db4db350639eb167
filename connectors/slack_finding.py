"""Finds conversations by every way there is, and says which were used."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from connectors.slack_directory import Conversation, SlackDirectory
from connectors.slack_document import origin_of
from connectors.slack_door import SlackDoor
from connectors.slack_index import SlackIndex
from connectors.slack_recent import RecentHistory
from connectors.slack_search import FoundExchange, SlackSearch
from connectors.slack_texts import OPEN_SHELF
from connectors.source import Access
from domain.audience import NOBODY, Audience, Readers
from domain.errors import SourceError
from domain.evidence import Filters, Hit, Origin, SourceRef
from domain.question import ChannelId, SourceKind
from policy.access import covers
from store.index import IndexQuery, Match, TextIndex
from store.search_words import SearchWords, snippet

MOST_WITHHELD = 10
_OVERFETCH = 30
# A guest may read few of the public channels: the search goes on until enough is theirs.
_FURTHER, _FURTHEST = 4, 6_000  # times as many matches, and at most so many
_MOST_PAGES, _SEARCH_SECONDS = 5, 6.0  # of Slack's own search
_EVEN = 10  # the larger, the less the first place in a list is worth

BY_SEARCH = "Slack's own search covered the public channels that the asker can see."
BY_INDEX = "Only channels that I am a member of were searched."
BY_BOTH = "Slack's own search and the channels that I am a member of were searched."
BY_RECENT = "Only the latest messages of channels that I am a member of were searched."
SEARCH_FAILED = "Slack's own search was not available."


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Best first. `withheld` are for the asker, but not for everybody in the room."""

    hits: tuple[Hit, ...]
    withheld: tuple[Hit, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    key: str
    channel: ChannelId
    origin: Origin
    snippet: str


class SlackFinder:
    """`index` is None where lasting copies are not allowed."""

    def __init__(
        self,
        *,
        door: SlackDoor,
        directory: SlackDirectory,
        index: SlackIndex | None,
        now: Callable[[], datetime],
    ) -> None:
        self._door = door
        self._directory = directory
        self._index = index
        self.lent = SlackSearch(door, directory, now=now)
        self._recent = RecentHistory(door, directory, now=now)

    async def find(self, query: str, filters: Filters, access: Access, *, limit: int) -> Found:
        """What the room may not read never moves the rest. Raises SourceError."""
        audiences = _Audiences(self._directory, access)
        asked = _Asked(query=query, filters=filters, limit=limit)
        by_search, failed = await self._by_search(asked, access, audiences)
        texts = await self._texts(access, needed=by_search is None)
        lists: list[Sequence[_Candidate]] = [by_search or ()]
        closed: Sequence[_Candidate] = ()
        if texts is not None:
            shelves = await self._shelves(texts, audiences)
            ask = IndexQuery(
                text=query,
                shelves=shelves.open,
                since=filters.since,
                until=filters.until,
                places=filters.places,
                limit=limit + _OVERFETCH,
            )
            lists.append(await _enough(texts, ask, audiences, wanted=limit))
            aside = replace(ask, shelves=shelves.closed, limit=MOST_WITHHELD)
            closed = _of_matches(await texts.search(aside))
        visible = await audiences.sorted(_by_reciprocal_rank(lists))
        hidden = await audiences.sorted(closed)
        notes = self._notes(by_search=by_search is not None, failed=failed)
        return Found(
            hits=visible.covered,
            withheld=(*visible.readable, *hidden.readable)[:MOST_WITHHELD],
            notes=notes,
        )

    async def close(self) -> None:
        await self._recent.close()

    async def _by_search(
        self, asked: "_Asked", access: Access, audiences: "_Audiences"
    ) -> tuple[Sequence[_Candidate] | None, bool]:
        """None without a token or when Slack declined; then the flag says that it failed."""
        if not access.token:
            return None, False
        found: list[_Candidate] = []
        cursor, until = "", asyncio.get_running_loop().time() + _SEARCH_SECONDS
        try:
            for _ in range(_MOST_PAGES):
                more, cursor = await self._page(asked, access, cursor=cursor)
                found += more
                if not (cursor and access.room.guests):
                    break  # every member may read every public channel
                is_late = asyncio.get_running_loop().time() > until
                if is_late or await audiences.how_many(found) >= asked.limit:
                    break
        except SourceError:
            return (found, False) if found else (None, True)
        return found, False

    async def _page(
        self, asked: "_Asked", access: Access, *, cursor: str
    ) -> tuple[list[_Candidate], str]:
        found, following = await self.lent.find(
            asked.query, asked.filters, access=access, cursor=cursor
        )
        team_url = (await self._door.identity()).url
        places = {one.exchange.channel for one in found}
        rooms = {place: await self._directory.conversation(place) for place in places}
        words = SearchWords.of(asked.query)
        candidates = [_of_found(one, rooms, words=words, team_url=team_url) for one in found]
        return candidates, following

    async def _texts(self, access: Access, *, needed: bool) -> TextIndex | None:
        if self._index is not None:
            return self._index.texts
        return await self._recent.texts(first=access.place) if needed else None

    async def _shelves(self, texts: TextIndex, audiences: "_Audiences") -> "_Shelves":
        names = await texts.shelves()
        own = [name for name in names if name != OPEN_SHELF]
        known = await audiences.of(ChannelId(name) for name in own)
        open_ = [name for name in own if audiences.covered(known[ChannelId(name)])]
        closed = [name for name in own if audiences.readable(known[ChannelId(name)])]
        return _Shelves(
            open=(OPEN_SHELF, *open_),
            closed=tuple(name for name in closed if name not in open_),
        )

    def _notes(self, *, by_search: bool, failed: bool) -> tuple[str, ...]:
        indexed = self._index is not None
        ways = {
            (True, True): BY_BOTH,
            (True, False): BY_SEARCH,
            (False, True): BY_INDEX,
            (False, False): BY_RECENT,
        }
        way = ways[by_search, indexed]
        return (SEARCH_FAILED, way) if failed else (way,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    query: str
    filters: Filters
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shelves:
    open: tuple[str, ...]
    closed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorted:
    covered: tuple[Hit, ...]
    readable: tuple[Hit, ...]


class _Audiences:
    """Looks up who may read each conversation, for one search; a failed look-up is nobody."""

    def __init__(self, directory: SlackDirectory, access: Access) -> None:
        self._directory = directory
        self._room = access.room
        self._asker = Readers.only(access.asker.id, access.asker.kind)
        self._known: dict[ChannelId, Audience] = {}

    def covered(self, audience: Audience) -> bool:
        return self.readable(audience) and covers(audience, self._room)

    def readable(self, audience: Audience) -> bool:
        return covers(audience, self._asker)

    async def of(self, channels: Iterable[ChannelId]) -> Mapping[ChannelId, Audience]:
        missing = [c for c in dict.fromkeys(channels) if c not in self._known]
        found = await asyncio.gather(*(self._one(channel) for channel in missing))
        self._known |= dict(zip(missing, found, strict=True))
        return self._known

    async def how_many(self, candidates: Sequence[_Candidate]) -> int:
        """Of these the room may read."""
        known = await self.of(candidate.channel for candidate in candidates)
        return sum(self.covered(known[candidate.channel]) for candidate in candidates)

    async def sorted(self, candidates: Sequence[_Candidate]) -> _Sorted:
        """What the asker may not read is left out altogether."""
        known = await self.of(candidate.channel for candidate in candidates)
        hits = [
            Hit(origin=c.origin, audience=known[c.channel], snippet=c.snippet)
            for c in candidates
        ]
        readable = [hit for hit in hits if self.readable(hit.audience)]
        return _Sorted(
            covered=tuple(hit for hit in readable if self.covered(hit.audience)),
            readable=tuple(hit for hit in readable if not self.covered(hit.audience)),
        )

    async def _one(self, channel: ChannelId) -> Audience:
        try:
            return await self._directory.audience_of_channel(channel)
        except SourceError:
            return NOBODY


async def _enough(
    texts: TextIndex, ask: IndexQuery, audiences: _Audiences, *, wanted: int
) -> list[_Candidate]:
    """Further down the list while few of the matches are for the room, and there are more."""
    while True:
        found = _of_matches(await texts.search(ask))
        is_all = len(found) < ask.limit or ask.limit >= _FURTHEST
        if is_all or await audiences.how_many(found) >= wanted:
            return found
        ask = replace(ask, limit=ask.limit * _FURTHER)


def _by_reciprocal_rank(lists: Iterable[Sequence[_Candidate]]) -> list[_Candidate]:
    """One list; what several lists hold near their beginning comes first."""
    worth: dict[str, float] = {}
    first: dict[str, _Candidate] = {}
    for candidates in lists:
        for rank, candidate in enumerate(candidates):
            worth[candidate.key] = worth.get(candidate.key, 0.0) + 1 / (_EVEN + rank)
            first.setdefault(candidate.key, candidate)
    return [first[key] for key in sorted(worth, key=lambda key: (-worth[key], key))]


def _of_matches(matches: Iterable[Match]) -> list[_Candidate]:
    return [
        _Candidate(
            key=match.found.key,
            channel=ChannelId(match.found.parent),
            origin=Origin(
                ref=SourceRef(source=SourceKind.SLACK, key=match.found.key),
                title=match.found.title,
                url=match.found.url,
                author=match.found.author,
                place=match.found.place,
                created=match.found.created,
                modified=match.found.modified,
                revision=match.found.revision,
            ),
            snippet=match.snippet,
        )
        for match in matches
    ]


def _of_found(
    found: FoundExchange,
    rooms: Mapping[ChannelId, Conversation],
    *,
    words: SearchWords,
    team_url: str,
) -> _Candidate:
    channel = found.exchange.channel
    ref = SourceRef(source=SourceKind.SLACK, key=found.key)
    text = "\n".join(f"{m.author}: {m.text}" for m in found.matching)
    return _Candidate(
        key=found.key,
        channel=channel,
        origin=origin_of(ref, found.exchange, rooms[channel], team_url=team_url),
        snippet=snippet(text, words),
    )
