"""What a digest found now, held against what it said before; pure.

Every claim found now is exactly one of known, new, changed or contradicted, and every claim
said before is named at most once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from domain.answer import Claim
from domain.digest import Remembered, Standing
from domain.question import SourceKind
from scheduling.likeness import gist, gist_of, likeness, says_the_same


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """`now` says otherwise than `before` did."""

    now: Claim
    before: Remembered


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`known` pairs what was found again; `unchecked` could not be read again this time."""

    new: tuple[Claim, ...] = ()
    changed: tuple[Correction, ...] = ()
    contradicted: tuple[Correction, ...] = ()
    gone: tuple[Remembered, ...] = ()
    known: tuple[Correction, ...] = ()
    unchanged: tuple[Remembered, ...] = ()
    unchecked: tuple[Remembered, ...] = ()

    @property
    def is_quiet(self) -> bool:
        return not (self.new or self.changed or self.contradicted or self.gone)


@dataclass(slots=True, kw_only=True)
class _Sorting:
    standings: Mapping[str, Standing]
    left: dict[str, Remembered]
    is_news: Callable[[Claim], bool]
    new: list[Claim] = field(default_factory=list)
    known: list[Correction] = field(default_factory=list)
    changed: list[Correction] = field(default_factory=list)
    contradicted: list[Correction] = field(default_factory=list)


def compare(
    claims: Sequence[Claim],
    memory: Sequence[Remembered],
    standings: Mapping[str, Standing],
    *,
    is_news: Callable[[Claim], bool] = lambda _: True,
) -> Comparison:
    """`standings` are by a remembered claim's id; one that is missing is unknown.

    What is no news, because it could have been said the last time, is neither new nor held
    against anything; it may only take the place of what its source no longer says.
    """
    sorting = _Sorting(
        standings=standings, left={old.id: old for old in memory}, is_news=is_news
    )
    fresh = [claim for claim in _each_once(claims) if not _recognised(claim, memory, sorting)]
    for claim in fresh:
        _place(claim, memory, sorting)
    rest = [*sorting.left.values()]
    return Comparison(
        new=tuple(sorting.new),
        changed=tuple(sorting.changed),
        contradicted=tuple(sorting.contradicted),
        known=tuple(sorting.known),
        gone=tuple(old for old in rest if _standing(old, standings) in _LOST),
        unchanged=tuple(old for old in rest if _standing(old, standings) is Standing.STANDS),
        unchecked=tuple(old for old in rest if _standing(old, standings) is Standing.UNKNOWN),
    )


_LOST = (Standing.GONE, Standing.REWORDED)


def _standing(old: Remembered, standings: Mapping[str, Standing]) -> Standing:
    return standings.get(old.id, Standing.UNKNOWN)


def _each_once(claims: Sequence[Claim]) -> list[Claim]:
    """The first of several that say the same; an answer may repeat itself."""
    kept: list[Claim] = []
    for claim in claims:
        if not any(says_the_same(gist(claim.text), gist(other.text)) for other in kept):
            kept.append(claim)
    return kept


def _recognised(claim: Claim, memory: Sequence[Remembered], sorting: _Sorting) -> bool:
    """Whether it was said before, word for word or in other words."""
    same = [old for old in memory if _is_same(claim, old)]
    if not same:
        return False
    best = max(same, key=lambda old: (old.text == claim.text, _likeness(claim, old)))
    sorting.known.append(Correction(now=claim, before=best))
    sorting.left.pop(best.id, None)
    return True


def _is_same(claim: Claim, old: Remembered) -> bool:
    return claim.text == old.text or says_the_same(gist(claim.text), gist_of(old))


def _likeness(claim: Claim, old: Remembered) -> float:
    return likeness(gist(claim.text), gist_of(old))


def _place(claim: Claim, memory: Sequence[Remembered], sorting: _Sorting) -> None:
    """New, unless it speaks of something that was said before and says otherwise."""
    about_it = [old for old in memory if _likeness(claim, old)]
    for old in sorted(about_it, key=lambda old: -_likeness(claim, old)):
        pair = Correction(now=claim, before=old)
        if _standing(old, sorting.standings) in _LOST:
            if sorting.left.pop(old.id, None):
                sorting.changed.append(pair)
                return
        elif sorting.is_news(claim) and _contradicts(claim, old, sorting):
            sorting.left.pop(old.id, None)
            sorting.contradicted.append(pair)
            return
    if sorting.is_news(claim):
        sorting.new.append(claim)


def _contradicts(claim: Claim, old: Remembered, sorting: _Sorting) -> bool:
    """Another place says otherwise, once; one document may well say both."""
    again = any(pair.before.id == old.id for pair in sorting.contradicted)
    return not again and bool(_places(claim) - _places(old))


def _places(said: Claim | Remembered) -> frozenset[str]:
    """Where it is said: documents, and of a conversation the message."""
    return frozenset(
        f"{one.origin.ref} {one.origin.url}"
        if one.origin.ref.source is SourceKind.SLACK
        else str(one.origin.ref)
        for one in said.citations
    )
