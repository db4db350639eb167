"""The passages of an answer as the writer gets them, and the way back from its citations."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from agents import fence
from agents.conversation import Pointer, SourcePart
from agents.sentences import pieces
from domain.evidence import Origin, Passage
from domain.question import SourceKind

_MOST_LETTERS = 120_000  # about 40,000 tokens
_MOST_PASSAGES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One citable text block: a stretch of a passage, letter by letter."""

    passage: Passage
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One document with what was read of it, in reading order."""

    origin: Origin
    pieces: tuple[Piece, ...]

    def part(self) -> SourcePart:
        return SourcePart(
            source=f"dossier:{self.origin.ref}",
            title=_title(self.origin),
            texts=tuple(piece.text for piece in self.pieces),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    volumes: tuple[Volume, ...]

    def pointed_at(self, pointer: Pointer) -> tuple[Piece, ...]:
        """The pieces behind a citation; none if it points nowhere or its text differs.

        A pointer is resolved by position in the list that was sent, and its text must be what
        stands there: then the quote is verbatim whatever the model wrote.
        """
        if not 0 <= pointer.source < len(self.volumes):
            return ()
        found = self.volumes[pointer.source].pieces[pointer.start : pointer.end]
        same = "".join(piece.text for piece in found) == pointer.cited_text
        return found if same else ()


def arrange(passages: Sequence[Passage]) -> Library:
    """One volume per document, in the order in which the passages name them, within limits."""
    by_document: dict[str, list[Passage]] = defaultdict(list)
    letters = 0
    for passage in passages[:_MOST_PASSAGES]:
        letters += len(passage.text)
        if letters > _MOST_LETTERS:
            break
        by_document[_volume_key(passage)].append(passage)
    return Library(volumes=tuple(_volume(read) for read in by_document.values()))


def _volume_key(passage: Passage) -> str:
    """Messages of one conversation are sources of their own: each has its author and date."""
    ref = passage.origin.ref
    return f"{ref}\n{passage.origin.url}" if ref.source is SourceKind.SLACK else str(ref)


def _volume(read: list[Passage]) -> Volume:
    in_order = sorted(read, key=lambda passage: passage.start)
    return Volume(
        origin=read[0].origin,
        pieces=tuple(
            Piece(passage=passage, text=text)
            for passage in in_order
            for text in pieces(passage.text)
        ),
    )


def _title(origin: Origin) -> str:
    facts = [
        origin.title,
        origin.place,
        origin.author,
        fence.day(origin.modified or origin.created),
    ]
    shown = ", ".join(dict.fromkeys(fact for fact in facts if fact))
    return f"{origin.ref.source.value}: {shown}"
