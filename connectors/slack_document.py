"""A conversation as a document: one excerpt for each message, in the asker's own time."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.slack_conversations import Exchange, SlackMessage
from connectors.slack_directory import Conversation
from connectors.slack_links import permalink
from connectors.slack_texts import place_of
from domain.audience import Audience
from domain.evidence import Document, Excerpt, Origin, SourceRef
from store.search_words import SearchWords

LONGEST_EXCERPT = 1800
_BEFORE = 2  # messages shown before the first that matches


def origin_of(
    ref: SourceRef, exchange: Exchange, conversation: Conversation, *, team_url: str
) -> Origin:
    root = exchange.root
    thread = root.thread or ""
    return Origin(
        ref=ref,
        title=exchange.title,
        url=permalink(team_url, exchange.channel, root.ts, thread=thread),
        author=", ".join(exchange.authors[:5]),
        place=place_of(conversation),
        created=exchange.created,
        modified=exchange.modified,
        revision=exchange.revision,
    )


def excerpts_of(exchange: Exchange, *, team_url: str, timezone: str) -> tuple[Excerpt, ...]:
    """The document's text is the messages' texts with a line break between each two."""
    zone = _zone(timezone)
    found: list[Excerpt] = []
    start = 0
    for message in exchange.messages:
        link = permalink(team_url, message.channel, message.ts, thread=message.thread)
        for at, piece in _pieces(message.text):
            found.append(
                Excerpt(
                    text=piece,
                    start=start + at,
                    end=start + at + len(piece),
                    heading=_heading(message, zone),
                    url=link,
                    author=message.author,
                    at=message.at,
                )
            )
        start += len(message.text) + 1
    return tuple(found)


def document_of(
    origin: Origin,
    audience: Audience,
    excerpts: Sequence[Excerpt],
    *,
    offset: int,
    limit: int,
    find: str,
) -> Document:
    """A window of whole messages from `offset`, or from just before the words of `find`."""
    words = SearchWords.of(find)
    first = next((i for i, e in enumerate(excerpts) if e.end > offset), len(excerpts))
    notes: tuple[str, ...] = ()
    if words:
        at = _best(excerpts, words)
        first = first if at is None else max(0, at - _BEFORE)
        notes = () if at is not None else ("None of these words occur in this conversation.",)
    last, size = first, 0
    while last < len(excerpts) and (last == first or size + len(excerpts[last].text) <= limit):
        size += len(excerpts[last].text)
        last += 1
    return Document(
        origin=origin,
        audience=audience,
        excerpts=tuple(excerpts[first:last]),
        next_offset=excerpts[last].start if last < len(excerpts) else None,
        notes=notes,
    )


def _best(excerpts: Sequence[Excerpt], words: SearchWords) -> int | None:
    variety = [len({word for _, word in words.places_in(e.text)}) for e in excerpts]
    most = max(variety, default=0)
    return variety.index(most) if most else None


def _pieces(text: str) -> list[tuple[int, str]]:
    """A long message in parts, cut at a line or a word, without gaps."""
    pieces: list[tuple[int, str]] = []
    start = 0
    while len(text) - start > LONGEST_EXCERPT:
        room = text[start : start + LONGEST_EXCERPT]
        cut = max(room.rfind("\n"), room.rfind(" ") if "\n" not in room[900:] else 0)
        end = start + (cut + 1 if cut > 0 else LONGEST_EXCERPT)
        pieces.append((start, text[start:end]))
        start = end
    return [*pieces, (start, text[start:])]


def _heading(message: SlackMessage, zone: ZoneInfo) -> str:
    return f"{message.author}, {_shown(message.at.astimezone(zone))}"


def _shown(at: datetime) -> str:
    return f"{at.day} {at:%b %Y %H:%M}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
