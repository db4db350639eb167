"""Files that a search found, those that the room may read apart from those that it may not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connectors.drive_query import merged
from connectors.drive_shapes import File
from domain.audience import Audience, Readers
from policy.access import covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    file: File
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Best first. `incomplete` means that Drive did not search everything."""

    open: tuple[Match, ...] = ()
    closed: tuple[Match, ...] = ()
    incomplete: bool = False

    def joined(self, more: Iterable[Match], room: Readers) -> "Matches":
        new = tuple(more)
        covered = tuple(one for one in new if covers(one.audience, room))
        hidden = tuple(one for one in new if one not in covered)
        return Matches(
            open=(*self.open, *covered),
            closed=(*self.closed, *hidden),
            incomplete=self.incomplete,
        )


def merged_matches(lists: Sequence[Matches]) -> Matches:
    """Ranked among themselves: hidden files in the same list would move the open ones."""
    return Matches(
        open=merged((one.open for one in lists), key=_id),
        closed=merged((one.closed for one in lists), key=_id),
        incomplete=any(one.incomplete for one in lists),
    )


def _id(match: Match) -> str:
    return match.file.id
