"""Whom we answer, where, and what counts as a question; every no is a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.house_rules import HouseRules
from bot.rendering.words import Words
from bot.slack_text import says_something
from domain.amounts import number
from domain.audience import PersonKind
from domain.question import Asker, Room, SourceKind

# A question is kept whole; the model reads its start and its end.
LONGEST_START = 8_000
LONGEST_END = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """Whom the operator's rules let in, and to which sources."""

    rules: HouseRules = field(default_factory=HouseRules)

    def refusal(self, asker: Asker, room: Room, words: Words) -> str:
        """Why not, or nothing."""
        if asker.kind is PersonKind.STRANGER:
            return words.stranger
        if room.shared_outside:
            return words.shared_room
        return self.rules.refusal(asker, room, words)

    def sources(self, room: Room, wished: Sequence[SourceKind]) -> tuple[SourceKind, ...]:
        """What may be read for a question: by the rules, and by the asker's own wish."""
        return tuple(kind for kind in self.rules.sources_in(room) if kind in wished)


def is_question(text: str) -> bool:
    return says_something(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounded:
    """`note` tells the asker what was left out, and is empty when nothing was."""

    text: str
    note: str = ""


def bounded(text: str, words: Words) -> Bounded:
    """The question as the model reads it."""
    if len(text) <= LONGEST_START + LONGEST_END:
        return Bounded(text=text)
    left_out = len(text) - LONGEST_START - LONGEST_END
    middle = f"\n[{left_out:,} characters left out]\n"
    sizes = {"length": len(text), "start": LONGEST_START, "end": LONGEST_END}
    told = {name: number(size, words.code) for name, size in sizes.items()}
    note = words.shortened.format(**told)
    return Bounded(text=text[:LONGEST_START] + middle + text[-LONGEST_END:], note=note)
